import { access, constants } from "node:fs/promises";
import type { Log } from "../core/log.ts";
import type { RunProgram } from "../core/program.ts";
import { NixError } from "./errors.ts";
import { callNix, type Nix, openNix } from "./run.ts";
import { parseNixVersion } from "./version.ts";

export interface DetectOptions {
  readonly run: RunProgram;
  /** Absolute paths of `nix` programs, most wanted first; see `nixCandidates`. */
  readonly candidates: readonly string[];
  readonly log: Log;
  /** Added to the environment of each call. */
  readonly env?: Readonly<Record<string, string>>;
}

type Trial =
  | { readonly kind: "works"; readonly nix: Nix }
  | { readonly kind: "absent" }
  | { readonly kind: "broken"; readonly reason: string };

/**
 * The first of `candidates` that works: it runs, and it answers a question about its store. A program that is merely there
 * proves little, since leftovers of an installation fail only when they are used. Costs two process starts.
 * Throws a `NixError` "NO_NIX" that says what was wrong with each.
 */
export const detectNix = async ({ candidates, log, ...setup }: DetectOptions): Promise<Nix> => {
  const reasons: string[] = [];
  for (const program of candidates) {
    const trial = await tryNix({ ...setup, program });
    if (trial.kind === "works") {
      for (const reason of reasons) log.info(`Passed over ${reason}`);
      log.debug(`Nix ${trial.nix.version} at ${program}`);
      return trial.nix;
    }
    if (trial.kind === "broken") reasons.push(`${program}: ${trial.reason}`);
  }
  throw new NixError("NO_NIX", noNixMessage(reasons));
};

const tryNix = async (setup: Omit<DetectOptions, "candidates" | "log"> & { program: string }): Promise<Trial> => {
  const { run, program } = setup;
  const isThere = await access(program, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!isThere) return { kind: "absent" };
  const asked = await run(program, ["--version"], { ...(setup.env && { env: setup.env }) });
  const version = parseNixVersion(asked.stdout);
  if (asked.status !== 0)
    return { kind: "broken", reason: `--version ended with status ${asked.status}${told(asked)}` };
  if (version === undefined) return { kind: "broken", reason: `--version printed no version of Nix${told(asked)}` };
  const problem = await storeProblem(setup);
  return problem === undefined
    ? { kind: "works", nix: openNix({ ...setup, version }) }
    : { kind: "broken", reason: `Nix ${version} cannot use its store${problem}` };
};

/** `store info` came with Nix 2.19, its older name is `store ping`. */
const storeProblem = async (setup: Parameters<typeof callNix>[0]): Promise<string | undefined> => {
  const info = await callNix(setup, ["store", "info", "--json"]);
  if (info.status === 0) return undefined;
  const ping = await callNix(setup, ["store", "ping"]);
  return ping.status === 0 ? undefined : told(ping);
};

const told = ({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }): string => {
  const line = (stderr.trim() || stdout.trim()).split("\n").at(-1)?.trim() ?? "";
  return line === "" ? "" : ` (${line.slice(0, 300)})`;
};

const noNixMessage = (reasons: readonly string[]): string => {
  const found = reasons.length === 0 ? "no nix program was found" : "no working Nix was found";
  const advice =
    "add a step that installs it before this one, e.g. cachix/install-nix-action, nixbuild/nix-quick-install-action";
  return [`nix: ${found}; ${advice}`, ...reasons.map((reason) => `  ${reason}`)].join("\n");
};
