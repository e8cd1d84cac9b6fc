import path from "node:path";
import { defined } from "../core/defined.ts";
import type { Log } from "../core/log.ts";
import { compression, integer, Problems, type PushArgs, parseImageArg, platform } from "../inputs/index.ts";
import { analysePlan } from "../pipeline/analyse.ts";
import { checkPublishable, leavesMachine } from "../pipeline/check-publishable.ts";
import { findNix } from "../pipeline/find-nix.ts";
import { headDate } from "../pipeline/head-date.ts";
import { planImage } from "../pipeline/plan.ts";
import { publishImages } from "../pipeline/publish.ts";
import type { PublishSettings } from "../pipeline/publish-settings.ts";
import { publishingFacts } from "../pipeline/publishing-facts.ts";
import { openPackers } from "../publish/index.ts";
import type { Report } from "../report/index.ts";
import type { CliDeps } from "./deps.ts";
import { givenCredentials } from "./given-credentials.ts";

/** `nix-image push`; prints the reference of what was published, one a line. */
export const pushCommand = async (args: PushArgs, cli: CliDeps): Promise<void> => {
  const { deps } = cli;
  const { setting, revLength, asked } = parseSettings(args);
  const nix = findNix(deps);
  const plan = await planImage(parseImageArg(args.image, args.file), {
    deps,
    nix,
    buildArgs: args.buildArgs,
    revLength,
  });
  if (leavesMachine(args.destinations)) checkPublishable(plan, args.allowDirty);
  const settings = await settingsOf(args, cli);
  const openPacker = openPackers({ compression: setting, spoolDir: path.join(deps.tempDir, "blobs") });
  const publishing = publishingFacts(settings);
  const reading = { registry: { insecure: args.insecure }, publishing, ...defined({ platform: asked }) };
  const analyses = await analysePlan(plan, { deps, nix, buildArgs: args.buildArgs, openPacker, ...reading });
  for (const { report } of analyses) tellSourceLabel(report, deps.log);
  for (const { packed, pushes, layouts } of await publishImages(analyses, { settings, deps })) {
    for (const { reference } of pushes) cli.stdout(`${reference}\n`);
    for (const layout of layouts) cli.stdout(`oci:${layout}@${packed.digest}\n`);
  }
};

/** The one finding that only a push can have; the others are for a report to tell. */
const tellSourceLabel = ({ findings = [] }: Report, log: Log): void => {
  if (!findings.some(({ id }) => id === "no-source-label")) return;
  log.warning(
    'the image has no label org.opencontainers.image.source, so ghcr.io links the package to no repository; set config.Labels."org.opencontainers.image.source"',
  );
};

const parseSettings = (args: PushArgs) => {
  const problems = new Problems();
  const setting = compression("--compression", args.compression, problems);
  const revLength = integer("--rev-length", args.revLength, [4, 40], problems);
  const asked = platform("--platform", args.platform, problems);
  problems.throwAny();
  return { setting, revLength, asked };
};

const settingsOf = async (args: PushArgs, cli: CliDeps): Promise<PublishSettings> => ({
  toDestinations: true,
  byDigest: args.byDigest,
  destinations: args.destinations,
  tags: args.tags,
  tagContext: defined({ date: await headDate(cli.deps) }),
  allowDirty: args.allowDirty,
  credentials: { given: await givenCredentials(args, cli) },
  insecure: args.insecure,
});
