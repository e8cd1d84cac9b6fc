import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  jsonText
} from "./chunk-4DAKE55C.js";
import {
  literal,
  maxLength,
  minValue,
  number,
  object,
  optional,
  picklist,
  pipe,
  regex,
  safeInteger,
  string
} from "./chunk-FLZNCGTB.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/pipeline/tell-comment.ts
var tellComment = /* @__PURE__ */ __name((outcome, { log, elsewhere, advice }) => {
  switch (outcome.kind) {
    case "forbidden":
      log.warning(`The token may not comment on this pull request (status ${outcome.status}); ${elsewhere}. ${advice}`);
      return {};
    case "failed":
      log.warning(`GitHub could not be asked for the comment: ${outcome.problem}; ${elsewhere}. Run the job again.`);
      return {};
    case "locked":
      log.warning(`The conversation of this pull request is locked and takes no comment; ${elsewhere}.`);
      return {};
    case "not-needed":
      log.info("Nothing in the image changed that is worth a comment.");
      return {};
    case "removed":
      log.info("The comment was deleted as soon as it was written, so it is not written again.");
      return {};
    case "contested":
      log.warning(
        `Other jobs kept writing over this job's part of the comment, ${outcome.url}; ${elsewhere}. Run the job again.`
      );
      return { "comment-url": outcome.url };
    case "created":
    case "updated":
    case "unchanged":
      log.info(`Comment ${outcome.kind}: ${outcome.url}`);
      return { "comment-url": outcome.url };
  }
}, "tellComment");

// src/pipeline/run-facts.ts
var runFactsSchema = object({
  schemaVersion: literal(1),
  /** Absent on other events. */
  pullRequest: optional(pipe(number(), safeInteger(), minValue(1))),
  headSha: pipe(string(), regex(/^[0-9a-f]{40,64}$/, "expected a commit hash")),
  job: pipe(string(), maxLength(200)),
  runId: pipe(number(), safeInteger()),
  runAttempt: pipe(number(), safeInteger()),
  comment: picklist(["changes", "always", "never"])
});
var renderRunFacts = /* @__PURE__ */ __name(({ context, inputs }) => jsonText({
  schemaVersion: 1,
  pullRequest: context.pullRequest?.number,
  headSha: context.pullRequest?.headSha ?? context.sha,
  job: context.job,
  runId: context.runId,
  runAttempt: context.runAttempt,
  comment: inputs.comment
}), "renderRunFacts");

export {
  tellComment,
  runFactsSchema,
  renderRunFacts
};
