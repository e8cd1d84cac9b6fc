#!/usr/bin/env node
import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  keepHeapSmall,
  workerSettings
} from "./chunks/chunk-AOFRLFHV.js";
import {
  bar,
  clip,
  padEnd,
  padStart
} from "./chunks/chunk-WWT3VFJF.js";
import {
  openRegistryFetch,
  readVersion,
  removeOnInterrupt,
  runProgram
} from "./chunks/chunk-MNBUOW32.js";
import "./chunks/chunk-GDDRRXG6.js";
import "./chunks/chunk-Q27EGVJI.js";
import {
  machinePlatform
} from "./chunks/chunk-KFVUV2LW.js";
import {
  disarm,
  openProgress,
  renderQuietProgress,
  shareDone
} from "./chunks/chunk-T2GPOKVR.js";
import {
  formatBytes
} from "./chunks/chunk-GL7HVQXP.js";
import "./chunks/chunk-FLZNCGTB.js";
import {
  defined
} from "./chunks/chunk-KKCQXBLK.js";
import "./chunks/chunk-QPEP4A4R.js";
import {
  EXIT,
  InputError,
  KnownError,
  messageOf
} from "./chunks/chunk-UNTW53JI.js";
import {
  visible
} from "./chunks/chunk-OL3P4MEU.js";
import {
  __name
} from "./chunks/chunk-FQQKM2IL.js";

// src/cli.ts
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";

// src/cli/help.ts
var HELP = `nix-image: what a container image built by Nix weighs, what changed, and why

  nix-image report IMAGE [options] [-- NIX BUILD ARGUMENTS]
      --file F.nix            IMAGE is an attribute path of this Nix file
      --baseline IMAGE|REV    compare with another image, or another commit
      --platform OS/ARCH      which image of an index, or all; of a registry the
                              machine's own by default, else all
      --insecure HOST         speak plain HTTP to this registry
      --registry-ca FILE      trust these certificates, PEM, beside those that
                              the machine trusts
      --compressed            count what the layers weigh when compressed
      --compression C[:N]     gzip (default), zstd or none, with a level
      --json F, --html F, --markdown F
                              write the report to a file; - is standard output
      --sbom F                write a CycloneDX bill of materials, likewise
      --ignore-finding 'ID [GLOB]'
                              may be repeated; the glob is of a package or file
    budgets, which end with status 1 when they are broken:
      --max-size SIZE         of a fresh pull, compressed: 200MB, 64MiB, 1.5GB
      --max-unpacked-size SIZE
      --max-increase SIZE, --max-increase-percent N, --max-update-pull SIZE
                              against the baseline, compressed
      --max-layers N
      --forbid-package NAME   may be repeated; * and ? may stand in it, and a
                              version behind it: openssl-1.*
      --budget-mode MODE      fail (default) or warn

  nix-image push IMAGE DESTINATION... [options] [-- NIX BUILD ARGUMENTS]
      --file F.nix, --platform OS/ARCH, --insecure HOST, --registry-ca FILE
                              as above
      --tag T                 may be repeated, {rev} when none is given; also
                              rules of docker/metadata-action, as type=sha
      --rev-length N          characters of the commit in {rev}, 9 by default
      --annotation KEY=VALUE  on the manifest; may be repeated
      --label KEY=VALUE       in the config, which changes the image ID; may be
                              repeated
      --compression C[:N]     as above
      --media-types T         oci (default), or docker for its schema 2
      --username U --password-stdin
                              log in to the registry; else the login that
                              docker has stored is used
      --reuse-from TAG|IMAGE  where layers are looked for that need not be sent;
                              likely tags of the destination by default
      --mount-from REPOSITORY of the same registry, to take blobs over from
      --attach report|sbom    have the registry keep it beside the image; may be
                              repeated
      --allow-dirty           publish uncommitted changes under the tag dev
      --by-digest             publish without a tag, for merge

  nix-image merge DESTINATION DIGEST... [options]
      makes one image of several platforms out of images that lie in registries;
      DIGEST is sha256:..., registry/repository@sha256:..., or a file or folder
      of these; an index counts for all that it lists
      --annotation KEY=VALUE  of the index; may be repeated
      --tag T, --rev-length N, --username U --password-stdin, --insecure HOST,
      --registry-ca FILE      as above

  nix-image load IMAGE [options] [-- NIX BUILD ARGUMENTS]
      --engine E              docker, podman, or auto (default): what answers
      --file, --platform, --insecure, --registry-ca
                              as above

  nix-image render REPORT.json [--format terminal|markdown|html|json]

  nix-image why IMAGE STORE-PATH-OR-NAME
      what refers to a store path, up to the image, and what removing it would
      free; by path, file in it, name, or package (openssl, openssl-3.0.14-dev)
  nix-image ls IMAGE [PATH] [--layer N] [--limit N]
      what a container sees below PATH, largest first; with --layer, what the
      layer adds (A), changes (M) and removes (D) there
  nix-image tree IMAGE [STORE-PATH-OR-NAME] [--depth N] [--dot]
      which store path refers to which; --dot draws it for Graphviz
  nix-image dominators IMAGE [--limit N] [--depth N]
      what removing each store path would free, and what of it hangs below
  nix-image duplicates IMAGE [--limit N]
      same content under several paths, packages in several versions or builds,
      files that a later layer writes again or deletes
      all five also take --json, and of report --file, --platform, --insecure,
      --registry-ca and NIX BUILD ARGUMENTS

IMAGE is a flake installable (.#image), a docker-archive or OCI archive (plain,
gzip, zstd, xz), a streamLayeredImage script, nix2container's JSON, an OCI
layout (oci:DIR[:TAG]), an image in a registry (docker://REGISTRY/NAME[:TAG]),
or one that Docker or Podman keeps (docker-daemon:NAME, podman:NAME).
DESTINATION is registry/repository[:tag] or oci:DIR[:TAG].

Exit status: 0 fine, 1 a budget is broken, 2 bad usage or input, 3 Nix failed,
4 registry or network.
`;

