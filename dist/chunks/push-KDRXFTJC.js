import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  checkPublishable,
  leavesMachine,
  publishImages,
  publishingFacts
} from "./chunk-YZINDJUM.js";
import "./chunk-LJ6HZXOK.js";
import {
  analysePlan,
  findNix,
  openGit,
  planImage
} from "./chunk-RL57FK7E.js";
import "./chunk-KB2GI7UG.js";
import "./chunk-GDDRRXG6.js";
import {
  openPackers
} from "./chunk-UTIZHOWN.js";
import "./chunk-62IWZBYC.js";
import {
  Problems,
  compression,
  integer,
  parseImageArg,
  platform
} from "./chunk-WD2CMYM5.js";
import "./chunk-DE3NSUDZ.js";
import "./chunk-7FOTJRLL.js";
import "./chunk-DUZL7PBA.js";
import "./chunk-PN3I25AP.js";
import "./chunk-DL4G24GU.js";
import "./chunk-7BEUT7TU.js";
import "./chunk-GL7HVQXP.js";
import {
  defined
} from "./chunk-KKCQXBLK.js";
import "./chunk-2SQ4U2SE.js";
import "./chunk-EG7TS4Y5.js";
import "./chunk-QPEP4A4R.js";
import {
  InputError
} from "./chunk-UNTW53JI.js";
import "./chunk-OL3P4MEU.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/cli/push.ts
import path from "node:path";
var pushCommand = /* @__PURE__ */ __name(async (args, cli) => {
  const { deps } = cli;
  const { setting, revLength, asked } = parseSettings(args);
  const nix = findNix(deps);
  const plan = await planImage(parseImageArg(args.image, args.file), {
    deps,
    nix,
    buildArgs: args.buildArgs,
    revLength
  });
  if (leavesMachine(args.destinations)) checkPublishable(plan, args.allowDirty);
  const settings = await settingsOf(args, cli);
  const openPacker = openPackers({ compression: setting, spoolDir: path.join(deps.tempDir, "blobs") });
  const publishing = publishingFacts(settings);
  const reading = { registry: { insecure: args.insecure }, publishing, ...defined({ platform: asked }) };
  const analyses = await analysePlan(plan, { deps, nix, buildArgs: args.buildArgs, openPacker, ...reading });
  for (const { report } of analyses) tellSourceLabel(report, deps.log);
  for (const { packed, pushes, layouts } of await publishImages(analyses, { settings, deps })) {
    for (const { reference } of pushes) cli.stdout(`${reference}
`);
    for (const layout of layouts) cli.stdout(`oci:${layout}@${packed.digest}
`);
  }
}, "pushCommand");
var tellSourceLabel = /* @__PURE__ */ __name(({ findings = [] }, log) => {
  if (!findings.some(({ id }) => id === "no-source-label")) return;
  log.warning(
    'the image has no label org.opencontainers.image.source, so ghcr.io links the package to no repository; set config.Labels."org.opencontainers.image.source"'
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
var settingsOf = /* @__PURE__ */ __name(async (args, cli) => ({
  toDestinations: true,
  destinations: args.destinations,
  tags: args.tags,
  tagContext: await tagContextOf(cli),
  allowDirty: args.allowDirty,
  credentials: { given: await givenCredentials(args, cli) },
  insecure: args.insecure
}), "settingsOf");
var tagContextOf = /* @__PURE__ */ __name(async ({ deps }) => {
  const git = await openGit({ run: deps.run, dir: deps.cwd });
  return await git?.headRevision() === void 0 ? {} : { date: await git?.commitDate("HEAD") };
}, "tagContextOf");
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
