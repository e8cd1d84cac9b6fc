import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/core/units.ts
var UNITS = ["B", "kB", "MB", "GB", "TB"];
var formatBytes = /* @__PURE__ */ __name((bytes) => {
  let value = Math.abs(bytes);
  let unit = 0;
  while (value >= 999.95 && unit < UNITS.length - 1) {
    value /= 1e3;
    unit += 1;
  }
  const sign = bytes < 0 ? "\u2212" : "";
  return `${sign}${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit]}`;
}, "formatBytes");
var formatLimit = /* @__PURE__ */ __name((bytes) => formatBytes(bytes).replace(".0 ", " "), "formatLimit");
var formatChange = /* @__PURE__ */ __name((bytes) => bytes === 0 ? "\xB10 B" : bytes > 0 ? `+${formatBytes(bytes)}` : formatBytes(bytes), "formatChange");
var formatPercentChange = /* @__PURE__ */ __name((baseline, current) => {
  if (baseline === 0) return void 0;
  const percent = (current - baseline) / baseline * 100;
  const digits = Math.abs(percent) >= 9.95 ? 0 : 1;
  const text = Math.abs(percent).toFixed(digits);
  return Number(text) === 0 ? "\xB10 %" : `${percent > 0 ? "+" : "\u2212"}${text} %`;
}, "formatPercentChange");
var plural = /* @__PURE__ */ __name((count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`, "plural");
var FACTORS = new Map([
  ["", 1n],
  ["b", 1n],
  ...["k", "m", "g", "t"].flatMap((prefix, index) => [
    [`${prefix}b`, 1000n ** BigInt(index + 1)],
    [`${prefix}ib`, 1024n ** BigInt(index + 1)]
  ])
]);
var SIZE = /^(\d{1,20})(?:\.(\d{1,20}))?\s*([a-z]*)$/i;
var parseBytes = /* @__PURE__ */ __name((text) => {
  const [, whole = "", decimals = "", unit = ""] = SIZE.exec(text.trim()) ?? [];
  const factor = FACTORS.get(unit.toLowerCase());
  if (whole === "" || factor === void 0) return void 0;
  const bytes = BigInt(whole + decimals) * factor / 10n ** BigInt(decimals.length);
  return bytes <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(bytes) : void 0;
}, "parseBytes");

export {
  formatBytes,
  formatLimit,
  formatChange,
  formatPercentChange,
  plural,
  parseBytes
};
