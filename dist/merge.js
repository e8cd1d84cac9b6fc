import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  mergeImages
} from "./chunks/chunk-3QCYZGKC.js";
import {
  tagEvent
} from "./chunks/chunk-JNJOCQ5N.js";
import "./chunks/chunk-A3ZPQJSM.js";
import {
  isImage
} from "./chunks/chunk-NUDMTKCF.js";
import "./chunks/chunk-HQY36DKX.js";
import "./chunks/chunk-SOP4PWSA.js";
import {
  openRegistryFetch,
  readVersion,
  removeOnInterrupt,
  runProgram
} from "./chunks/chunk-7JEZO5NT.js";
import "./chunks/chunk-GDDRRXG6.js";
import "./chunks/chunk-Q27EGVJI.js";
import "./chunks/chunk-YUK4GINH.js";
import "./chunks/chunk-WJ444KRO.js";
import "./chunks/chunk-7QVOKJJR.js";
import {
  readMergeInputs
} from "./chunks/chunk-NVROGD6E.js";
import "./chunks/chunk-IO3QEPPP.js";
import "./chunks/chunk-DGNAH2R3.js";
import "./chunks/chunk-TCTDNPSK.js";
import "./chunks/chunk-42IRVI7Q.js";
import {
  branchOf,
  gitTagOf,
  parseContext,
  workflowLog
} from "./chunks/chunk-XMFWDNEU.js";
import {
  setFailed,
  setOutput,
  setSecret
} from "./chunks/chunk-6BMPN22G.js";
import "./chunks/chunk-VAS2ZPVJ.js";
import "./chunks/chunk-GEC2743B.js";
import "./chunks/chunk-3AWMGYS5.js";
import {
  machinePlatform
} from "./chunks/chunk-L3X6VVNB.js";
import "./chunks/chunk-T2GPOKVR.js";
import "./chunks/chunk-GL7HVQXP.js";
import {
  formatPlatform
} from "./chunks/chunk-5CAIYXDS.js";
import {
  defined
} from "./chunks/chunk-KKCQXBLK.js";
import "./chunks/chunk-EZNROI2T.js";
import "./chunks/chunk-QPEP4A4R.js";
import {
  KnownError
} from "./chunks/chunk-UNTW53JI.js";
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
  } finally {
    stopWatching();
    await rm(tempDir, { recursive: true, force: true });
  }
}, "merge");
var settingsOf = /* @__PURE__ */ __name((inputs, context, deps) => {
  const { digests, destinations, tags, flavor, revLength, annotations, githubToken: token } = inputs;
  const { owner, repo, actor, sha, pullRequest, ownerType } = context;
  const branch = branchOf(context);
  return {
    ...{
      digests,
      destinations,
      tags,
      flavor,
      revLength,
      annotations,
      owner,
      repo,
      sha,
      insecure: inputs.registryInsecure
    },
    credentials: {
      given: defined({ username: inputs.registryUsername, password: inputs.registryPassword }),
      ...token === void 0 ? {} : { github: { actor, token } }
    },
    workflow: {
      ...{ repository: `${owner}/${repo}`, fromFork: pullRequest?.fromFork ?? false, actor },
      ...defined({ ownerType })
    },
    tagContext: {
      headRev: pullRequest?.headSha.slice(0, revLength),
      branch,
      pr: pullRequest?.number,
      gitTag: gitTagOf(context),
      event: tagEvent(context, deps),
      onDefaultBranch: branch !== void 0 && branch === context.defaultBranch
    }
  };
}, "settingsOf");
try {
  await merge();
} catch (error) {
  if (error instanceof KnownError) setFailed(error.message);
  else setFailed(error instanceof Error ? error.stack ?? error.message : String(error));
}
