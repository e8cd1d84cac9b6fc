import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/oci/image-ref.ts
var formatImageRef = /* @__PURE__ */ __name(({ registry, repository, tag, digest }) => `${registry}/${repository}${tag === void 0 ? "" : `:${tag}`}${digest === void 0 ? "" : `@${digest}`}`, "formatImageRef");
var REPOSITORY = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/;
var TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
var isTag = /* @__PURE__ */ __name((text) => TAG.test(text), "isTag");
var isRepository = /* @__PURE__ */ __name((text) => text.length <= 255 && REPOSITORY.test(text), "isRepository");
var startsWithRegistry = /* @__PURE__ */ __name((name) => {
  const slash = name.indexOf("/");
  const host = name.slice(0, Math.max(slash, 0));
  return host === "localhost" || host.includes(".") || host.includes(":");
}, "startsWithRegistry");
var splitTag = /* @__PURE__ */ __name((reference) => {
  const colon = reference.lastIndexOf(":");
  return colon > reference.lastIndexOf("/") ? { name: reference.slice(0, colon), tag: reference.slice(colon + 1) } : { name: reference };
}, "splitTag");

// src/core/compare-text.ts
var compareText = /* @__PURE__ */ __name((a, b) => a < b ? -1 : a > b ? 1 : 0, "compareText");

// src/core/json-text.ts
var UNSAFE = new RegExp("[\\u007f-\\u009f\\u2028\\u2029]|\\p{Cf}", "gu");
var escaped = /* @__PURE__ */ __name((character) => character.split("").map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""), "escaped");
var jsonText = /* @__PURE__ */ __name((value) => `${JSON.stringify(value, void 0, 2).replace(UNSAFE, escaped)}
`, "jsonText");

export {
  formatImageRef,
  isTag,
  isRepository,
  startsWithRegistry,
  splitTag,
  compareText,
  jsonText
};
