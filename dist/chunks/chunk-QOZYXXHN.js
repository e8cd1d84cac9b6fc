import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  within
} from "./chunk-U3M72GLK.js";
import {
  debug,
  group,
  info,
  setFailed,
  warning
} from "./chunk-6BMPN22G.js";
import {
  describeIssues,
  parseJson
} from "./chunk-MRU7UBN4.js";
import {
  disarm,
  openProgress,
  renderQuietProgress
} from "./chunk-T2GPOKVR.js";
import {
  array,
  boolean,
  minValue,
  nullish,
  number,
  object,
  optional,
  pipe,
  record,
  regex,
  safeInteger,
  safeParse,
  string,
  undefined_,
  union
} from "./chunk-FLZNCGTB.js";
import {
  defined
} from "./chunk-KKCQXBLK.js";
import {
  EXIT,
  KnownError,
  messageOf
} from "./chunk-UNTW53JI.js";
import {
  visible
} from "./chunk-OL3P4MEU.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/github/api.ts
var REQUEST_TIMEOUT_MS = 3e4;
var openApi = /* @__PURE__ */ __name(async (options) => {
  const { Octokit } = await import("./dist-src-PKOP6HLA.js");
  const quiet = /* @__PURE__ */ __name(() => {
  }, "quiet");
  return new Octokit({
    auth: options.token,
    baseUrl: options.apiUrl,
    userAgent: "nix-image-action",
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    request: {
      fetch: /* @__PURE__ */ __name((url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) }), "fetch")
    }
  });
}, "openApi");
var statusOf = /* @__PURE__ */ __name((error) => {
  const status = typeof error === "object" && error !== null && "status" in error ? error.status : void 0;
  return typeof status === "number" ? status : void 0;
}, "statusOf");

