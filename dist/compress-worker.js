import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  openBlockCompressor
} from "./chunks/chunk-7QVOKJJR.js";
import {
  messageOf
} from "./chunks/chunk-UNTW53JI.js";
import "./chunks/chunk-OL3P4MEU.js";
import {
  __name
} from "./chunks/chunk-FQQKM2IL.js";

// src/compress-worker.ts
import { parentPort, workerData } from "node:worker_threads";

// src/publish/serve-blocks.ts
var serveBlocks = /* @__PURE__ */ __name((port, setting) => {
  const opening = openBlockCompressor(setting);
  port.on("message", async ({ block, size }) => {
    const answer = await opening.then((compress) => ({ kind: "compressed", block, size: compress(block, size) })).catch((error) => ({ kind: "failed", message: messageOf(error) }));
    port.postMessage(answer, [block.buffer]);
  });
}, "serveBlocks");

// src/compress-worker.ts
if (parentPort !== null) serveBlocks(parentPort, workerData);
