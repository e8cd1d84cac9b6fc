import { referrersAmong } from "../../referrers.ts";
import { overlay } from "../nix-text.ts";
import type { Rule } from "../rule.ts";
import { reasonFor, referrerOf, retainedBy, worthwhile } from "../subject.ts";

/** Files that no program reads: hints for building others, and documentation. */
const UNREAD = /^\/nix\/store\/[^/]+\/(nix-support|share\/(doc|man|info))\//;

export const nixSupportReference: Rule = {
  id: "nix-support-reference",
  severity: "warning",
  title: "Reference that only build hints or documentation hold",
  detect: (subject) => {
    const referrers = referrersAmong(subject.report.storePaths);
    return subject.report.storePaths
      .filter(({ evidence = "" }) => UNREAD.test(evidence))
      .filter((entry) => referrerOf(entry) !== undefined && referrers.get(entry.path)?.length === 1)
      .map((entry) => ({ subject: entry.name, bytes: retainedBy(entry), ...reasonFor(entry) }))
      .filter(({ bytes }) => bytes >= worthwhile(subject.report));
  },
  describe: ({ subject, by = "", file = "" }, { name }) =>
    `${name(subject)} is there only because ${name(by)} mentions it in ${name(file)}`,
  fix: ({ by = "app", file = "" }) => {
    const folder = UNREAD.exec(file)?.[1] ?? "nix-support";
    return {
      advice: "Nothing reads that folder at run time: leave it out.",
      nix: overlay(by, ["postFixup = (old.postFixup or \"\") + ''", `  rm -rf $out/${folder}`, "'';"]),
    };
  },
};
