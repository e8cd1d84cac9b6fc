import type { Log } from "../core/log.ts";
import type { Git } from "../git/index.ts";
import type { MergeBaseApi } from "./action-run.ts";

/** The commit to compare with. */
export type BaseCommit =
  /** Exactly the commit that the change starts from. */
  | { readonly kind: "commit"; readonly revision: string }
  /** The event is about no change: whatever was reported last will do. */
  | { readonly kind: "newest" }
  /** There should be one. `found` and `advice` say why it is not known, and what would help. */
  | { readonly kind: "unknown"; readonly found: string; readonly advice: string };

export interface CommitSources {
  readonly git: Git;
  /** Asked where the clone does not hold enough history. */
  readonly mergeBase?: MergeBaseApi | undefined;
  readonly log: Log;
}
