import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/core/digest.ts
var SHA256 = /^sha256:[0-9a-f]{64}$/;
var HEX = /^[0-9a-f]{64}$/;
var isDigest = /* @__PURE__ */ __name((value) => typeof value === "string" && SHA256.test(value), "isDigest");
var hexOf = /* @__PURE__ */ __name((digest) => digest.slice("sha256:".length), "hexOf");
var digestFromHex = /* @__PURE__ */ __name((hex) => HEX.test(hex) ? `sha256:${hex}` : void 0, "digestFromHex");
var shortDigest = /* @__PURE__ */ __name((digest) => hexOf(digest).slice(0, 12), "shortDigest");

export {
  isDigest,
  hexOf,
  digestFromHex,
  shortDigest
};
