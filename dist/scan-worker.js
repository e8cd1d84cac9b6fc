import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  openPackers
} from "./chunks/chunk-UTIZHOWN.js";
import {
  scanRange,
  toFailure
} from "./chunks/chunk-62IWZBYC.js";
import "./chunks/chunk-2SQ4U2SE.js";
import "./chunks/chunk-EG7TS4Y5.js";
import "./chunks/chunk-QPEP4A4R.js";
import "./chunks/chunk-UNTW53JI.js";
import "./chunks/chunk-OL3P4MEU.js";
import {
  __name
} from "./chunks/chunk-FQQKM2IL.js";

// src/scan-worker.ts
import { parentPort, workerData } from "node:worker_threads";

// src/image/serve-scans.ts
var serveScans = /* @__PURE__ */ __name((port, openPacker2) => {
  port.on("message", async (range) => {
    const progress = reporter(port);
    const answer = await scanRange(range, { progress, openPacker: openPacker2, blocking: true }).then(scannedAnswer, toFailure);
    progress.done();
    const transferred = answer.kind === "scanned" ? [answer.scanned.layer.files.bytes.buffer] : [];
    port.postMessage(answer, transferred);
  });
}, "serveScans");
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
var { packing } = workerData;
var openPacker = packing === void 0 ? void 0 : openPackers({ ...packing, blocking: true });
if (parentPort !== null) serveScans(parentPort, openPacker);
