import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  analyseQuery,
  buildDominators,
  depthOf,
  limitOf,
  needReferences,
  printAnswers
} from "./chunk-3VTT7XNS.js";
import "./chunk-LNHMVC2N.js";
import {
  renderDominators
} from "./chunk-Q5TWWWUV.js";
import "./chunk-R5D3Q47E.js";
import "./chunk-TGHYRGPX.js";
import "./chunk-J26AIPMZ.js";
import "./chunk-UZ43WKVZ.js";
import "./chunk-GL7HVQXP.js";
import "./chunk-3YOWRT4G.js";
import "./chunk-TPS7SHAV.js";
import "./chunk-C5EYQWJQ.js";
import "./chunk-24EF4IVO.js";
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