// src/cli/progress-line.ts
var BAR = 12;
var TITLE = 24;
var renderProgressLine = /* @__PURE__ */ __name((state, columns) => {
  const share = shareDone(state);
  const parts = [
    clip(state.title, TITLE),
    ...share === void 0 ? [] : [padEnd(bar(share, 1, BAR), BAR), padStart(`${Math.floor(share * 100)} %`, 5)],
    padStart(formatBytes(state.bytes), 8),
    padStart(`${formatBytes(Math.round(state.rate))}/s`, 10),
    state.doing
  ];
  return clip(parts.join("  ").trimEnd(), columns - 1);
}, "renderProgressLine");

// src/cli/log.ts
var CLEAR_LINE = "\r\x1B[K";
var terminalLog = /* @__PURE__ */ __name(({ stderr, shown: shown2, verbose, interactive, now }) => {
  let drawn = false;
  const clear = /* @__PURE__ */ __name(() => {
    if (drawn) stderr.write(CLEAR_LINE);
    drawn = false;
  }, "clear");
  const say = /* @__PURE__ */ __name((line) => {
    clear();
    stderr.write(shown2(`${line}
`));
  }, "say");
  const draw = /* @__PURE__ */ __name((state) => {
    drawn = true;
    stderr.write(`\r${renderProgressLine(state, stderr.columns ?? 80)}\x1B[K`);
  }, "draw");
  const progress = /* @__PURE__ */ __name((title, total) => interactive ? openProgress({ title, total, now, first: 200, every: 100, show: draw, clear }) : openProgress({ title, total, now, ...QUIET, show: /* @__PURE__ */ __name((state) => say(visible(renderQuietProgress(state))), "show") }), "progress");
  return {
    info: say,
    warning: /* @__PURE__ */ __name((message) => say(`warning: ${message}`), "warning"),
    debug: /* @__PURE__ */ __name((message) => {
      if (verbose) say(message);
    }, "debug"),
    group: /* @__PURE__ */ __name((title, body) => {
      say(`\xB7 ${title}`);
      return body();
    }, "group"),
    foreign: say,
    progress
  };
}, "terminalLog");
var QUIET = { first: 5e3, every: 5e3 };

