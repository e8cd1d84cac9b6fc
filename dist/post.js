import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  removeLogin,
  storedLoginSchema
} from "./chunks/chunk-S5TTZZGM.js";
import "./chunks/chunk-Q27EGVJI.js";
import "./chunks/chunk-WJ444KRO.js";
import {
  saveStaged,
  workflowLog
} from "./chunks/chunk-QOZYXXHN.js";
import "./chunks/chunk-U3M72GLK.js";
import {
  getState
} from "./chunks/chunk-6BMPN22G.js";
import "./chunks/chunk-5RK4XCTW.js";
import "./chunks/chunk-GEC2743B.js";
import {
  parseJson
} from "./chunks/chunk-MRU7UBN4.js";
import "./chunks/chunk-T2GPOKVR.js";
import "./chunks/chunk-GL7HVQXP.js";
import {
  array,
  object,
  string
} from "./chunks/chunk-FLZNCGTB.js";
import "./chunks/chunk-KKCQXBLK.js";
import "./chunks/chunk-EZNROI2T.js";
import "./chunks/chunk-QPEP4A4R.js";
import {
  messageOf
} from "./chunks/chunk-UNTW53JI.js";
import "./chunks/chunk-OL3P4MEU.js";
import "./chunks/chunk-XHU6Y52C.js";
import {
  __name
} from "./chunks/chunk-FQQKM2IL.js";

// src/post.ts
var stagedSchema = object({ key: string(), stagedFolder: string(), folder: string() });
var log = workflowLog(() => performance.now());
var stateOf = /* @__PURE__ */ __name((name, schema) => {
  const state = getState(name);
  if (state === "") return void 0;
  const parsed = parseJson(schema, state);
  if (parsed.kind === "ok") return parsed.value;
  log.debug(`nothing to do about ${name}: ${parsed.problem}`);
  return void 0;
}, "stateOf");
var removeLogins = /* @__PURE__ */ __name(async () => {
  for (const login of (stateOf("docker-logins", array(storedLoginSchema)) ?? []).toReversed()) {
    try {
      log.info(`${login.file}: the login for ${login.key} was ${await removeLogin(login)}`);
    } catch (error) {
      log.warning(`${login.file}: the login for ${login.key} is still there: ${messageOf(error)}`);
    }
  }
}, "removeLogins");
var store = /* @__PURE__ */ __name(async () => {
  const staged = stateOf("staged", stagedSchema);
  if (staged !== void 0) await saveStaged(await import("./chunks/cache-2VBT5L3M.js"), staged, log);
}, "store");
await removeLogins();
await store();
