/** A child of the Nix store directory: `/nix/store/<32 characters>-<name>`. */
export type StorePath = `/nix/store/${string}`;

const STORE_DIR = "/nix/store";

/** Nix's base-32 alphabet leaves out e, o, t and u; names per `checkName` in NixOS/nix src/libstore/path.cc. */
const BASE_NAME = /^[0-9abcdfghijklmnpqrsvwxyz]{32}-[0-9A-Za-z+\-._?=]{1,211}$/;

export interface StoreName {
  /** Base name without the hash. */
  readonly name: string;
  readonly pname: string;
  readonly version?: string;
  readonly output?: string;
}

/** The store path that `text` is, `undefined` when it is anything else (also a file inside a store path). */
export const parseStorePath = (text: string): StorePath | undefined =>
  text.startsWith(`${STORE_DIR}/`) && BASE_NAME.test(text.slice(STORE_DIR.length + 1))
    ? (text as StorePath)
    : undefined;

/** The store path for a base name, `undefined` when the base name is not one that Nix makes. */
export const storePathFromBaseName = (baseName: string): StorePath | undefined =>
  BASE_NAME.test(baseName) ? `/nix/store/${baseName}` : undefined;

/** The store path that `text` is, with or without the store's directory: newer JSON formats of Nix leave it out. */
export const anyStorePath = (text: string): StorePath | undefined =>
  parseStorePath(text) ?? storePathFromBaseName(text);

/** The store path that holds the file at the absolute path `file`, or that `file` is. */
export const storePathOf = (file: string): StorePath | undefined => {
  if (!file.startsWith(`${STORE_DIR}/`)) return undefined;
  const end = file.indexOf("/", STORE_DIR.length + 1);
  return storePathFromBaseName(file.slice(STORE_DIR.length + 1, end < 0 ? undefined : end));
};

/** Characters of the hash part of a store path. */
const HASH_LENGTH = 32;

/** Hash and name of a store path, without the directory. */
export const baseNameOf = (path: StorePath): string => path.slice(STORE_DIR.length + 1);

/** Name of a store path without directory and hash. */
export const nameOf = (path: StorePath): string => baseNameOf(path).slice(HASH_LENGTH + 1);

/** The hash part of a store path: 32 characters of Nix's base 32. */
export const hashPartOf = (path: StorePath): string => baseNameOf(path).slice(0, HASH_LENGTH);

/** Outputs that nixpkgs names; only these are split off, since `etc-os-release` ends in no output. */
const OUTPUTS = new Set(
  "bin lib lib32 lib64 dev man doc devdoc devman info static debug libgcc dist out terminfo data py python".split(" "),
);

/**
 * Package name, version and output that a store path's name tells.
 * The version starts after the first dash that no letter follows, as `builtins.parseDrvName` has it
 * (NixOS/nix src/libstore/names.cc); a known output after the version is taken off.
 */
export const parseStoreName = (path: StorePath): StoreName => splitName(nameOf(path));

/** The same of a name alone, e.g. a derivation's. */
export const splitName = (name: string): StoreName => {
  const dash = name.search(/-[^a-zA-Z]/);
  if (dash <= 0) return { name, pname: name };
  const pname = name.slice(0, dash);
  const rest = name.slice(dash + 1);
  const last = rest.lastIndexOf("-");
  const output = rest.slice(last + 1);
  return last > 0 && OUTPUTS.has(output)
    ? { name, pname, version: rest.slice(0, last), output }
    : { name, pname, version: rest };
};
