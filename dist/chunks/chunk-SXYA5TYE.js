import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  BlobUploads,
  checkLayout,
  confirmBlobs,
  pLimit,
  packManifest,
  parseDestinations,
  pushImage,
  readPublishedImages,
  renderTags,
  writeOciLayout
} from "./chunk-YY7MI2NG.js";
import {
  GITHUB_REGISTRY,
  chooseCredentials,
  openGit,
  openRepository,
  queryImageName,
  readDockerCredentials
} from "./chunk-RAN53NN7.js";
import {
  openPackers
} from "./chunk-HAIIZX4R.js";
import {
  splitTag
} from "./chunk-7FOTJRLL.js";
import {
  formatPlatform
} from "./chunk-T4RP7OKA.js";
import {
  plural
} from "./chunk-GL7HVQXP.js";
import {
  defined
} from "./chunk-KKCQXBLK.js";
import {
  InputError,
  messageOf
} from "./chunk-UNTW53JI.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/pipeline/head-date.ts
var headDate = /* @__PURE__ */ __name(async ({ run, cwd }) => {
  const git = await openGit({ run, dir: cwd });
  return await git?.headRevision() === void 0 ? void 0 : git?.commitDate("HEAD");
}, "headDate");

// src/core/once.ts
var once = /* @__PURE__ */ __name((make) => {
  let made;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}, "once");

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

// src/pipeline/annotations.ts
var annotationsFor = /* @__PURE__ */ __name((image, plan, { repositoryUrl }) => {
  const labels = image.config.config?.Labels ?? {};
  const all = defined({
    [LAYER_KEY]: image.layerKey,
    "org.opencontainers.image.source": isFromElsewhere(plan) ? void 0 : repositoryUrl,
    "org.opencontainers.image.revision": plan.revision
  });
  return Object.fromEntries(Object.entries(all).filter(([key]) => !Object.hasOwn(labels, key)));
}, "annotationsFor");
var LAYER_KEY = "io.github.nix-image-action.layer-key";
var isFromElsewhere = /* @__PURE__ */ __name(({ target }) => target.kind === "flake" && target.metadata.localDirectory === void 0, "isFromElsewhere");

// src/pipeline/publication.ts
var preparePublications = /* @__PURE__ */ __name(async (images, publisher) => {
  const { settings } = publisher;
  const drafts = images.map(({ plan, image }) => {
    const destinations = destinationsOf({ plan, repoTags: image.repoTags }, settings);
    return { plan, image, destinations };
  });
  checkCredentials(
    drafts.flatMap(({ destinations }) => destinations),
    settings
  );
  const publications = [];
  for (const draft of drafts) publications.push(await preparePublication(draft, publisher));
  return publications;
}, "preparePublications");
var preparePublication = /* @__PURE__ */ __name(async ({ plan, image, destinations }, { settings, deps, open }) => {
  if (destinations.some(({ kind }) => kind === "registry")) checkPublishable(plan, settings.allowDirty);
  const tags = tagsFor(plan, image, settings, deps.log);
  const packed = packManifest(image, { annotations: annotationsFor(image, plan, settings) });
  const places = [];
  for (const destination of destinations) {
    places.push({ target: await open(destination), tags: withOwnTag(destination, tags) });
  }
  const [repoTag] = image.repoTags;
  return { text: plan.text, ...repoTag === void 0 ? {} : { name: splitTag(repoTag).name }, packed, tags, places };
}, "preparePublication");
var destinationsOf = /* @__PURE__ */ __name(({ plan, repoTags }, settings) => {
  const { toDestinations, destinations, layout } = settings;
  const context = destinationContext(plan, repoTags, settings);
  return [
    ...toDestinations ? parseDestinations(destinations, context) : [],
    ...layout === void 0 ? [] : parseDestinations([`oci:${layout}`], context)
  ];
}, "destinationsOf");
var destinationContext = /* @__PURE__ */ __name(({ text }, [repoTag], { owner, repo }) => ({ owner, repo, imageName: repoTag ?? text.split(/[#./]/).at(-1) }), "destinationContext");
var tagsFor = /* @__PURE__ */ __name((plan, image, settings, log) => {
  const [repoTag] = image.repoTags;
  const imageTag = repoTag === void 0 ? void 0 : splitTag(repoTag).tag;
  const date = dateOf(plan) ?? settings.tagContext.date;
  const { tags, dropped } = renderTags(settings.tags, { ...settings.tagContext, date, rev: plan.rev, imageTag });
  if (dropped.length > 0) log.info(`Tags without a value here: ${dropped.join(", ")}`);
  if (tags.length > 0) return tags;
  throw new InputError("NO_TAG", `tags: none of ${settings.tags.join(", ")} has a value for this event; add {rev}`);
}, "tagsFor");
var tagsAhead = /* @__PURE__ */ __name((plan, settings) => renderTags(settings.tags, { ...settings.tagContext, date: dateOf(plan) ?? settings.tagContext.date, rev: plan.rev }).tags, "tagsAhead");
var dateOf = /* @__PURE__ */ __name(({ target }) => {
  const seconds = target.kind === "flake" ? target.metadata.lastModified : void 0;
  return seconds === void 0 ? void 0 : new Date(seconds * 1e3).toISOString();
}, "dateOf");
var withOwnTag = /* @__PURE__ */ __name((destination, tags) => {
  const own = destination.kind === "registry" ? destination.ref.tag : destination.tag;
  return own === void 0 ? tags : [.../* @__PURE__ */ new Set([own, ...tags])];
}, "withOwnTag");

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
  const packers = openPackers({ compression: settings.compression, spoolDir, known: all });
  return Object.assign(packers, {
    known: /* @__PURE__ */ __name((announced) => all.get(announced), "known"),
    packed: /* @__PURE__ */ __name(({ mediaType, digest, size, file }) => {
      if (file === void 0) return;
      for (const place of uploads) void place.put({ descriptor: { mediaType, digest, size }, source: file });
    }, "packed")
  });
}, "packersFor");

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
  const lead = "an index of several platforms is not written in this version, so ";
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
var begin = /* @__PURE__ */ __name(({ packed, tags, places }) => {
  const progress = { packed, tags, pushes: [], layouts: [] };
  return { places, progress };
}, "begin");
var publish = /* @__PURE__ */ __name(async ({ target, tags }, progress, { log }) => {
  const { packed, pushes, layouts } = progress;
  if (target.kind === "registry") {
    const { uploads } = target;
    pushes.push(await log.group(`push ${formatTarget(target)}`, () => pushImage({ packed, uploads, tags, log })));
  } else {
    await writeOciLayout({ folder: target.folder, packed, tags });
    log.info(`${formatTarget(target)}: ${tags.join(", ")} is ${packed.digest}`);
    layouts.push(target.folder);
  }
}, "publish");

export {
  headDate,
  once,
  createPublisher,
  annotationsFor,
  LAYER_KEY,
  checkCredentials,
  checkPublishable,
  leavesMachine,
  destinationsOf,
  destinationContext,
  NOTHING_PREPARED,
  preparePublishing,
  packersFor,
  publishImages
};
