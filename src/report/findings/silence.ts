import { matchesGlob } from "../../core/glob.ts";
import { WORDS } from "./catalogue.ts";
import type { Finding } from "./model.ts";

/** Findings that somebody does not want to hear of. */
export interface Silence {
  readonly id: string;
  /** Of a subject or its value, a referrer, a path, a name or a file; without it all findings of the rule. */
  readonly glob?: string;
}

/** The silence that a line `ID [GLOB]` asks for; what is wrong with it otherwise. */
export const parseSilence = (line: string): Silence | { readonly problem: string } => {
  const [id = "", ...rest] = line.trim().split(/\s+/);
  const glob = rest.join(" ");
  if (WORDS.has(id)) return glob === "" ? { id } : { id, glob };
  const known = [...WORDS.keys()].sort().join(", ");
  return { problem: `${JSON.stringify(id)} is no finding; expected one of: ${known}` };
};

const texts = ({ subject, value, by, file, items }: Finding): readonly string[] =>
  [subject, value, by, file, ...items.flatMap(({ name, path }) => [name, path])].filter((text) => text !== undefined);

const isSilenced = (finding: Finding, silences: readonly Silence[]): boolean =>
  silences.some(
    ({ id, glob }) =>
      id === finding.id && (glob === undefined || texts(finding).some((text) => matchesGlob(glob, text))),
  );

/** The findings, marked where somebody does not want to hear of them. */
export const silence = (findings: readonly Finding[], silences: readonly Silence[]): readonly Finding[] =>
  findings.map((finding) => (isSilenced(finding, silences) ? { ...finding, silenced: true } : finding));
