import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  checkLayout,
  packManifest,
  parseDestinations,
  pushImage,
  renderTags,
  writeOciLayout
} from "./chunk-LJ6HZXOK.js";
import {
  GITHUB_REGISTRY,
  chooseCredentials,
  openRepository,
  readDockerCredentials
} from "./chunk-RL57FK7E.js";
import {
  splitTag
} from "./chunk-7FOTJRLL.js";
import {
  formatPlatform
} from "./chunk-DUZL7PBA.js";
import {
  defined
} from "./chunk-KKCQXBLK.js";
import {
  InputError,
  KnownError
} from "./chunk-UNTW53JI.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

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

// src/pipeline/open-target.ts
import path from "node:path";
var openTarget = /* @__PURE__ */ __name(async (destination, settings, { env, fetch, log, cwd }) => {
  if (destination.kind === "oci-layout") {
    const folder = path.resolve(cwd, destination.folder);
    await checkLayout(folder);
    return { kind: "oci-layout", folder };
  }
  const { registry, repository } = destination.ref;
  const stored = /* @__PURE__ */ __name(() => readDockerCredentials({ registry, env }), "stored");
  const client = openRepository({
    registry,
    repository,
    credentials: await chooseCredentials({ registry, stored, ...settings.credentials }),
    insecure: settings.insecure.includes(registry),
    workflow: settings.workflow,
    fetch,
    log
  });
  await client.preflight();
  return { kind: "registry", repository: client };
}, "openTarget");
var formatTarget = /* @__PURE__ */ __name((target) => target.kind === "oci-layout" ? `oci:${target.folder}` : `${target.repository.registry}/${target.repository.repository}`, "formatTarget");

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

// src/pipeline/annotations.ts
var annotationsFor = /* @__PURE__ */ __name((image, plan, { repositoryUrl }) => {
  const labels = image.config.config?.Labels ?? {};
  const all = defined({
    "org.opencontainers.image.source": isFromElsewhere(plan) ? void 0 : repositoryUrl,
    "org.opencontainers.image.revision": plan.revision
  });
  return Object.fromEntries(Object.entries(all).filter(([key]) => !Object.hasOwn(labels, key)));
}, "annotationsFor");
var isFromElsewhere = /* @__PURE__ */ __name(({ target }) => target.kind === "flake" && target.metadata.localDirectory === void 0, "isFromElsewhere");

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

// src/pipeline/publication.ts
var preparePublications = /* @__PURE__ */ __name(async (images, settings, deps) => {
  const drafts = images.map((image) => ({ ...image, destinations: destinationsOf(image, settings) }));
  checkCredentials(
    drafts.flatMap(({ destinations }) => destinations),
    settings
  );
  const publications = [];
  for (const draft of drafts) publications.push(await preparePublication(draft, settings, deps));
  return publications;
}, "preparePublications");
var preparePublication = /* @__PURE__ */ __name(async ({ plan, image, destinations }, settings, deps) => {
  if (destinations.some(({ kind }) => kind === "registry")) checkPublishable(plan, settings.allowDirty);
  const tags = tagsFor(plan, image, settings, deps.log);
  const packed = packManifest(image, { annotations: annotationsFor(image, plan, settings) });
  const places = [];
  for (const destination of destinations) {
    places.push({ target: await openTarget(destination, settings, deps), tags: withOwnTag(destination, tags) });
  }
  const [repoTag] = image.repoTags;
  return { text: plan.text, ...repoTag === void 0 ? {} : { name: splitTag(repoTag).name }, packed, tags, places };
}, "preparePublication");
var destinationsOf = /* @__PURE__ */ __name(({ plan, image }, settings) => {
  const { toDestinations, destinations, layout } = settings;
  const context = destinationContext(plan, image.repoTags, settings);
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
var dateOf = /* @__PURE__ */ __name(({ target }) => {
  const seconds = target.kind === "flake" ? target.metadata.lastModified : void 0;
  return seconds === void 0 ? void 0 : new Date(seconds * 1e3).toISOString();
}, "dateOf");
var withOwnTag = /* @__PURE__ */ __name((destination, tags) => {
  const own = destination.kind === "registry" ? destination.ref.tag : destination.tag;
  return own === void 0 ? tags : [.../* @__PURE__ */ new Set([own, ...tags])];
}, "withOwnTag");

// src/pipeline/publish.ts
var publishImages = /* @__PURE__ */ __name(async (images, { settings, deps, onProgress }) => {
  const publications = await preparePublications(images, settings, deps);
  checkCollisions(publications);
  const runs = publications.map(begin);
  const published = runs.map(({ progress }) => progress);
  const steps = runs.flatMap(({ places, progress }) => places.map((place) => ({ place, progress })));
  for (const kind of ["oci-layout", "registry"]) {
    for (const { place, progress } of steps.filter((step) => step.place.target.kind === kind)) {
      await publish(place, progress, deps);
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
    const { repository } = target;
    pushes.push(await log.group(`push ${formatTarget(target)}`, () => pushImage({ packed, repository, tags, log })));
  } else {
    await writeOciLayout({ folder: target.folder, packed, tags });
    log.info(`${formatTarget(target)}: ${tags.join(", ")} is ${packed.digest}`);
    layouts.push(target.folder);
  }
}, "publish");

// src/pipeline/publishing-facts.ts
var publishingFacts = /* @__PURE__ */ __name((settings) => (image, plan) => {
  if (!settings.toDestinations) return void 0;
  const annotations = annotationsFor(image, plan, settings);
  try {
    const places = destinationsOf({ plan, image }, settings);
    return {
      registries: places.flatMap((place) => place.kind === "registry" ? [place.ref.registry] : []),
      annotatesSource: annotations["org.opencontainers.image.source"] !== void 0
    };
  } catch (error) {
    if (error instanceof KnownError) return void 0;
    throw error;
  }
}, "publishingFacts");

export {
  checkCredentials,
  checkPublishable,
  leavesMachine,
  destinationContext,
  publishImages,
  publishingFacts
};
