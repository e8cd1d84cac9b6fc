import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  choosePlatform,
  planTrim,
  queryImageName,
  readBareImages,
  readStreamScript,
  readTrimmed,
  realiseImage
} from "./chunk-2H4F7B5S.js";
import {
  ImageError
} from "./chunk-4EDFUQKZ.js";
import {
  renderReportFile
} from "./chunk-JFXXGL7K.js";
import {
  allTags,
  checkCredentials,
  checkReferences,
  commitDate,
  openPlace,
  tagsAhead,
  tagsAt,
  tagsFor,
  tagsOfCommit
} from "./chunk-EKAH3C6I.js";
import {
  BlobUploads,
  REPORT_ARTIFACT,
  SBOM_ARTIFACT,
  attachArtifact,
  checkLayout,
  confirmBlobs,
  pLimit,
  packManifest,
  parseDestinations,
  parseTagLines,
  placesOfReferences,
  readPublishedImages,
  sendImage,
  splitReferences,
  tagImage,
  withLabels,
  writeOciLayout
} from "./chunk-YGTJ2II7.js";
import {
  openGit
} from "./chunk-HQY36DKX.js";
import {
  RegistryError
} from "./chunk-S5TTZZGM.js";
import {
  environmentForPrograms
} from "./chunk-GDDRRXG6.js";
import {
  once
} from "./chunk-Q27EGVJI.js";
import {
  openPackers
} from "./chunk-QJ33JM6Z.js";
import {
  within
} from "./chunk-U3M72GLK.js";
import {
  canonicalRegistry,
  isRepository,
  splitTag,
  startsWithRegistry
} from "./chunk-GEC2743B.js";
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
  InputError,
  KnownError,
  messageOf
} from "./chunk-UNTW53JI.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/pipeline/naming-settings.ts
var namingSettings = /* @__PURE__ */ __name((inputs) => {
  const { destinations, flavor, annotations, labels, mediaTypes } = inputs;
  const { references, lines } = splitReferences(inputs.tags);
  parseTagLines(lines, flavor);
  return {
    destinations: destinations.length === 0 ? placesOfReferences(references) : destinations,
    tags: lines,
    ...{ references, flavor, annotations, labels, mediaTypes }
  };
}, "namingSettings");
var withoutTags = /* @__PURE__ */ __name((naming) => ({ ...naming, references: [] }), "withoutTags");

// src/pipeline/open-target.ts
import path from "node:path";
var openTarget = /* @__PURE__ */ __name(async (destination, settings, deps) => {
  if (destination.kind === "oci-layout") {
    const folder = path.resolve(deps.cwd, destination.folder);
    await checkLayout(folder);
    return { kind: "oci-layout", folder };
  }
  const repository = await openPlace(destination.ref, "push", { settings, deps });
  await repository.preflight();
  return {
    kind: "registry",
    uploads: new BlobUploads({ repository, mountFrom: mountable(destination.ref, settings) })
  };
}, "openTarget");
var mountable = /* @__PURE__ */ __name(({ registry }, { mountFrom, reuseFrom }) => {
  const reused = reuseFrom.flatMap((source) => source.kind === "image" ? [source.ref] : []);
  const named2 = mountFrom.map((line) => splitRegistry(line, registry));
  const all = [...reused, ...named2].filter((ref) => ref.registry === registry);
  return [...new Set(all.map(({ repository }) => repository))];
}, "mountable");
var splitRegistry = /* @__PURE__ */ __name((line, own) => {
  const slash = startsWithRegistry(line) ? line.indexOf("/") : -1;
  const registry = slash < 0 ? own : canonicalRegistry(line.slice(0, slash));
  const repository = line.slice(slash + 1).toLowerCase();
  if (isRepository(repository)) return { registry, repository };
  throw new InputError(
    "BAD_REFERENCE",
    `mount-from: ${JSON.stringify(line)}: not a repository (wanted, for example, acme/base)`
  );
}, "splitRegistry");
var formatTarget = /* @__PURE__ */ __name((target) => target.kind === "oci-layout" ? `oci:${target.folder}` : `${target.uploads.repository.registry}/${target.uploads.repository.repository}`, "formatTarget");

