import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  renderTags
} from "./chunk-YGTJ2II7.js";
import {
  openGit
} from "./chunk-HQY36DKX.js";
import {
  GITHUB_REGISTRY,
  chooseCredentials,
  openRepository,
  readDockerCredentials
} from "./chunk-S5TTZZGM.js";
import {
  splitTag
} from "./chunk-GEC2743B.js";
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

// src/pipeline/image-tags.ts
var tagsFor = /* @__PURE__ */ __name((plan, image, settings, log) => {
  const [repoTag] = image.repoTags;
  const imageTag = repoTag === void 0 ? void 0 : splitTag(repoTag).tag;
  const { tags, dropped, notes } = renderTags(
    settings.tags,
    { ...contextOf(plan, settings), imageTag },
    settings.flavor
  );
  for (const note of notes) log.warning(note);
  if (dropped.length > 0) log.info(`Tags without a value here: ${dropped.join(", ")}`);
  if (tags.length > 0 || (settings.references ?? []).length > 0) return tags;
  throw new InputError("NO_TAG", `tags: none of ${settings.tags.join(", ")} has a value for this event; add {rev}`);
}, "tagsFor");
var tagsAhead = /* @__PURE__ */ __name((plan, settings) => {
  const { tags } = renderTags(settings.tags, contextOf(plan, settings), settings.flavor);
  return [.../* @__PURE__ */ new Set([...tags, ...(settings.references ?? []).map(({ tag }) => tag)])];
}, "tagsAhead");
var tagsOfCommit = /* @__PURE__ */ __name(({ tags }, commit) => renderTags(tags.filter(followsCommit), commit).tags, "tagsOfCommit");
var followsCommit = /* @__PURE__ */ __name((line) => line.includes("{rev}") || /(?:^|,)\s*type=sha\s*(?:,|$)/.test(line) && !line.includes("{{"), "followsCommit");
var contextOf = /* @__PURE__ */ __name((plan, settings) => {
  const { rev, revision } = plan;
  return { ...settings.tagContext, date: commitDate(plan, settings), rev, revision };
}, "contextOf");
var commitDate = /* @__PURE__ */ __name(({ target }, { tagContext }) => {
  const seconds = target.kind === "flake" ? target.metadata.lastModified : void 0;
  return seconds === void 0 ? tagContext.date : new Date(seconds * 1e3).toISOString();
}, "commitDate");
var tagsAt = /* @__PURE__ */ __name((destination, tags, { references = [] }) => {
  const own = destination.kind === "registry" ? destination.ref.tag : destination.tag;
  const here = destination.kind === "registry" ? references.filter((it) => leadsTo(it, destination)) : references;
  return [.../* @__PURE__ */ new Set([...own === void 0 ? [] : [own], ...tags, ...here.map(({ tag }) => tag)])];
}, "tagsAt");
var allTags = /* @__PURE__ */ __name((destinations, tags, { references = [] }) => {
  const registries = destinations.filter((place) => place.kind === "registry");
  const here = references.filter((it) => registries.length === 0 || registries.some((place) => leadsTo(it, place)));
  return [.../* @__PURE__ */ new Set([...tags, ...here.map(({ tag }) => tag)])];
}, "allTags");
var leadsTo = /* @__PURE__ */ __name(({ registry, repository }, { ref }) => ref.registry === registry && ref.repository === repository, "leadsTo");
var checkReferences = /* @__PURE__ */ __name((destinations, { references = [], toDestinations }) => {
  if (!toDestinations) return;
  const places = destinations.filter((place) => place.kind === "registry");
  const lost = references.filter((reference) => !places.some((place) => leadsTo(reference, place)));
  if (lost.length === 0) return;
  const known = places.map(({ ref }) => `${ref.registry}/${ref.repository}`).join(", ");
  const problems = lost.map(({ line }) => `tags: "${line}" is in none of the destinations (${known})`);
  throw new InputError("BAD_TAG", `${problems.join("\n")}; add it to destination, or leave destination empty`);
}, "checkReferences");

// src/pipeline/open-place.ts
var openPlace = /* @__PURE__ */ __name(async ({ registry, repository }, access, { settings, deps: { env, fetch, log } }) => {
  const stored = /* @__PURE__ */ __name(() => readDockerCredentials({ registry, env }), "stored");
  return openRepository({
    ...{ registry, repository, access, fetch, log, workflow: settings.workflow },
    credentials: await chooseCredentials({ registry, stored, ...settings.credentials }),
    insecure: settings.insecure.includes(registry)
  });
}, "openPlace");

export {
  headDate,
  openPlace,
  checkCredentials,
  tagsFor,
  tagsAhead,
  tagsOfCommit,
  commitDate,
  tagsAt,
  allTags,
  checkReferences
};
