import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  givenCredentials
} from "./chunk-DQYAND3Y.js";
import {
  LAYER_KEY,
  checkPublishable,
  createPublisher,
  leavesMachine,
  namingSettings,
  packersFor,
  preparePublishing,
  publishImages
} from "./chunk-T3MXHSS6.js";
import {
  choosePlatform,
  findNix,
  planImage,
  planTrim,
  readBareImages,
  readStreamScript,
  readTrimmed,
  realiseImage
} from "./chunk-4YCLJSPR.js";
import "./chunk-KB2GI7UG.js";
import "./chunk-G5QMVNVL.js";
import "./chunk-OX6YZWUD.js";
import "./chunk-DRE5XMUS.js";
import "./chunk-4DAKE55C.js";
import "./chunk-EG7TS4Y5.js";
import {
  headDate
} from "./chunk-WAAJL7SH.js";
import {
  parseReuseSources
} from "./chunk-XEADFSPY.js";
import "./chunk-HQY36DKX.js";
import {
  GITHUB_REGISTRY
} from "./chunk-KVPAYZGO.js";
import {
  environmentForPrograms
} from "./chunk-GDDRRXG6.js";
import "./chunk-SSQ43LLJ.js";
import "./chunk-WJ444KRO.js";
import "./chunk-VSQVTHN3.js";
import {
  Problems,
  annotations,
  checkMediaTypes,
  compression,
  integer,
  labels,
  oneOf,
  parseImageArg,
  platform
} from "./chunk-S67E6Z6C.js";
import "./chunk-QKZNJK7X.js";
import "./chunk-TCTDNPSK.js";
import "./chunk-42IRVI7Q.js";
import "./chunk-BT5XKU7Y.js";
import "./chunk-GEC2743B.js";
import "./chunk-QDZGXFB4.js";
import "./chunk-BLTGGKFP.js";
import {
  plural
} from "./chunk-NILPTZ7P.js";
import {
  defined
} from "./chunk-KKCQXBLK.js";
import "./chunk-EZNROI2T.js";
import "./chunk-QPEP4A4R.js";
import "./chunk-UNTW53JI.js";
import "./chunk-OL3P4MEU.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/pipeline/try-trimmed.ts
var tryTrimmed = /* @__PURE__ */ __name(async (file, preparation, options) => {
  const script = await readStreamScript(file);
  const plan = script === void 0 ? void 0 : bestPlan(script, preparation);
  if (script === void 0 || plan === void 0) return void 0;
  options.log.info(`${plural(plan.leftOut.size, "layer")} of ${script.layers.length + 1} need not be made.`);
  const result = await readTrimmed(script, plan, options);
  if (result.kind === "read") return result.image;
  options.log.info(`The script has to make all layers after all: ${result.reason}.`);
  return void 0;
}, "tryTrimmed");
var bestPlan = /* @__PURE__ */ __name((script, preparation) => publishedLayers(preparation).flatMap((published) => planTrim(script, published) ?? []).toSorted((a, b) => b.leftOut.size - a.leftOut.size)[0], "bestPlan");
var publishedLayers = /* @__PURE__ */ __name(({ published, known }) => published.flatMap(({ annotations: annotations2, config, blobs }) => {
  const layerKey = annotations2[LAYER_KEY];
  if (layerKey === void 0) return [];
  const confirmed = blobs.flatMap(({ diffId }) => {
    const blob = known.get(diffId);
    return blob === void 0 ? [] : [{ diffId, ...blob }];
  });
  return [{ layerKey, config, blobs: confirmed }];
}), "publishedLayers");

// src/pipeline/read-for-publishing.ts
var readForPublishing = /* @__PURE__ */ __name(async (plan, { publisher, preparation, buildArgs, platform: platform2 }) => {
  const { deps, settings } = publisher;
  const { source } = await realiseImage(plan, { deps, buildArgs, registry: { insecure: settings.insecure } });
  const { log, env, workers } = deps;
  const options = {
    log,
    env: environmentForPrograms(env),
    openPacker: packersFor(preparation, publisher),
    ...defined({ workers, platform: choosePlatform(plan, platform2, deps) })
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

// src/cli/push-naming.ts
var parseNaming = /* @__PURE__ */ __name((args, problems) => {
  const mediaTypes = oneOf("--media-types", args.mediaTypes, ["oci", "docker"], problems);
  const writesLayout = args.destinations.some((destination) => destination.startsWith("oci:"));
  checkMediaTypes({ value: mediaTypes, compression: args.compression, writesLayout }, problems);
  return namingSettings({
    destinations: args.destinations,
    tags: args.tags,
    flavor: [],
    annotations: annotations("--annotation", args.annotations, problems),
    labels: labels("--label", args.labels, problems),
    mediaTypes
  });
}, "parseNaming");

// src/cli/push.ts
var pushCommand = /* @__PURE__ */ __name(async (args, cli) => {
  const { deps } = cli;
  const { setting, revLength, asked, naming } = parseSettings(args);
  const { buildArgs } = args;
  const nix = findNix(deps);
  const plan = await planImage(parseImageArg(args.image, args.file), { deps, nix, buildArgs, revLength });
  if (leavesMachine(args.destinations)) checkPublishable(plan, args.allowDirty);
  const publisher = createPublisher(await settingsOf(args, { setting, naming }, cli), deps);
  const preparation = await preparePublishing(plan, { publisher, buildArgs });
  const images = await readForPublishing(plan, { publisher, preparation, buildArgs, ...defined({ platform: asked }) });
  for (const image of images) tellSourceLabel(image, args, deps.log);
  const drafts = images.map((image) => ({ plan, image }));
  for (const { packed, pushes, layouts } of await publishImages(drafts, { publisher })) {
    for (const { reference } of pushes) cli.stdout(`${reference}
`);
    for (const layout of layouts) cli.stdout(`oci:${layout}@${packed.digest}
`);
  }
}, "pushCommand");
var SOURCE = "org.opencontainers.image.source";
var tellSourceLabel = /* @__PURE__ */ __name(({ config }, args, log) => {
  if (config.config?.Labels?.[SOURCE] !== void 0) return;
  if (!args.destinations.some((destination) => destination.replace(/^docker:\/\//, "").startsWith(`${GITHUB_REGISTRY}/`)))
    return;
  log.warning(
    `the image has no label ${SOURCE}, so ${GITHUB_REGISTRY} links the package to no repository; set config.Labels."${SOURCE}"`
  );
}, "tellSourceLabel");
var parseSettings = /* @__PURE__ */ __name((args) => {
  const problems = new Problems();
  const setting = compression("--compression", args.compression, problems);
  const revLength = integer("--rev-length", args.revLength, [4, 40], problems);
  const asked = platform("--platform", args.platform, problems);
  const naming = parseNaming(args, problems);
  problems.throwAny();
  return { setting, revLength, asked, naming };
}, "parseSettings");
var settingsOf = /* @__PURE__ */ __name(async (args, { setting, naming }, cli) => ({
  toDestinations: true,
  byDigest: args.byDigest,
  ...naming,
  compression: setting,
  reuseFrom: parseReuseSources(args.reuseFrom),
  mountFrom: args.mountFrom,
  tagContext: defined({ date: await headDate(cli.deps), event: defined({ now: cli.deps.now?.() }) }),
  allowDirty: args.allowDirty,
  credentials: { given: await givenCredentials(args, cli) },
  insecure: args.insecure
}), "settingsOf");
export {
  pushCommand
};