// src/pipeline/publisher.ts
var createPublisher = /* @__PURE__ */ __name((settings, deps, names = /* @__PURE__ */ new Map()) => {
  const targets = /* @__PURE__ */ new Map();
  const packed = /* @__PURE__ */ new Map();
  return {
    ...{ settings, deps, packed, names },
    open: /* @__PURE__ */ __name((destination) => {
      const key = keyOf(destination);
      const open = targets.get(key) ?? once(() => openTarget(destination, settings, deps));
      targets.set(key, open);
      return open();
    }, "open"),
    remember: /* @__PURE__ */ __name(({ layers }) => {
      for (const { diffId, blob } of layers) if (blob?.file !== void 0) packed.set(diffId, blob);
    }, "remember")
  };
}, "createPublisher");
var keyOf = /* @__PURE__ */ __name((destination) => destination.kind === "oci-layout" ? `oci:${destination.folder}` : `${destination.ref.registry}/${destination.ref.repository}`, "keyOf");

// src/pipeline/check-publishable.ts
var checkPublishable = /* @__PURE__ */ __name((plan, allowDirty) => {
  if (plan.revision !== void 0 || allowDirty) return;
  const found = plan.dirty ? "the tree has uncommitted changes to tracked files" : "no git commit stands for it";
  throw new InputError(
    "DIRTY",
    `${plan.text}: ${found}, so its revision is "dev" (wanted: a commit); commit first (git status --porcelain shows what changed), or set allow-dirty`
  );
}, "checkPublishable");
var leavesMachine = /* @__PURE__ */ __name((destinations) => destinations.length === 0 || destinations.some((destination) => !destination.startsWith("oci:")), "leavesMachine");

// src/pipeline/prepare-publishing.ts
import path2 from "node:path";

// src/pipeline/reuse-tags.ts
var likelyTags = /* @__PURE__ */ __name(({ plan, tags, baseRevision, settings }) => {
  const rev = baseRevision?.slice(0, plan.rev === "dev" ? void 0 : plan.rev.length);
  const ofBase = rev === void 0 ? [] : tagsOfCommit(settings, { rev, revision: baseRevision });
  const { defaultBranch } = settings;
  return [.../* @__PURE__ */ new Set([...ofBase, ...tags, "latest", ...defaultBranch === void 0 ? [] : [defaultBranch]])];
}, "likelyTags");
var ANCESTORS = 100;
var tagsBesides = /* @__PURE__ */ __name(async (listed, likely, { plan, deps }) => {
  const rest = new Set(listed.filter((tag2) => !likely.includes(tag2) && !/^sha256-/.test(tag2)));
  if (rest.size === 0) return [];
  const git = await openGit({ run: deps.run, dir: deps.cwd });
  const ancestors = await git?.ancestors(ANCESTORS) ?? [];
  const ofCommits = ancestors.map((id) => id.slice(0, plan.rev.length)).filter((tag2) => rest.has(tag2));
  return [.../* @__PURE__ */ new Set([...ofCommits, ...[...rest].toReversed()])];
}, "tagsBesides");

