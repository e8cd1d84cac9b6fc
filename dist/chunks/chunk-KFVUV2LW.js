import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  formatPlatform
} from "./chunk-FLZNCGTB.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/oci/platform.ts
var ARCHITECTURES = { x64: "amd64", ia32: "386", ppc64: "ppc64le" };
var machinePlatform = /* @__PURE__ */ __name((arch) => ({ os: "linux", architecture: ARCHITECTURES[arch] ?? arch }), "machinePlatform");
var parsePlatform = /* @__PURE__ */ __name((text) => {
  const [os, architecture, variant, ...rest] = text.split("/");
  if (!isPlatformWord(os) || !isPlatformWord(architecture) || rest.length > 0) return void 0;
  if (variant === void 0) return { os, architecture };
  return isPlatformWord(variant) ? { os, architecture, variant } : void 0;
}, "parsePlatform");
var isPlatformWord = /* @__PURE__ */ __name((text) => text !== void 0 && /^[a-z0-9_.-]+$/i.test(text), "isPlatformWord");
var USUAL_VARIANTS = { arm: "v7", arm64: "v8" };
var variantOf = /* @__PURE__ */ __name(({ architecture, variant }) => variant || USUAL_VARIANTS[architecture] || "", "variantOf");
var platformKey = /* @__PURE__ */ __name((platform) => formatPlatform({ ...platform, variant: variantOf(platform) }), "platformKey");
var matchesPlatform = /* @__PURE__ */ __name((asked, found) => asked.os === found.os && asked.architecture === found.architecture && (asked.variant === void 0 || variantOf(asked) === variantOf(found)), "matchesPlatform");

export {
  machinePlatform,
  parsePlatform,
  isPlatformWord,
  platformKey,
  matchesPlatform
};
