import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  LAYER_KEY,
  checkPublishable,
  createPublisher,
  headDate,
  leavesMachine,
  packersFor,
  preparePublishing,
  publishImages
} from "./chunk-SXYA5TYE.js";
import {
  parseReuseSources
} from "./chunk-YY7MI2NG.js";
import {
  GITHUB_REGISTRY,
  choosePlatform,
  findNix,
  planImage,
  planTrim,
  readBareImages,
  readStreamScript,
  readTrimmed,
  realiseImage
} from "./chunk-RAN53NN7.js";
import "./chunk-KB2GI7UG.js";
import {
  environmentForPrograms
} from "./chunk-GDDRRXG6.js";
import "./chunk-HAIIZX4R.js";
import "./chunk-W67MA6C6.js";
import {
  Problems,
  compression,
  integer,
  parseImageArg,
  platform
} from "./chunk-HGVGHAZE.js";
import "./chunk-QKBUJKCJ.js";
import "./chunk-7FOTJRLL.js";
import "./chunk-T4RP7OKA.js";
import "./chunk-42IRVI7Q.js";
import "./chunk-DL4G24GU.js";
import "./chunk-7BEUT7TU.js";
import {
  plural
} from "./chunk-GL7HVQXP.js";
import {
  defined
} from "./chunk-KKCQXBLK.js";
import "./chunk-H3LOPKAU.js";
import "./chunk-EG7TS4Y5.js";
import "./chunk-QPEP4A4R.js";
import {
  InputError
} from "./chunk-UNTW53JI.js";
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

// src/cli/push.ts
var pushCommand = /* @__PURE__ */ __name(async (args, cli) => {
  const { deps } = cli;
  const { setting, revLength, asked } = parseSettings(args);
  const { buildArgs } = args;
  const nix = findNix(deps);
  const plan = await planImage(parseImageArg(args.image, args.file), { deps, nix, buildArgs, revLength });
  if (leavesMachine(args.destinations)) checkPublishable(plan, args.allowDirty);
  const publisher = createPublisher(await settingsOf(args, setting, cli), deps);
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
  problems.throwAny();
  return { setting, revLength, asked };
}, "parseSettings");
var settingsOf = /* @__PURE__ */ __name(async (args, setting, cli) => ({
  toDestinations: true,
  destinations: args.destinations,
  compression: setting,
  reuseFrom: parseReuseSources(args.reuseFrom),
  mountFrom: args.mountFrom,
  tags: args.tags,
  tagContext: defined({ date: await headDate(cli.deps) }),
  allowDirty: args.allowDirty,
  credentials: { given: await givenCredentials(args, cli) },
  insecure: args.insecure
}), "settingsOf");
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
  pushCommand
};
