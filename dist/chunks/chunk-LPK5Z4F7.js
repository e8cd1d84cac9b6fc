import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  debug,
  group,
  info,
  warning
} from "./chunk-G2LOX5GC.js";
import {
  array,
  boolean,
  minValue,
  nullish,
  number,
  object,
  optional,
  parseJson,
  pipe,
  regex,
  safeInteger,
  string
} from "./chunk-COWZVMAT.js";
import {
  disarm,
  openProgress,
  renderQuietProgress
} from "./chunk-SZYH2HD5.js";
import {
  EXIT,
  KnownError,
  messageOf,
  visible
} from "./chunk-C5EYQWJQ.js";
import {
  defined
} from "./chunk-KKCQXBLK.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/github/api.ts
var openApi = /* @__PURE__ */ __name(async (options) => {
  const { Octokit } = await import("./dist-src-HAKBEMQY.js");
  const quiet = /* @__PURE__ */ __name(() => {
  }, "quiet");
  return new Octokit({
    auth: options.token,
    baseUrl: options.apiUrl,
    userAgent: "nix-image-action",
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet }
  });
}, "openApi");
var statusOf = /* @__PURE__ */ __name((error) => {
  const status = typeof error === "object" && error !== null && "status" in error ? error.status : void 0;
  return typeof status === "number" ? status : void 0;
}, "statusOf");

