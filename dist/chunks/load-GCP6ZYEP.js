import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  loadImages
} from "./chunk-ZNUXY6SK.js";
import {
  analyseRealised,
  findEngine,
  findNix,
  loadArchive,
  openLoadable,
  planImage,
  realiseImage
} from "./chunk-2H4F7B5S.js";
import "./chunk-KB2GI7UG.js";
import "./chunk-4EDFUQKZ.js";
import "./chunk-JFXXGL7K.js";
import "./chunk-BXXVUI6A.js";
import "./chunk-4DAKE55C.js";
import "./chunk-EG7TS4Y5.js";
import "./chunk-YGTJ2II7.js";
import "./chunk-HQY36DKX.js";
import "./chunk-S5TTZZGM.js";
import {
  environmentForPrograms
} from "./chunk-GDDRRXG6.js";
import "./chunk-Q27EGVJI.js";
import {
  openPackers
} from "./chunk-QJ33JM6Z.js";
import "./chunk-WJ444KRO.js";
import "./chunk-7QVOKJJR.js";
import {
  Problems,
  oneOf,
  parseImageArg,
  platform
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

// src/cli/load.ts
import path from "node:path";
var loadCommand = /* @__PURE__ */ __name(async (args, { deps, stdout }) => {
  const { choice, asked } = parseOptions(args);
  const engine = await findEngine(deps.run, choice);
  const nix = findNix(deps);
  const building = { deps, nix, buildArgs: args.buildArgs, registry: { insecure: args.insecure } };
  const plan = await planImage(parseImageArg(args.image, args.file), { ...building, revLength: 9 });
  const realised = await realiseImage(plan, building);
  const env = environmentForPrograms(deps.env);
  const ready = asked === void 0 ? await openLoadable(realised.source, { log: deps.log, env }) : void 0;
  const names = ready === void 0 ? await loadImages(await readKept(realised, { ...building, ...defined({ platform: asked }) }), engine, deps) : await loadArchive({ engine, name: plan.text, bytes: ready, env, log: deps.log });
  for (const name of names) stdout(`${name}
`);
}, "loadCommand");
var parseOptions = /* @__PURE__ */ __name((args) => {
  const problems = new Problems();
  const choice = oneOf("--engine", args.engine, ["auto", "docker", "podman"], problems);
  const asked = platform("--platform", args.platform, problems);
  problems.throwAny();
  return { choice, asked };
}, "parseOptions");
var readKept = /* @__PURE__ */ __name((realised, options) => {
  const spoolDir = path.join(options.deps.tempDir, "blobs");
  const openPacker = openPackers({ compression: { kind: "none", level: 0 }, spoolDir });
  return analyseRealised(realised, { ...options, openPacker });
}, "readKept");
export {
  loadCommand
};