// src/inputs/argv.ts
import { parseArgs } from "node:util";
var isHelp = /* @__PURE__ */ __name((word) => word === "--help" || word === "-h", "isHelp");
var beforeBorder = /* @__PURE__ */ __name((words) => words.includes("--") ? words.slice(0, words.indexOf("--")) : words, "beforeBorder");
var parse = /* @__PURE__ */ __name((rest, options) => {
  const own = beforeBorder(rest);
  const buildArgs = rest.slice(own.length + 1);
  try {
    return { ...parseArgs({ args: joinNegative(own), options, allowPositionals: true, strict: true }), buildArgs };
  } catch (error) {
    throw usage(firstSentence(messageOf(error)), error);
  }
}, "parse");
var joinNegative = /* @__PURE__ */ __name((words) => {
  const joined = [];
  for (const word of words) {
    const last = joined.at(-1);
    if (/^-\d+$/.test(word) && last !== void 0 && /^--[a-z-]+$/.test(last))
      joined[joined.length - 1] = `${last}=${word}`;
    else joined.push(word);
  }
  return joined;
}, "joinNegative");
var firstSentence = /* @__PURE__ */ __name((message) => message.split(/\.?\s*\n|\. /)[0] ?? message, "firstSentence");
var one = /* @__PURE__ */ __name((command, what, positionals) => {
  const [first, ...more] = positionals;
  if (first === void 0) throw usage(`${command} needs ${what}`);
  if (more.length > 0) throw usage(`${command} takes one ${what}; found also ${more.join(" ")}`);
  return first;
}, "one");
var usage = /* @__PURE__ */ __name((problem, cause) => new InputError("USAGE", `${problem}; nix-image --help shows what there is`, { cause }), "usage");

// src/inputs/publish-args.ts
var MERGE = {
  tag: { type: "string", multiple: true },
  "rev-length": { type: "string", default: "9" },
  annotation: { type: "string", multiple: true },
  username: { type: "string" },
  "password-stdin": { type: "boolean", default: false },
  insecure: { type: "string", multiple: true },
  "registry-ca": { type: "string", multiple: true }
};
var LOAD = {
  file: { type: "string" },
  engine: { type: "string", default: "auto" },
  platform: { type: "string", default: "" },
  insecure: { type: "string", multiple: true },
  "registry-ca": { type: "string", multiple: true }
};
var parseMergeArgs = /* @__PURE__ */ __name((rest) => {
  const { values, positionals } = parse(rest, MERGE);
  const [destination, ...digests] = positionals;
  if (destination === void 0 || digests.length === 0) throw usage("merge needs DESTINATION and at least one DIGEST");
  return {
    ...{ destination, digests, tags: values.tag ?? ["{rev}"], revLength: values["rev-length"] },
    ...{ annotations: values.annotation ?? [], passwordFromStdin: values["password-stdin"] },
    ...{ insecure: values.insecure ?? [], registryCa: values["registry-ca"] ?? [] },
    ...defined({ username: values.username })
  };
}, "parseMergeArgs");
var parseLoadArgs = /* @__PURE__ */ __name((rest) => {
  const { values, positionals, buildArgs } = parse(rest, LOAD);
  const { file, engine, platform, insecure = [], "registry-ca": registryCa = [] } = values;
  const image = one("load", "IMAGE", positionals);
  return { image, engine, platform, insecure, registryCa, buildArgs, ...defined({ file }) };
}, "parseLoadArgs");

