import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  analyseQuery,
  buildDominators,
  depthOf,
  limitOf,
  needReferences,
  printAnswers
} from "./chunk-CZDD7GUY.js";
import "./chunk-AIKGWOF5.js";
import "./chunk-PINPUHKC.js";
import "./chunk-KB2GI7UG.js";
import "./chunk-4EDFUQKZ.js";
import "./chunk-JTD6X7RN.js";
import {
  renderDominators
} from "./chunk-AXMYQEIR.js";
import "./chunk-Y5UKEVID.js";
import "./chunk-4DAKE55C.js";
import "./chunk-WWT3VFJF.js";
import "./chunk-EG7TS4Y5.js";
import "./chunk-HQY36DKX.js";
import "./chunk-SOP4PWSA.js";
import "./chunk-GDDRRXG6.js";
import "./chunk-Q27EGVJI.js";
import "./chunk-WJ444KRO.js";
import "./chunk-IO3QEPPP.js";
import "./chunk-DGNAH2R3.js";
import "./chunk-TCTDNPSK.js";
import "./chunk-42IRVI7Q.js";
import "./chunk-VAS2ZPVJ.js";
import "./chunk-GEC2743B.js";
import "./chunk-3AWMGYS5.js";
import "./chunk-L3X6VVNB.js";
import "./chunk-GL7HVQXP.js";
import "./chunk-5CAIYXDS.js";
import "./chunk-KKCQXBLK.js";
import "./chunk-EZNROI2T.js";
import "./chunk-QPEP4A4R.js";
import "./chunk-UNTW53JI.js";
import "./chunk-OL3P4MEU.js";
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
