import { type DistributionPackage, PACKAGES_LIMIT } from "./packages.ts";
import { paragraphsOf } from "./paragraphs.ts";

/** The packages of apk's `installed` database: paragraphs of one-letter fields, https://wiki.alpinelinux.org/wiki/Apk_spec. */
export const parseApkInstalled = (text: string): readonly DistributionPackage[] => {
  const packages: DistributionPackage[] = [];
  for (const paragraph of paragraphsOf(text)) {
    const fields = fieldsOf(paragraph);
    const [name, version] = [fields.get("P"), fields.get("V")];
    if (!name || !version) continue;
    packages.push({ manager: "apk", name, version, ...optional(fields) });
    if (packages.length === PACKAGES_LIMIT) break;
  }
  return packages;
};

const optional = (fields: ReadonlyMap<string, string>) => {
  const [architecture, source, licence, size] = ["A", "o", "L", "I"].map((key) => fields.get(key));
  return {
    ...(architecture ? { architecture } : {}),
    ...(source ? { source } : {}),
    ...(licence ? { licence } : {}),
    ...(size !== undefined && /^[0-9]{1,15}$/.test(size) ? { installedSize: Number(size) } : {}),
  };
};

/** The package's own fields stand first; the first of files (`F`) ends them. */
const fieldsOf = (paragraph: readonly string[]): ReadonlyMap<string, string> => {
  const fields = new Map<string, string>();
  for (const line of paragraph) {
    const key = line[0];
    if (line[1] !== ":" || key === undefined) continue;
    if (key === "F") break;
    if (!fields.has(key)) fields.set(key, line.slice(2).trim());
  }
  return fields;
};
