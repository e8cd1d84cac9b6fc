import { defined } from "../core/defined.ts";
import type { Log } from "../core/log.ts";
import type { BareImage } from "../image/index.ts";
import { compression, integer, oneOf, Problems, type PushArgs, parseImageArg, platform } from "../inputs/index.ts";
import { checkPublishable, leavesMachine } from "../pipeline/check-publishable.ts";
import { findNix } from "../pipeline/find-nix.ts";
import { headDate } from "../pipeline/head-date.ts";
import { type NamingSettings, withoutTags } from "../pipeline/naming-settings.ts";
import { planImage } from "../pipeline/plan.ts";
import { NOTHING_PREPARED, type Preparation, preparePublishing } from "../pipeline/prepare-publishing.ts";
import type { ImageToPublish } from "../pipeline/publication.ts";
import type { PublishSettings } from "../pipeline/publish-settings.ts";
import { publishSurely } from "../pipeline/publish-surely.ts";
import { createPublisher, type Publisher } from "../pipeline/publisher.ts";
import { readForPublishing } from "../pipeline/read-for-publishing.ts";
import { type DocumentKind, readWithDocuments } from "../pipeline/read-with-documents.ts";
import { parseReuseSources } from "../publish/index.ts";
import { GITHUB_REGISTRY } from "../registry/index.ts";
import type { CliDeps } from "./deps.ts";
import { givenCredentials } from "./given-credentials.ts";
import { parseNaming } from "./push-naming.ts";

/** `nix-image push`; prints the reference of what was published, one a line. */
export const pushCommand = async (args: PushArgs, cli: CliDeps): Promise<void> => {
  const { deps } = cli;
  const { setting, revLength, asked, naming, documents } = parseSettings(args);
  const { buildArgs } = args;
  const nix = findNix(deps);
  const plan = await planImage(parseImageArg(args.image, args.file), { deps, nix, buildArgs, revLength });
  if (leavesMachine(args.destinations)) checkPublishable(plan, args.allowDirty);
  const publisher = createPublisher(await settingsOf(args, { setting, naming }, cli), deps);
  const read = async (by: Publisher, preparation: Preparation): Promise<readonly ImageToPublish[]> => {
    const reading = { publisher: by, preparation, buildArgs, ...defined({ platform: asked }) };
    if (documents.length > 0) return readWithDocuments(plan, { ...reading, nix, documents });
    return (await readForPublishing(plan, reading)).map((image) => ({ plan, image }));
  };
  const images = await read(publisher, await preparePublishing(plan, { publisher, buildArgs }));
  for (const { image } of images) tellSourceLabel(image, args, deps.log);
  const readWhole = (anew: Publisher) => read(anew, NOTHING_PREPARED);
  for (const { packed, pushes, layouts } of await publishSurely(images, { publisher, readWhole })) {
    for (const { reference } of pushes) cli.stdout(`${reference}\n`);
    for (const layout of layouts) cli.stdout(`oci:${layout}@${packed.digest}\n`);
  }
};

const SOURCE = "org.opencontainers.image.source";

/** Without this label GitHub's registry does not know which repository a package belongs to. */
const tellSourceLabel = ({ config }: BareImage, args: PushArgs, log: Log): void => {
  if (config.config?.Labels?.[SOURCE] !== undefined || args.labels.some((it) => it.startsWith(`${SOURCE}=`))) return;
  if (
    !args.destinations.some((destination) => destination.replace(/^docker:\/\//, "").startsWith(`${GITHUB_REGISTRY}/`))
  )
    return;
  log.warning(
    `the image has no label ${SOURCE}, so ${GITHUB_REGISTRY} links the package to no repository; set config.Labels."${SOURCE}"`,
  );
};

const parseSettings = (args: PushArgs) => {
  const problems = new Problems();
  const setting = compression("--compression", args.compression, problems);
  const revLength = integer("--rev-length", args.revLength, [4, 40], problems);
  const asked = platform("--platform", args.platform, problems);
  const naming = parseNaming(args, problems);
  const documents = args.attach.map((text) => oneOf<DocumentKind>("--attach", text, ["report", "sbom"], problems));
  problems.throwAny();
  return { setting, revLength, asked, naming, documents };
};

interface PushParts {
  readonly setting: PublishSettings["compression"];
  readonly naming: NamingSettings;
}

const settingsOf = async (args: PushArgs, { setting, naming }: PushParts, cli: CliDeps): Promise<PublishSettings> => ({
  toDestinations: true,
  byDigest: args.byDigest,
  ...(args.byDigest ? withoutTags(naming) : naming),
  compression: setting,
  reuseFrom: parseReuseSources(args.reuseFrom),
  mountFrom: args.mountFrom,
  tagContext: defined({ date: await headDate(cli.deps), event: defined({ now: cli.deps.now?.() }) }),
  allowDirty: args.allowDirty,
  credentials: { given: await givenCredentials(args, cli) },
  insecure: args.insecure,
});
