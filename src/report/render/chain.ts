import { parseStoreName, type StorePath } from "../../core/store-path.ts";
import type { PackageTree } from "../fold.ts";
import type { Report } from "../model.ts";

const CHAIN_LIMIT = 5;

/** A chain of names with its middle elided, so that start and end stay readable. */
export const elide = (names: readonly string[], limit: number = CHAIN_LIMIT): readonly string[] =>
  names.length <= limit
    ? names
    : [...names.slice(0, Math.ceil((limit - 1) / 2)), "…", ...names.slice(names.length - Math.floor((limit - 1) / 2))];

export const shortNames = (paths: readonly StorePath[]): readonly string[] =>
  paths.map((path) => parseStoreName(path).pname);

/**
 * Names from a root down to what refers to the package, without the package; empty when the image itself asks for it,
 * `undefined` when nobody knows.
 */
export const whyOf = (report: Report, { top }: PackageTree): readonly string[] | undefined => {
  if (top.kind === "added" && top.chain !== undefined) return top.chain.slice(0, -1);
  const path = top.current.paths[0];
  const chain = report.storePaths.find((entry) => entry.path === path)?.whyChain;
  return chain === undefined ? undefined : shortNames(chain.slice(0, -1));
};
