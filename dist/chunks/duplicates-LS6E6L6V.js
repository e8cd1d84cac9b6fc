import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  analyseQuery,
  findRepeatedPackages,
  limitOf,
  printAnswers
} from "./chunk-5WTIUGAU.js";
import {
  findDuplicates
} from "./chunk-RL57FK7E.js";
import "./chunk-KB2GI7UG.js";
import "./chunk-GDDRRXG6.js";
import "./chunk-62IWZBYC.js";
import "./chunk-WD2CMYM5.js";
import {
  renderDuplicates
} from "./chunk-IHUARCMR.js";
import "./chunk-DE3NSUDZ.js";
import "./chunk-7FOTJRLL.js";
import "./chunk-DUZL7PBA.js";
import "./chunk-PN3I25AP.js";
import "./chunk-DL4G24GU.js";
import "./chunk-7BEUT7TU.js";
import "./chunk-WWT3VFJF.js";
import "./chunk-GL7HVQXP.js";
import "./chunk-KKCQXBLK.js";
import "./chunk-2SQ4U2SE.js";
import "./chunk-EG7TS4Y5.js";
import "./chunk-QPEP4A4R.js";
import "./chunk-UNTW53JI.js";
import "./chunk-OL3P4MEU.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/cli/duplicates.ts
var duplicatesCommand = /* @__PURE__ */ __name(async (args, cli) => {
  const limit = limitOf(args);
  const answers = (await analyseQuery(args, cli)).map(({ image, report }) => {
    const files = findDuplicates(
      image.layers.map((layer) => layer.files),
      limit
    );
    const found = { ...files, packages: findRepeatedPackages(report) };
    return {
      report,
      data: /* @__PURE__ */ __name(() => ({ ...found, packages: found.packages.slice(0, limit) }), "data"),
      text: /* @__PURE__ */ __name(() => renderDuplicates(report, found, { limit, colour: cli.colour }), "text")
    };
  });
  printAnswers("duplicates", answers, { args, cli });
}, "duplicatesCommand");
export {
  duplicatesCommand
};
