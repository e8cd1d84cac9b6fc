import { access } from "node:fs/promises";
import type { Log } from "../core/log.ts";
import { parseStorePath, type StorePath } from "../core/store-path.ts";
import { evaluationArguments, lockArguments } from "./arguments.ts";
import { chunkArguments } from "./chunks.ts";
import { type Derivation, parseDerivations } from "./derivation.ts";
import type { Nix } from "./run.ts";
import { isAtLeast } from "./version.ts";

/** Reads build plans; those that are not at hand are left out. */
export type ReadDerivations = (paths: readonly StorePath[]) => Promise<ReadonlyMap<StorePath, Derivation>>;

/** A Nix, and how build plans of its store are read, each once. */
export interface PlanStore {
  readonly nix: Nix;
  readonly read: ReadDerivations;
}

export const openPlanStore = (nix: Nix): PlanStore => ({ nix, read: derivationReader(nix) });

/**
 * Reads `.drv` files of the local store, a few thousand with each call of Nix. One that is not there would fail the
 * whole call, so they are looked for first. Nothing is fetched, and nothing is read twice.
 */
const derivationReader = (nix: Nix, flags: readonly string[] = []): ReadDerivations => {
  const known = new Map<StorePath, Derivation>();
  return async (paths) => {
    const isThere = async (path: StorePath) => (!known.has(path) && (await hasDerivation(path)) ? [path] : []);
    const there = await Promise.all(paths.map(isThere));
    for (const chunk of chunkArguments(there.flat())) {
      const stdout = await nix.run([...commandOf(nix), "--offline", ...flags, "--", ...chunk]);
      for (const derivation of parseDerivations(nix, stdout)) known.set(derivation.path, derivation);
    }
    return new Map(
      paths.flatMap((path) => {
        const derivation = known.get(path);
        return derivation === undefined ? [] : [[path, derivation] as const];
      }),
    );
  };
};

/** The older name is an alias of the newer since 2.17. */
const commandOf = ({ version }: Nix): readonly string[] =>
  isAtLeast(version, 2, 20) ? ["derivation", "show"] : ["show-derivation"];

/** Whether there is such a build plan in the local store. */
export const hasDerivation = async (path: StorePath): Promise<boolean> => {
  if (!path.endsWith(".drv")) return false;
  return access(path).then(
    () => true,
    () => false,
  );
};

const NO_BUILDS = ["--option", "allow-import-from-derivation", "false"] as const;

export interface InstantiateOptions {
  readonly cwd: string;
  /** Arguments of the build; those that bear on evaluation are used. */
  readonly args: readonly string[];
  /** What Nix and the expression say by the way, which a build that finds all this done will not say again. */
  readonly log?: Log;
}

/** What an installable comes to. */
export interface Plan {
  readonly drvPath: StorePath;
  /** Of several outputs `out`; absent where only the build tells: content-addressed outputs. */
  readonly outPath?: StorePath;
}

/**
 * The build plan of an installable, `undefined` when it is not exactly one. That plan, and those of all that it is built
 * from, are written to the store, where a build finds them, and a flake's commit is not evaluated a second time. Builds
 * nothing, so that it fails for an expression which imports what a derivation makes.
 */
export const instantiate = async (
  nix: Nix,
  installable: string,
  { cwd, args, log }: InstantiateOptions,
): Promise<Plan | undefined> => {
  const flags = [...lockArguments(args), ...evaluationArguments(args), ...NO_BUILDS];
  const stdout = await nix.run(["path-info", "--derivation", ...flags, "--", installable], {
    ...{ cwd, about: installable },
    ...(log === undefined ? {} : { onStderrLine: (line: string) => log.foreign(line) }),
  });
  const [drvPath, ...others] = stdout.split("\n").flatMap((line) => parseStorePath(line) ?? []);
  if (drvPath === undefined || others.length > 0) return undefined;
  // A feature that the plan needs may be among the options.
  const read = derivationReader(nix, evaluationArguments(args));
  const outputs = (await read([drvPath])).get(drvPath)?.outputs;
  const outPath = (outputs?.get("out") ?? outputs?.values().next().value)?.path;
  return { drvPath, ...(outPath === undefined ? {} : { outPath }) };
};
