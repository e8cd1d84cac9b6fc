import { parseBytes } from "../core/units.ts";
import type { Platform } from "../oci/descriptor.ts";
import type { Compression } from "../oci/media-type.ts";
import { parsePlatform } from "../oci/platform.ts";
import type { Problems } from "./problems.ts";

/** Parsers of single values. Each says by `problems` what is wrong and goes on with a default. */

export const lines = (text: string): readonly string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");

export const optional = (text: string): string | undefined => (text.trim() === "" ? undefined : text.trim());

/** A boolean in the spellings of YAML 1.2's core schema, as @actions/core takes them. */
export const boolean = (name: string, text: string, problems: Problems, wanted = "true or false"): boolean => {
  const value = text.trim();
  if (["true", "True", "TRUE"].includes(value)) return true;
  if (!["false", "False", "FALSE", ""].includes(value)) problems.add(unexpected(name, text, wanted));
  return false;
};

export const oneOf = <T extends string>(
  name: string,
  text: string,
  values: readonly [T, ...T[]],
  problems: Problems,
): T => {
  const value = values.find((candidate) => candidate === text.trim());
  if (value === undefined) problems.add(unexpected(name, text, `one of: ${values.join(", ")}`));
  return value ?? values[0];
};

export const integer = (name: string, text: string, range: readonly [number, number], problems: Problems): number => {
  const value = /^\d+$/.test(text.trim()) ? Number(text.trim()) : Number.NaN;
  if (value >= range[0] && value <= range[1]) return value;
  problems.add(unexpected(name, text, `a whole number from ${range[0]} to ${range[1]}`));
  return range[0];
};

/** Bytes of a size with its unit; nothing for an empty text. */
export const bytes = (name: string, text: string, problems: Problems): number | undefined => {
  if (optional(text) === undefined) return undefined;
  const value = parseBytes(text);
  if (value === undefined)
    problems.add(unexpected(name, text, "a size such as 200 MB, 64 MiB, 1.5 GB, or a number of bytes"));
  return value;
};

/** A share of at most three decimals, with or without the sign: `5`, `2.5 %`; nothing for an empty text. */
export const percent = (name: string, text: string, problems: Problems): number | undefined => {
  if (optional(text) === undefined) return undefined;
  const value = /^(\d{1,6}(?:\.\d{1,3})?)\s*%?$/.exec(text.trim())?.[1];
  if (value === undefined)
    problems.add(unexpected(name, text, "a percentage such as 5 or 2.5 %, of at most 3 decimals"));
  return value === undefined ? undefined : Number(value);
};

/** `os/architecture[/variant]`, `all`, or nothing. */
export const platform = (name: string, text: string, problems: Problems): Platform | "all" | undefined => {
  const value = text.trim();
  if (value === "" || value === "all") return value === "all" ? "all" : undefined;
  const parsed = parsePlatform(value);
  if (parsed === undefined)
    problems.add(unexpected(name, text, "a platform such as linux/amd64 or linux/arm/v7, or all"));
  return parsed;
};

/** Levels of the compressors, and what is used when none is named. */
const LEVELS: Readonly<Record<Compression, { readonly fallback: number; readonly range: readonly [number, number] }>> =
  {
    none: { fallback: 0, range: [0, 0] },
    gzip: { fallback: 4, range: [1, 9] },
    zstd: { fallback: 3, range: [1, 19] },
  };

/** `gzip`, `zstd`, `none`, with an optional `:level`. */
export const compression = (
  name: string,
  text: string,
  problems: Problems,
): { readonly kind: Compression; readonly level: number } => {
  const [kind = "", level, ...rest] = text.trim().split(":");
  if (!isCompression(kind) || rest.length > 0) {
    problems.add(unexpected(name, text, "gzip, zstd or none, with a level as in gzip:6"));
    return { kind: "gzip", level: LEVELS.gzip.fallback };
  }
  const { fallback, range } = LEVELS[kind];
  return { kind, level: level === undefined ? fallback : integer(`${name} level`, level, range, problems) };
};

const isCompression = (text: string): text is Compression => Object.hasOwn(LEVELS, text);

/** Blanks end an argument, except between quotes, which may stand anywhere in it. */
const ARGUMENT = /(?:"[^"]*"|'[^']*'|[^\s"'])+/g;

/** Arguments, one or more on a line, separated by blanks; quotes keep blanks together. */
export const args = (name: string, text: string, problems: Problems): readonly string[] =>
  lines(text).flatMap((line) => {
    if (line.replace(ARGUMENT, "").trim() !== "")
      problems.add(`${name}: the quotes in ${JSON.stringify(line)} do not match`);
    return (line.match(ARGUMENT) ?? []).map((argument) => argument.replace(/"([^"]*)"|'([^']*)'/g, "$1$2"));
  });

const unexpected = (name: string, text: string, wanted: string): string =>
  `${name} is ${text.trim() === "" ? "empty" : JSON.stringify(text)}; expected ${wanted}`;
