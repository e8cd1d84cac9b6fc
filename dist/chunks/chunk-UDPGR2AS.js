import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  parseActionInputs,
  parseCommentInputs,
  parseMergeInputs
} from "./chunk-IAKEKEDV.js";
import {
  getInput
} from "./chunk-6BMPN22G.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/inputs/from-action.ts
var readActionInputs = /* @__PURE__ */ __name(() => parseActionInputs((name) => getInput(name)), "readActionInputs");
var readCommentInputs = /* @__PURE__ */ __name(() => parseCommentInputs((name) => getInput(name)), "readCommentInputs");
var readMergeInputs = /* @__PURE__ */ __name(() => parseMergeInputs((name) => getInput(name)), "readMergeInputs");

export {
  readActionInputs,
  readCommentInputs,
  readMergeInputs
};
