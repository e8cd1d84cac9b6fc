import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  analyseQuery,
  findRepeatedPackages,
  limitOf,
  printAnswers
} from "./chunk-DRSUJVHG.js";
import "./chunk-6UGCBLQF.js";
import {
  findDuplicates
} from "./chunk-4YCLJSPR.js";
import "./chunk-KB2GI7UG.js";
import "./chunk-G5QMVNVL.js";
import "./chunk-OX6YZWUD.js";
import {
  renderDuplicates
} from "./chunk-3JQ6B6SJ.js";
import "./chunk-DRE5XMUS.js";
import "./chunk-4DAKE55C.js";
import "./chunk-WWT3VFJF.js";
import "./chunk-EG7TS4Y5.js";
import "./chunk-HQY36DKX.js";
import "./chunk-KVPAYZGO.js";
import "./chunk-GDDRRXG6.js";
import "./chunk-WJ444KRO.js";
import "./chunk-S67E6Z6C.js";
import "./chunk-QKZNJK7X.js";
import "./chunk-TCTDNPSK.js";
import "./chunk-42IRVI7Q.js";
import "./chunk-BT5XKU7Y.js";
import "./chunk-GEC2743B.js";
import "./chunk-QDZGXFB4.js";
import "./chunk-BLTGGKFP.js";
import "./chunk-NILPTZ7P.js";
import "./chunk-KKCQXBLK.js";
import "./chunk-EZNROI2T.js";
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
