import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  formatBytes
} from "./chunk-GL7HVQXP.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/core/disarm.ts
var disarm = /* @__PURE__ */ __name((text) => text.replace(/^(\s*:):/gm, "$1\u200B:").replaceAll("##[", "#\u200B#["), "disarm");

// src/core/progress.ts
var openProgress = /* @__PURE__ */ __name((options) => {
  const { title, total, now, every, show } = options;
  let bytes = 0;
  let doing = /* @__PURE__ */ __name(() => "", "doing");
  let due = now() + options.first;
  let shown = false;
  const rateOf = openRate(now);
  return {
    advance: /* @__PURE__ */ __name((count) => {
      bytes += count;
      const time = now();
      if (time < due) return;
      due = time + every;
      shown = true;
      show({ title, bytes, total, rate: rateOf(bytes), doing: doing() });
    }, "advance"),
    doing: /* @__PURE__ */ __name((what) => {
      doing = what;
    }, "doing"),
    done: /* @__PURE__ */ __name(() => {
      if (shown) options.clear?.();
      shown = false;
    }, "done")
  };
}, "openProgress");
var WINDOW_MS = 3e3;
var openRate = /* @__PURE__ */ __name((now) => {
  const samples = [{ time: now(), bytes: 0 }];
  return (bytes) => {
    const time = now();
    while (samples.length > 1 && (samples[1]?.time ?? time) <= time - WINDOW_MS) samples.shift();
    const oldest = samples[0] ?? { time, bytes };
    samples.push({ time, bytes });
    return time === oldest.time ? 0 : (bytes - oldest.bytes) / (time - oldest.time) * 1e3;
  };
}, "openRate");
var shareDone = /* @__PURE__ */ __name(({ bytes, total }) => total === void 0 || total === 0 ? void 0 : Math.min(1, bytes / total), "shareDone");
var renderQuietProgress = /* @__PURE__ */ __name((state) => {
  const { title, bytes, total, rate, doing } = state;
  const share = shareDone(state);
  const of = total === void 0 ? "" : ` of ${formatBytes(total)}`;
  const percent = share === void 0 ? "" : ` (${Math.floor(share * 100)} %)`;
  const at = doing === "" ? "" : `, at ${doing}`;
  return `${title}: ${formatBytes(bytes)}${of}${percent}, ${formatBytes(Math.round(rate))}/s${at}`;
}, "renderQuietProgress");

export {
  disarm,
  openProgress,
  shareDone,
  renderQuietProgress
};
