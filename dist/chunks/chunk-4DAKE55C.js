import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/core/json-text.ts
var UNSAFE = new RegExp("[\\u007f-\\u009f\\u2028\\u2029]|\\p{Cf}", "gu");
var escaped = /* @__PURE__ */ __name((character) => character.split("").map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""), "escaped");
var jsonText = /* @__PURE__ */ __name((value) => `${JSON.stringify(value, void 0, 2).replace(UNSAFE, escaped)}
`, "jsonText");

export {
  jsonText
};
