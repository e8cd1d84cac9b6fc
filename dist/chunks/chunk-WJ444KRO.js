import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/core/hash.ts
import { createHash } from "node:crypto";
var sha256 = /* @__PURE__ */ __name((bytes) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`, "sha256");
var Meter = class {
  static {
    __name(this, "Meter");
  }
  #hash = createHash("sha256");
  #size = 0;
  update(chunk) {
    this.#hash.update(chunk);
    this.#size += chunk.byteLength;
  }
  get size() {
    return this.#size;
  }
  digest() {
    return `sha256:${this.#hash.digest("hex")}`;
  }
};

export {
  sha256,
  Meter
};
