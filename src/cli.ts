#!/usr/bin/env node
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import type { CliDeps } from "./cli/deps.ts";
import { HELP } from "./cli/help.ts";
import { terminalLog } from "./cli/log.ts";
import { disarm } from "./core/disarm.ts";
import { EXIT, type ExitCode, KnownError } from "./core/errors.ts";
import { type CliCommand, parseArgv } from "./inputs/from-argv.ts";
import { removeOnInterrupt } from "./interrupt.ts";
import { machinePlatform } from "./oci/platform.ts";
import { openRegistryFetch } from "./registry-fetch.ts";
import { runProgram } from "./run-program.ts";
import { keepHeapSmall } from "./small-heap.ts";
import { readVersion } from "./version.ts";
import { workerSettings } from "./worker-settings.ts";

const run = async (command: CliCommand, cli: CliDeps): Promise<void> => {
  switch (command.kind) {
    case "help":
      return cli.stdout(HELP);
    case "version":
      return cli.stdout(`nix-image ${await cli.deps.version()}\n`);
    case "report":
      return (await import("./cli/report.ts")).reportCommand(command.options, cli);
    case "push":
      return (await import("./cli/push.ts")).pushCommand(command.options, cli);
    case "merge":
      return (await import("./cli/merge.ts")).mergeCommand(command.options, cli);
    case "load":
      return (await import("./cli/load.ts")).loadCommand(command.options, cli);
    case "render":
      return (await import("./cli/render.ts")).renderCommand(command.file, command.format, cli);
    case "why":
      return (await import("./cli/why.ts")).whyCommand(command.options, cli);
    case "ls":
      return (await import("./cli/ls.ts")).lsCommand(command.options, cli);
    case "tree":
      return (await import("./cli/tree.ts")).treeCommand(command.options, cli);
    case "dominators":
      return (await import("./cli/dominators.ts")).dominatorsCommand(command.options, cli);
    case "duplicates":
      return (await import("./cli/duplicates.ts")).duplicatesCommand(command.options, cli);
  }
};

const authoritiesOf = (command: CliCommand): readonly string[] =>
  "options" in command ? (command.options.registryCa ?? []) : [];

/** What a runner of GitHub may show. */
const shown = (text: string): string => (process.env["GITHUB_ACTIONS"] === "true" ? disarm(text) : text);

const main = async (): Promise<ExitCode> => {
  keepHeapSmall();
  const log = terminalLog({
    stderr: process.stderr,
    shown,
    verbose: process.env["NIX_IMAGE_DEBUG"] !== undefined,
    interactive: process.stderr.isTTY === true && process.env["TERM"] !== "dumb" && (process.env["CI"] ?? "") === "",
    now: () => performance.now(),
  });
  let tempDir: string | undefined;
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
      now: () => new Date().toISOString(),
      version: () => readVersion(import.meta.url),
    };
    const colour = process.stdout.isTTY === true && (process.env["NO_COLOR"] ?? "") === "";
    const stdout = (chunk: string): void => {
      process.stdout.write(chunk);
    };
    await run(command, {
      deps,
      colour,
      stdout,
      reportClient: async () => (await import("./read-report-client.ts")).readReportClient(import.meta.url),
      print: (chunk) => stdout(shown(chunk)),
      readStdin: () => text(process.stdin),
    });
    return EXIT.fine;
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    process.stderr.write(shown(`nix-image: ${error.message}\n`));
    return error.exitCode;
  } finally {
    if (tempDir !== undefined) await rm(tempDir, { recursive: true, force: true });
  }
};

// A reader such as `head` may leave before the end; that is its right.
process.stdout.on("error", (error: NodeJS.ErrnoException) =>
  process.exit(error.code === "EPIPE" ? EXIT.fine : EXIT.usage),
);

process.exitCode = await main();
// What was under way when the run failed, as the upload of a layer, would go on for nobody.
if (process.exitCode !== EXIT.fine) process.exit();
