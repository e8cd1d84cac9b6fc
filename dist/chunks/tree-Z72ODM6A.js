import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  analyseQuery,
  collectGraph,
  depthOf,
  findWanted,
  needReferences,
  printAnswers,
  walkReferences,
  weighPath
} from "./chunk-MGJ4YMS6.js";
import "./chunk-2H4F7B5S.js";
import "./chunk-KB2GI7UG.js";
import "./chunk-4EDFUQKZ.js";
import "./chunk-JFXXGL7K.js";
import {
  renderDot,
  renderTree
} from "./chunk-K5RP352F.js";
import "./chunk-BXXVUI6A.js";
import "./chunk-4DAKE55C.js";
import "./chunk-WWT3VFJF.js";
import "./chunk-EG7TS4Y5.js";
import "./chunk-HQY36DKX.js";
import "./chunk-S5TTZZGM.js";
import "./chunk-GDDRRXG6.js";
import "./chunk-Q27EGVJI.js";
import "./chunk-WJ444KRO.js";
import "./chunk-IAKEKEDV.js";
import "./chunk-JYKSYV3G.js";
import "./chunk-TCTDNPSK.js";
import "./chunk-42IRVI7Q.js";
import "./chunk-5RK4XCTW.js";
import "./chunk-GEC2743B.js";
import "./chunk-MRU7UBN4.js";
import "./chunk-KFVUV2LW.js";
import {
  plural
} from "./chunk-GL7HVQXP.js";
import "./chunk-FLZNCGTB.js";
import "./chunk-KKCQXBLK.js";
import "./chunk-EZNROI2T.js";
import "./chunk-QPEP4A4R.js";
import "./chunk-UNTW53JI.js";
import "./chunk-OL3P4MEU.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/cli/tree.ts
var treeCommand = /* @__PURE__ */ __name(async (args, cli) => {
  const depth = args.depth === void 0 ? Number.POSITIVE_INFINITY : depthOf(args.depth);
  const analyses = await analyseQuery(args, cli);
  const starts = args.wanted === void 0 ? analyses.map(({ report }) => ({ report, found: needReferences(report).roots })) : findWanted(analyses, args.wanted);
  const answers = starts.map((start) => answer(start, depth, { args, cli }));
  printAnswers("tree", answers, { args, cli });
}, "treeCommand");
var answer = /* @__PURE__ */ __name(({ report, found }, depth, { args, cli }) => {
  const references = needReferences(report);
  const graph = /* @__PURE__ */ __name(() => collectGraph(references, found, depth), "graph");
  const title = args.wanted === void 0 ? plural(report.storePaths.length, "store path") : `below ${args.wanted}`;
  return {
    report,
    data: /* @__PURE__ */ __name(() => dataOf(references, found, graph()), "data"),
    text: /* @__PURE__ */ __name(() => args.dot ? renderDot(report, graph()) : renderTree(report, title, { rows: walkReferences(references, found, depth), colour: cli.colour }), "text")
  };
}, "answer");
var dataOf = /* @__PURE__ */ __name((references, starts, { paths }) => ({
  starts: starts.map(({ path }) => path),
  storePaths: paths.map((entry) => ({
    ...weighPath(entry),
    references: references.referencesOf(entry.path).map(({ path }) => path)
  }))
}), "dataOf");
export {
  treeCommand
};
