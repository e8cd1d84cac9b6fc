import type { Text } from "./expressions.ts";

/** A line of `tags` as docker/metadata-action reads it; https://github.com/docker/metadata-action#tags-input */
export type Rule = RuleBase &
  (
    | { readonly type: "schedule"; readonly pattern: Text }
    | {
        readonly type: "semver";
        readonly pattern: Text;
        readonly value?: Text;
        /** Takes the version out of the git tag, by its first group. */
        readonly match?: RegExp;
      }
    | { readonly type: "match"; readonly pattern: RegExp; readonly group: number; readonly value?: Text }
    | { readonly type: "edge"; readonly branch?: string }
    | { readonly type: "ref"; readonly event: "branch" | "tag" | "pr" }
    | { readonly type: "raw"; readonly value: Text }
    | { readonly type: "sha"; readonly format: "short" | "long" }
  );

export type RuleType = Rule["type"];

interface RuleBase {
  /** As it was written. */
  readonly line: string;
  readonly enable: Text;
  /** Higher comes first. */
  readonly priority: number;
  /** Replaces that of the flavor, also when it is empty. */
  readonly prefix?: Text;
  readonly suffix?: Text;
}

/** What a rule knows of the run; absent is what this run does not have. */
export interface RuleContext {
  readonly eventName?: string | undefined;
  /** `refs/heads/…`, `refs/tags/…` or `refs/pull/N/merge`. */
  readonly ref?: string | undefined;
  readonly defaultBranch?: string | undefined;
  /** The branch that a pull request is for, or that a git tag was pushed from. */
  readonly baseRef?: string | undefined;
  /** The commit that the image stands for, or `dev`. */
  readonly sha?: string | undefined;
  /** Characters of a short `sha`. */
  readonly shaLength: number;
  /** ISO 8601, as the next. */
  readonly now?: string | undefined;
  readonly commitDate?: string | undefined;
}

/** What a rule comes to: a tag that may still have characters that no tag may have. */
export interface RuleTag {
  readonly tag: string;
  /** True for what `latest` follows, unless the flavor says otherwise. */
  readonly latest: boolean;
}

/** A value, and what a person should know of how it came about. */
export interface Noted<T> {
  readonly value: T | undefined;
  readonly note?: string;
}

/** The rest of a ref behind `refs/KIND/`, `undefined` for a ref of another kind. */
export const refOf = ({ ref }: RuleContext, kind: "heads" | "tags" | "pull"): string | undefined =>
  ref?.startsWith(`refs/${kind}/`) ? ref.slice(`refs/${kind}/`.length) : undefined;

export const shortSha = ({ sha, shaLength }: RuleContext): string | undefined => sha?.slice(0, shaLength);
