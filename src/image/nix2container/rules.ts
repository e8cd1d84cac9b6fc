import { nameOfText } from "../../tar/index.ts";
import { ImageError } from "../errors.ts";
import type { DescribedPath, Perms } from "./description.ts";

/** Owner and mode of an entry. */
export interface Ownership {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly uname: string;
  readonly gname: string;
}

/** How the entries below one store path are named and owned in the image. */
export interface PathRules {
  /** Where the file at `source`, a byte string, goes. */
  destination(source: string): string;
  ownership(source: string, mode: number): Ownership;
}

const PATTERN_LIMIT = 1000;

export const ROOT_OWNED = { uid: 0, gid: 0, uname: "root", gname: "root" } as const;

/** The rules of a described path; ImageError UNSUPPORTED for a pattern that means something else here than in Go. */
export const compileRules = (file: string, { options }: DescribedPath): PathRules => {
  const rewrite = options?.rewrite;
  const pattern = rewrite === undefined ? undefined : compile(file, rewrite.regex, "g");
  const replacement = translateReplacement(file, rewrite?.repl ?? "");
  const perms = (options?.perms ?? []).map((rule) => ({ rule, pattern: compile(file, rule.regex, "") }));
  return {
    destination: (source) => (pattern === undefined ? source : source.replace(pattern, replacement)),
    ownership: (source, mode) =>
      perms
        .filter((entry) => entry.pattern.test(source))
        .reduce<Ownership>((owned, { rule }) => apply(file, owned, rule), { mode, ...ROOT_OWNED }),
  };
};

const apply = (file: string, owned: Ownership, { mode, uid = 0, gid = 0, uname, gname }: Perms): Ownership => ({
  mode: mode === undefined || mode === "" ? owned.mode : parseMode(file, mode),
  uid,
  gid,
  uname: uname || owned.uname,
  gname: gname || owned.gname,
});

const parseMode = (file: string, mode: string): number => {
  if (/^[0-7]{1,5}$/.test(mode)) return Number.parseInt(mode, 8);
  throw new ImageError("BAD_CONFIG", `${file}: mode ${JSON.stringify(mode)} (wanted octal digits); correct the perms`);
};

/** Go's patterns have no look-around and no back references, but flags at their start and another name for groups. */
const compile = (file: string, pattern: string, flags: string): RegExp => {
  const inline = /^\(\?([is]+)\)/.exec(pattern);
  const body = pattern.slice(inline?.[0].length ?? 0).replaceAll("(?P<", "(?<");
  try {
    if (pattern.length > PATTERN_LIMIT || /\(\?[a-zA-Z-]+[:)]|\\[AzQECpP]|\[\[:/.test(body))
      throw new SyntaxError("not translated");
    return new RegExp(Buffer.from(body).toString("latin1"), flags + (inline?.[1] ?? ""));
  } catch (cause) {
    const found = `the pattern ${JSON.stringify(pattern.slice(0, 100))}, which is not understood here`;
    throw new ImageError("UNSUPPORTED", `${file}: found ${found}; write it in simpler terms`, { cause });
  }
};

/** `$1` and `${1}` mean the same in both worlds once the braces are gone. */
const translateReplacement = (file: string, text: string): string => {
  const plain = text.replace(/\$\{(\d+)\}/g, "$$$1");
  if (!/\$(?!\d+(?![\w]))/.test(plain)) return nameOfText(plain);
  throw new ImageError("UNSUPPORTED", `${file}: found the replacement ${JSON.stringify(text)}; use $1 or text alone`);
};
