import { type DistributionPackage, PACKAGES_LIMIT } from "./packages.ts";

/**
 * The installed packages of a dpkg status file, https://manpages.debian.org/bookworm/dpkg-dev/deb-control.5.html. Files of `status.d`, which
 * distroless images have, name no status: what is listed there is installed.
 */
export const parseDpkgStatus = (text: string): readonly DistributionPackage[] =>
  text.split(/\r?\n\r?\n+/, PACKAGES_LIMIT).flatMap((paragraph) => {
    const fields = fieldsOf(paragraph);
    const [name, version, status] = [fields.get("package"), fields.get("version"), fields.get("status")];
    if (name === undefined || version === undefined) return [];
    if (status !== undefined && !/ installed$/.test(status)) return [];
    return [{ manager: "dpkg", name, version, ...optional(fields) }];
  });

const optional = (fields: ReadonlyMap<string, string>) => {
  const [architecture, source, kibibytes] = ["architecture", "source", "installed-size"].map((key) => fields.get(key));
  return {
    ...(architecture === undefined ? {} : { architecture }),
    ...(source === undefined ? {} : { source: source.replace(/ \(.*$/, "") }),
    ...(kibibytes !== undefined && /^[0-9]{1,9}$/.test(kibibytes) ? { installedSize: Number(kibibytes) * 1024 } : {}),
  };
};

/** First lines of the fields; descriptions go on behind blanks and are not read. */
const fieldsOf = (paragraph: string): ReadonlyMap<string, string> =>
  new Map(
    paragraph.split("\n").flatMap((line) => {
      const [, key, value] = /^([A-Za-z-]+):[ \t]*(.*?)\s*$/.exec(line) ?? [];
      return key === undefined || value === undefined ? [] : [[key.toLowerCase(), value] as const];
    }),
  );
