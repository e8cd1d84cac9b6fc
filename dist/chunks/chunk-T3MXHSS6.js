import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  queryImageName
} from "./chunk-4YCLJSPR.js";
import {
  renderReportFile
} from "./chunk-OX6YZWUD.js";
import {
  checkCredentials
} from "./chunk-WAAJL7SH.js";
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
  pushImage,
  readPublishedImages,
  renderTags,
  splitReferences,
  withLabels,
  writeOciLayout
} from "./chunk-XEADFSPY.js";
import {
  openGit
} from "./chunk-HQY36DKX.js";
import {
  chooseCredentials,
  once,
  openRepository,
  readDockerCredentials
} from "./chunk-KVPAYZGO.js";
import {
  openPackers
} from "./chunk-SSQ43LLJ.js";
import {
  splitTag
} from "./chunk-GEC2743B.js";
import {
  formatPlatform,
  plural
} from "./chunk-NILPTZ7P.js";
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

// src/pipeline/open-target.ts
import path from "node:path";
var openTarget = /* @__PURE__ */ __name(async (destination, settings, deps) => {
  if (destination.kind === "oci-layout") {
    const folder = path.resolve(deps.cwd, destination.folder);
    await checkLayout(folder);
    return { kind: "oci-layout", folder };
  }
  const repository = await openPlace(destination.ref, settings, deps);
  await repository.preflight();
  return {
    kind: "registry",
    uploads: new BlobUploads({ repository, mountFrom: mountable(destination.ref, settings) })
  };
}, "openTarget");
var openPlace = /* @__PURE__ */ __name(async ({ registry, repository }, settings, { env, fetch, log }, access = "push") => {
  const stored = /* @__PURE__ */ __name(() => readDockerCredentials({ registry, env }), "stored");
  return openRepository({
    ...{ registry, repository, access, fetch, log },
    credentials: await chooseCredentials({ registry, stored, ...settings.credentials }),
    insecure: settings.insecure.includes(registry),
    workflow: settings.workflow
  });
}, "openPlace");
var mountable = /* @__PURE__ */ __name(({ registry }, { mountFrom, reuseFrom }) => {
  const others = reuseFrom.flatMap(
    (source) => source.kind === "image" && source.ref.registry === registry ? [source.ref.repository] : []
  );
  return [.../* @__PURE__ */ new Set([...others, ...mountFrom])];
}, "mountable");
var formatTarget = /* @__PURE__ */ __name((target) => target.kind === "oci-layout" ? `oci:${target.folder}` : `${target.uploads.repository.registry}/${target.uploads.repository.repository}`, "formatTarget");

// src/pipeline/publisher.ts
var createPublisher = /* @__PURE__ */ __name((settings, deps) => {
  const targets = /* @__PURE__ */ new Map();
  const packed = /* @__PURE__ */ new Map();
  return {
    ...{ settings, deps, packed },
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
  const byRevision = settings.tags.filter((line) => line.includes("{rev}"));
  const rev = baseRevision?.slice(0, plan.rev === "dev" ? void 0 : plan.rev.length);
  const ofBase = rev === void 0 ? [] : renderTags(byRevision, { rev }).tags;
  const { defaultBranch } = settings;
  return [.../* @__PURE__ */ new Set([...ofBase, ...tags, "latest", ...defaultBranch === void 0 ? [] : [defaultBranch]])];
}, "likelyTags");
var ANCESTORS = 100;
var tagsBesides = /* @__PURE__ */ __name(async (listed, likely, { plan, deps }) => {
  const rest = new Set(listed.filter((tag) => !likely.includes(tag) && !/^sha256-/.test(tag)));
  if (rest.size === 0) return [];
  const git = await openGit({ run: deps.run, dir: deps.cwd });
  const ancestors = await git?.ancestors(ANCESTORS) ?? [];
  const ofCommits = ancestors.map((id) => id.slice(0, plan.rev.length)).filter((tag) => rest.has(tag));
  return [.../* @__PURE__ */ new Set([...ofCommits, ...[...rest].toReversed()])];
}, "tagsBesides");

// src/pipeline/find-layers.ts
var findLayers = /* @__PURE__ */ __name(async (options) => {
  const { uploads, reported, settings, deps } = options;
  const published = (await Promise.all(uploads.map((place) => imagesIn(place, options)))).flat();
  const candidates = [...published.flatMap(({ blobs }) => blobs), ...reported];
  const known = await confirmBlobs(candidates, { places: uploads, compression: settings.compression.kind });
  if (known.size > 0) deps.log.info(`${plural(known.size, "layer")} of earlier images can be used as they are.`);
  return { known, published };
}, "findLayers");
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
    return readAll(await openPlace(ref, settings, deps, "pull"), [ref.digest ?? ref.tag ?? "latest"], deps);
  });
  return (await Promise.all(found)).flat();
}, "named");
var AT_ONCE = 6;
var readAll = /* @__PURE__ */ __name(async (repository, references, deps) => {
  const limit = pLimit(AT_ONCE);
  const read = /* @__PURE__ */ __name((reference) => limit(() => tolerate(deps, () => readPublishedImages(repository, reference))), "read");
  return (await Promise.all(references.map(read))).flat();
}, "readAll");
var tolerate = /* @__PURE__ */ __name(async ({ log }, ask) => {
  try {
    return await ask();
  } catch (error) {
    log.debug(`Layers to be used again: ${messageOf(error)}`);
    return [];
  }
}, "tolerate");

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
var tagsAhead = /* @__PURE__ */ __name((plan, settings) => renderTags(settings.tags, contextOf(plan, settings), settings.flavor).tags, "tagsAhead");
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
  const title = repoTag === void 0 ? void 0 : splitTag(repoTag).name.split("/").at(-1);
  const all = Object.entries({ ...own, title, revision: plan.revision, version, created });
  const standard = Object.fromEntries(all.map(([key, value]) => [PREFIX + key, value]));
  return defined({ ...standard, [LAYER_KEY]: layerKey });
}, "knownOf");
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
  const annotations = annotationsFor(image, plan, settings, { created, version: tags[0], log });
  const { manifest = {}, index = {} } = settings.annotations ?? {};
  const forIndex = Object.keys(index).filter((key) => !Object.hasOwn(manifest, key));
  if (forIndex.length > 0) log.info(`Left out, since no index is published here: ${forIndex.join(", ")}`);
  if (mediaTypes === "docker" && Object.keys(annotations).length > 0) {
    log.info(`Left out, since Docker's media types have no annotations: ${Object.keys(annotations).join(", ")}`);
  }
  return packManifest(image, { annotations, mediaTypes });
}, "packImage");