// src/github/baseline-store.ts
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
var PREFIX = "nix-image-report-v2";
var REPORT_FILE = "reports.json";
var TREND_FILE = "trend.jsonl";
var RESTORE_TIMEOUT_MS = 2e4;
var openBaselineStore = /* @__PURE__ */ __name((options) => {
  const scope = scopeHash(options.scope);
  const dir = path.join(options.dir, scope);
  const place2 = { ...options, folder: path.join(dir, "stored"), prefix: `${PREFIX}-${scope}-` };
  let latest;
  const restore = /* @__PURE__ */ __name(async (revision) => {
    const restored = await restoreEntry(place2, revision);
    latest ??= restored;
    return restored;
  }, "restore");
  return {
    restore: /* @__PURE__ */ __name(async (revision) => {
      const restored = await restore(revision);
      return restored && { revision: restored.revision, text: restored.report };
    }, "restore"),
    trend: /* @__PURE__ */ __name(async () => (latest ?? await restore(void 0))?.trend ?? "", "trend"),
    stage: /* @__PURE__ */ __name(async (revision, entry) => {
      const stagedFolder = path.join(dir, `staged-${revision}`);
      await mkdir(stagedFolder, { recursive: true });
      await writeFile(path.join(stagedFolder, REPORT_FILE), entry.report);
      await writeFile(path.join(stagedFolder, TREND_FILE), entry.trend);
      return { key: place2.prefix + revision, stagedFolder, folder: place2.folder };
    }, "stage")
  };
}, "openBaselineStore");
var scopeHash = /* @__PURE__ */ __name((scope) => createHash("sha256").update(JSON.stringify(scope)).digest("hex").slice(0, 16), "scopeHash");
var restoreEntry = /* @__PURE__ */ __name(async ({ cache, folder, prefix, log }, revision) => {
  await rm(folder, { recursive: true, force: true });
  try {
    const key = await within(
      RESTORE_TIMEOUT_MS,
      () => cache.restoreCache([folder], `${prefix}${revision ?? ""}`, revision === void 0 ? [prefix] : [])
    );
    if (key === void 0 || revision !== void 0 && key !== prefix + revision) return void 0;
    const [report = "", trend = ""] = await Promise.all(
      [REPORT_FILE, TREND_FILE].map((file) => readFile(path.join(folder, file), "utf8"))
    );
    return { revision: key.slice(prefix.length), report, trend };
  } catch (error) {
    log.info(`The stored report could not be read from the cache (${messageOf(error)}).`);
    return void 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, "restoreEntry");
var within = /* @__PURE__ */ __name(async (milliseconds, work) => {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds / 1e3} s`)), milliseconds);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}, "within");
var saveStaged = /* @__PURE__ */ __name(async (cache, staged, log) => {
  try {
    await cp(staged.stagedFolder, staged.folder, { recursive: true });
    const id = await cache.saveCache([staged.folder], staged.key);
    log.info(
      id < 0 ? "The report of this commit was not stored again." : `Stored the report of this commit (${staged.key}).`
    );
  } catch (error) {
    log.info(`The report of this commit could not be stored (${messageOf(error)}).`);
  }
}, "saveStaged");

// src/github/comment.ts
var upsertComment = /* @__PURE__ */ __name(async (api, target, comment) => {
  try {
    return await upsert(api, target, comment);
  } catch (error) {
    const status = statusOf(error);
    if (status === void 0) throw error;
    const message = messageOf(error);
    const refused = status === 401 || status === 403 || status === 404;
    if (refused && !/rate limit/i.test(message)) return { kind: "forbidden", status };
    return { kind: "failed", problem: `${message.split("\n")[0]} (status ${status})` };
  }
}, "upsertComment");
var upsert = /* @__PURE__ */ __name(async (api, target, comment) => {
  const found = await findComment(api, target, comment.marker);
  if (found === void 0 && !comment.mayCreate) return { kind: "not-needed" };
  const body = comment.compose(found?.body);
  if (found === void 0) {
    const { data: data2 } = await api.rest.issues.createComment({ ...place(target), issue_number: target.issue, body });
    return { kind: "created", url: data2.html_url };
  }
  if (sameText(found.body, body)) return { kind: "unchanged", url: found.url };
  const { data } = await api.rest.issues.updateComment({ ...place(target), comment_id: found.id, body });
  return { kind: "updated", url: data.html_url };
}, "upsert");
var place = /* @__PURE__ */ __name(({ owner, repo }) => ({ owner, repo }), "place");
var sameText = /* @__PURE__ */ __name((a, b) => normalise(a) === normalise(b), "sameText");
var normalise = /* @__PURE__ */ __name((text) => text.replaceAll("\r\n", "\n").replaceAll(/\/actions\/runs\/\d+/g, "/actions/runs/").replaceAll(/^(<!-- section .*) run=\d+/gm, "$1").trimEnd(), "normalise");
var findComment = /* @__PURE__ */ __name(async (api, target, marker) => {
  const pages = api.paginate.iterator(api.rest.issues.listComments, {
    ...place(target),
    issue_number: target.issue,
    per_page: 100
  });
  for await (const { data } of pages) {
    for (const entry of data.filter((candidate) => candidate.body?.startsWith(marker) === true)) {
      if (entry.user?.type === "Bot" || await isOwner(api, entry.user?.login)) {
        return { id: entry.id, url: entry.html_url, body: entry.body ?? "" };
      }
    }
  }
  return void 0;
}, "findComment");
var isOwner = /* @__PURE__ */ __name(async (api, login) => {
  try {
    return (await api.rest.users.getAuthenticated()).data.login === login;
  } catch {
    return false;
  }
}, "isOwner");

// src/github/errors.ts
var GitHubError = class extends KnownError {
  static {
    __name(this, "GitHubError");
  }
  code;
  exitCode = EXIT.network;
  constructor(code, message, options) {
    super(message, options);
    this.code = code;
  }
};

// src/github/context.ts
var sha = pipe(string(), regex(/^[0-9a-f]{40,64}$/, "expected a commit hash"));
var pullRequestSchema = object({
  number: pipe(number(), safeInteger(), minValue(1)),
  head: object({ sha, repo: nullish(object({ full_name: string() })) }),
  base: object({ ref: string() }),
  labels: optional(array(object({ name: string() })), [])
});
var eventSchema = object({
  pull_request: optional(pullRequestSchema),
  before: optional(string()),
  forced: optional(boolean()),
  repository: optional(
    object({
      default_branch: optional(string()),
      owner: optional(object({ type: optional(string()) }))
    })
  )
});
var parseContext = /* @__PURE__ */ __name((env, eventText) => {
  const [owner = "", repo = ""] = need(env, "GITHUB_REPOSITORY").split("/");
  const event = parseEvent(eventText);
  const serverUrl = env["GITHUB_SERVER_URL"] ?? "https://github.com";
  const before = event.forced === true || /^0*$/.test(event.before ?? "") ? void 0 : event.before;
  const defaultBranch = event.repository?.default_branch;
  const ownerType = ownerTypeOf(event.repository?.owner?.type);
  return {
    eventName: need(env, "GITHUB_EVENT_NAME"),
    owner,
    repo,
    ...ownerType === void 0 ? {} : { ownerType },
    sha: need(env, "GITHUB_SHA"),
    ref: env["GITHUB_REF"] ?? "",
    workflow: env["GITHUB_WORKFLOW"] ?? "",
    job: env["GITHUB_JOB"] ?? "",
    actor: env["GITHUB_ACTOR"] ?? owner,
    apiUrl: env["GITHUB_API_URL"] ?? "https://api.github.com",
    serverUrl,
    runId: Number(env["GITHUB_RUN_ID"] ?? 0),
    runUrl: `${serverUrl}/${owner}/${repo}/actions/runs/${env["GITHUB_RUN_ID"] ?? ""}`,
    ...defaultBranch === void 0 ? {} : { defaultBranch },
    ...event.pull_request === void 0 ? {} : { pullRequest: pullRequestOf(event.pull_request, `${owner}/${repo}`) },
    ...before === void 0 ? {} : { before }
  };
}, "parseContext");
var need = /* @__PURE__ */ __name((env, name) => {
  const value = env[name];
  if (value !== void 0 && value !== "") return value;
  throw new GitHubError(
    "BAD_CONTEXT",
    `${name} is not set: this is not a workflow run; use the command line there: nix-image report IMAGE`
  );
}, "need");
var parseEvent = /* @__PURE__ */ __name((text) => {
  const result = parseJson(eventSchema, text === "" ? "{}" : text);
  if (result.kind === "ok") return result.value;
  throw new GitHubError("BAD_CONTEXT", `the event file (GITHUB_EVENT_PATH) is not a GitHub event: ${result.problem}`);
}, "parseEvent");
var ownerTypeOf = /* @__PURE__ */ __name((type) => type === "Organization" || type === "User" ? type : void 0, "ownerTypeOf");
var pullRequestOf = /* @__PURE__ */ __name((pull, repository) => ({
  number: pull.number,
  headSha: pull.head.sha,
  baseRef: pull.base.ref,
  fromFork: pull.head.repo?.full_name !== repository,
  labels: pull.labels.map(({ name }) => name)
}), "pullRequestOf");
var NOT_OF_THEIR_REF = ["pull_request_target", "workflow_run"];
var branchOf = /* @__PURE__ */ __name(({ eventName, ref, pullRequest }) => {
  if (pullRequest !== void 0 || NOT_OF_THEIR_REF.includes(eventName)) return void 0;
  return ref.startsWith("refs/heads/") ? ref.slice("refs/heads/".length) : void 0;
}, "branchOf");
var gitTagOf = /* @__PURE__ */ __name((context) => context.ref.startsWith("refs/tags/") ? context.ref.slice("refs/tags/".length) : void 0, "gitTagOf");

// src/github/labels.ts
var readLabels = /* @__PURE__ */ __name(async (api, place2, of) => {
  try {
    const names = of.kind === "merge" ? await ofMerge(api, place2, of.sha) : await ofPullRequest(api, place2, of.number);
    return { kind: "labels", names };
  } catch (error) {
    const status = statusOf(error);
    if (status === void 0) throw error;
    return { kind: "failed", problem: `${messageOf(error).split("\n")[0]} (status ${status})` };
  }
}, "readLabels");
var ofPullRequest = /* @__PURE__ */ __name(async (api, place2, number2) => {
  const { data } = await api.rest.issues.listLabelsOnIssue({ ...place2, issue_number: number2, per_page: 100 });
  return data.map(({ name }) => name);
}, "ofPullRequest");
var ofMerge = /* @__PURE__ */ __name(async (api, place2, sha2) => {
  const { data } = await api.rest.repos.listPullRequestsAssociatedWithCommit({
    ...place2,
    commit_sha: sha2,
    per_page: 100
  });
  const merged = data.filter((pull) => pull.merged_at !== null && pull.merge_commit_sha === sha2);
  return merged.flatMap(({ labels }) => labels.map(({ name }) => name));
}, "ofMerge");

// src/github/log.ts
var annotationAt = /* @__PURE__ */ __name(({ title, file, line } = {}) => defined({ title, file, startLine: line }), "annotationAt");
var workflowLog = /* @__PURE__ */ __name((now) => {
  const foreign = /* @__PURE__ */ __name((line) => info(disarm(line)), "foreign");
  return {
    info: /* @__PURE__ */ __name((message) => info(message), "info"),
    warning: /* @__PURE__ */ __name((message, place2) => warning(message, annotationAt(place2)), "warning"),
    debug: /* @__PURE__ */ __name((message) => debug(message), "debug"),
    group: /* @__PURE__ */ __name((title, body) => group(title, body), "group"),
    foreign,
    progress: /* @__PURE__ */ __name((title, total) => openProgress({
      ...{ title, total, now, first: 5e3, every: 5e3 },
      show: /* @__PURE__ */ __name((state) => foreign(visible(renderQuietProgress(state))), "show")
    }), "progress")
  };
}, "workflowLog");

export {
  openApi,
  openBaselineStore,
  saveStaged,
  upsertComment,
  parseContext,
  branchOf,
  gitTagOf,
  readLabels,
  annotationAt,
  workflowLog
};
