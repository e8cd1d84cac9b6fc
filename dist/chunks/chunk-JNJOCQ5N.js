import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  defined
} from "./chunk-KKCQXBLK.js";
import {
  InputError
} from "./chunk-UNTW53JI.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/pipeline/tag-event.ts
var tagEvent = /* @__PURE__ */ __name((context, { env, now }) => {
  const { eventName, ref, pullRequest, defaultBranch } = context;
  const usesHead = /^true$/i.test(env["DOCKER_METADATA_PR_HEAD_SHA"] ?? "");
  return defined({
    eventName,
    // The event's own ref is the branch that the pull request is for.
    ref: eventName === "pull_request_target" && pullRequest !== void 0 ? `refs/pull/${pullRequest.number}/merge` : ref,
    defaultBranch,
    baseRef: pullRequest?.baseRef ?? context.baseRef?.replace(/^refs\/heads\//, ""),
    sha: usesHead ? pullRequest?.headSha : void 0,
    shaLength: shaLength(env["DOCKER_METADATA_SHORT_SHA_LENGTH"]),
    now: now?.()
  });
}, "tagEvent");
var shaLength = /* @__PURE__ */ __name((text) => {
  if (text === void 0 || text === "") return void 0;
  if (/^\d+$/.test(text) && Number(text) > 0) return Number(text);
  throw new InputError(
    "BAD_TAG",
    `DOCKER_METADATA_SHORT_SHA_LENGTH: ${JSON.stringify(text)} is no number of characters; correct or unset it`
  );
}, "shaLength");

export {
  tagEvent
};
