import * as v from "valibot";
import type { PackageMeta } from "../core/package-meta.ts";

/** Longer than a report takes is no name and no description. */
const LONGEST = 4096;

/** What `licencesExpression` comes to. */
export const PackagesSchema = v.array(
  v.object({
    paths: v.array(v.string()),
    meta: v.object({ licence: v.unknown(), description: v.unknown(), homepage: v.unknown() }),
  }),
);

type FoundMeta = v.InferOutput<typeof PackagesSchema>[number]["meta"];

/** What a package says of itself, as far as it is text. */
export const packageMetaOf = ({ licence, description, homepage }: FoundMeta): PackageMeta => ({
  licences: (Array.isArray(licence) ? licence : [licence]).flatMap((it) => licenceOf(it) ?? []),
  ...(isText(description) ? { description } : {}),
  ...(isText(homepage) ? { homepage } : {}),
});

const isText = (value: unknown): value is string =>
  typeof value === "string" && value.trim() !== "" && value.length <= LONGEST;

/** https://github.com/NixOS/nixpkgs/blob/master/lib/licenses: a licence, or several joined by an operator. */
const Licence = v.object({ spdxId: v.unknown(), fullName: v.unknown(), shortName: v.unknown() });
const Compound = v.object({ operator: v.picklist(["AND", "OR", "WITH"]), licences: v.array(v.unknown()) });

/** Licences within licences, at most; what a stranger nests deeper would only exhaust the stack. */
const DEEPEST = 8;

const licenceOf = (value: unknown, depth = 0): string | undefined => {
  if (isText(value)) return value;
  if (v.is(Compound, value)) return depth < DEEPEST ? joined(value, depth) : undefined;
  if (!v.is(Licence, value)) return undefined;
  return [value.spdxId, value.fullName, value.shortName].find(isText);
};

/** As an SPDX expression, `MIT AND (Apache-2.0 OR ISC)`; half of it would be another licence. */
const joined = ({ operator, licences }: v.InferOutput<typeof Compound>, depth: number): string | undefined => {
  const parts = licences.map((part) => {
    const text = licenceOf(part, depth + 1);
    return v.is(Compound, part) && text !== undefined ? `(${text})` : text;
  });
  const text = parts.join(` ${operator} `);
  return parts.length > 0 && parts.every((part) => part !== undefined) && isText(text) ? text : undefined;
};
