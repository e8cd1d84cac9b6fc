import type { Octokit } from "@octokit/rest";
import type { Log } from "../core/log.ts";
import type { CommentTarget } from "./own-comments.ts";
import type { ApiPace } from "./patience.ts";
import type { FinalTrouble } from "./trouble.ts";

export interface StickyComment {
  /** A line of the body, by which the comment is found again. */
  readonly marker: string;
  /** False when there is nothing worth a new comment; one that exists is brought up to date all the same. */
  readonly mayCreate: boolean;
  readonly compose: (standing: Standing) => string;
}

/** What a comment is made from: the whole body, with the own part in it. Composed again from its own result, it stays the same. */
export interface Standing {
  /** What our comments say, or have said while this one was written; the one that stays comes last. Empty: there is none. */
  readonly bodies: readonly string[];
  /** True once the own part has been written: whoever wrote the same part in the same run since then has the last word. */
  readonly written: boolean;
}

export type CommentOutcome =
  | { readonly kind: "created" | "updated" | "unchanged"; readonly url: string }
  /** Others kept writing over it for as long as we tried. */
  | { readonly kind: "contested"; readonly url: string }
  | { readonly kind: "not-needed" }
  /** A person removed it as soon as it was there. */
  | { readonly kind: "removed" }
  | FinalTrouble;

export interface CommentWriting {
  readonly api: Octokit;
  readonly target: CommentTarget;
  readonly comment: StickyComment;
  readonly pace: ApiPace;
  readonly log: Log;
}
