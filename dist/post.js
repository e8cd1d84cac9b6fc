import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  saveStaged,
  workflowLog
} from "./chunks/chunk-MBWC3G7O.js";
import {
  object,
  parseJson,
  string
} from "./chunks/chunk-DL4G24GU.js";
import "./chunks/chunk-T2GPOKVR.js";
import "./chunks/chunk-GL7HVQXP.js";
import "./chunks/chunk-KKCQXBLK.js";
import "./chunks/chunk-UNTW53JI.js";
import "./chunks/chunk-OL3P4MEU.js";
import {
  debug,
  getState
} from "./chunks/chunk-6BMPN22G.js";
import "./chunks/chunk-XHU6Y52C.js";
import {
  __name
} from "./chunks/chunk-FQQKM2IL.js";

// src/post.ts
var stagedSchema = object({ key: string(), stagedFolder: string(), folder: string() });
var post = /* @__PURE__ */ __name(async () => {
  const state = getState("staged");
  if (state === "") return;
  const staged = parseJson(stagedSchema, state);
  if (staged.kind === "bad") return debug(`nothing to store: ${staged.problem}`);
  await saveStaged(
    await import("./chunks/cache-2VBT5L3M.js"),
    staged.value,
    workflowLog(() => performance.now())
  );
}, "post");
await post();
