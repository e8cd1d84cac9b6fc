import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  saveStaged,
  workflowLog
} from "./chunks/chunk-XEPL7L4V.js";
import {
  debug,
  getState
} from "./chunks/chunk-BNOYZUHM.js";
import "./chunks/chunk-XHU6Y52C.js";
import {
  object,
  parseJson,
  string
} from "./chunks/chunk-BLBGCFR4.js";
import "./chunks/chunk-UKBYAVXE.js";
import {
  __name
} from "./chunks/chunk-FQQKM2IL.js";

// src/post.ts
var stagedSchema = object({ key: string(), file: string() });
var post = /* @__PURE__ */ __name(async () => {
  const state = getState("staged");
  if (state === "") return;
  const staged = parseJson(stagedSchema, state);
  if (staged.kind === "bad") return debug(`nothing to store: ${staged.problem}`);
  await saveStaged(await import("./chunks/cache-A3AUVFHD.js"), staged.value, workflowLog);
}, "post");
await post();
