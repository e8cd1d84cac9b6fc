import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/small-heap.ts
import { setFlagsFromString } from "node:v8";
var keepHeapSmall = /* @__PURE__ */ __name(() => setFlagsFromString("--semi-space-growth-factor=1"), "keepHeapSmall");

// src/worker-settings.ts
import { availableParallelism } from "node:os";
var workerSettings = /* @__PURE__ */ __name((entry) => {
  const script = /* @__PURE__ */ __name((name) => new URL(`./${name}${entry.slice(entry.lastIndexOf("."))}`, entry), "script");
  return { url: script("scan-worker"), compressUrl: script("compress-worker"), count: availableParallelism() };
}, "workerSettings");

export {
  keepHeapSmall,
  workerSettings
};