// src/pipeline/find-layers.ts
var findLayers = /* @__PURE__ */ __name(async (options) => {
  const { patience = PATIENCE_MS, deps } = options;
  try {
    return await within(patience, () => find(options));
  } catch (error) {
    deps.log.info(`Layers of earlier images cannot be used: ${messageOf(error)}. All are packed and sent.`);
    return { known: /* @__PURE__ */ new Map(), published: [] };
  }
}, "findLayers");
var PATIENCE_MS = 6e4;
var find = /* @__PURE__ */ __name(async (options) => {
  const { uploads, reported, settings, deps } = options;
  const published = (await Promise.all(uploads.map((place) => imagesIn(place, options)))).flat();
  const candidates = [...published.flatMap(({ blobs }) => blobs), ...reported];
  const known = await confirmBlobs(candidates, { places: uploads, compression: settings.compression.kind });
  if (known.size > 0) deps.log.info(`${plural(known.size, "layer")} of earlier images can be used as they are.`);
  return { known, published };
}, "find");
var GUESSES = 4;
var TAGS = 1e3;
var imagesIn = /* @__PURE__ */ __name(async ({ repository }, options) => {
  const { deps, settings } = options;
  if (settings.reuseFrom.length > 0) return named(repository, options);
  const likely = likelyTags(options);
  const found = await readAll(repository, likely, deps);
  if (found.length > 0) return found;
  const listed = await tolerate(deps, () => repository.listTags(TAGS));
  return readAll(repository, (await tagsBesides(listed, likely, options)).slice(0, GUESSES), deps);
}, "imagesIn");
var named = /* @__PURE__ */ __name(async (own, { deps, settings }) => {
  const found = settings.reuseFrom.map(async (source) => {
    if (source.kind === "own") return readAll(own, [source.reference], deps);
    const { ref } = source;
    if (ref.registry !== own.registry) return [];
    return readAll(await openPlace(ref, "pull", { settings, deps }), [ref.digest ?? ref.tag ?? "latest"], deps);
  });
  return (await Promise.all(found)).flat();
}, "named");
var AT_ONCE = 6;
var readAll = /* @__PURE__ */ __name(async (repository, references, deps) => {
  const limit = pLimit(AT_ONCE);
  const read2 = /* @__PURE__ */ __name((reference) => limit(() => tolerate(deps, () => readPublishedImages(repository, reference))), "read");
  return (await Promise.all(references.map(read2))).flat();
}, "readAll");
var tolerate = /* @__PURE__ */ __name(async ({ log }, ask) => {
  try {
    return await ask();
  } catch (error) {
    log.debug(`Layers to be used again: ${messageOf(error)}`);
    return [];
  }
}, "tolerate");

// src/core/log.ts
var silentProgress = { advance: /* @__PURE__ */ __name(() => {
}, "advance"), doing: /* @__PURE__ */ __name(() => {
}, "doing"), done: /* @__PURE__ */ __name(() => {
}, "done") };
var silentLog = {
  info: /* @__PURE__ */ __name(() => {
  }, "info"),
  warning: /* @__PURE__ */ __name(() => {
  }, "warning"),
  debug: /* @__PURE__ */ __name(() => {
  }, "debug"),
  group: /* @__PURE__ */ __name((_title, body) => body(), "group"),
  foreign: /* @__PURE__ */ __name(() => {
  }, "foreign"),
  progress: /* @__PURE__ */ __name(() => silentProgress, "progress")
};

// src/pipeline/annotations.ts
var PREFIX = "org.opencontainers.image.";
var annotationsFor = /* @__PURE__ */ __name((image, plan, settings, { log = silentLog, ...facts } = {}) => {
  const labels = image.config.config?.Labels ?? {};
  const known = Object.entries(knownOf(image, plan, settings, facts)).filter(([key]) => !Object.hasOwn(labels, key));
  const given = Object.entries(settings.annotations?.manifest ?? {});
  const all = [...new Map([...known, ...given])].filter(([, value]) => value !== "");
  return Object.fromEntries(all.map(([key, value]) => [key, cut(key, value, log)]));
}, "annotationsFor");
var knownOf = /* @__PURE__ */ __name(({ repoTags: [repoTag], layerKey }, plan, { repositoryUrl, about }, { version, created }) => {
  const own = isFromElsewhere(plan) ? {} : { source: repositoryUrl, description: about?.description, licenses: about?.license };
  const all = Object.entries({ ...own, title: titleOf(repoTag), revision: plan.revision, version, created });
  const standard = Object.fromEntries(all.map(([key, value]) => [PREFIX + key, value]));
  return defined({ ...standard, [LAYER_KEY]: layerKey });
}, "knownOf");
var titleOf = /* @__PURE__ */ __name((repoTag) => {
  const { name, tag: tag2 } = splitTag(repoTag ?? "");
  return tag2 === void 0 ? void 0 : name.split("/").at(-1);
}, "titleOf");
var LONGEST = { [`${PREFIX}description`]: 512, [`${PREFIX}licenses`]: 256 };
var cut = /* @__PURE__ */ __name((key, value, log) => {
  const longest = LONGEST[key] ?? value.length;
  const characters = [...value];
  if (characters.length <= longest) return value;
  log.warning(
    `The annotation ${key} has ${characters.length} characters, of which ghcr.io shows ${longest}; it was cut`
  );
  return characters.slice(0, longest).join("");
}, "cut");
var LAYER_KEY = "io.github.nix-image-action.layer-key";
var isFromElsewhere = /* @__PURE__ */ __name(({ target }) => target.kind === "flake" && target.metadata.localDirectory === void 0, "isFromElsewhere");

