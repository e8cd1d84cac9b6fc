import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  analyseQuery,
  explainPaths,
  findWanted,
  printAnswers
} from "./chunk-MGJ4YMS6.js";
import "./chunk-2H4F7B5S.js";
import "./chunk-KB2GI7UG.js";
import "./chunk-4EDFUQKZ.js";
import "./chunk-JFXXGL7K.js";
import {
  renderWhy
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
import "./chunk-GL7HVQXP.js";
import "./chunk-FLZNCGTB.js";
import "./chunk-KKCQXBLK.js";
import "./chunk-EZNROI2T.js";
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
