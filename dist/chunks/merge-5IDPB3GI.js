import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  givenCredentials
} from "./chunk-DQYAND3Y.js";
import {
  mergeImages
} from "./chunk-SQHSHS2K.js";
import "./chunk-EKAH3C6I.js";
import "./chunk-YGTJ2II7.js";
import "./chunk-HQY36DKX.js";
import "./chunk-S5TTZZGM.js";
import "./chunk-Q27EGVJI.js";
import "./chunk-QJ33JM6Z.js";
import "./chunk-WJ444KRO.js";
import "./chunk-7QVOKJJR.js";
import {
  Problems,
  annotations,
  integer
} from "./chunk-IAKEKEDV.js";
import "./chunk-JYKSYV3G.js";
import "./chunk-TCTDNPSK.js";
import "./chunk-42IRVI7Q.js";
import "./chunk-5RK4XCTW.js";
import "./chunk-GEC2743B.js";
import "./chunk-MRU7UBN4.js";
import "./chunk-KFVUV2LW.js";
import "./chunk-GL7HVQXP.js";
import "./chunk-FLZNCGTB.js";
import {
  defined
} from "./chunk-KKCQXBLK.js";
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
  const { digests, destination, tags, insecure } = args;
  const settings = {
    ...{ digests, destinations: [destination], tags, flavor: [], revLength, annotations: given, insecure },
    tagContext: { event: defined({ now: cli.deps.now?.() }) },
    credentials: { given: await givenCredentials(args, cli) }
  };
  const { index, images } = await mergeImages(settings, cli.deps);
  for (const image of images) cli.stdout(`${image}@${index.digest}
`);
}, "mergeCommand");
export {
  mergeCommand
};
