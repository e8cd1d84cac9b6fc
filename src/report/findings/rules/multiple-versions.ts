import type { ReportStorePath } from "../../model.ts";
import { groupByPackageAndPart, packageLabel } from "../../pairing.ts";
import { referrersAmong } from "../../referrers.ts";
import type { Draft, Rule } from "../rule.ts";
import { reasonFor, retainedBy, type Subject, sumOf, worthwhile } from "../subject.ts";

type Entries = readonly ReportStorePath[];

/** Outputs of one package belong together; names without a version tell nothing. */
const groupsIn = ({ report }: Subject): readonly Entries[] =>
  groupByPackageAndPart(report.storePaths.filter(({ version }) => version !== undefined)).filter(
    (entries) => entries.length > 1,
  );

const depthOf = ({ whyChain = [] }: ReportStorePath): number => whyChain.length;

/** The one that most paths refer to stays, or the one nearest to what the image is for. */
const detectIn = (entries: Entries, countReferrers: (entry: ReportStorePath) => number): Draft | undefined => {
  const [kept, ...others] = entries.toSorted(
    (a, b) => countReferrers(b) - countReferrers(a) || depthOf(a) - depthOf(b) || retainedBy(b) - retainedBy(a),
  );
  const [first] = others.toSorted((a, b) => retainedBy(b) - retainedBy(a));
  if (kept === undefined || first === undefined) return undefined;
  const items = [first, ...others.filter((other) => other !== first), kept].map((entry) => ({
    ...{ path: entry.path, name: entry.version ?? "", bytes: retainedBy(entry) },
    ...(entry === kept ? { note: "most used" } : {}),
  }));
  const bytes = sumOf(items.filter(({ path }) => path !== kept.path));
  return { subject: packageLabel(kept), bytes, items, ...reasonFor(first) };
};

export const multipleVersions: Rule = {
  id: "multiple-versions",
  severity: "warning",
  title: "Several versions of one package",
  detect: (subject) => {
    const referrers = referrersAmong(subject.report.storePaths);
    return groupsIn(subject)
      .flatMap((entries) => detectIn(entries, ({ path }) => referrers.get(path)?.length ?? 0) ?? [])
      .filter(({ bytes = 0 }) => bytes >= worthwhile(subject.report));
  },
  describe: ({ subject, items, by }, { name }) => {
    const versions = items.map((item) => item.name);
    const same = new Set(versions).size === 1;
    const list = same ? `${versions[0]} built ${versions.length} times` : [...new Set(versions)].join(" + ");
    return `${name(`${subject} ${list}`)}${by === undefined ? "" : `, the other one by way of ${name(by)}`}`;
  },
  fix: ({ chain }) => ({
    advice: `Let the flake that brings ${chain === undefined ? "the other one" : "it"} use your nixpkgs, under its name in your inputs.`,
    nix: `{\n  inputs.other.inputs.nixpkgs.follows = "nixpkgs";\n}`,
  }),
};
