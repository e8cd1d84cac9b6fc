import * as v from "valibot";
import { type JsonResult, parseJson } from "../core/json.ts";
import type { Log } from "../core/log.ts";
import type { PackageMeta } from "../core/package-meta.ts";
import { hashPartOf, parseStoreName, parseStorePath, type StorePath } from "../core/store-path.ts";
import { evaluationArguments } from "./arguments.ts";
import { NixError } from "./errors.ts";
import { type LicencePlace, licencesExpression, nixString } from "./licences-expression.ts";
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
 * for each place. Nothing is built or fetched. What cannot be evaluated has no licence, which is no error.
 */
export const queryLicences = async (
  nix: Nix,
  options: LicenceOptions,
): Promise<ReadonlyMap<StorePath, PackageMeta>> => {
  const known = new Map<StorePath, PackageMeta>();
  for (const paths of chunks(options.paths)) {
    for (const [path, meta] of await searchAll(nix, { ...options, paths })) {
      if (!known.has(path)) known.set(path, meta); // the flake's own packages come before those of its inputs
    }
  }
  return known;
};

type Found = readonly (readonly [path: StorePath, meta: PackageMeta])[];

/** What cannot be evaluated, as an input that nobody has fetched, takes all else with it: then each place is asked alone. */
const searchAll = async (nix: Nix, options: LicenceOptions): Promise<Found> => {
  const all = await search(nix, options, { kind: "everywhere" });
  if (all !== undefined) return all;
  const inputs = await evaluate(nix, options, inputNamesExpression(options.flakeRef), v.array(v.string()));
  const places = (inputs ?? []).map((name): LicencePlace => ({ kind: "input", name }));
  const found: Found[number][] = [];
  for (const place of inputs === undefined ? [] : [OWN, ...places]) {
    found.push(...((await search(nix, options, place)) ?? []));
  }
  return found;
};

const OWN: LicencePlace = { kind: "own" };

const search = async (nix: Nix, options: LicenceOptions, where: LicencePlace): Promise<Found | undefined> => {
  const { paths, flakeRef, systems } = options;
  const pnames = [...new Set(paths.map((path) => parseStoreName(path).pname))];
  const hashes = paths.map((path) => hashPartOf(path)).join(" ");
  const attributePaths = pnames.flatMap(attributePathsOf);
  const expression = licencesExpression({ flakeRef, systems, hashes, pnames, attributePaths, where });
  const wanted = new Set<string>(paths);
  return (await evaluate(nix, options, expression, PackagesSchema))?.flatMap(({ paths: outputs, meta }) => {
    const ours = outputs.map(parseStorePath).filter((path) => path !== undefined && wanted.has(path));
    return (ours as StorePath[]).map((path) => [path, packageMetaOf(meta)] as const);
  });
};

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