// src/pipeline/pack-image.ts
var packImage = /* @__PURE__ */ __name((bare, { plan, settings, tags, log }) => {
  const { labels = {}, mediaTypes = "oci" } = settings;
  const image = withLabels(bare, labels);
  if (image !== bare) {
    log.info(
      `${bare.source}: labels change the config: the image ID is ${image.configDigest}, not ${bare.configDigest}`
    );
  }
  const created = plan.revision === void 0 ? void 0 : commitDate(plan, settings);
  const annotations = annotationsFor(image, plan, settings, { created, version: versionOf(tags, plan), log });
  const { manifest = {}, index = {} } = settings.annotations ?? {};
  const forIndex = Object.keys(index).filter((key) => !Object.hasOwn(manifest, key));
  if (forIndex.length > 0) log.info(`Left out, since no index is published here: ${forIndex.join(", ")}`);
  if (mediaTypes === "docker" && Object.keys(annotations).length > 0) {
    log.info(`Left out, since Docker's media types have no annotations: ${Object.keys(annotations).join(", ")}`);
  }
  return packManifest(image, { annotations, mediaTypes });
}, "packImage");
var versionOf = /* @__PURE__ */ __name(([first], { revision, rev }) => first === void 0 || first === rev || revision?.startsWith(first) === true ? void 0 : first, "versionOf");

