import * as v from "valibot";
import { anyStorePath, nameOf, type StorePath } from "../core/store-path.ts";
import type { Closure, PathInfo } from "../graph/closure.ts";
import { chunkArguments } from "./chunks.ts";
import { NixError } from "./errors.ts";
import { type Nix, parseNixJson } from "./run.ts";
import { isAtLeast } from "./version.ts";

const Entry = v.object({
  narSize: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  references: v.array(v.string()),
  deriver: v.nullish(v.string()),
});

/** Nix before 2.19; 2.19 to 2.34; format 2 and later. https://nix.dev/manual/nix/2.34/protocols/json/store-object-info */
const Output = v.union([
  v.array(v.looseObject({ path: v.string() })),
  v.object({ version: v.number(), info: v.record(v.string(), v.unknown()) }),
  v.record(v.string(), v.unknown()),
]);

/** The paths that are valid in the store, of what `nix path-info --json` printed in any of its formats. */
export const parsePathInfo = (nix: Nix, stdout: string): readonly PathInfo[] =>
  entriesOf(parseNixJson(Output, { nix, stdout, command: "path-info --json" })).flatMap(([path, entry]) =>
    parseEntry(path, entry),
  );

const entriesOf = (output: v.InferOutput<typeof Output>): readonly (readonly [string, unknown])[] => {
  if (Array.isArray(output)) return output.map((entry) => [entry.path, entry]);
  const { info, version } = output;
  return Object.entries(typeof version === "number" && typeof info === "object" && info !== null ? info : output);
};

const parseEntry = (name: string, value: unknown): readonly PathInfo[] => {
  const entry = v.safeParse(Entry, value);
  const path = anyStorePath(name);
  if (!entry.success || path === undefined) return [];
  const { narSize, references, deriver } = entry.output;
  const drv = deriver ? anyStorePath(deriver) : undefined;
  const others = references.map(anyStorePath).filter((reference) => reference !== undefined && reference !== path);
  return [{ path, narSize, references: others as StorePath[], ...(drv && { deriver: drv }) }];
};

/**
 * What the store knows of `paths`; those that it does not have are left out. References to itself are dropped.
 * One call per few thousand paths. Nothing is fetched: `--offline` keeps Nix from asking binary caches about absent ones.
 */
export const queryPathInfo = async (nix: Nix, paths: readonly StorePath[]): Promise<readonly PathInfo[]> => {
  const infos: PathInfo[] = [];
  for (const chunk of chunkArguments(paths.filter(isAskable))) infos.push(...(await queryChunk(nix, chunk)));
  return infos;
};

/** One refused name fails the whole call: names that start with a dot, and in Nix 2.8 a .drv that is not there. */
const isAskable = (path: StorePath): boolean => !nameOf(path).startsWith(".") && !path.endsWith(".drv");

const queryChunk = async (nix: Nix, chunk: readonly StorePath[]): Promise<readonly PathInfo[]> => {
  const ask = (format: readonly string[]) => nix.run(["path-info", "--json", "--offline", ...format, "--", ...chunk]);
  // The flag exists in 2.34, which says that a later version will demand it. Lix counts higher and does not have it.
  const format = isAtLeast(nix.version, 2, 33) ? ["--json-format", "1"] : [];
  const stdout = await ask(format).catch((error: unknown) => {
    if (error instanceof NixError && error.code === "BAD_ARGUMENT" && format.length > 0) return ask([]);
    throw error;
  });
  return parsePathInfo(nix, stdout);
};

/** The part of the store's graph between `paths`, `undefined` when the store has none of them. `roots` is left empty. */
export const closureOf = async (nix: Nix, paths: readonly StorePath[]): Promise<Closure | undefined> => {
  const infos = await queryPathInfo(nix, paths);
  if (infos.length === 0) return undefined;
  const inside = new Set(paths);
  const within = (info: PathInfo) => ({ ...info, references: info.references.filter((path) => inside.has(path)) });
  return { paths: new Map(infos.map((info) => [info.path, within(info)])), roots: [] };
};
