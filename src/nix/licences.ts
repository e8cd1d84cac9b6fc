import * as v from "valibot";
import { type JsonResult, parseJson } from "../core/json.ts";
import type { Log } from "../core/log.ts";
import type { PackageMeta } from "../core/package-meta.ts";
import { parseStoreName, parseStorePath, type StorePath } from "../core/store-path.ts";
import { evaluationArguments } from "./arguments.ts";
import { NixError } from "./errors.ts";
import { type LicenceSearch, licencesExpression, nixString } from "./licences-expression.ts";
import { PackagesSchema, packageMetaOf } from "./package-meta.ts";
import type { Nix } from "./run.ts";

export interface LicenceOptions {
  /** Reference of the image's flake that pins it; see `lockedReference`. */
  readonly flakeRef: string;
  /** Nix's names of systems whose packages may be in the image. */
  readonly systems: readonly string[];
  readonly paths: readonly StorePath[];
  readonly cwd: string;
  /** Arguments of the build; those that bear on evaluation are used. */
  readonly args: readonly string[];
  readonly log: Log;
}

/**
 * What the packages of a flake and of its direct inputs say of those store paths that are their very outputs: equal paths
 * count, never names, so a licence is not guessed. One evaluation for 1,500 paths, seconds with nixpkgs; where it fails, one
 * for each input. Nothing is built or fetched. What cannot be evaluated has no licence, which is no error.
 */
export const queryLicences = async (
  nix: Nix,
  options: LicenceOptions,
): Promise<ReadonlyMap<StorePath, PackageMeta>> => {
  const found = new Map<StorePath, PackageMeta>();
  for (const paths of chunks(options.paths)) {
    for (const [path, meta] of await searchAll(nix, { ...options, paths })) found.set(path, meta);
  }
  return found;
};

type Found = readonly (readonly [path: StorePath, meta: PackageMeta])[];

/** An input that cannot be evaluated, as one that nobody has fetched, takes all others with it: then each is asked alone. */
const searchAll = async (nix: Nix, options: LicenceOptions): Promise<Found> => {
  const all = await search(nix, options);
  if (all !== undefined) return all;
  const inputs = await evaluate(nix, options, inputNamesExpression(options.flakeRef), v.array(v.string()));
  const found: Found[number][] = [];
  for (const names of [[], ...(inputs ?? []).map((name) => [name])]) {
    found.push(...((await search(nix, options, names)) ?? []));
  }
  return found;
};

const search = async (nix: Nix, options: LicenceOptions, inputs?: readonly string[]): Promise<Found | undefined> => {
  const { paths, flakeRef, systems } = options;
  const names = [...new Set(paths.map((path) => parseStoreName(path).pname))];
  const wanted: LicenceSearch = {
    flakeRef,
    systems,
    hashes: paths.map((path) => path.slice(HASH_START, HASH_START + 32)).join(" "),
    pnames: names,
    attributePaths: names.flatMap(attributePathsOf),
    ...(inputs === undefined ? {} : { inputs }),
  };
  const packages = await evaluate(nix, options, licencesExpression(wanted), PackagesSchema);
  if (packages === undefined) return undefined;
  const known = new Set<string>(paths);
  // The first one stands: the flake's own packages come before those of its inputs.
  return packages.toReversed().flatMap(({ paths: outputs, meta }) => {
    const ours = outputs.map(parseStorePath).filter((path) => path !== undefined && known.has(path));
    return (ours as StorePath[]).map((path) => [path, packageMetaOf(meta)] as const);
  });
};

const HASH_START = "/nix/store/".length;

/** Where nixpkgs keeps the packages of interpreters: `python3.12-requests` is `python312Packages.requests`. */
const attributePathsOf = (pname: string): readonly (readonly string[])[] => {
  const [, kind = "", version = "", name = ""] = /^(python|perl|ruby|lua)(\d+(?:\.\d+)*)-(.+)$/.exec(pname) ?? [];
  if (name === "") return [];
  const short = version.split(".").slice(0, 2).join("");
  const sets = kind === "ruby" ? ["rubyPackages"] : [`${kind}${short}Packages`, `${kind}Packages`];
  return sets.map((set) => [set, name]);
};

/** An argument may have 128 KiB (MAX_ARG_STRLEN of Linux). */
const CHUNK = 1500;

const chunks = (paths: readonly StorePath[]): readonly (readonly StorePath[])[] =>
  Array.from({ length: Math.ceil(paths.length / CHUNK) }, (_, index) =>
    paths.slice(index * CHUNK, (index + 1) * CHUNK),
  );

const inputNamesExpression = (flakeRef: string): string =>
  `builtins.attrNames ((builtins.getFlake ${nixString(flakeRef)}).inputs or { })`;

/**
 * A package set that wants something built to be evaluated is left out, and nothing is downloaded. Pure, as the build's own
 * evaluation: the code may be a stranger's.
 */
const LOOK_ONLY = ["--read-only", "--offline", "--option", "allow-import-from-derivation", "false"];

const evaluate = async <S extends v.GenericSchema>(
  nix: Nix,
  { args, cwd, log, flakeRef }: LicenceOptions,
  expression: string,
  schema: S,
): Promise<v.InferOutput<S> | undefined> => {
  const about = `licences of ${flakeRef}`;
  try {
    const stdout = await nix.run(["eval", "--json", ...evaluationArguments(args), ...LOOK_ONLY, "--expr", expression], {
      cwd,
      about,
    });
    const parsed: JsonResult<v.InferOutput<S>> = parseJson(schema, stdout);
    if (parsed.kind === "ok") return parsed.value;
    log.debug(`${about}: ${parsed.problem}`);
  } catch (error) {
    if (!(error instanceof NixError)) throw error;
    log.debug(error.message);
  }
  return undefined;
};
