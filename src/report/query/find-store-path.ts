import { nearest } from "../../core/nearest.ts";
import { baseNameOf, hashPartOf, nameOf, type StorePath, storePathOf } from "../../core/store-path.ts";
import type { Report, ReportStorePath } from "../model.ts";
import { packageLabel } from "../pairing.ts";
import { byRetained } from "./references.ts";

/** Everything that a store path may be called by: hash, name, package with or without version and output. */
const wordsFor = (entry: ReportStorePath): readonly string[] => {
  const { name, pname, version, output } = entry;
  return [
    baseNameOf(entry.path),
    hashPartOf(entry.path),
    name,
    pname,
    packageLabel(entry),
    ...(version === undefined ? [] : [`${pname}-${version}`]),
    ...(output === undefined ? [] : [`${pname}.${output}`, `${pname}-${version}.${output}`]),
  ];
};

/**
 * Every store path of the report that goes by `text`, heaviest first: the path itself or a file in it, its base name
 * or hash, the name, the package with or without version and output (`openssl`, `openssl-3.0.14`, `openssl-dev`,
 * `openssl.dev`). Where case alone differs, it is overlooked.
 */
export const findStorePaths = ({ storePaths }: Report, text: string): readonly ReportStorePath[] => {
  const path: StorePath | undefined = storePathOf(text.replace(/\/+$/, ""));
  if (path !== undefined) return storePaths.filter((entry) => entry.path === path);
  const exact = storePaths.filter((entry) => wordsFor(entry).includes(text));
  const lower = text.toLowerCase();
  const found = exact.length > 0 ? exact : storePaths.filter((entry) => wordsFor(entry).some(isLower(lower)));
  return [...found].sort(byRetained);
};

const isLower =
  (lower: string) =>
  (word: string): boolean =>
    word.toLowerCase() === lower;

const SUGGESTIONS = 5;

/** Names in the report that somebody who wrote `text` may have meant, likeliest first. */
export const suggestNames = ({ storePaths }: Report, text: string): readonly string[] => {
  const path = storePathOf(text);
  const wanted = path === undefined ? text.replace(/^\/nix\/store\//, "") : nameOf(path);
  return nearest(
    wanted,
    storePaths.flatMap(({ name, pname }) => [name, pname]),
    SUGGESTIONS,
  );
};
