import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  checkCredentials,
  checkReferences,
  headDate,
  openPlace,
  tagsAt
} from "./chunk-EKAH3C6I.js";
import {
  agreedAnnotations,
  buildIndex,
  copyMembers,
  distinctMembers,
  isImage,
  parseDestinations,
  placesOfReferences,
  putIndex,
  putTags,
  readMembers,
  renderTags,
  splitReferences
} from "./chunk-YGTJ2II7.js";
import {
  openGit
} from "./chunk-HQY36DKX.js";
import {
  parseImageArg
} from "./chunk-IAKEKEDV.js";
import {
  plural
} from "./chunk-GL7HVQXP.js";
import {
  formatPlatform
} from "./chunk-FLZNCGTB.js";
import {
  defined
} from "./chunk-KKCQXBLK.js";
import {
  digestFromHex,
  isDigest
} from "./chunk-QPEP4A4R.js";
import {
  InputError,
  messageOf
} from "./chunk-UNTW53JI.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/pipeline/merge.ts
import path2 from "node:path";

// src/pipeline/merge-digests.ts
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
var WANTED = "wanted: sha256:\u2026, registry/repository@sha256:\u2026, or a file or folder of these, as actions/download-artifact writes it";
var MOST_FILES = 1e3;
var LARGEST_FILE = 64 * 1024;
var readDigests = /* @__PURE__ */ __name(async (lines, cwd) => {
  const found = [];
  for (const line of lines) found.push(...await readLine(line, cwd));
  return [...new Map(found.map((ref) => [JSON.stringify(ref), ref])).values()];
}, "readDigests");
var readLine = /* @__PURE__ */ __name(async (line, cwd) => {
  const ref = parseDigest(line, "digests");
  if (ref !== void 0) return [ref];
  const target = path.resolve(cwd, line);
  const facts = await stat(target).catch(() => void 0);
  if (facts === void 0) throw bad(line, "neither a digest nor a file that is there");
  if (!facts.isDirectory()) return readDigestFile(target, line);
  const files = await listFiles(target, line);
  if (files.length === 0) throw bad(line, "a folder without files");
  const refs = [];
  for (const file of files) refs.push(...await readDigestFile(file, path.relative(cwd, file)));
  return refs;
}, "readLine");
var parseDigest = /* @__PURE__ */ __name((text, where) => {
  if (isDigest(text)) return { digest: text };
  if (!text.includes("@sha256:")) return void 0;
  const arg = parseImageArg(`docker://${text.replace(/^docker:\/\//, "")}`);
  if (arg.kind !== "registry" || arg.reference.digest === void 0) throw bad(where, JSON.stringify(text));
  const { registry, repository, digest } = arg.reference;
  return { digest, place: { registry, repository } };
}, "parseDigest");
var listFiles = /* @__PURE__ */ __name(async (folder, line) => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error) => {
    throw bad(line, messageOf(error));
  });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  if (files.length > MOST_FILES) throw bad(line, `a folder of ${files.length} files (at most ${MOST_FILES})`);
  return files.toSorted();
}, "listFiles");
var readDigestFile = /* @__PURE__ */ __name(async (file, name) => {
  const { size } = await stat(file);
  if (size > LARGEST_FILE) throw bad(name, `a file of ${size} bytes (at most ${LARGEST_FILE})`);
  const text = await readFile(file, "utf8").catch((error) => {
    throw bad(name, messageOf(error));
  });
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const refs = lines.filter((line) => line !== "").map((line) => parseDigest(line, name) ?? notOne(name, line));
  return refs.length > 0 ? refs : [digestOfName(file, name)];
}, "readDigestFile");
var notOne = /* @__PURE__ */ __name((name, line) => {
  throw bad(name, `${JSON.stringify(line.slice(0, 100))} in it`);
}, "notOne");
var digestOfName = /* @__PURE__ */ __name((file, name) => {
  const digest = digestFromHex(path.basename(file).replace(/^sha256[-:]/, ""));
  if (digest === void 0) throw bad(name, "an empty file whose name is no digest");
  return { digest };
}, "digestOfName");
var bad = /* @__PURE__ */ __name((where, found) => new InputError("BAD_DIGESTS", `digests: ${where}: ${found} (${WANTED})`), "bad");

// src/pipeline/merge-places.ts
var nameOf = /* @__PURE__ */ __name(({ registry, repository }) => `${registry}/${repository}`, "nameOf");
var destinationsFor = /* @__PURE__ */ __name((refs, settings) => {
  const names = [...new Set(refs.flatMap(({ place }) => place === void 0 ? [] : nameOf(place)))];
  const last = [...new Set(names.map((name) => name.split("/").at(-1)))];
  const { owner, repo } = settings;
  const context = { owner, repo, imageName: last.length === 1 ? last[0] : void 0 };
  if (settings.destinations.length === 0 && names.length !== 1) throw unclear(names);
  const lines = settings.destinations.length > 0 ? settings.destinations : names;
  const destinations = parseDestinations(lines, context);
  checkCredentials(destinations, settings);
  return destinations.map((destination) => {
    if (destination.kind === "registry") return destination;
    throw new InputError(
      "BAD_DESTINATION",
      `destination: oci:${destination.folder}: a layout (wanted: registry/repository, as what is merged lies in registries); copy it there afterwards, as with skopeo copy --all`
    );
  });
}, "destinationsFor");
var unclear = /* @__PURE__ */ __name((names) => {
  const found = names.length === 0 ? "the digests name no repository" : `the digests are of ${names.join(" and ")}`;
  return new InputError("BAD_DESTINATION", `destination: empty, and ${found} (wanted: one place); name it`);
}, "unclear");
var openDestinations = /* @__PURE__ */ __name(async (destinations, context) => {
  const repositories = [];
  for (const { ref } of destinations) {
    const to = await openPlace(ref, "push", context);
    await to.preflight();
    repositories.push(to);
  }
  return repositories;
}, "openDestinations");

