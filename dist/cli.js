#!/usr/bin/env node
import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  keepHeapSmall,
  removeOnInterrupt,
  runProgram,
  workerSettings
} from "./chunks/chunk-S6VIHZN7.js";
import {
  machinePlatform
} from "./chunks/chunk-J26AIPMZ.js";
import {
  bar,
  clip,
  padEnd,
  padStart
} from "./chunks/chunk-LW7RYP2M.js";
import {
  openProgress,
  renderQuietProgress,
  shareDone
} from "./chunks/chunk-I7ZI5OYF.js";
import {
  formatBytes
} from "./chunks/chunk-ADT3W42M.js";
import {
  EXIT,
  InputError,
  KnownError,
  messageOf,
  visible
} from "./chunks/chunk-4MGALD5L.js";
import {
  __name
} from "./chunks/chunk-FQQKM2IL.js";

// src/cli.ts
import { mkdtemp, readFile, rm } from "node:fs/promises";
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
      --compressed            count what the layers weigh when compressed
      --compression C[:N]     gzip (default), zstd or none, with a level
      --json F, --markdown F  write the report to a file; - is standard output

  nix-image push IMAGE DESTINATION... [options] [-- NIX BUILD ARGUMENTS]
      --tag T                 may be repeated; {rev} when none is given
      --rev-length N          characters of the commit in {rev}, 9 by default
      --compression C[:N]     as above
      --username U --password-stdin
                              log in to the registry; else the login that
                              docker has stored is used
      --insecure HOST         speak plain HTTP to this host (also of report)
      --platform OS/ARCH      as above
      --allow-dirty           publish uncommitted changes under the tag dev

  nix-image render REPORT.json [--format terminal|markdown|json]

