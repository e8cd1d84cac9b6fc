import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  branchOf,
  gitTagOf
} from "./chunk-QOZYXXHN.js";
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

// src/pipeline/registry-facts.ts
var accessOf = /* @__PURE__ */ __name((inputs, context) => {
  const { owner, repo, actor, ownerType, pullRequest } = context;
  const { registryUsername: username, registryPassword: password, githubToken: token } = inputs;
  return {
    ...{ owner, repo, insecure: inputs.registryInsecure },
    credentials: {
      given: defined({ username, password }),
      ...token === void 0 ? {} : { github: { actor, token } }
    },
    workflow: {
      ...{ repository: `${owner}/${repo}`, fromFork: pullRequest?.fromFork ?? false, actor },
      ...defined({ ownerType })
    }
  };
}, "accessOf");
var tagFactsOf = /* @__PURE__ */ __name((context, revLength, deps) => {
  const branch = branchOf(context);
  return {
    headRev: context.pullRequest?.headSha.slice(0, revLength),
    branch,
    pr: context.pullRequest?.number,
    gitTag: gitTagOf(context),
    event: tagEvent(context, deps),
    onDefaultBranch: branch !== void 0 && branch === context.defaultBranch
  };
}, "tagFactsOf");

export {
  accessOf,
  tagFactsOf
};
