import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  openGit
} from "./chunk-HQY36DKX.js";
import {
  GITHUB_REGISTRY
} from "./chunk-KVPAYZGO.js";
import {
  InputError
} from "./chunk-UNTW53JI.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/pipeline/head-date.ts
var headDate = /* @__PURE__ */ __name(async ({ run, cwd }) => {
  const git = await openGit({ run, dir: cwd });
  return await git?.headRevision() === void 0 ? void 0 : git?.commitDate("HEAD");
}, "headDate");

// src/pipeline/check-credentials.ts
var checkCredentials = /* @__PURE__ */ __name((destinations, settings) => {
  const { username, password } = settings.credentials.given ?? {};
  if (username === void 0 && password === void 0) return;
  const hosts = new Set(destinations.flatMap((place) => place.kind === "registry" ? place.ref.registry : []));
  const chosen = [...hosts].find((host) => host !== GITHUB_REGISTRY);
  if (settings.destinations.length === 0 && chosen !== void 0) throw unnamed(chosen);
  if (hosts.size > 1) throw several([...hosts]);
}, "checkCredentials");
var unnamed = /* @__PURE__ */ __name((host) => new InputError(
  "BAD_CREDENTIALS",
  `destination: empty, and the image's own name leads to ${host}, which does not get registry-password (wanted: the registry that it is for); name the destination, such as ${host}/OWNER/NAME`
), "unnamed");
var several = /* @__PURE__ */ __name((hosts) => new InputError(
  "BAD_CREDENTIALS",
  `destination: ${hosts.join(" and ")} would get the same user name and password (wanted: one registry for them); leave both away, and log in to each registry with docker login before`
), "several");

export {
  headDate,
  checkCredentials
};
