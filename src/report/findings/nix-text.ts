import { splitName } from "../../core/store-path.ts";

const KEYWORDS = new Set("assert else if in inherit let or rec then with".split(" "));

/** A name as an attribute of Nix, quoted where it has to be. */
const attribute = (name: string): string =>
  /^[a-zA-Z_][a-zA-Z0-9_'-]*$/.test(name) && !KEYWORDS.has(name) ? name : nixString(name);

/** Names of packages are shorter by far; the rest of what a made-up report calls one is nobody's loss. */
const NAME_LIMIT = 60;

/**
 * A string literal of Nix that means just the text: nothing in it is code, and it stays on one line. A backslash before
 * `!` means nothing to Nix, and keeps the text from being taken for a comment of Markdown.
 */
const nixString = (text: string): string => {
  const escaped = text
    .slice(0, NAME_LIMIT)
    .replace(/["\\!]/g, "\\$&")
    .replaceAll("${", "\\${")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t");
  return `"${escaped.replace(/[\u0000-\u001f\u007f-\u009f]/g, "?")}"`;
};

/** `${EXPRESSION}`, to stand in a string of Nix. */
export const splice = (expression: string): string => `\${${expression}}`;

/** Library of an interpreter: its store path carries a prefix, and nixpkgs has it in a set of packages. */
const PYTHON = /^python3(?:\.[0-9]+)?-(?=.)/;

/** What nixpkgs calls a package, given its store path's name. */
export const attributeIn = (name: string): string => attribute(packageIn(name).replace(PYTHON, ""));

const indent = (lines: readonly string[], by: string): readonly string[] => lines.map((line) => by + line);

/** An overlay that puts `value` in the place of the package of a store path's name. */
export const replacing = (name: string, value: (old: string) => readonly string[]): string => {
  const own = attributeIn(name);
  const binding = (set: string): readonly string[] => {
    const [first, ...rest] = value(`${set}.${own}`);
    return [`${own} = ${first}`, ...rest];
  };
  const inSet = [
    "pythonPackagesExtensions = prev.pythonPackagesExtensions ++ [",
    "  (pyFinal: pyPrev: {",
    ...indent(binding("pyPrev"), "    "),
    "  })",
    "];",
  ];
  const lines = PYTHON.test(packageIn(name)) ? inSet : binding("prev");
  return ["final: prev: {", ...indent(lines, "  "), "}"].join("\n");
};

/** An overlay that changes attributes of the derivation of a store path's name. */
export const overlay = (name: string, lines: readonly string[]): string =>
  replacing(name, (old) => [`${old}.overrideAttrs (old: {`, ...indent(lines, "  "), "});"]);

/** `{ pkgs }: pkgs.dockerTools.FUNCTION { LINES }` */
export const imageWith = (lines: readonly string[], builder = "streamLayeredImage"): string =>
  ["{ pkgs }:", `pkgs.dockerTools.${builder} {`, `  name = "app";`, ...lines.map((line) => `  ${line}`), "}"].join(
    "\n",
  );

/** Package of a store path's name: what comes before its version. */
export const packageIn = (name: string): string => splitName(name).pname;
