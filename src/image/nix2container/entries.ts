import type { Stats } from "node:fs";
import { lstat, readdir, readlink } from "node:fs/promises";
import { compareText } from "../../core/compare-text.ts";
import { storePathOf } from "../../core/store-path.ts";
import { absolutePath, nameOfText, textOfName } from "../../tar/index.ts";
import { ImageError } from "../errors.ts";
import type { DescribedPath } from "./description.ts";
import { compileRules, type Ownership, type PathRules, ROOT_OWNED } from "./rules.ts";

/** An entry of a layer that is made from store paths. */
export interface PlannedEntry extends Ownership {
  /** Byte string; absolute, without a slash at its end. */
  readonly path: string;
  readonly kind: "file" | "directory" | "symlink";
  readonly size: number;
  readonly target: string;
  /** Where the bytes of a file lie. */
  readonly file: Buffer;
}

export interface PlanOptions {
  /** The JSON, for messages. */
  readonly json: string;
  /** Folder in which `/nix/store` lies. */
  readonly storeRoot: string;
}

/** The entries of a layer: parents first, names in the order of their bytes, directories that nobody names included. */
export const planEntries = async (
  paths: readonly DescribedPath[],
  options: PlanOptions,
): Promise<readonly PlannedEntry[]> => {
  const planned = new Map<string, PlannedEntry>();
  for (const described of paths) await addTree(described, planned, options);
  for (const path of [...planned.keys()]) addParents(path, planned);
  return [...planned.values()].sort((a, b) => compareParts(a.path, b.path));
};

/** As an explicit list of folders to do: store paths may be deep. */
const addTree = async (
  described: DescribedPath,
  planned: Map<string, PlannedEntry>,
  options: PlanOptions,
): Promise<void> => {
  const top = nameOfText(described.path);
  checkStorePath(top, options);
  const rules = compileRules(options.json, described);
  const waiting = [top];
  for (let source = waiting.pop(); source !== undefined; source = waiting.pop()) {
    const file = place(options.storeRoot, source);
    const stats = await lstat(file).catch((cause: unknown) => {
      throw missing(source, options, cause);
    });
    if (stats.isDirectory()) {
      for (const name of await readdir(file, { encoding: "latin1" })) waiting.push(`${source}/${name}`);
    }
    const entry = await planEntry(source, { file, stats, rules });
    if (entry.path !== "/") planned.set(entry.path, entry);
  }
};

const planEntry = async (
  source: string,
  { file, stats, rules }: { readonly file: Buffer; readonly stats: Stats; readonly rules: PathRules },
): Promise<PlannedEntry> => {
  const kind = kindOf(source, stats);
  return {
    ...rules.ownership(source, kind === "symlink" ? 0o777 : stats.mode & 0o7777),
    path: absolutePath(rules.destination(source)),
    kind,
    size: kind === "file" ? stats.size : 0,
    target: kind === "symlink" ? await readlink(file, { encoding: "latin1" }) : "",
    file,
  };
};

const kindOf = (source: string, stats: Stats): PlannedEntry["kind"] => {
  if (stats.isFile()) return "file";
  if (stats.isDirectory()) return "directory";
  if (stats.isSymbolicLink()) return "symlink";
  throw new ImageError(
    "UNSUPPORTED",
    `${textOfName(source)}: neither file, folder nor link; a store path has no others`,
  );
};

const addParents = (path: string, planned: Map<string, PlannedEntry>): void => {
  for (let at = path; at !== "/"; ) {
    at = at.slice(0, at.lastIndexOf("/")) || "/";
    if (planned.has(at)) continue;
    const empty = { kind: "directory", mode: 0o755, size: 0, target: "", file: Buffer.alloc(0) } as const;
    planned.set(at, { ...empty, ...ROOT_OWNED, path: at });
  }
};

/** Part by part, so that a folder's content follows it at once. */
const compareParts = (a: string, b: string): number => {
  const [left, right] = [a.replaceAll("/", "\0"), b.replaceAll("/", "\0")];
  return compareText(left, right);
};

const place = (storeRoot: string, source: string): Buffer =>
  Buffer.concat([Buffer.from(storeRoot === "/" ? "" : storeRoot), Buffer.from(source, "latin1")]);

/** Nothing but the store is read, whatever the JSON says. */
export const checkStorePath = (path: string, { json }: Pick<PlanOptions, "json">): void => {
  if (storePathOf(path) !== undefined && absolutePath(path) === path) return;
  const found = `the path ${JSON.stringify(textOfName(path))} (wanted: one in the Nix store)`;
  throw new ImageError("BAD_CONFIG", `${json}: found ${found}; build the image again`);
};

export const missing = (source: string, { json }: Pick<PlanOptions, "json">, cause: unknown): ImageError => {
  const path = textOfName(source);
  const advice = `build the image here, or fetch it: nix-store --realise ${storePathOf(source) ?? path}`;
  return new ImageError("NOT_FOUND", `${json}: ${path} cannot be read on this machine; ${advice}`, { cause });
};
