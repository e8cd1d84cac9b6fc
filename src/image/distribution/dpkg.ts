import { defined } from "../../core/defined.ts";
import type { DistributionPackage } from "./packages.ts";
import { packagesIn } from "./paragraphs.ts";

/**
 * The installed packages of a dpkg status file, https://manpages.debian.org/bookworm/dpkg-dev/deb-control.5.html. Files of `status.d`, which
 * distroless images have, name no status: what is listed there is installed.
 */
export const parseDpkgStatus = (text: string): readonly DistributionPackage[] =>
  packagesIn(text, (paragraph) => {
    const fields = fieldsOf(paragraph);
    const [name, version, status] = [fields.get("package"), fields.get("version"), fields.get("status")];
    return !name || !version || !isOnDisk(status) ? undefined : { manager: "dpkg", name, version, ...optional(fields) };
  });

/** States in which all files are there, https://manpages.debian.org/bookworm/dpkg/dpkg.1.html#Package_states; triggers may never run in an image. */
const ON_DISK = new Set(["installed", "triggers-pending", "triggers-awaited", "half-configured", "unpacked"]);

/** A status is what is wanted, an error flag and the state: `install ok installed`. */
const isOnDisk = (status: string | undefined): boolean =>
  status === undefined || ON_DISK.has(status.slice(status.lastIndexOf(" ") + 1));

const optional = (fields: ReadonlyMap<string, string>) => {
  const [architecture, source, kibibytes] = ["architecture", "source", "installed-size"].map((key) => fields.get(key));
  return defined({
    architecture: architecture || undefined,
    source: source ? source.split(" (", 1)[0] : undefined, // where its version differs it follows in parentheses
    installedSize: kibibytes !== undefined && /^[0-9]{1,9}$/.test(kibibytes) ? Number(kibibytes) * 1024 : undefined,
  });
};

const READ = new Set(["package", "version", "status", "architecture", "source", "installed-size"]);
/** Of the longest name that is read. */
const KEY_LIMIT = 14;

/** First lines of the fields that are read; each may be there once. Descriptions go on behind blanks. */
const fieldsOf = (paragraph: readonly string[]): ReadonlyMap<string, string> => {
  const fields = new Map<string, string>();
  for (const line of paragraph) {
    const key = line.slice(0, KEY_LIMIT + 1).split(":", 1)[0] ?? "";
    if (key.length > KEY_LIMIT) continue;
    const name = key.toLowerCase();
    if (READ.has(name) && !fields.has(name)) fields.set(name, line.slice(key.length + 1).trim());
  }
  return fields;
};
