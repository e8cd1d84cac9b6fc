import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/core/once.ts
var once = /* @__PURE__ */ __name((make) => {
  let made;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}, "once");

export {
  once
};
