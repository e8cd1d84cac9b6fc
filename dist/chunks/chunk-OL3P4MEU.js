import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/core/redact.ts
var CREDENTIALS = [
  // A password may hold "@" itself, so up to the last one before the path. A user name alone is a token in https.
  [/\b(https?:\/\/)[^\s/?#]+@/gi, "$1***@"],
  // The scheme is looked for from the start of its run alone: from each letter on, a text of schemes takes time squared.
  [/(?<![a-z0-9+.-])([a-z0-9+.-]+:\/\/)[^\s/?#:]*:[^\s/?#]*@/gi, "$1***@"],
  // Tokens have capitals, digits or padding; "basic authentication" has none.
  [/\b([Bb]earer|[Bb]asic|BEARER|BASIC)\s+(?=[a-z._~+/-]*[A-Z0-9=])[A-Za-z0-9._~+/=-]{8,}/g, "$1 ***"],
  // Addresses that registries redirect to are signed: whoever has one may fetch the blob.
  [/([?&](?:access_token|token|sig|signature|X-Amz-Signature|X-Amz-Security-Token)=)[^&\s]+/gi, "$1***"],
  [/\b(gh[a-z]_|github_pat_|glpat-|dckr_pat_)[A-Za-z0-9_-]{8,}/g, "$1***"]
];
var redact = /* @__PURE__ */ __name((text) => CREDENTIALS.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text), "redact");

// src/core/visible.ts
var HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\uffa0]/gu;
var NAMED = { "\n": "\\n", "\r": "\\r", "	": "\\t" };
var escaped = /* @__PURE__ */ __name((character) => {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return NAMED[character] ?? (hex.length <= 2 ? `\\x${hex.padStart(2, "0")}` : `\\u{${hex}}`);
}, "escaped");
var visible = /* @__PURE__ */ __name((untrusted) => untrusted.replace(HIDDEN, escaped), "visible");
var shorten = /* @__PURE__ */ __name((text, limit) => {
  if (text.length <= limit) return text;
  const characters = Array.from(text);
  if (characters.length <= limit) return text;
  const head = Math.ceil((limit - 1) / 2);
  return [...characters.slice(0, head), "\u2026", ...characters.slice(characters.length - (limit - 1 - head))].join("");
}, "shorten");

export {
  redact,
  visible,
  shorten
};