// src/pipeline/publication.ts
var preparePublications = /* @__PURE__ */ __name(async (images, publisher) => {
  const { settings } = publisher;
  const drafts = images.map((it) => ({
    ...it,
    destinations: destinationsOf({ plan: it.plan, repoTags: it.image.repoTags }, settings)
  }));
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
  const all = settings.byDigest === true ? [] : allTags(destinations, tags, settings);
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
    const tag = place.kind === "registry" ? place.ref.tag : place.tag;
    if (tag === void 0) continue;
    const found = `destination: the tag ${JSON.stringify(tag)} stands in it (wanted: none, as images are published by digest)`;
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
  const uploads = targets.flatMap((target) => target.kind === "registry" ? [target.uploads] : []);
  if (uploads.length < targets.length) return { ...NOTHING_PREPARED, uploads };
  const found = await findLayers({ plan, uploads, tags, baseRevision, reported, settings, deps });
  return { uploads, ...found };
}, "preparePublishing");
var destinationsAhead = /* @__PURE__ */ __name(async (plan, { publisher, buildArgs }) => {
  const { settings } = publisher;
  const templates = [...settings.destinations, ...settings.layout === void 0 ? [] : [settings.layout]];
  const namedByImage = settings.toDestinations && settings.destinations.length === 0;
  if (!namedByImage && !templates.some((template) => template.includes("{name}"))) {
    return destinationsOf({ plan, repoTags: [] }, settings);
  }
  const name = await imageName(plan, publisher, buildArgs);
  return name === void 0 ? void 0 : destinationsOf({ plan, repoTags: [name] }, settings);
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
var referencesOf = /* @__PURE__ */ __name(({ places }) => places.flatMap(({ target, tags }) => tags.map((tag) => `${formatTarget(target)}:${tag}`)), "referencesOf");
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
  const runs = publications.map(begin);
  const published = runs.map(({ progress }) => progress);
  const steps = runs.flatMap(({ places, progress }) => places.map((place) => ({ place, progress })));
  for (const kind of ["oci-layout", "registry"]) {
    for (const { place, progress } of steps.filter((step) => step.place.target.kind === kind)) {
      await publish(place, progress, publisher.deps);
      onProgress?.(published);
    }
  }
  return published;
}, "publishImages");
var begin = /* @__PURE__ */ __name(({ packed, tags, places, attachments }) => {
  const progress = { packed, tags, attachments, pushes: [], layouts: [] };
  return { places, progress };
}, "begin");
var publish = /* @__PURE__ */ __name(async ({ target, tags }, progress, { log }) => {
  const { packed, attachments, pushes, layouts } = progress;
  if (target.kind === "registry") {
    const { uploads } = target;
    await log.group(`push ${formatTarget(target)}`, async () => {
      pushes.push(await pushImage({ packed, uploads, tags, log }));
      await attachAll(attachments, packed, { repository: uploads.repository, log });
    });
  } else {
    await writeOciLayout({ folder: target.folder, packed, tags });
    log.info(`${formatTarget(target)}: ${tags.join(", ") || "the image"} is ${packed.digest}`);
    layouts.push(target.folder);
  }
}, "publish");

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

export {
  namingSettings,
  createPublisher,
  annotationsFor,
  LAYER_KEY,
  checkPublishable,
  leavesMachine,
  destinationsOf,
  destinationContext,
  NOTHING_PREPARED,
  preparePublishing,
  packersFor,
  attachedReport,
  attachedSbom,
  publishImages
};
