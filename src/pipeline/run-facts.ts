import * as v from "valibot";
import { jsonText } from "../core/json-text.ts";
import type { ActionRun } from "./action-run.ts";

/**
 * What a run tells beside its reports, for the workflow that comments on pull requests from forks. That one believes
 * nothing of it that GitHub does not confirm.
 */
export const runFactsSchema = v.object({
  schemaVersion: v.literal(1),
  /** Absent on other events. */
  pullRequest: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  headSha: v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/, "expected a commit hash")),
  job: v.pipe(v.string(), v.maxLength(200)),
  runId: v.pipe(v.number(), v.safeInteger()),
  runAttempt: v.pipe(v.number(), v.safeInteger()),
  comment: v.picklist(["changes", "always", "never"]),
});

export type RunFacts = v.InferOutput<typeof runFactsSchema>;

/** Text of `run.json`. */
export const renderRunFacts = ({ context, inputs }: ActionRun): string =>
  jsonText({
    schemaVersion: 1,
    pullRequest: context.pullRequest?.number,
    headSha: context.pullRequest?.headSha ?? context.sha,
    job: context.job,
    runId: context.runId,
    runAttempt: context.runAttempt,
    comment: inputs.comment,
  } satisfies { [K in keyof RunFacts]: RunFacts[K] | undefined });
