import type { Report } from "../model.ts";
import type { Finding, Severity } from "./model.ts";
import type { Subject } from "./subject.ts";

/** A finding before it is filled up with what its rule says of all of them. */
export type Draft = Omit<Finding, "id" | "severity" | "items"> & {
  readonly severity?: Severity;
  readonly items?: Finding["items"];
};

/** How a rendering writes what comes from an image, and sizes. */
export interface Voice {
  readonly name: (untrusted: string) => string;
  /** For what is no name, such as "static libraries". */
  readonly word: (untrusted: string) => string;
  readonly size: (bytes: number | undefined) => string;
}

/** What to do about a finding. */
export interface Fix {
  readonly advice: string;
  /** A whole Nix expression. */
  readonly nix: string;
}

/** One entry of the catalogue. Words are made from the finding alone, so that any report can be rendered. */
export interface RuleWords {
  readonly id: string;
  readonly severity: Severity;
  /** What kind of thing it is, for lists. */
  readonly title: string;
  /** One sentence without a full stop. */
  readonly describe: (finding: Finding, voice: Voice) => string;
  readonly fix: (finding: Finding) => Fix;
}

/** Looks at one image. */
export interface Rule extends RuleWords {
  readonly detect: (subject: Subject) => readonly Draft[];
}

/** Looks at what became of an image. */
export interface ChangeRule extends RuleWords {
  readonly detect: (baseline: Report, current: Report) => readonly Draft[];
}
