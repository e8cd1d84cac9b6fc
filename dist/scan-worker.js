import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  isLookedInto,
  scanRange,
  toFailure
} from "./chunks/chunk-4EDFUQKZ.js";
import "./chunks/chunk-EG7TS4Y5.js";
import {
  openPackers
} from "./chunks/chunk-QJ33JM6Z.js";
import "./chunks/chunk-WJ444KRO.js";
import "./chunks/chunk-7QVOKJJR.js";
import "./chunks/chunk-EZNROI2T.js";
import "./chunks/chunk-QPEP4A4R.js";
import "./chunks/chunk-UNTW53JI.js";
import "./chunks/chunk-OL3P4MEU.js";
import {
  __name
} from "./chunks/chunk-FQQKM2IL.js";

// src/scan-worker.ts
import { parentPort, workerData } from "node:worker_threads";

// src/image/serve-scans.ts
var serveScans = /* @__PURE__ */ __name((port, options) => {
  port.on("message", async (range) => {
    const progress = reporter(port);
    const answer = await scanRange(range, { ...options, progress, blocking: true }).then(scannedAnswer, toFailure);
    progress.done();
    port.postMessage(answer, transferable(answer));
  });
}, "serveScans");
var transferable = /* @__PURE__ */ __name((answer) => {
  const layer = answer.kind === "scanned" ? answer.scanned.layer : void 0;
  return layer !== void 0 && isLookedInto(layer) ? [layer.files.bytes.buffer] : [];
}, "transferable");
var scannedAnswer = /* @__PURE__ */ __name((scanned) => ({
  kind: "scanned",
  scanned
}), "scannedAnswer");
var REPORTED_BYTES = 16 << 20;
var reporter = /* @__PURE__ */ __name((port) => {
  let bytes = 0;
  let describe = /* @__PURE__ */ __name(() => "", "describe");
  const report = /* @__PURE__ */ __name(() => {
    port.postMessage({ kind: "progress", bytes, doing: describe() });
    bytes = 0;
  }, "report");
  return {
    advance: /* @__PURE__ */ __name((count) => {
      bytes += count;
      if (bytes >= REPORTED_BYTES) report();
    }, "advance"),
    doing: /* @__PURE__ */ __name((what) => {
      describe = what;
    }, "doing"),
    done: report
  };
}, "reporter");

// src/scan-worker.ts
var { packing, bare } = workerData;
var openPacker = packing === void 0 ? void 0 : openPackers({ ...packing, blocking: true });
if (parentPort !== null) serveScans(parentPort, { openPacker, bare });
