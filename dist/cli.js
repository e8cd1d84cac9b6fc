#!/usr/bin/env node
import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  removeOnInterrupt,
  runProgram
} from "./chunks/chunk-FYWN3NMX.js";
import "./chunks/chunk-GDDRRXG6.js";
import {
  EXIT,
  InputError,
  KnownError,
  messageOf
} from "./chunks/chunk-PWHU25IT.js";
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
      --insecure HOST         speak plain HTTP to this host
      --allow-dirty           publish uncommitted changes under the tag dev

  nix-image render REPORT.json [--format terminal|markdown|json]

IMAGE is a flake installable (.#image), a docker-archive (plain, gzip, zstd), a
streamLayeredImage script, or an OCI layout (oci:DIR[:TAG]).
DESTINATION is registry/repository[:tag] or oci:DIR[:TAG].

Exit status: 0 fine, 2 bad usage or input, 3 Nix failed, 4 registry or network.
`;

// src/cli/log.ts
var terminalLog = /* @__PURE__ */ __name((stderr, verbose) => {
  const say = /* @__PURE__ */ __name((line) => {
    stderr.write(`${line}
`);
  }, "say");
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
    foreign: say
  };
}, "terminalLog");

// src/inputs/from-argv.ts
import { parseArgs } from "node:util";
var REPORT = {
  file: { type: "string" },
  baseline: { type: "string" },
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
  insecure: { type: "string", multiple: true }
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
  return { kind: "report", options: { ...values, image, buildArgs } };
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
      return (await import("./chunks/report-P26A6XNB.js")).reportCommand(command.options, cli);
    case "push":
      return (await import("./chunks/push-NOFQKCB3.js")).pushCommand(command.options, cli);
    case "render":
      return (await import("./chunks/render-2CF5OQEW.js")).renderCommand(command.file, command.format, cli);
  }
}, "run");
var readVersion = /* @__PURE__ */ __name(async () => {
  const meta = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
  return String(meta.version);
}, "readVersion");
var main = /* @__PURE__ */ __name(async () => {
  const log = terminalLog(process.stderr, process.env["NIX_IMAGE_DEBUG"] !== void 0);
  let tempDir;
  try {
    const command = parseArgv(process.argv.slice(2));
    tempDir = await mkdtemp(path.join(os.tmpdir(), "nix-image-"));
    removeOnInterrupt(tempDir);
    const deps = { run: runProgram, fetch: globalThis.fetch, log, env: process.env, cwd: process.cwd(), tempDir };
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
