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
var HUB_NAMES = ["docker.io", "index.docker.io", "registry-1.docker.io"];
var canonicalRegistry = /* @__PURE__ */ __name((host) => {
  const lower = host.toLowerCase();
  return HUB_NAMES.includes(lower) ? "docker.io" : lower;
}, "canonicalRegistry");
var splitTag = /* @__PURE__ */ __name((reference) => {
  const colon = reference.lastIndexOf(":");
  return colon > reference.lastIndexOf("/") ? { name: reference.slice(0, colon), tag: reference.slice(colon + 1) } : { name: reference };
}, "splitTag");

export {
  formatImageRef,
  isTag,
  isRepository,
  startsWithRegistry,
  canonicalRegistry,
  splitTag
};