// src/inputs/push-args.ts
var PUSH = {
  file: { type: "string" },
  tag: { type: "string", multiple: true },
  "by-digest": { type: "boolean", default: false },
  "rev-length": { type: "string", default: "9" },
  annotation: { type: "string", multiple: true },
  label: { type: "string", multiple: true },
  compression: { type: "string", default: "gzip" },
  "media-types": { type: "string", default: "oci" },
  username: { type: "string" },
  "password-stdin": { type: "boolean", default: false },
  "reuse-from": { type: "string", multiple: true },
  "mount-from": { type: "string", multiple: true },
  attach: { type: "string", multiple: true },
  "allow-dirty": { type: "boolean", default: false },
  insecure: { type: "string", multiple: true },
  "registry-ca": { type: "string", multiple: true },
  platform: { type: "string", default: "" }
};
var parsePushArgs = /* @__PURE__ */ __name((rest) => {
  const { values, positionals, buildArgs } = parse(rest, PUSH);
  const [image, ...destinations] = positionals;
  if (image === void 0 || destinations.length === 0) throw usage("push needs IMAGE and at least one DESTINATION");
  const byDigest = values["by-digest"];
  if (byDigest && values.tag !== void 0) throw usage("--by-digest publishes without a tag; give it or --tag");
  const { file, username, compression, platform, insecure = [], "registry-ca": registryCa } = values;
  return {
    ...{ image, destinations, byDigest, compression, platform, insecure, buildArgs },
    ...{ tags: values.tag ?? ["{rev}"], revLength: values["rev-length"], mediaTypes: values["media-types"] },
    ...{ annotations: values.annotation ?? [], labels: values.label ?? [] },
    ...{ reuseFrom: values["reuse-from"] ?? [], mountFrom: values["mount-from"] ?? [] },
    ...{ attach: values.attach ?? [], allowDirty: values["allow-dirty"], passwordFromStdin: values["password-stdin"] },
    ...defined({ file, username, registryCa })
  };
}, "parsePushArgs");

// src/inputs/query-args.ts
var QUERY = {
  file: { type: "string" },
  platform: { type: "string", default: "" },
  insecure: { type: "string", multiple: true },
  "registry-ca": { type: "string", multiple: true },
  json: { type: "boolean", default: false }
};
var limit = /* @__PURE__ */ __name((count) => ({ limit: { type: "string", default: count } }), "limit");
var QUERY_PARSERS = {
  why: /* @__PURE__ */ __name((rest) => {
    const { values, positionals, buildArgs } = parse(rest, QUERY);
    const [image, wanted] = two("why", positionals, "STORE-PATH-OR-NAME");
    if (wanted === void 0) throw usage("why needs IMAGE and STORE-PATH-OR-NAME");
    return { kind: "why", options: { ...common(values, image, buildArgs), wanted } };
  }, "why"),
  ls: /* @__PURE__ */ __name((rest) => {
    const { values, positionals, buildArgs } = parse(rest, { ...QUERY, ...limit("20"), layer: { type: "string" } });
    const [image, path2 = "/"] = two("ls", positionals, "PATH");
    const { layer, limit: count } = values;
    return { kind: "ls", options: { ...common(values, image, buildArgs), path: path2, ...defined({ layer }), limit: count } };
  }, "ls"),
  tree: /* @__PURE__ */ __name((rest) => {
    const options = { ...QUERY, depth: { type: "string" }, dot: { type: "boolean", default: false } };
    const { values, positionals, buildArgs } = parse(rest, options);
    const [image, wanted] = two("tree", positionals, "STORE-PATH-OR-NAME");
    const { depth, dot, json } = values;
    if (dot && json) throw usage("tree prints --dot or --json; give one of them");
    return { kind: "tree", options: { ...common(values, image, buildArgs), dot, ...defined({ wanted, depth }) } };
  }, "tree"),
  dominators: /* @__PURE__ */ __name((rest) => {
    const options = { ...QUERY, ...limit("8"), depth: { type: "string", default: "3" } };
    const { values, positionals, buildArgs } = parse(rest, options);
    const image = one("dominators", "IMAGE", positionals);
    const { depth, limit: count } = values;
    return { kind: "dominators", options: { ...common(values, image, buildArgs), depth, limit: count } };
  }, "dominators"),
  duplicates: /* @__PURE__ */ __name((rest) => {
    const { values, positionals, buildArgs } = parse(rest, { ...QUERY, ...limit("10") });
    const image = one("duplicates", "IMAGE", positionals);
    return { kind: "duplicates", options: { ...common(values, image, buildArgs), limit: values.limit } };
  }, "duplicates")
};
var common = /* @__PURE__ */ __name(({ file, platform, insecure = [], "registry-ca": registryCa, json }, image, buildArgs) => ({ image, platform, insecure, json, buildArgs, ...defined({ file, registryCa }) }), "common");
var two = /* @__PURE__ */ __name((command, positionals, what) => {
  const [image, second, ...more] = positionals;
  if (image === void 0) throw usage(`${command} needs IMAGE`);
  if (more.length > 0) throw usage(`${command} takes IMAGE and one ${what}; found also ${more.join(" ")}`);
  return [image, second];
}, "two");

