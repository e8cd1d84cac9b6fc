import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/core/store-path.ts
var STORE_DIR = "/nix/store";
var BASE_NAME = /^[0-9abcdfghijklmnpqrsvwxyz]{32}-[0-9A-Za-z+\-._?=]{1,211}$/;
var parseStorePath = /* @__PURE__ */ __name((text) => text.startsWith(`${STORE_DIR}/`) && BASE_NAME.test(text.slice(STORE_DIR.length + 1)) ? text : void 0, "parseStorePath");
var storePathFromBaseName = /* @__PURE__ */ __name((baseName) => BASE_NAME.test(baseName) ? `/nix/store/${baseName}` : void 0, "storePathFromBaseName");
var anyStorePath = /* @__PURE__ */ __name((text) => parseStorePath(text) ?? storePathFromBaseName(text), "anyStorePath");
var storePathOf = /* @__PURE__ */ __name((file) => {
  if (!file.startsWith(`${STORE_DIR}/`)) return void 0;
  const end = file.indexOf("/", STORE_DIR.length + 1);
  return storePathFromBaseName(file.slice(STORE_DIR.length + 1, end < 0 ? void 0 : end));
}, "storePathOf");
var HASH_LENGTH = 32;
var baseNameOf = /* @__PURE__ */ __name((path) => path.slice(STORE_DIR.length + 1), "baseNameOf");
var nameOf = /* @__PURE__ */ __name((path) => baseNameOf(path).slice(HASH_LENGTH + 1), "nameOf");
var hashPartOf = /* @__PURE__ */ __name((path) => baseNameOf(path).slice(0, HASH_LENGTH), "hashPartOf");
var OUTPUTS = new Set(
  "bin lib lib32 lib64 dev man doc devdoc devman info static debug libgcc dist out terminfo data py python".split(" ")
);
var parseStoreName = /* @__PURE__ */ __name((path) => splitName(nameOf(path)), "parseStoreName");
var splitName = /* @__PURE__ */ __name((name) => {
  const dash = name.search(/-[^a-zA-Z]/);
  if (dash <= 0) return { name, pname: name };
  const pname = name.slice(0, dash);
  const rest = name.slice(dash + 1);
  const last = rest.lastIndexOf("-");
  const output = rest.slice(last + 1);
  return last > 0 && OUTPUTS.has(output) ? { name, pname, version: rest.slice(0, last), output } : { name, pname, version: rest };
}, "splitName");

export {
  parseStorePath,
  storePathFromBaseName,
  anyStorePath,
  storePathOf,
  baseNameOf,
  nameOf,
  hashPartOf,
  parseStoreName,
  splitName
};