// src/pipeline/merge-sources.ts
var readSources = /* @__PURE__ */ __name(async (refs, destinations, context) => {
  const members = [];
  for (const ref of refs) {
    const sources = ref.place === void 0 ? destinations : [await openSource(ref.place, destinations, context)];
    members.push(...await readFirst(ref, sources));
  }
  return distinctMembers(members);
}, "readSources");
var openSource = /* @__PURE__ */ __name((place, destinations, { settings, deps }) => {
  const same = destinations.find((to) => nameOf(to) === nameOf(place));
  if (same !== void 0) return same;
  const { given, ...others } = settings.credentials;
  const near = destinations.some(({ registry }) => registry === place.registry);
  const credentials = { ...others, ...defined({ given: near ? given : void 0 }) };
  return openPlace(place, "pull", { settings: { ...settings, credentials }, deps });
}, "openSource");
var readFirst = /* @__PURE__ */ __name(async ({ digest }, sources) => {
  for (const source of sources) {
    const members = await readMembers(source, digest);
    if (members !== void 0) return members;
  }
  const where = sources.map(nameOf).join(" nor in ");
  throw new InputError(
    "NO_IMAGE",
    `digests: ${digest} is not in ${where} (wanted: an image that was pushed there); push it first, or write registry/repository@${digest}`
  );
}, "readFirst");

// src/pipeline/merge-tags.ts
var mergeTags = /* @__PURE__ */ __name(async ({ destinations, settings, created }, deps) => {
  const { references, lines } = splitReferences(settings.tags);
  checkReferences(destinations, { references, toDestinations: true });
  const tags = await render(lines, { settings, created, deps });
  const placed = destinations.map((destination) => tagsAt(destination, tags, { references }));
  if (placed.every((all) => all.length > 0)) return placed;
  throw new InputError("NO_TAG", `tags: none of ${settings.tags.join(", ")} has a value here; write one out`);
}, "mergeTags");
var render = /* @__PURE__ */ __name(async (lines, { settings, created, deps }) => {
  const { revLength, sha, tagContext, flavor } = settings;
  const git = await openGit({ run: deps.run, dir: deps.cwd });
  const revision = await git?.headRevision() ?? sha;
  const date = await headDate(deps) ?? (isDate(created) ? created : void 0);
  const context = { ...tagContext, revision, rev: revision?.slice(0, revLength), date };
  const { tags, dropped, notes } = renderTags(lines, context, flavor);
  for (const note of notes) deps.log.warning(note);
  if (dropped.length > 0) deps.log.info(`Tags without a value here: ${dropped.join(", ")}`);
  return tags;
}, "render");
var isDate = /* @__PURE__ */ __name((text) => text !== void 0 && !Number.isNaN(Date.parse(text)), "isDate");
var referencesOf = /* @__PURE__ */ __name(({ tags }) => splitReferences(tags).references, "referencesOf");

// src/pipeline/merge.ts
var PREFIX = "org.opencontainers.image.";
var mergeImages = /* @__PURE__ */ __name(async (given, deps) => {
  const settings = withPlaces(given);
  const refs = await readDigests(settings.digests, deps.cwd);
  const destinations = destinationsFor(refs, settings);
  const repositories = await openDestinations(destinations, { settings, deps });
  const members = await readSources(refs, repositories, { settings, deps });
  const agreed = agreedAnnotations(members);
  const placed = await mergeTags({ destinations, settings, created: agreed[`${PREFIX}created`] }, deps);
  const tags = [...new Set(placed.flat())];
  const index = buildIndex(members, { ...versionOf(tags, agreed), ...agreed, ...settings.annotations });
  await publish(
    index,
    repositories.map((to, i) => ({ to, tags: placed[i] ?? [] })),
    deps
  );
  const images = repositories.map(nameOf);
  return { index, tags, images, subjects: images.map((image, i) => `${image}:${placed[i]?.[0]}@${index.digest}`) };
}, "mergeImages");
var versionOf = /* @__PURE__ */ __name(([first], agreed) => first === void 0 || agreed[`${PREFIX}revision`]?.startsWith(first) === true ? {} : { [`${PREFIX}version`]: first }, "versionOf");
var withPlaces = /* @__PURE__ */ __name((settings) => settings.destinations.length > 0 ? settings : { ...settings, destinations: placesOfReferences(referencesOf(settings)) }, "withPlaces");
var publish = /* @__PURE__ */ __name(async (index, places, { log, tempDir }) => {
  const platforms = index.members.filter(isImage).map(({ descriptor }) => formatPlatform(descriptor.platform));
  for (const { to } of places) {
    await log.group(`merge ${plural(platforms.length, "image")} into ${nameOf(to)}`, async () => {
      await copyMembers(index.members, { to, tempDir: path2.join(tempDir, "copies"), log });
      await putIndex(index, { to, log });
    });
  }
  for (const { to, tags } of places) {
    await putTags(index, tags, { to, log });
    log.info(`${nameOf(to)}: ${tags.join(", ")} is ${index.digest}, for ${platforms.join(", ")}`);
  }
}, "publish");

export {
  mergeImages
};
