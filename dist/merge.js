import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  mergeImages
} from "./chunks/chunk-SQHSHS2K.js";
import {
  accessOf,
  tagFactsOf
} from "./chunks/chunk-G6LJARBJ.js";
import "./chunks/chunk-EKAH3C6I.js";
import {
  isImage
} from "./chunks/chunk-YGTJ2II7.js";
import "./chunks/chunk-HQY36DKX.js";
import "./chunks/chunk-S5TTZZGM.js";
import {
  openRegistryFetch,
  readVersion,
  removeOnInterrupt,
  runProgram
} from "./chunks/chunk-MNBUOW32.js";
import "./chunks/chunk-GDDRRXG6.js";
import "./chunks/chunk-Q27EGVJI.js";
import "./chunks/chunk-QJ33JM6Z.js";
import "./chunks/chunk-WJ444KRO.js";
import "./chunks/chunk-7QVOKJJR.js";
import {
  readMergeInputs
} from "./chunks/chunk-UDPGR2AS.js";
import "./chunks/chunk-IAKEKEDV.js";
import "./chunks/chunk-JYKSYV3G.js";
import "./chunks/chunk-TCTDNPSK.js";
import "./chunks/chunk-42IRVI7Q.js";
import {
  failStep,
  listArtifacts,
  parseContext,
  workflowLog
} from "./chunks/chunk-QOZYXXHN.js";
import "./chunks/chunk-U3M72GLK.js";
import {
  setOutput,
  setSecret
} from "./chunks/chunk-6BMPN22G.js";
import "./chunks/chunk-5RK4XCTW.js";
import "./chunks/chunk-GEC2743B.js";
import "./chunks/chunk-MRU7UBN4.js";
import {
  machinePlatform
} from "./chunks/chunk-KFVUV2LW.js";
import "./chunks/chunk-T2GPOKVR.js";
import "./chunks/chunk-GL7HVQXP.js";
import {
  formatPlatform
} from "./chunks/chunk-FLZNCGTB.js";
import "./chunks/chunk-KKCQXBLK.js";
import "./chunks/chunk-EZNROI2T.js";
import "./chunks/chunk-QPEP4A4R.js";
import "./chunks/chunk-UNTW53JI.js";
import "./chunks/chunk-OL3P4MEU.js";
import "./chunks/chunk-XHU6Y52C.js";
import {
  __name
} from "./chunks/chunk-FQQKM2IL.js";

// src/merge.ts
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

// src/pipeline/merge-outputs.ts
var mergeOutputs = /* @__PURE__ */ __name(({ index, tags, images }) => {
  const [image = ""] = images;
  const { digest, annotations, members } = index;
  const platforms = members.filter(isImage).map(({ descriptor }) => formatPlatform(descriptor.platform));
  const manifests = members.map(({ descriptor }) => descriptor);
  return {
    ...{ digest, image, reference: `${image}@${digest}`, tags: tags.join("\n"), platforms: platforms.join("\n") },
    metadata: JSON.stringify({ digest, images, tags, annotations, manifests })
  };
}, "mergeOutputs");

// src/merge.ts
var merge = /* @__PURE__ */ __name(async () => {
  const inputs = readMergeInputs();
  for (const secret of [inputs.registryPassword, inputs.githubToken]) if (secret !== void 0) setSecret(secret);
  const eventFile = process.env["GITHUB_EVENT_PATH"];
  const context = parseContext(process.env, eventFile === void 0 ? "" : await readFile(eventFile, "utf8"));
  const tempDir = await mkdtemp(path.join(process.env["RUNNER_TEMP"] ?? os.tmpdir(), "nix-image-"));
  const stopWatching = removeOnInterrupt(tempDir);
  try {
    const deps = {
      ...{
        run: runProgram,
        fetch: await openRegistryFetch({ env: process.env, cwd: process.cwd(), authorities: inputs.registryCa }),
        log: workflowLog(() => performance.now()),
        tempDir
      },
      ...{ env: process.env, cwd: process.cwd(), machine: machinePlatform(process.arch) },
      version: /* @__PURE__ */ __name(() => readVersion(import.meta.url), "version"),
      now: /* @__PURE__ */ __name(() => (/* @__PURE__ */ new Date()).toISOString(), "now")
    };
    const merged = await mergeImages(settingsOf(inputs, context, deps), deps);
    for (const [name, value] of Object.entries(mergeOutputs(merged))) setOutput(name, value);
    await listArtifacts(deps.env["GITHUB_ARTIFACTS"], merged.subjects, deps.log);
  } finally {
    stopWatching();
    await rm(tempDir, { recursive: true, force: true });
  }
}, "merge");
var settingsOf = /* @__PURE__ */ __name((inputs, context, deps) => {
  const { digests, destinations, tags, flavor, revLength, annotations } = inputs;
  return {
    ...{ digests, destinations, tags, flavor, revLength, annotations, sha: context.sha },
    ...accessOf(inputs, context),
    tagContext: tagFactsOf(context, revLength, deps)
  };
}, "settingsOf");
try {
  await merge();
} catch (error) {
  failStep(error);
}
