import { type DistributionPackage, PACKAGES_LIMIT } from "./packages.ts";

/** The packages of apk's `installed` database: paragraphs of one-letter fields, https://wiki.alpinelinux.org/wiki/Apk_spec. */
export const parseApkInstalled = (text: string): readonly DistributionPackage[] =>
  text.split(/\n\n+/, PACKAGES_LIMIT).flatMap((paragraph) => {
    const fields = fieldsOf(paragraph);
    const [name, version] = [fields.get("P"), fields.get("V")];
    return name === undefined || version === undefined ? [] : [{ manager: "apk", name, version, ...optional(fields) }];
  });

const optional = (fields: ReadonlyMap<string, string>) => {
  const [architecture, source, licence, size] = ["A", "o", "L", "I"].map((key) => fields.get(key));
  return {
    ...(architecture === undefined ? {} : { architecture }),
    ...(source === undefined ? {} : { source }),
    ...(licence === undefined ? {} : { licence }),
    ...(size !== undefined && /^[0-9]{1,15}$/.test(size) ? { installedSize: Number(size) } : {}),
  };
};

/** The package's own fields stand first; the first of files (`F`) ends them. */
const fieldsOf = (paragraph: string): ReadonlyMap<string, string> => {
  const fields = new Map<string, string>();
  for (const line of paragraph.split("\n")) {
    const key = line[0];
    if (line[1] !== ":" || key === undefined) continue;
    if (key === "F") break;
    if (!fields.has(key)) fields.set(key, line.slice(2).trim());
  }
  return fields;
};
