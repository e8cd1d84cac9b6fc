import { nameOf, type StoreName, type StorePath, splitName } from "../core/store-path.ts";
import type { Derivation } from "./derivation.ts";

/** Whether a name leaves nothing open: a version without a dash in it, and at most an output that nixpkgs has. */
export const isPlainName = (path: StorePath): boolean => /^[0-9][^-]*$/.test(splitName(nameOf(path)).version ?? "");

/**
 * The name of an output path, split where the derivation says: its output is the one that the path is of, and version
 * and package are what the derivation calls so, as long as the name is made of these. `python3.12-numpy` keeps its prefix.
 */
export const splitByDerivation = (path: StorePath, { outputs, attributes }: Derivation): StoreName => {
  const name = nameOf(path);
  const output = [...outputs].find(([, made]) => made.path === path)?.[0] ?? "out";
  const suffix = output === "out" ? "" : `-${output}`;
  if (!name.endsWith(suffix)) return splitName(name);
  const base = name.slice(0, name.length - suffix.length);
  return { name, ...splitBase(base, attributes), ...(suffix === "" ? {} : { output }) };
};

type Split = Pick<StoreName, "pname" | "version">;

const splitBase = (base: string, attributes: Derivation["attributes"]): Split => {
  const [pname = "", version = ""] = ["pname", "version"].map((key) => attributes.get(key));
  if (version !== "" && base.length > version.length + 1 && base.endsWith(`-${version}`))
    return { pname: base.slice(0, -version.length - 1), version };
  if (pname !== "" && base === pname) return { pname, ...(version === "" ? {} : { version }) };
  return pname !== "" && base.startsWith(`${pname}-`)
    ? { pname, version: base.slice(pname.length + 1) }
    : guessed(base);
};

/** What looks like an output is none: the derivation has named that already. */
const guessed = (base: string): Split => {
  const { pname, version, output } = splitName(base);
  if (version === undefined) return { pname };
  return { pname, version: output === undefined ? version : `${version}-${output}` };
};
