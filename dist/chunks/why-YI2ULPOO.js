import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  analyseQuery,
  explainPaths,
  findWanted,
  printAnswers
} from "./chunk-23MO2BHR.js";
import "./chunk-C5IVNF64.js";
import "./chunk-RAN53NN7.js";
import "./chunk-KB2GI7UG.js";
import "./chunk-GDDRRXG6.js";
import "./chunk-W67MA6C6.js";
import "./chunk-HGVGHAZE.js";
import "./chunk-6UO5NOQ4.js";
import {
  renderWhy
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

// src/cli/why.ts
var whyCommand = /* @__PURE__ */ __name(async (args, cli) => {
  const { wanted: query } = args;
  const hits = findWanted(await analyseQuery(args, cli), query);
  const answers = hits.map(({ report, references, found }) => {
    const paths = explainPaths(report, found, references.evidence);
    return {
      report,
      data: /* @__PURE__ */ __name(() => ({ query, storePaths: paths }), "data"),
      text: /* @__PURE__ */ __name(() => renderWhy(report, query, { answers: paths, colour: cli.colour }), "text")
    };
  });
  printAnswers("why", answers, { args, cli });
}, "whyCommand");
export {
  whyCommand
};