// src/github/artifact-list.ts
import { appendFile } from "node:fs/promises";
var LIMIT = 500;
var listArtifacts = /* @__PURE__ */ __name(async (file, images, log) => {
  const lines = [...new Set(images)].filter((image) => !/[=\s]/.test(image)).slice(0, LIMIT);
  if (file === void 0 || file === "" || lines.length === 0) return;
  try {
    await appendFile(file, lines.map((image) => `oci://${image}
`).join(""));
  } catch (error) {
    log.debug(`not listed in GITHUB_ARTIFACTS: ${messageOf(error)}`);
  }
}, "listArtifacts");

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
  const place = { cache: options.cache, folder: path.join(dir, "stored"), prefix: `${PREFIX}-${scope}-` };
  let latest;
  let failed = false;
  const restore = /* @__PURE__ */ __name(async (revision) => {
    if (failed) return void 0;
    try {
      const restored = await restoreEntry(place, revision);
      latest ??= restored;
      return restored;
    } catch (error) {
      failed = true;
      options.log.info(`The stored report could not be read from the cache (${messageOf(error)}).`);
      return void 0;
    }
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
      return { key: place.prefix + revision, stagedFolder, folder: place.folder };
    }, "stage")
  };
}, "openBaselineStore");
var scopeHash = /* @__PURE__ */ __name((scope) => createHash("sha256").update(JSON.stringify(scope)).digest("hex").slice(0, 16), "scopeHash");
var restoreEntry = /* @__PURE__ */ __name(async ({ cache, folder, prefix }, revision) => {
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
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, "restoreEntry");
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

// src/github/own-comments.ts
var commentSchema = object({
  id: number(),
  html_url: string(),
  body: nullish(string(), ""),
  user: nullish(object({ login: string(), type: optional(string()) }))
});
var PAGE = 100;
var MOST_PAGES = 50;
var listOwnComments = /* @__PURE__ */ __name(async (api, target, marker) => {
  const marked = [];
  let pages = 0;
  for (let more = true; more && pages < MOST_PAGES; ) {
    const { owner, repo, issue: issue_number } = target;
    const { data, headers } = await api.rest.issues.listComments({
      ...{ owner, repo, issue_number, per_page: PAGE, page: ++pages }
    });
    marked.push(...parseAnswer(array(commentSchema), data).filter(({ body }) => bearsMarker(body ?? "", marker)));
    more = headers.link?.includes('rel="next"') === true;
  }
  const ownLogin = marked.every(isBots) ? void 0 : await readLogin(api);
  const ours = marked.filter((comment) => isBots(comment) || isBy(comment, ownLogin));
  return { comments: ours.map(toOwn).sort((a, b) => a.id - b.id), pages };
}, "listOwnComments");
var readComment = /* @__PURE__ */ __name(async (api, { owner, repo }, comment_id) => toOwn(parseAnswer(commentSchema, (await api.rest.issues.getComment({ owner, repo, comment_id })).data)), "readComment");
var toOwn = /* @__PURE__ */ __name(({ id, html_url, body, user }) => ({
  ...{ id, url: html_url, body: body ?? "", author: user?.login ?? "" }
}), "toOwn");
var parseAnswer = /* @__PURE__ */ __name((schema, data) => {
  const result = safeParse(schema, data, { abortEarly: true });
  if (result.success) return result.output;
  throw new GitHubError("BAD_ANSWER", `GitHub's answer is not what its API answers: ${describeIssues(result.issues)}`);
}, "parseAnswer");
var bearsMarker = /* @__PURE__ */ __name((body, marker) => {
  const lines = body.replaceAll("\r\n", "\n").split("\n");
  const at = lines.indexOf(marker);
  return at >= 0 && !lines.slice(0, at).some((line) => /^\s*(```|~~~)/.test(line));
}, "bearsMarker");
var isBots = /* @__PURE__ */ __name(({ user }) => user?.type === "Bot", "isBots");
var isBy = /* @__PURE__ */ __name(({ user }, login) => login !== void 0 && user?.login === login, "isBy");
var readLogin = /* @__PURE__ */ __name(async (api) => {
  try {
    return (await api.rest.users.getAuthenticated()).data.login;
  } catch {
    return void 0;
  }
}, "readLogin");

// src/github/comment-writer.ts
var AGAIN = { kind: "again" };
var over = /* @__PURE__ */ __name((outcome) => ({ kind: "over", outcome }), "over");
var writtenSchema = object({ html_url: string() });
var openWriter = /* @__PURE__ */ __name(({ api, target, comment }) => {
  const { owner, repo, issue: issue_number } = target;
  const memory = /* @__PURE__ */ new Set();
  let written;
  const compose = /* @__PURE__ */ __name((bodies) => {
    const before = [...memory].filter((body) => !bodies.includes(body));
    for (const body of bodies) memory.add(body);
    return comment.compose({ bodies: [...before, ...bodies], written: written !== void 0 });
  }, "compose");
  const create = /* @__PURE__ */ __name(async () => {
    if (written !== void 0) return over({ kind: "removed" });
    if (!comment.mayCreate) return over({ kind: "not-needed" });
    const { data } = await api.rest.issues.createComment({ owner, repo, issue_number, body: compose([]) });
    written = { kind: "created", url: parseAnswer(writtenSchema, data).html_url };
    return AGAIN;
  }, "create");
  const update = /* @__PURE__ */ __name(async (comment_id, body) => {
    const { data } = await api.rest.issues.updateComment({ owner, repo, comment_id, body });
    written = { kind: written?.kind ?? "updated", url: parseAnswer(writtenSchema, data).html_url };
    return AGAIN;
  }, "update");
  const remove = /* @__PURE__ */ __name(async (comments) => {
    for (const { id } of comments)
      await unlessGone(async () => {
        await api.rest.issues.deleteComment({ owner, repo, comment_id: id });
        return AGAIN;
      });
    return AGAIN;
  }, "remove");
  const join = /* @__PURE__ */ __name(async (first, others) => {
    const losers = others.filter(({ author }) => author === first.author);
    const body = compose([...losers.map((loser) => loser.body), first.body]);
    if (!sameText(first.body, body)) return update(first.id, body);
    return losers.length > 0 ? remove(losers) : over({ kind: written?.kind ?? "unchanged", url: first.url });
  }, "join");
  const round = /* @__PURE__ */ __name(async () => {
    const { comments, pages } = await listOwnComments(api, target, comment.marker);
    const [first, ...others] = comments;
    if (first === void 0) return create();
    return unlessGone(async () => join(pages > 1 ? await readComment(api, target, first.id) : first, others));
  }, "round");
  return { round, written: /* @__PURE__ */ __name(() => written, "written") };
}, "openWriter");
var unlessGone = /* @__PURE__ */ __name(async (change) => {
  try {
    return await change();
  } catch (error) {
    if (statusOf(error) === 404 || statusOf(error) === 410) return AGAIN;
    throw error;
  }
}, "unlessGone");
var sameText = /* @__PURE__ */ __name((a, b) => normalise(a) === normalise(b), "sameText");
var normalise = /* @__PURE__ */ __name((text) => text.replaceAll("\r\n", "\n").replaceAll(/\/actions\/runs\/\d+(\/artifacts\/\d+|#artifacts)?/g, "/actions/runs/").replaceAll(/^(<!-- section .*) run=[\d.]+/gm, "$1").trimEnd(), "normalise");

// src/github/trouble.ts
var SECONDARY_LIMIT_MS = 6e4;
var headersSchema = object({
  response: object({ headers: record(string(), union([string(), number(), undefined_()])) })
});
var troubleOf = /* @__PURE__ */ __name((error) => {
  const status = statusOf(error);
  const message = messageOf(error).split("\n")[0] ?? "";
  if (status === void 0) return isNetworkError(error) ? { kind: "passing", problem: message } : void 0;
  const parsed = safeParse(headersSchema, error);
  if (!parsed.success && status === 500) return { kind: "passing", problem: message };
  const headers = parsed.success ? parsed.output.response.headers : {};
  const problem = `${message} (status ${status})`;
  if (isRateLimit(status, message, headers)) return { kind: "passing", problem, waitMs: requestedWait(headers) };
  if (status >= 500 || status === 408) return { kind: "passing", problem };
  if (status === 403 && /\blocked\b/i.test(message)) return { kind: "locked" };
  if (status === 401 || status === 403 || status === 404) return { kind: "forbidden", status };
  return { kind: "failed", problem };
}, "troubleOf");
var isRateLimit = /* @__PURE__ */ __name((status, message, headers) => status === 429 || status === 403 && (/rate limit/i.test(message) || headers["retry-after"] !== void 0 || headers["x-ratelimit-remaining"] === "0"), "isRateLimit");
var requestedWait = /* @__PURE__ */ __name((headers) => {
  const seconds = Number(headers["retry-after"] ?? Number.NaN);
  if (seconds >= 0) return seconds * 1e3;
  const reset = Number(headers["x-ratelimit-reset"] ?? Number.NaN) * 1e3 - Date.parse(String(headers["date"] ?? ""));
  return headers["x-ratelimit-remaining"] === "0" && reset >= 0 ? reset : SECONDARY_LIMIT_MS;
}, "requestedWait");
var isNetworkError = /* @__PURE__ */ __name((error) => {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? error.code : void 0;
  if (typeof code === "string" && /^(E[A-Z]+|UND_ERR_[A-Z_]+)$/.test(code)) return true;
  return error instanceof TypeError && /^(fetch failed|terminated)$/.test(error.message);
}, "isNetworkError");

// src/github/patience.ts
var FIRST_BACKOFF_MS = 1e3;
var MOST_TROUBLES = 4;
var PATIENCE_MS = 6e4;
var toTrouble = /* @__PURE__ */ __name((error) => {
  if (error instanceof GitHubError) return { kind: "passing", problem: error.message };
  const trouble = troubleOf(error);
  if (trouble === void 0) throw error;
  return trouble;
}, "toTrouble");
var openPatience = /* @__PURE__ */ __name((what, { pace, log }) => {
  let [left, troubles] = [PATIENCE_MS, 0];
  return {
    endure: /* @__PURE__ */ __name(async ({ problem, waitMs }) => {
      const backoff = FIRST_BACKOFF_MS * 2 ** troubles * (0.5 + pace.random() / 2);
      const wait = Math.ceil(waitMs ?? backoff);
      troubles += 1;
      left -= wait;
      if (troubles > MOST_TROUBLES || left < 0) return { kind: "failed", problem };
      log.info(`${what}: ${problem}; trying again in ${(wait / 1e3).toFixed(1)} s`);
      await pace.sleep(wait);
      return void 0;
    }, "endure")
  };
}, "openPatience");

// src/github/comment.ts
var ROUNDS = 12;
var SETTLE_MS = 2500;
var JITTER_MS = 1e3;
var upsertComment = /* @__PURE__ */ __name(async (writing) => {
  const { pace, log } = writing;
  const writer = openWriter(writing);
  const patience = openPatience("Comment", writing);
  for (let count = 0; count < ROUNDS; ) {
    const round = await writer.round().catch(toStop);
    if (round.kind === "over") return round.outcome;
    if (round.kind === "trouble") {
      const end = await patience.endure(round.trouble);
      if (end === void 0) continue;
      const written = writer.written();
      if (written !== void 0) log.info("The comment is written, but could not be read again.");
      return written ?? end;
    }
    count += 1;
    await pace.sleep(SETTLE_MS + pace.random() * JITTER_MS * count);
  }
  const url = writer.written()?.url;
  return url === void 0 ? { kind: "failed", problem: "the comment is gone each time" } : { kind: "contested", url };
}, "upsertComment");
var toStop = /* @__PURE__ */ __name((error) => {
  const trouble = toTrouble(error);
  return trouble.kind === "passing" ? { kind: "trouble", trouble } : { kind: "over", outcome: trouble };
}, "toStop");

// src/github/context.ts
var sha = pipe(string(), regex(/^[0-9a-f]{40,64}$/, "expected a commit hash"));
var pullRequestSchema = object({
  number: pipe(number(), safeInteger(), minValue(1)),
  head: object({ sha, repo: nullish(object({ full_name: string() })) }),
  base: object({ ref: string(), sha: optional(sha) }),
  labels: optional(array(object({ name: string() })), [])
});
var eventSchema = object({
  pull_request: optional(pullRequestSchema),
  before: optional(string()),
  forced: optional(boolean()),
  base_ref: nullish(string()),
  repository: optional(
    object({
      description: nullish(string()),
      license: nullish(object({ spdx_id: nullish(string()) })),
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
  const about = aboutOf(event.repository);
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
    runAttempt: Number(env["GITHUB_RUN_ATTEMPT"] ?? 1),
    runUrl: `${serverUrl}/${owner}/${repo}/actions/runs/${env["GITHUB_RUN_ID"] ?? ""}`,
    ...defaultBranch === void 0 ? {} : { defaultBranch },
    ...Object.keys(about).length === 0 ? {} : { about },
    ...event.base_ref ? { baseRef: event.base_ref } : {},
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
var aboutOf = /* @__PURE__ */ __name((repository) => {
  const { description, license } = repository ?? {};
  const id = license?.spdx_id;
  return {
    ...description ? { description } : {},
    ...id && id !== "NOASSERTION" ? { license: id } : {}
  };
}, "aboutOf");
var ownerTypeOf = /* @__PURE__ */ __name((type) => type === "Organization" || type === "User" ? type : void 0, "ownerTypeOf");
var pullRequestOf = /* @__PURE__ */ __name((pull, repository) => ({
  number: pull.number,
  headSha: pull.head.sha,
  baseRef: pull.base.ref,
  ...pull.base.sha === void 0 ? {} : { baseSha: pull.base.sha },
  fromFork: pull.head.repo?.full_name !== repository,
  labels: pull.labels.map(({ name }) => name)
}), "pullRequestOf");
var NOT_OF_THEIR_REF = ["pull_request_target", "workflow_run"];
var branchOf = /* @__PURE__ */ __name(({ eventName, ref, pullRequest }) => {
  if (pullRequest !== void 0 || NOT_OF_THEIR_REF.includes(eventName)) return void 0;
  return ref.startsWith("refs/heads/") ? ref.slice("refs/heads/".length) : void 0;
}, "branchOf");
var gitTagOf = /* @__PURE__ */ __name((context) => context.ref.startsWith("refs/tags/") ? context.ref.slice("refs/tags/".length) : void 0, "gitTagOf");

// src/github/pull-request.ts
var pullSchema = object({
  state: string(),
  head: object({ sha: string(), ref: string(), repo: nullish(object({ full_name: string() })) }),
  base: object({ repo: object({ full_name: string() }) })
});
var readPullRequest = /* @__PURE__ */ __name(async (reading) => {
  const patience = openPatience("Pull request", reading);
  for (; ; ) {
    try {
      return await ask(reading);
    } catch (error) {
      const trouble = toTrouble(error);
      if (trouble.kind !== "passing") return trouble;
      const end = await patience.endure(trouble);
      if (end !== void 0) return end;
    }
  }
}, "readPullRequest");
var ask = /* @__PURE__ */ __name(async ({ api, target: { number: number2, ...place } }) => {
  try {
    const { data } = await api.rest.pulls.get({ ...place, pull_number: number2 });
    const { state, head, base } = parseAnswer(pullSchema, data);
    const from = head.repo?.full_name;
    return {
      kind: "pull",
      pull: {
        ...{ open: state === "open", headSha: head.sha, headBranch: head.ref, baseRepository: base.repo.full_name },
        ...from === void 0 ? {} : { headRepository: from }
      }
    };
  } catch (error) {
    if (statusOf(error) === 404) return { kind: "missing" };
    throw error;
  }
}, "ask");

// src/github/workflow-run.ts
var eventSchema2 = object({
  workflow: nullish(object({ name: optional(string()) })),
  workflow_run: object({
    id: pipe(number(), safeInteger()),
    run_attempt: optional(pipe(number(), safeInteger()), 1),
    name: nullish(string()),
    event: string(),
    head_sha: pipe(string(), regex(/^[0-9a-f]{40,64}$/, "expected a commit hash")),
    head_branch: nullish(string()),
    head_repository: nullish(object({ full_name: string() }))
  })
});
var parseFinishedRun = /* @__PURE__ */ __name((eventName, eventText) => {
  if (eventName !== "workflow_run") {
    throw new GitHubError(
      "BAD_CONTEXT",
      `this runs on workflow_run, not on ${eventName}: it takes the report of another workflow that has ended; see examples/nixpkgs/.github/workflows/comment-from-forks.yml`
    );
  }
  const parsed = parseJson(eventSchema2, eventText);
  if (parsed.kind === "bad") {
    throw new GitHubError("BAD_CONTEXT", `the event file (GITHUB_EVENT_PATH) is no workflow_run: ${parsed.problem}`);
  }
  const { workflow, workflow_run: run } = parsed.value;
  const repository = run.head_repository?.full_name;
  return {
    ...{ id: run.id, attempt: run.run_attempt, eventName: run.event, headSha: run.head_sha },
    workflow: workflow?.name ?? run.name ?? "",
    headBranch: run.head_branch ?? "",
    ...repository === void 0 ? {} : { headRepository: repository }
  };
}, "parseFinishedRun");

// src/github/artifact.ts
var ARTIFACT_PREFIX = "nix-image-report";
var MOST_OF_ONE_NAME = 20;
var LONGEST_NAME = 120;
var UPLOAD_TIMEOUT_MS = 12e4;
var openArtifacts = /* @__PURE__ */ __name(({ client, log }) => {
  const upload = /* @__PURE__ */ __name(async ({ name, files, folder }) => {
    for (let count = 1; count <= MOST_OF_ONE_NAME; count++) {
      try {
        const numbered = count === 1 ? artifactName(name) : `${artifactName(name)}-${count}`;
        return (await (await client()).uploadArtifact(numbered, [...files], folder)).id;
      } catch (error) {
        if (!isTaken(error)) throw error;
      }
    }
    throw new Error(`${MOST_OF_ONE_NAME} artifacts have the name ${artifactName(name)} already`);
  }, "upload");
  return async (artifact) => {
    try {
      return await log.group("Upload the report", () => within(UPLOAD_TIMEOUT_MS, () => upload(artifact)));
    } catch (error) {
      log.warning(
        `The report could not be uploaded as an artifact: ${messageOf(error).split("\n")[0]}. It is in the job summary; upload-report: false uploads none.`
      );
      return void 0;
    }
  };
}, "openArtifacts");
var hasArtifacts = /* @__PURE__ */ __name((serverUrl) => /^https?:\/\/(github\.com|[^/]+\.ghe\.com|[^/]+\.localhost)(:\d+)?\/?$/i.test(serverUrl), "hasArtifacts");
var artifactName = /* @__PURE__ */ __name((parts) => [ARTIFACT_PREFIX, ...parts].map((part) => part.replace(/[^A-Za-z0-9._-]+/g, "-")).join("-").slice(0, LONGEST_NAME), "artifactName");
var isTaken = /* @__PURE__ */ __name((error) => /\(409\)/.test(messageOf(error)), "isTaken");

// src/github/commits.ts
var answerSchema = object({
  merge_base_commit: object({ sha: pipe(string(), regex(/^[0-9a-f]{40,64}$/)) })
});
var readMergeBase = /* @__PURE__ */ __name(async (api, place, { base, head }) => {
  try {
    const { data } = await api.rest.repos.compareCommitsWithBasehead({
      ...place,
      basehead: `${base}...${head}`,
      per_page: 1
      // of the commits between, which nobody asks for
    });
    const answer = safeParse(answerSchema, data);
    return answer.success ? { kind: "commit", id: answer.output.merge_base_commit.sha } : { kind: "failed", problem: "it names no commit" };
  } catch (error) {
    const status = statusOf(error);
    if (status === void 0) throw error;
    return { kind: "failed", problem: `${messageOf(error).split("\n")[0]} (status ${status})` };
  }
}, "readMergeBase");

// src/github/labels.ts
var readLabels = /* @__PURE__ */ __name(async (api, place, of) => {
  try {
    const names = of.kind === "merge" ? await ofMerge(api, place, of.sha) : await ofPullRequest(api, place, of.number);
    return { kind: "labels", names };
  } catch (error) {
    const status = statusOf(error);
    if (status === void 0) throw error;
    return { kind: "failed", problem: `${messageOf(error).split("\n")[0]} (status ${status})` };
  }
}, "readLabels");
var ofPullRequest = /* @__PURE__ */ __name(async (api, place, number2) => {
  const { data } = await api.rest.issues.listLabelsOnIssue({ ...place, issue_number: number2, per_page: 100 });
  return data.map(({ name }) => name);
}, "ofPullRequest");
var ofMerge = /* @__PURE__ */ __name(async (api, place, sha2) => {
  const { data } = await api.rest.repos.listPullRequestsAssociatedWithCommit({
    ...place,
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
    warning: /* @__PURE__ */ __name((message, place) => warning(message, annotationAt(place)), "warning"),
    debug: /* @__PURE__ */ __name((message) => debug(message), "debug"),
    group: /* @__PURE__ */ __name((title, body) => group(title, body), "group"),
    foreign,
    progress: /* @__PURE__ */ __name((title, total) => openProgress({
      ...{ title, total, now, first: 5e3, every: 5e3 },
      show: /* @__PURE__ */ __name((state) => foreign(visible(renderQuietProgress(state))), "show")
    }), "progress")
  };
}, "workflowLog");
var failStep = /* @__PURE__ */ __name((error) => {
  if (error instanceof KnownError) setFailed(error.message);
  else setFailed(error instanceof Error ? error.stack ?? error.message : String(error));
}, "failStep");

export {
  openApi,
  openArtifacts,
  hasArtifacts,
  listArtifacts,
  openBaselineStore,
  saveStaged,
  GitHubError,
  upsertComment,
  readMergeBase,
  parseContext,
  branchOf,
  gitTagOf,
  readLabels,
  readPullRequest,
  parseFinishedRun,
  annotationAt,
  workflowLog,
  failStep
};
