import { compareText } from "../core/compare-text.ts";

/** The parts of a package URL, unencoded. */
export interface Purl {
  readonly type: string;
  readonly namespace?: string;
  readonly name: string;
  readonly version?: string | undefined;
  /** Those without a value are left out. */
  readonly qualifiers?: Readonly<Record<string, string | undefined>>;
}

/** A package URL in its canonical form, qualifiers sorted. https://github.com/package-url/purl-spec */
export const formatPurl = ({ type, namespace, name, version, qualifiers = {} }: Purl): string => {
  const path = [type, ...(namespace === undefined ? [] : [namespace]), name].map(encode).join("/");
  const query = Object.entries(qualifiers)
    .filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "")
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, value]) => `${key}=${encode(value)}`)
    .join("&");
  return `pkg:${path}${version ? `@${encode(version)}` : ""}${query === "" ? "" : `?${query}`}`;
};

/** Everything but letters, digits, `-._~` and the colon. */
const encode = (text: string): string =>
  encodeURIComponent(text.toWellFormed())
    .replaceAll("%3A", ":")
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