// src/pipeline/publication.ts
var preparePublications = /* @__PURE__ */ __name(async (images, publisher) => {
  const { settings, names } = publisher;
  const drafts = images.map(({ plan, ...it }) => {
    const name = names.get(plan);
    const repoTags = name === void 0 ? it.image.repoTags : [name];
    return { plan, ...it, destinations: destinationsOf({ plan, repoTags }, settings) };
  });
  const destinations = drafts.flatMap((draft) => draft.destinations);
  checkCredentials(destinations, settings);
  checkReferences(destinations, settings);
  const publications = [];
  for (const draft of drafts) publications.push(await preparePublication(draft, publisher));
  return publications;
}, "preparePublications");
var preparePublication = /* @__PURE__ */ __name(async ({ plan, image, attachments = [], destinations }, { settings, deps, open }) => {
  if (destinations.some(({ kind }) => kind === "registry")) checkPublishable(plan, settings.allowDirty);
  const tags = settings.byDigest === true ? [] : tagsFor(plan, image, settings, deps.log);
  const all = allTags(destinations, tags, settings);
  const packed = packImage(image, { plan, settings, tags: all, log: deps.log });
  const places = [];
  for (const destination of destinations) {
    places.push({ target: await open(destination), tags: tagsAt(destination, tags, settings) });
  }
  const [repoTag] = image.repoTags;
  const name = repoTag === void 0 ? {} : { name: splitTag(repoTag).name };
  return { text: plan.text, ...name, packed, tags: all, places, attachments };
}, "preparePublication");
var destinationsOf = /* @__PURE__ */ __name(({ plan, repoTags }, settings) => {
  const { toDestinations, destinations, layout } = settings;
  const context = destinationContext(plan, repoTags, settings);
  const places = toDestinations ? parseDestinations(destinations, context) : [];
  if (settings.byDigest === true) checkUntagged(places);
  return [...places, ...layout === void 0 ? [] : parseDestinations([`oci:${layout}`], context)];
}, "destinationsOf");
var checkUntagged = /* @__PURE__ */ __name((places) => {
  for (const place of places) {
    const tag2 = place.kind === "registry" ? place.ref.tag : place.tag;
    if (tag2 === void 0) continue;
    const found = `destination: the tag ${JSON.stringify(tag2)} stands in it (wanted: none, as images are published by digest)`;
    throw new InputError("BAD_DESTINATION", `${found}; take it away, and give it to merge`);
  }
}, "checkUntagged");
var destinationContext = /* @__PURE__ */ __name(({ text }, [repoTag], { owner, repo }) => ({ owner, repo, imageName: repoTag ?? text.split(/[#./]/).at(-1) }), "destinationContext");

// src/pipeline/prepare-publishing.ts
var NOTHING_PREPARED = { uploads: [], known: /* @__PURE__ */ new Map(), published: [] };
var preparePublishing = /* @__PURE__ */ __name(async (plan, options) => {
  const { publisher, baseRevision, reported = [] } = options;
  const { settings, deps } = publisher;
  const tags = tagsAhead(plan, settings);
  const destinations = await destinationsAhead(plan, options);
  if (destinations === void 0) return NOTHING_PREPARED;
  checkCredentials(destinations, settings);
  const targets = await Promise.all(destinations.map((destination) => publisher.open(destination)));
  const uploads = [...new Set(targets.flatMap((target) => target.kind === "registry" ? [target.uploads] : []))];
  const hasLayout = targets.some(({ kind }) => kind === "oci-layout");
  if (hasLayout) return { ...NOTHING_PREPARED, uploads };
  const found = await findLayers({ plan, uploads, tags, baseRevision, reported, settings, deps });
  return { uploads, ...found };
}, "preparePublishing");
var destinationsAhead = /* @__PURE__ */ __name(async (plan, { publisher, buildArgs }) => {
  const { settings } = publisher;
  const templates = [...settings.destinations, ...settings.layout === void 0 ? [] : [settings.layout]];
  const namedByImage = settings.toDestinations && settings.destinations.length === 0;
  if (!namedByImage && !templates.some((template) => template.includes("{name}"))) {
    const destinations = destinationsOf({ plan, repoTags: [] }, settings);
    checkReferences(destinations, settings);
    return destinations;
  }
  const name = await imageName(plan, publisher, buildArgs);
  if (name === void 0) return void 0;
  publisher.names.set(plan, name);
  return destinationsOf({ plan, repoTags: [name] }, settings);
}, "destinationsAhead");
var imageName = /* @__PURE__ */ __name(async ({ target }, { deps: { cwd, log } }, args) => target.kind === "flake" || target.kind === "file" ? queryImageName(target.nix, target, { cwd, args, log }) : void 0, "imageName");
var packersFor = /* @__PURE__ */ __name(({ known, uploads }, { settings, deps, packed }) => {
  const spoolDir = path2.join(deps.tempDir, "blobs");
  const all = new Map([...known, ...packed]);
  const packers = openPackers({ compression: settings.compression, spoolDir, known: all, workers: deps.workers });
  return Object.assign(packers, {
    known: /* @__PURE__ */ __name((announced) => all.get(announced), "known"),
    packed: /* @__PURE__ */ __name(({ mediaType, digest, size, file }) => {
      if (file === void 0) return;
      for (const place of uploads) void place.put({ descriptor: { mediaType, digest, size }, source: file });
    }, "packed")
  });
}, "packersFor");

// src/pipeline/attachments.ts
var attachedReport = /* @__PURE__ */ __name((report) => {
  const bytes = Buffer.from(renderReportFile([report]));
  return { artifactType: REPORT_ARTIFACT, document: { mediaType: REPORT_ARTIFACT, bytes, title: "report.json" } };
}, "attachedReport");
var attachedSbom = /* @__PURE__ */ __name((text) => {
  const document = { mediaType: SBOM_ARTIFACT, bytes: Buffer.from(text), title: "sbom.cdx.json" };
  return { artifactType: SBOM_ARTIFACT, document };
}, "attachedSbom");
var attachAll = /* @__PURE__ */ __name(async (attachments, packed, { repository, log }) => {
  for (const attachment of attachments) {
    try {
      const digest = await attachArtifact({ repository, subject: packed.manifest.descriptor, ...attachment });
      log.info(`${attachment.document.title} is attached as ${digest}`);
    } catch (error) {
      if (!(error instanceof KnownError)) throw error;
      log.warning(`${attachment.document.title} is not attached: ${error.message}`);
    }
  }
}, "attachAll");

// src/pipeline/collisions.ts
var checkCollisions = /* @__PURE__ */ __name((publications) => {
  const owners = /* @__PURE__ */ new Map();
  const problems = [];
  for (const publication of publications) {
    for (const reference of referencesOf(publication)) {
      const owner = owners.get(reference) ?? publication;
      owners.set(reference, owner);
      if (owner.packed.digest !== publication.packed.digest) problems.push(collision(reference, owner, publication));
    }
  }
  if (problems.length > 0) throw new InputError("TAG_COLLISION", problems.join("\n"));
}, "checkCollisions");
var referencesOf = /* @__PURE__ */ __name(({ places }) => places.flatMap(({ target, tags }) => tags.map((tag2) => `${formatTarget(target)}:${tag2}`)), "referencesOf");
var collision = /* @__PURE__ */ __name((reference, first, second) => `${reference}: ${describe(first)} and ${describe(second)} are different images (wanted: one for each tag); ${advise(first, second)}`, "collision");
var platformOf = /* @__PURE__ */ __name(({ packed }) => formatPlatform(packed.platform), "platformOf");
var describe = /* @__PURE__ */ __name((publication) => {
  const { text, name } = publication;
  return `${text} (${name === void 0 ? "" : `${name}, `}${platformOf(publication)})`;
}, "describe");
var advise = /* @__PURE__ */ __name((first, second) => {
  if (platformOf(first) === platformOf(second))
    return "give them names of their own and put {name} into destination, or publish them in steps of their own";
  const lead = "publish them by digest (push: by-digest) and join them with merge, or ";
  return first.text === second.text ? `${lead}choose one of them as the platform (${platformOf(first)} or ${platformOf(second)})` : `${lead}publish them in steps of their own, under tags of their own`;
}, "advise");

// src/pipeline/publish.ts
var publishImages = /* @__PURE__ */ __name(async (images, { publisher, onProgress }) => {
  const publications = await preparePublications(images, publisher);
  checkCollisions(publications);
  const { log } = publisher.deps;
  const runs = publications.map(begin);
  const published = runs.map(({ progress }) => progress);
  const steps = runs.flatMap(({ places, progress }) => places.map(({ target, tags }) => ({ target, tags, progress })));
  for (const { target, ...step } of steps) {
    if (target.kind !== "oci-layout") continue;
    await writeLayout({ target, ...step }, log);
    onProgress?.(published);
  }
  const sent = [];
  for (const { target, ...step } of steps) {
    if (target.kind === "registry") sent.push(await send({ target, ...step }, log));
  }
  for (const step of sent) {
    await tag(step, log);
    onProgress?.(published);
  }
  for (const { progress, target } of sent) {
    await attachAll(progress.attachments, progress.packed, { repository: target.uploads.repository, log });
  }
  return published;
}, "publishImages");
var begin = /* @__PURE__ */ __name(({ packed, tags, places, attachments }) => {
  const progress = { packed, tags, attachments, pushes: [], layouts: [] };
  return { places, progress };
}, "begin");
var writeLayout = /* @__PURE__ */ __name(async ({ target, tags, progress: { packed, layouts } }, log) => {
  await writeOciLayout({ folder: target.folder, packed, tags });
  log.info(`${formatTarget(target)}: ${tags.join(", ") || "the image"} is ${packed.digest}`);
  layouts.push(target.folder);
}, "writeLayout");
var send = /* @__PURE__ */ __name(async (step, log) => {
  const { target, progress } = step;
  const { packed } = progress;
  return log.group(`push ${formatTarget(target)}`, async () => ({
    ...step,
    result: await sendImage({ packed, uploads: target.uploads, log })
  }));
}, "send");
var tag = /* @__PURE__ */ __name(async ({ target: { uploads }, tags, progress, result }, log) => {
  const { packed, pushes } = progress;
  await tagImage({ packed, uploads, tags, log });
  pushes.push({ ...result, tags });
  if (tags.length > 0) log.info(`${result.image}: ${tags.join(", ")} is ${result.digest}`);
}, "tag");

// src/pipeline/publish-surely.ts
var publishSurely = /* @__PURE__ */ __name(async (images, { readWhole, publisher, onProgress }) => {
  const progress = onProgress === void 0 ? {} : { onProgress };
  try {
    return await publishImages(images, { publisher, ...progress });
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code !== "BLOB_UNKNOWN" || !images.some(usesKnown)) throw error;
    publisher.deps.log.warning(`${error.message}. All layers are packed and sent again.`);
    const anew = createPublisher(publisher.settings, publisher.deps, publisher.names);
    return publishImages(await readWhole(anew), { publisher: anew, ...progress });
  }
}, "publishSurely");
var usesKnown = /* @__PURE__ */ __name(({ image }) => image.layers.some(({ blob }) => blob !== void 0 && blob.file === void 0), "usesKnown");

// src/pipeline/try-trimmed.ts
var tryTrimmed = /* @__PURE__ */ __name(async (file, preparation, options) => {
  const script = await readStreamScript(file);
  const plan = script === void 0 ? void 0 : bestPlan(script, preparation);
  if (script === void 0 || plan === void 0) return void 0;
  options.log.info(`${plural(plan.leftOut.size, "layer")} of ${script.layers.length + 1} need not be made.`);
  const result = await readTrimmed(script, plan, options).catch(toUnproven);
  if (result.kind === "read") return result.image;
  options.log.info(`The script has to make all layers after all: ${result.reason}.`);
  return void 0;
}, "tryTrimmed");
var toUnproven = /* @__PURE__ */ __name((error) => {
  if (!(error instanceof ImageError)) throw error;
  return { kind: "unproven", reason: error.message.replaceAll("\n", " ") };
}, "toUnproven");
var bestPlan = /* @__PURE__ */ __name((script, preparation) => publishedLayers(preparation).flatMap((published) => planTrim(script, published) ?? []).toSorted((a, b) => b.leftOut.size - a.leftOut.size)[0], "bestPlan");
var publishedLayers = /* @__PURE__ */ __name(({ published, known }) => published.flatMap(({ annotations, config, blobs }) => {
  const layerKey = annotations[LAYER_KEY];
  if (layerKey === void 0) return [];
  const confirmed = blobs.flatMap(({ diffId }) => {
    const blob = known.get(diffId);
    return blob === void 0 ? [] : [{ diffId, ...blob }];
  });
  return [{ layerKey, config, blobs: confirmed }];
}), "publishedLayers");

// src/pipeline/read-for-publishing.ts
var readForPublishing = /* @__PURE__ */ __name(async (plan, { publisher, preparation, buildArgs, platform }) => {
  const { deps, settings } = publisher;
  const { source } = await realiseImage(plan, { deps, buildArgs, registry: { insecure: settings.insecure } });
  const { log, env, workers } = deps;
  const options = {
    log,
    env: environmentForPrograms(env),
    openPacker: packersFor(preparation, publisher),
    ...defined({ workers, platform: choosePlatform(plan, platform, deps) })
  };
  const images = await log.group(`read ${plan.text}`, () => read(source, { options, preparation, publisher }));
  for (const image of images) publisher.remember(image);
  return images;
}, "readForPublishing");
var read = /* @__PURE__ */ __name(async (source, { options, preparation, publisher }) => {
  const { tempDir } = publisher.deps;
  const trimmed = source.kind === "stream-script" ? await tryTrimmed(source.file, preparation, { ...options, tempDir }) : void 0;
  return trimmed === void 0 ? readBareImages(source, options) : [trimmed];
}, "read");

export {
  namingSettings,
  withoutTags,
  createPublisher,
  annotationsFor,
  checkPublishable,
  leavesMachine,
  destinationsOf,
  destinationContext,
  NOTHING_PREPARED,
  preparePublishing,
  packersFor,
  attachedReport,
  attachedSbom,
  publishSurely,
  readForPublishing
};