// src/inputs/from-argv.ts
var REPORT = {
  file: { type: "string" },
  baseline: { type: "string" },
  platform: { type: "string", default: "" },
  insecure: { type: "string", multiple: true },
  "registry-ca": { type: "string", multiple: true },
  compressed: { type: "boolean", default: false },
  compression: { type: "string", default: "gzip" },
  json: { type: "string" },
  html: { type: "string" },
  markdown: { type: "string" },
  sbom: { type: "string" },
  "ignore-finding": { type: "string", multiple: true },
  "max-size": { type: "string", default: "" },
  "max-unpacked-size": { type: "string", default: "" },
  "max-increase": { type: "string", default: "" },
  "max-increase-percent": { type: "string", default: "" },
  "max-update-pull": { type: "string", default: "" },
  "max-layers": { type: "string", default: "" },
  "forbid-package": { type: "string", multiple: true },
  "budget-mode": { type: "string", default: "fail" }
};
var RENDER = { format: { type: "string", default: "terminal" } };
var parseArgv = /* @__PURE__ */ __name((argv) => {
  const [command, ...rest] = argv;
  if (command === void 0 || command === "help" || isHelp(command)) return { kind: "help" };
  if (command === "--version" || command === "version") return { kind: "version" };
  if (beforeBorder(rest).some(isHelp)) return { kind: "help" };
  switch (command) {
    case "report":
      return parseReportArgs(rest);
    case "push":
      return { kind: "push", options: parsePushArgs(rest) };
    case "merge":
      return { kind: "merge", options: parseMergeArgs(rest) };
    case "load":
      return { kind: "load", options: parseLoadArgs(rest) };
    case "render":
      return parseRenderArgs(rest);
    case "why":
    case "ls":
    case "tree":
    case "dominators":
    case "duplicates":
      return QUERY_PARSERS[command](rest);
    default:
      throw usage(`${JSON.stringify(command)} is no command`);
  }
}, "parseArgv");
var parseReportArgs = /* @__PURE__ */ __name((rest) => {
  const { values, positionals, buildArgs } = parse(rest, REPORT);
  const image = one("report", "IMAGE", positionals);
  const { file, baseline, platform, insecure = [], compressed, compression, ...others } = values;
  const { json, html, markdown, sbom, "registry-ca": registryCa, ...given } = others;
  const { "forbid-package": forbidden = [], "ignore-finding": ignoreFindings = [], ...budgets } = given;
  return {
    kind: "report",
    options: {
      ...{ image, platform, insecure, compressed, compression, ignoreFindings, buildArgs },
      ...defined({ file, baseline, json, html, markdown, sbom, registryCa }),
      budgets: { ...budgets, "forbid-packages": forbidden.join("\n") }
    }
  };
}, "parseReportArgs");
var parseRenderArgs = /* @__PURE__ */ __name((rest) => {
  const { values, positionals } = parse(rest, RENDER);
  return { kind: "render", file: one("render", "REPORT.json", positionals), format: values.format };
}, "parseRenderArgs");

