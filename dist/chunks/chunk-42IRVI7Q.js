import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/core/compare-text.ts
var compareText = /* @__PURE__ */ __name((a, b) => a < b ? -1 : a > b ? 1 : 0, "compareText");

export {
  compareText
};
