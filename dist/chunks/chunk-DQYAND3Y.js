import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  InputError
} from "./chunk-UNTW53JI.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/cli/given-credentials.ts
var givenCredentials = /* @__PURE__ */ __name(async ({ username, passwordFromStdin }, cli) => {
  if (!passwordFromStdin && username === void 0) return {};
  if (!passwordFromStdin || username === void 0) {
    throw new InputError("USAGE", "--username and --password-stdin go together; give both or neither");
  }
  const password = (await cli.readStdin()).replace(/\r?\n$/, "");
  if (password === "") throw new InputError("USAGE", "--password-stdin: standard input is empty; pipe the password in");
  return { username, password };
}, "givenCredentials");

export {
  givenCredentials
};
