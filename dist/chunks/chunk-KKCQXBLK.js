import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/core/defined.ts
var defined = /* @__PURE__ */ __name((value) => Object.fromEntries(Object.entries(value).filter(([, property]) => property !== void 0)), "defined");

export {
  defined
};
