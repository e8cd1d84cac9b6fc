import { defined } from "../../core/defined.ts";
import type { DistributionPackage } from "./packages.ts";
import { packagesIn } from "./paragraphs.ts";

/** The packages of apk's `installed` database: paragraphs of one-letter fields, https://wiki.alpinelinux.org/wiki/Apk_spec. */
export const parseApkInstalled = (text: string): readonly DistributionPackage[] =>
  packagesIn(text, (paragraph) => {
    const fields = fieldsOf(paragraph);
    const [name, version] = [fields.get("P"), fields.get("V")];
    return !name || !version ? undefined : { manager: "apk", name, version, ...optional(fields) };
  });

const optional = (fields: ReadonlyMap<string, string>) => {
  const [architecture, source, licence, size] = ["A", "o", "L", "I"].map((key) => fields.get(key));
  return defined({
    architecture: architecture || undefined,
    source: source || undefined,
    licence: licence || undefined,
    installedSize: size !== undefined && /^[0-9]{1,15}$/.test(size) ? Number(size) : undefined,
  });
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