IMAGE is a flake installable (.#image), a docker-archive or OCI archive (plain,
gzip, zstd, xz), a streamLayeredImage script, nix2container's JSON, an OCI
layout (oci:DIR[:TAG]), an image in a registry (docker://REGISTRY/NAME[:TAG]),
or one that Docker or Podman keeps (docker-daemon:NAME, podman:NAME).
DESTINATION is registry/repository[:tag] or oci:DIR[:TAG].

Exit status: 0 fine, 2 bad usage or input, 3 Nix failed, 4 registry or network.
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
var terminalLog = /* @__PURE__ */ __name(({ stderr, verbose, interactive, now }) => {
  let drawn = false;
  const clear = /* @__PURE__ */ __name(() => {
    if (drawn) stderr.write(CLEAR_LINE);
    drawn = false;
  }, "clear");
  const say = /* @__PURE__ */ __name((line) => {
    clear();
    stderr.write(`${line}
`);
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

// src/inputs/from-argv.ts
import { parseArgs } from "node:util";
var REPORT = {
  file: { type: "string" },
  baseline: { type: "string" },
  platform: { type: "string", default: "" },
  insecure: { type: "string", multiple: true },
  compressed: { type: "boolean", default: false },
  compression: { type: "string", default: "gzip" },
  json: { type: "string" },
  markdown: { type: "string" }
};
var PUSH = {
  file: { type: "string" },
  tag: { type: "string", multiple: true },
  "rev-length": { type: "string", default: "9" },
  compression: { type: "string", default: "gzip" },
  username: { type: "string" },
  "password-stdin": { type: "boolean", default: false },
  "allow-dirty": { type: "boolean", default: false },
  insecure: { type: "string", multiple: true },
  platform: { type: "string", default: "" }
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
      return parsePushArgs(rest);
    case "render":
      return parseRenderArgs(rest);
    default:
      throw usage(`${JSON.stringify(command)} is no command`);
  }
}, "parseArgv");
var isHelp = /* @__PURE__ */ __name((word) => word === "--help" || word === "-h", "isHelp");
var beforeBorder = /* @__PURE__ */ __name((words) => words.includes("--") ? words.slice(0, words.indexOf("--")) : words, "beforeBorder");
var parseReportArgs = /* @__PURE__ */ __name((rest) => {
  const { values, positionals, buildArgs } = parse(rest, REPORT);
  const image = one("report", "IMAGE", positionals);
  return { kind: "report", options: { ...values, insecure: values.insecure ?? [], image, buildArgs } };
}, "parseReportArgs");
var parsePushArgs = /* @__PURE__ */ __name((rest) => {
  const { values, positionals, buildArgs } = parse(rest, PUSH);
  const [image, ...destinations] = positionals;
  if (image === void 0 || destinations.length === 0) throw usage("push needs IMAGE and at least one DESTINATION");
  return {
    kind: "push",
    options: {
      image,
      destinations,
      ...values.file === void 0 ? {} : { file: values.file },
      ...values.username === void 0 ? {} : { username: values.username },
      tags: values.tag ?? ["{rev}"],
      revLength: values["rev-length"],
      compression: values.compression,
      passwordFromStdin: values["password-stdin"],
      allowDirty: values["allow-dirty"],
      insecure: values.insecure ?? [],
      platform: values.platform,
      buildArgs
    }
  };
}, "parsePushArgs");
var parseRenderArgs = /* @__PURE__ */ __name((rest) => {
  const { values, positionals } = parse(rest, RENDER);
  return { kind: "render", file: one("render", "REPORT.json", positionals), format: values.format };
}, "parseRenderArgs");
var parse = /* @__PURE__ */ __name((rest, options) => {
  const own = beforeBorder(rest);
  const buildArgs = rest.slice(own.length + 1);
  try {
    return { ...parseArgs({ args: [...own], options, allowPositionals: true, strict: true }), buildArgs };
  } catch (error) {
    throw usage(firstSentence(messageOf(error)), error);
  }
}, "parse");
var firstSentence = /* @__PURE__ */ __name((message) => message.split(/\.?\s*\n|\. /)[0] ?? message, "firstSentence");
var one = /* @__PURE__ */ __name((command, what, positionals) => {
  const [first, ...more] = positionals;
  if (first === void 0) throw usage(`${command} needs ${what}`);
  if (more.length > 0) throw usage(`${command} takes one ${what}; found also ${more.join(" ")}`);
  return first;
}, "one");
var usage = /* @__PURE__ */ __name((problem, cause) => new InputError("USAGE", `${problem}; nix-image --help shows what there is`, { cause }), "usage");

// src/cli.ts
var run = /* @__PURE__ */ __name(async (command, cli) => {
  switch (command.kind) {
    case "help":
      return cli.stdout(HELP);
    case "version":
      return cli.stdout(`nix-image ${await readVersion()}
`);
    case "report":
      return (await import("./chunks/report-SWU32OBG.js")).reportCommand(command.options, cli);
    case "push":
      return (await import("./chunks/push-PD4O66PR.js")).pushCommand(command.options, cli);
    case "render":
      return (await import("./chunks/render-5MNCUY3P.js")).renderCommand(command.file, command.format, cli);
  }
}, "run");
var readVersion = /* @__PURE__ */ __name(async () => {
  const meta = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
  return String(meta.version);
}, "readVersion");
var main = /* @__PURE__ */ __name(async () => {
  keepHeapSmall();
  const log = terminalLog({
    stderr: process.stderr,
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
      fetch: globalThis.fetch,
      log,
      env: process.env,
      cwd: process.cwd(),
      tempDir,
      workers,
      machine
    };
    const colour = process.stdout.isTTY === true && (process.env["NO_COLOR"] ?? "") === "";
    const stdout = /* @__PURE__ */ __name((chunk) => {
      process.stdout.write(chunk);
    }, "stdout");
    await run(command, { deps, colour, stdout, readStdin: /* @__PURE__ */ __name(() => text(process.stdin), "readStdin") });
    return EXIT.fine;
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    process.stderr.write(`nix-image: ${error.message}
`);
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
