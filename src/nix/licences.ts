import * as v from "valibot";
import type { Log } from "../core/log.ts";
import type { PackageMeta } from "../core/package-meta.ts";
import { hashPartOf, parseStoreName, parseStorePath, type StorePath } from "../core/store-path.ts";
import { type LicencePlace, licencesExpression } from "./licences-expression.ts";
import { lookUp, nixString } from "./look-up.ts";
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
  const about = aboutLicences(options);
  const inputs = await lookUp(nix, { ...options, about }, inputNamesExpression(options.flakeRef), v.array(v.string()));
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
  const answer = await lookUp(nix, { ...options, about: aboutLicences(options) }, expression, PackagesSchema);
  return answer?.flatMap(({ paths: outputs, meta }) => {
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

const aboutLicences = ({ flakeRef }: LicenceOptions): string => `licences of ${flakeRef}`;

const inputNamesExpression = (flakeRef: string): string =>
  `builtins.attrNames ((builtins.getFlake ${nixString(flakeRef)}).inputs or { })`;