// src/cli.ts
var run = /* @__PURE__ */ __name(async (command, cli) => {
  switch (command.kind) {
    case "help":
      return cli.stdout(HELP);
    case "version":
      return cli.stdout(`nix-image ${await cli.deps.version()}
`);
    case "report":
      return (await import("./chunks/report-TFW4QXBG.js")).reportCommand(command.options, cli);
    case "push":
      return (await import("./chunks/push-YCXOLQWQ.js")).pushCommand(command.options, cli);
    case "merge":
      return (await import("./chunks/merge-5IDPB3GI.js")).mergeCommand(command.options, cli);
    case "load":
      return (await import("./chunks/load-GCP6ZYEP.js")).loadCommand(command.options, cli);
    case "render":
      return (await import("./chunks/render-AROWBFAC.js")).renderCommand(command.file, command.format, cli);
    case "why":
      return (await import("./chunks/why-Z5C2QJUM.js")).whyCommand(command.options, cli);
    case "ls":
      return (await import("./chunks/ls-ITZC4LW2.js")).lsCommand(command.options, cli);
    case "tree":
      return (await import("./chunks/tree-Z72ODM6A.js")).treeCommand(command.options, cli);
    case "dominators":
      return (await import("./chunks/dominators-UUKTWLVY.js")).dominatorsCommand(command.options, cli);
    case "duplicates":
      return (await import("./chunks/duplicates-O734U7B3.js")).duplicatesCommand(command.options, cli);
  }
}, "run");
var authoritiesOf = /* @__PURE__ */ __name((command) => "options" in command ? command.options.registryCa ?? [] : [], "authoritiesOf");
var shown = /* @__PURE__ */ __name((text2) => process.env["GITHUB_ACTIONS"] === "true" ? disarm(text2) : text2, "shown");
var main = /* @__PURE__ */ __name(async () => {
  keepHeapSmall();
  const log = terminalLog({
    stderr: process.stderr,
    shown,
    verbose: process.env["NIX_IMAGE_DEBUG"] !== void 0,
    interactive: process.stderr.isTTY === true && process.env["TERM"] !== "dumb" && (process.env["CI"] ?? "") === "",
    now: /* @__PURE__ */ __name(() => performance.now(), "now")
  });
  let tempDir;
  try {
    const command = parseArgv(process.argv.slice(2));
    tempDir = await mkdtemp(path.join(os.tmpdir(), "nix-image-"));
    removeOnInterrupt(tempDir);
    const workers = workerSettings(import.meta.url);
    const machine = machinePlatform(process.arch);
    const deps = {
      run: runProgram,
      fetch: await openRegistryFetch({ env: process.env, cwd: process.cwd(), authorities: authoritiesOf(command) }),
      log,
      env: process.env,
      cwd: process.cwd(),
      tempDir,
      workers,
      machine,
      now: /* @__PURE__ */ __name(() => (/* @__PURE__ */ new Date()).toISOString(), "now"),
      version: /* @__PURE__ */ __name(() => readVersion(import.meta.url), "version")
    };
    const colour = process.stdout.isTTY === true && (process.env["NO_COLOR"] ?? "") === "";
    const stdout = /* @__PURE__ */ __name((chunk) => {
      process.stdout.write(chunk);
    }, "stdout");
    await run(command, {
      deps,
      colour,
      stdout,
      reportClient: /* @__PURE__ */ __name(async () => (await import("./chunks/read-report-client-NL3SP5OC.js")).readReportClient(import.meta.url), "reportClient"),
      print: /* @__PURE__ */ __name((chunk) => stdout(shown(chunk)), "print"),
      readStdin: /* @__PURE__ */ __name(() => text(process.stdin), "readStdin")
    });
    return EXIT.fine;
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    process.stderr.write(shown(`nix-image: ${error.message}
`));
    return error.exitCode;
  } finally {
    if (tempDir !== void 0) await rm(tempDir, { recursive: true, force: true });
  }
}, "main");
process.stdout.on(
  "error",
  (error) => process.exit(error.code === "EPIPE" ? EXIT.fine : EXIT.usage)
);
process.exitCode = await main();
if (process.exitCode !== EXIT.fine) process.exit();
