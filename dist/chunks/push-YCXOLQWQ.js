import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  givenCredentials
} from "./chunk-DQYAND3Y.js";
import {
  NOTHING_PREPARED,
  attachedReport,
  attachedSbom,
  checkPublishable,
  createPublisher,
  leavesMachine,
  namingSettings,
  packersFor,
  preparePublishing,
  publishSurely,
  readForPublishing,
  withoutTags
} from "./chunk-ZNKYCV3K.js";
import {
  renderSboms
} from "./chunk-6322QC6N.js";
import {
  analysePlan,
  findNix,
  planImage
} from "./chunk-2H4F7B5S.js";
import "./chunk-KB2GI7UG.js";
import "./chunk-4EDFUQKZ.js";
import "./chunk-JFXXGL7K.js";
import "./chunk-BXXVUI6A.js";
import "./chunk-4DAKE55C.js";
import "./chunk-EG7TS4Y5.js";
import {
  headDate
} from "./chunk-EKAH3C6I.js";
import {
  parseReuseSources
} from "./chunk-YGTJ2II7.js";
import "./chunk-HQY36DKX.js";
import {
  GITHUB_REGISTRY
} from "./chunk-S5TTZZGM.js";
import "./chunk-GDDRRXG6.js";
import "./chunk-Q27EGVJI.js";
import "./chunk-QJ33JM6Z.js";
import "./chunk-WJ444KRO.js";
import "./chunk-7QVOKJJR.js";
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
} from "./chunk-IAKEKEDV.js";
import "./chunk-JYKSYV3G.js";
import "./chunk-TCTDNPSK.js";
import "./chunk-42IRVI7Q.js";
import "./chunk-U3M72GLK.js";
import "./chunk-5RK4XCTW.js";
import "./chunk-GEC2743B.js";
import "./chunk-MRU7UBN4.js";
import "./chunk-KFVUV2LW.js";
import "./chunk-GL7HVQXP.js";
import "./chunk-FLZNCGTB.js";
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

// src/pipeline/read-with-documents.ts
var readWithDocuments = /* @__PURE__ */ __name(async (plan, { publisher, preparation, buildArgs, platform: platform2, nix, documents }) => {
  const { deps, settings } = publisher;
  const analyses = await analysePlan(plan, {
    ...{ deps, nix, buildArgs, registry: { insecure: settings.insecure } },
    openPacker: packersFor(preparation, publisher),
    ...defined({ platform: platform2 })
  });
  const sboms = documents.includes("sbom") ? await renderSboms(analyses, { deps, buildArgs }) : [];
  return analyses.map(({ image, report }, index) => {
    publisher.remember(image);
    const sbom = sboms[index];
    const attachments = [
      ...documents.includes("report") ? [attachedReport(report)] : [],
      ...sbom === void 0 ? [] : [attachedSbom(sbom)]
    ];
    return { plan, image, attachments };
  });
}, "readWithDocuments");

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
  const { setting, revLength, asked, naming, documents } = parseSettings(args);
  const { buildArgs } = args;
  const nix = findNix(deps);
  const plan = await planImage(parseImageArg(args.image, args.file), { deps, nix, buildArgs, revLength });
  if (leavesMachine(args.destinations)) checkPublishable(plan, args.allowDirty);
  const publisher = createPublisher(await settingsOf(args, { setting, naming }, cli), deps);
  const read = /* @__PURE__ */ __name(async (by, preparation) => {
    const reading = { publisher: by, preparation, buildArgs, ...defined({ platform: asked }) };
    if (documents.length > 0) return readWithDocuments(plan, { ...reading, nix, documents });
    return (await readForPublishing(plan, reading)).map((image) => ({ plan, image }));
  }, "read");
  const images = await read(publisher, await preparePublishing(plan, { publisher, buildArgs }));
  for (const { image } of images) tellSourceLabel(image, args, deps.log);
  const readWhole = /* @__PURE__ */ __name((anew) => read(anew, NOTHING_PREPARED), "readWhole");
  for (const { packed, pushes, layouts } of await publishSurely(images, { publisher, readWhole })) {
    for (const { reference } of pushes) cli.stdout(`${reference}
`);
    for (const layout of layouts) cli.stdout(`oci:${layout}@${packed.digest}
`);
  }
}, "pushCommand");
var SOURCE = "org.opencontainers.image.source";
var tellSourceLabel = /* @__PURE__ */ __name(({ config }, args, log) => {
  if (config.config?.Labels?.[SOURCE] !== void 0 || args.labels.some((it) => it.startsWith(`${SOURCE}=`))) return;
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
  const documents = args.attach.map((text) => oneOf("--attach", text, ["report", "sbom"], problems));
  problems.throwAny();
  return { setting, revLength, asked, naming, documents };
}, "parseSettings");
var settingsOf = /* @__PURE__ */ __name(async (args, { setting, naming }, cli) => ({
  toDestinations: true,
  byDigest: args.byDigest,
  ...args.byDigest ? withoutTags(naming) : naming,
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
