import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  analyseQuery,
  explainPaths,
  findWanted,
  printAnswers
} from "./chunk-3VTT7XNS.js";
import "./chunk-LNHMVC2N.js";
import {
  renderWhy
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
