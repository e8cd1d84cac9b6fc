import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  givenCredentials
} from "./chunk-DQYAND3Y.js";
import {
  mergeImages
} from "./chunk-3QCYZGKC.js";
import "./chunk-A3ZPQJSM.js";
import "./chunk-NUDMTKCF.js";
import "./chunk-HQY36DKX.js";
import "./chunk-SOP4PWSA.js";
import "./chunk-Q27EGVJI.js";
import "./chunk-YUK4GINH.js";
import "./chunk-WJ444KRO.js";
import "./chunk-7QVOKJJR.js";
import {
  Problems,
  annotations,
  integer
} from "./chunk-IO3QEPPP.js";
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

// src/cli/merge.ts
var mergeCommand = /* @__PURE__ */ __name(async (args, cli) => {
  const problems = new Problems();
  const revLength = integer("--rev-length", args.revLength, [4, 40], problems);
  const given = annotations("--annotation", args.annotations, problems).index;
  problems.throwAny();
  const settings = {
    ...{
      digests: args.digests,
      destinations: [args.destination],
      tags: args.tags,
      flavor: [],
      revLength,
      annotations: given
    },
    ...{ tagContext: {}, insecure: args.insecure, credentials: { given: await givenCredentials(args, cli) } }
  };
  const { index, images } = await mergeImages(settings, cli.deps);
  for (const image of images) cli.stdout(`${image}@${index.digest}
`);
}, "mergeCommand");
export {
  mergeCommand
};
