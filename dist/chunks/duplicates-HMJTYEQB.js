import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  analyseQuery,
  findRepeatedPackages,
  limitOf,
  printAnswers
} from "./chunk-23MO2BHR.js";
import "./chunk-C5IVNF64.js";
import {
  findDuplicates
} from "./chunk-RAN53NN7.js";
import "./chunk-KB2GI7UG.js";
import "./chunk-GDDRRXG6.js";
import "./chunk-W67MA6C6.js";
import "./chunk-HGVGHAZE.js";
import "./chunk-6UO5NOQ4.js";
import {
  renderDuplicates
} from "./chunk-GSXTA2A2.js";
import "./chunk-4DAKE55C.js";
import "./chunk-QKBUJKCJ.js";
import "./chunk-7FOTJRLL.js";
import "./chunk-T4RP7OKA.js";
import "./chunk-42IRVI7Q.js";
import "./chunk-DL4G24GU.js";
import "./chunk-7BEUT7TU.js";
import "./chunk-WWT3VFJF.js";
import "./chunk-GL7HVQXP.js";
import "./chunk-KKCQXBLK.js";
import "./chunk-H3LOPKAU.js";
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
