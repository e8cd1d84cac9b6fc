import { defined } from "../../core/defined.ts";
import type { Image } from "../model.ts";
import type { FileTree } from "../tree/file-tree.ts";
import { lookup } from "../tree/lookup.ts";
import { parseApkInstalled } from "./apk.ts";
import { parseDpkgStatus } from "./dpkg.ts";
import { type DistributionPackage, PACKAGES_LIMIT } from "./packages.ts";

/** The distribution that an image was made from, as its files tell. */
export interface Distribution {
  /** `ID` and `VERSION_ID` of os-release. */
  readonly id?: string;
  readonly version?: string;
  /** For people: `PRETTY_NAME` of os-release. */
  readonly name?: string;
  /** In the order of the database. */
  readonly packages: readonly DistributionPackage[];
}

/** Reads a kept file as a container would see it; `undefined` when it sees none there. */
export const keptFile = (image: Image, tree: FileTree, path: string): string | undefined => {
  const found = lookup(tree, path);
  if (found.kind !== "file") return undefined;
  const bytes = image.layers[tree.files.layer(found.id)]?.traces.kept.get(found.path);
  return bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8");
};

/** `undefined` when the image has no package database. Of the package managers the first that has one speaks. */
export const readDistribution = (image: Image, tree: FileTree): Distribution | undefined => {
  const packages = readPackages(image, tree);
  if (packages.length === 0) return undefined;
  const release = keptFile(image, tree, "/etc/os-release") ?? keptFile(image, tree, "/usr/lib/os-release") ?? "";
  const [id, version, name] = ["ID", "VERSION_ID", "PRETTY_NAME"].map((key) => valueIn(release, key));
  return defined({ id, version, name, packages: packages.slice(0, PACKAGES_LIMIT) });
};

const readPackages = (image: Image, tree: FileTree): readonly DistributionPackage[] => {
  const debian: DistributionPackage[] = [];
  for (const path of statusFiles(tree)) {
    if (debian.length >= PACKAGES_LIMIT) break;
    for (const entry of parseDpkgStatus(keptFile(image, tree, path) ?? "")) debian.push(entry);
  }
  if (debian.length > 0) return debian;
  const installed =
    keptFile(image, tree, "/lib/apk/db/installed") ?? keptFile(image, tree, "/usr/lib/apk/db/installed");
  return installed === undefined ? [] : parseApkInstalled(installed);
};

/** Distroless images have a file for each package, and one of checksums beside it. */
const statusFiles = (tree: FileTree): readonly string[] => {
  const found = lookup(tree, "/var/lib/dpkg/status.d");
  const names = found.kind === "directory" ? [...found.directory.entries.keys()] : [];
  const packages = names.filter((name) => !name.endsWith(".md5sums")).sort();
  return ["/var/lib/dpkg/status", ...packages.map((name) => `/var/lib/dpkg/status.d/${name}`)];
};

/** Shell assignments, the last of a name counts, https://www.freedesktop.org/software/systemd/man/latest/os-release.html */
const valueIn = (release: string, key: string): string | undefined => {
  const line = release
    .slice(0, RELEASE_LIMIT)
    .split("\n")
    .findLast((it) => it.startsWith(`${key}=`))
    ?.slice(key.length + 1, VALUE_LIMIT);
  return unquoted(line?.trim() ?? "") || undefined;
};

/** Distributions write less than 1000 characters. */
const RELEASE_LIMIT = 1 << 16;
/** Longer ones are cut by a report anyway. */
const VALUE_LIMIT = 5000;

/** A shell takes the backslash away before these, in double quotes and without any. */
const ESCAPED = /\\(["$`\\])/g;

const unquoted = (value: string): string => {
  const quote = value[0];
  if (quote === "'") return value.slice(1).split("'", 1)[0] ?? "";
  if (quote !== '"') return value.replace(ESCAPED, "$1");
  return (/^"((?:[^"\\]|\\.)*)/.exec(value)?.[1] ?? "").replace(ESCAPED, "$1");
};
