import { parseStoreName, type StorePath } from "../../core/store-path.ts";
import type { PackageTree } from "../fold.ts";
import type { Report } from "../model.ts";

const CHAIN_LIMIT = 5;

export const ELISION = "…";

/** A chain of names, outputs of one package as one, and with its middle elided so that both ends stay readable. */
export const elide = (chain: readonly string[]): readonly string[] => {
  const names = chain.filter((name, index) => name !== chain[index - 1]);
  const kept = (CHAIN_LIMIT - 1) / 2;
  return names.length <= CHAIN_LIMIT ? names : [...names.slice(0, kept), ELISION, ...names.slice(-kept)];
};

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
