import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  redact,
  shorten,
  visible
} from "./chunk-OL3P4MEU.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/core/errors.ts
var EXIT = { fine: 0, budget: 1, usage: 2, nix: 3, network: 4 };
var KnownError = class extends Error {
  static {
    __name(this, "KnownError");
  }
  constructor(message, options) {
    super(redact(message).split("\n").map(presentable).join("\n"), options);
    this.name = new.target.name;
  }
};
var LINE_LIMIT = 2e3;
var presentable = /* @__PURE__ */ __name((line) => shorten(visible(line), LINE_LIMIT), "presentable");
var InputError = class extends KnownError {
  static {
    __name(this, "InputError");
  }
  code;
  exitCode = EXIT.usage;
  constructor(code, message, options) {
    super(message, options);
    this.code = code;
  }
};
var messageOf = /* @__PURE__ */ __name((error) => error instanceof Error ? error.message : String(error), "messageOf");

export {
  EXIT,
  KnownError,
  InputError,
  messageOf
};
