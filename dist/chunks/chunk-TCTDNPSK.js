import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/core/budgets.ts
var LIMITS = {
  "max-size": { unit: "bytes", relative: false, compressed: true },
  "max-unpacked-size": { unit: "bytes", relative: false, compressed: false },
  "max-increase": { unit: "bytes", relative: true, compressed: true },
  "max-increase-percent": { unit: "percent", relative: true, compressed: true },
  "max-update-pull": { unit: "bytes", relative: true, compressed: true },
  "max-layers": { unit: "layers", relative: false, compressed: false }
};
var LIMIT_NAMES = Object.keys(LIMITS);
var limitKind = /* @__PURE__ */ __name((name) => LIMITS[name], "limitKind");
var limitsOf = /* @__PURE__ */ __name(({ limits }) => LIMIT_NAMES.flatMap((name) => {
  const limit = limits[name];
  return limit === void 0 ? [] : [{ name, limit, ...LIMITS[name] }];
}), "limitsOf");

// src/core/freeze.ts
var deepFreeze = /* @__PURE__ */ __name((value) => {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const child of Object.values(value)) deepFreeze(child);
  return value;
}, "deepFreeze");

export {
  LIMIT_NAMES,
  limitKind,
  limitsOf,
  deepFreeze
};
