import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  analyseQuery,
  buildDominators,
  depthOf,
  limitOf,
  needReferences,
  printAnswers
} from "./chunk-J3HDNUVC.js";
import "./chunk-S2QZA6NW.js";
import {
  renderDominators
} from "./chunk-FRMOSA6E.js";
import "./chunk-244AY5BY.js";
import "./chunk-3UHFYRN5.js";
import "./chunk-J26AIPMZ.js";
import "./chunk-2CT7VMN6.js";
import "./chunk-GL7HVQXP.js";
import "./chunk-BFIHSC4C.js";
import "./chunk-QVEPXNSZ.js";
import "./chunk-4MGALD5L.js";
import "./chunk-M5W7QIEF.js";
import "./chunk-KKCQXBLK.js";
import "./chunk-QPEP4A4R.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/cli/dominators.ts
var dominatorsCommand = /* @__PURE__ */ __name(async (args, cli) => {
  const extent = { depth: depthOf(args.depth), limit: limitOf(args) };
  const answers = (await analyseQuery(args, cli)).map(({ report }) => {
    needReferences(report);
    const tree = buildDominators(report, extent);
    return { report, data: /* @__PURE__ */ __name(() => tree, "data"), text: /* @__PURE__ */ __name(() => renderDominators(report, tree, cli.colour), "text") };
  });
  printAnswers("dominators", answers, { args, cli });
}, "dominatorsCommand");
export {
  dominatorsCommand
};
