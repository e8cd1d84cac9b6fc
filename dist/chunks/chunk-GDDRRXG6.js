import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/core/program.ts
var ACTION_ONLY = /^(ACTIONS|INPUT|STATE)_/;
var environmentForPrograms = /* @__PURE__ */ __name((env) => Object.fromEntries(
  Object.entries(env).filter(
    (entry) => entry[1] !== void 0 && !ACTION_ONLY.test(entry[0])
  )
), "environmentForPrograms");

export {
  environmentForPrograms
};
