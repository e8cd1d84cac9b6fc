import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  compareText
} from "./chunk-42IRVI7Q.js";
import {
  custom,
  exactOptional,
  minValue,
  number,
  object,
  pipe,
  record,
  safeInteger,
  string
} from "./chunk-DL4G24GU.js";
import {
  isDigest
} from "./chunk-QPEP4A4R.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/core/budgets.ts
var LIMITS = {
  "max-size": { unit: "bytes", relative: false, compressed: true },
  "max-unpacked-size": { unit: "bytes", relative: false, compressed: false },
  "max-increase": { unit: "bytes", relative: true, compressed: true },
  "max-increase-percent": { unit: "percent", relative: true, compressed: true },
  "max-update-pull": { unit: "bytes", relative: true, compressed: true },
  "max-layers": { unit: "layers", relative: false, compressed: false }
};
var LIMIT_NAMES = Object.keys(LIMITS);
var limitKind = /* @__PURE__ */ __name((name) => LIMITS[name], "limitKind");
var limitsOf = /* @__PURE__ */ __name(({ limits }) => LIMIT_NAMES.flatMap((name) => {
  const limit = limits[name];
  return limit === void 0 ? [] : [{ name, limit, ...LIMITS[name] }];
}), "limitsOf");

// src/oci/descriptor.ts
var formatPlatform = /* @__PURE__ */ __name((platform) => [platform.os, platform.architecture, platform.variant].filter((part) => part !== void 0 && part !== "").join("/"), "formatPlatform");
var digestSchema = custom(isDigest, "expected sha256: and 64 hexadecimal characters");
var sizeSchema = pipe(number(), safeInteger(), minValue(0));
var platformSchema = object({
  os: string(),
  architecture: string(),
  variant: exactOptional(string())
});
var descriptorSchema = object({
  mediaType: string(),
  digest: digestSchema,
  size: sizeSchema,
  annotations: exactOptional(record(string(), string())),
  platform: exactOptional(platformSchema),
  artifactType: exactOptional(string())
});

// src/core/freeze.ts
var deepFreeze = /* @__PURE__ */ __name((value) => {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const child of Object.values(value)) deepFreeze(child);
  return value;
}, "deepFreeze");

// src/core/version.ts
var COMPONENT = /[0-9]+|[^0-9.-]+/g;
var NUMBER = /^[0-9]+$/;
var componentsOf = /* @__PURE__ */ __name((version) => version.match(COMPONENT) ?? [], "componentsOf");
var compareNumbers = /* @__PURE__ */ __name((a, b) => {
  const x = a.replace(/^0+/, "");
  const y = b.replace(/^0+/, "");
  return x.length - y.length || compareText(x, y);
}, "compareNumbers");
var rankOf = /* @__PURE__ */ __name((component) => component === "pre" ? 0 : component === "" ? 1 : NUMBER.test(component) ? 3 : 2, "rankOf");
var compareComponents = /* @__PURE__ */ __name((a, b) => NUMBER.test(a) && NUMBER.test(b) ? compareNumbers(a, b) : rankOf(a) - rankOf(b) || compareText(a, b), "compareComponents");
var compareVersions = /* @__PURE__ */ __name((a, b) => {
  const left = componentsOf(a);
  const right = componentsOf(b);
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const order = compareComponents(left[i] ?? "", right[i] ?? "");
    if (order !== 0) return Math.sign(order);
  }
  return 0;
}, "compareVersions");

// src/core/first-difference.ts
var CONTEXT = 20;
var startOfDifference = /* @__PURE__ */ __name((a, b, longest) => {
  if (a.length <= longest && b.length <= longest) return 0;
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  const start = Math.max(0, at - CONTEXT);
  return /[\udc00-\udfff]/.test(a[start] ?? "") ? start + 1 : start;
}, "startOfDifference");

export {
  LIMIT_NAMES,
  limitKind,
  limitsOf,
  deepFreeze,
  formatPlatform,
  digestSchema,
  sizeSchema,
  descriptorSchema,
  compareVersions,
  startOfDifference
};
