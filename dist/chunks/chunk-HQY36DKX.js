import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  EXIT,
  KnownError
} from "./chunk-UNTW53JI.js";
import {
  redact
} from "./chunk-OL3P4MEU.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/git/commit.ts
var parseCommit = /* @__PURE__ */ __name((raw) => {
  const [headers = ""] = raw.split("\n\n", 1);
  const parents = [...headers.matchAll(/^parent ([0-9a-f]{40,64})$/gm)].map(([, id]) => id ?? "");
  const seconds = /^committer .* (\d+) [+-]\d{4}$/m.exec(headers)?.[1];
  if (seconds === void 0) return void 0;
  return { parents, committedAt: new Date(Number(seconds) * 1e3).toISOString().replace(".000Z", "Z") };
}, "parseCommit");
var isCommitId = /* @__PURE__ */ __name((text) => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text), "isCommitId");

// src/git/errors.ts
var GitError = class extends KnownError {
  static {
    __name(this, "GitError");
  }
  code;
  exitCode = EXIT.usage;
  constructor(code, message, options) {
    super(message, options);
    this.code = code;
  }
};

// src/git/merge-base.ts
import { readFile } from "node:fs/promises";
var mergeBaseHere = /* @__PURE__ */ __name(async (git, { names }) => {
  for (const name of names) {
    const { status, stdout } = await git("merge-base", "HEAD", name);
    const base = stdout.trim();
    if (status === 0) return await isWholeSince(git, [name, base]) ? base : void 0;
  }
  return void 0;
}, "mergeBaseHere");
var isWholeSince = /* @__PURE__ */ __name(async (git, [other, base]) => {
  const cut = await shallowCommits(git);
  if (cut.size === 0) return true;
  const { stdout } = await git("rev-list", "HEAD", other, `^${base}`, "--");
  return stdout.split("\n").every((id) => !cut.has(id));
}, "isWholeSince");
var shallowCommits = /* @__PURE__ */ __name(async (git) => {
  const { stdout } = await git("rev-parse", "--path-format=absolute", "--git-path", "shallow");
  const text = await readFile(stdout.trim(), "utf8").catch(() => "");
  return new Set(text.split("\n").filter((line) => line !== ""));
}, "shallowCommits");
var STEPS = [50, 500, 5e3];
var fetchMergeBase = /* @__PURE__ */ __name(async (git, other) => {
  if ((await shallowCommits(git)).size === 0) {
    await git("fetch", "--no-tags", "origin", `+${other.refspec}`);
    return mergeBaseHere(git, other);
  }
  const [head = "", count = ""] = await Promise.all([
    git("rev-parse", "HEAD").then(({ stdout }) => stdout.trim()),
    git("rev-list", "--count", "HEAD").then(({ stdout }) => stdout.trim())
  ]);
  const depths = [...STEPS.map((step) => `--depth=${Number(count) + step}`), "--unshallow"];
  for (const depth of depths) {
    const { status } = await git("fetch", "--no-tags", depth, "origin", head, `+${other.refspec}`);
    const base = await mergeBaseHere(git, other);
    if (base !== void 0 || status !== 0) return base;
  }
  return void 0;
}, "fetchMergeBase");

// src/git/run-git.ts
var ENV = { LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" };
var gitIn = /* @__PURE__ */ __name((dir, run) => (...args) => run("git", args, { cwd: dir, env: ENV }), "gitIn");

// src/git/git.ts
var openGit = /* @__PURE__ */ __name(async ({
  run,
  dir
}) => {
  const git = gitIn(dir, run);
  const result = await git("rev-parse", "--show-toplevel");
  if (result.status === 127 || /not a git repository/i.test(result.stderr)) return void 0;
  const top = mustSucceed(result, dir).replace(/\n$/, "");
  return repository(git, top);
}, "openGit");
var repository = /* @__PURE__ */ __name((git, top) => {
  const resolve = /* @__PURE__ */ __name(async (revision) => {
    if (revision.startsWith("-")) return void 0;
    const { status, stdout } = await git("rev-parse", "--verify", "--quiet", `${revision}^{commit}`);
    return status === 0 ? stdout.trim() : void 0;
  }, "resolve");
  const hasCommit = /* @__PURE__ */ __name(async (id) => isCommitId(id) && await resolve(id) !== void 0, "hasCommit");
  const readCommit = /* @__PURE__ */ __name(async (revision) => commitAt({ git, top, revision, id: await resolve(revision) }), "readCommit");
  return {
    topLevel: /* @__PURE__ */ __name(() => top, "topLevel"),
    headRevision: /* @__PURE__ */ __name(() => resolve("HEAD"), "headRevision"),
    isDirty: /* @__PURE__ */ __name(async () => mustSucceed(await git("status", "--porcelain", "--untracked-files=no"), top) !== "", "isDirty"),
    resolve,
    parents: /* @__PURE__ */ __name(async (revision) => (await readCommit(revision)).parents, "parents"),
    ancestors: /* @__PURE__ */ __name(async (limit) => {
      const { status, stdout } = await git(
        "rev-list",
        "--first-parent",
        `--max-count=${limit}`,
        "--skip=1",
        "HEAD",
        "--"
      );
      return status === 0 ? stdout.split("\n").filter(isCommitId) : [];
    }, "ancestors"),
    commitDate: /* @__PURE__ */ __name(async (revision) => (await readCommit(revision)).committedAt, "commitDate"),
    hasCommit,
    fetchCommit: /* @__PURE__ */ __name(async (id) => await hasCommit(id) ? { kind: "present" } : fetchFromOrigin(git, id), "fetchCommit"),
    descendsFrom: /* @__PURE__ */ __name((revision, id) => descendsFrom(git, revision, id), "descendsFrom"),
    mergeBase: /* @__PURE__ */ __name((other) => mergeBaseHere(git, placesOf(other)), "mergeBase"),
    fetchMergeBase: /* @__PURE__ */ __name((other) => fetchMergeBase(git, placesOf(other)), "fetchMergeBase"),
    changedFiles: /* @__PURE__ */ __name(async (from, to) => {
      const ids = await Promise.all([from, ...to === void 0 ? [] : [to]].map(resolve));
      if (ids.includes(void 0)) return void 0;
      const { status, stdout } = await git("diff", "--name-only", "--no-renames", "-z", ...ids.map(String), "--");
      return status === 0 ? stdout.split("\0").filter((file) => file !== "") : void 0;
    }, "changedFiles")
  };
}, "repository");
var commitAt = /* @__PURE__ */ __name(async ({ git, top, revision, id }) => {
  const raw = id === void 0 ? void 0 : mustSucceed(await git("cat-file", "commit", id), top);
  const commit = raw === void 0 ? void 0 : parseCommit(raw);
  if (commit !== void 0) return commit;
  throw new GitError(
    "UNKNOWN_REVISION",
    `${top}: has no commit ${revision}; fetch it, or check out with \`fetch-depth: 0\``
  );
}, "commitAt");
var fetchFromOrigin = /* @__PURE__ */ __name(async (git, id) => {
  if (!isCommitId(id)) return { kind: "unavailable", reason: `${id} is no full commit id` };
  const depth = await isShallow(git) ? ["--depth=1"] : [];
  const { status, stderr } = await git("fetch", "--no-tags", ...depth, "origin", id);
  return status === 0 ? { kind: "fetched" } : { kind: "unavailable", reason: redact(lastLine(stderr)) };
}, "fetchFromOrigin");
var placesOf = /* @__PURE__ */ __name((other) => other.kind === "commit" ? { names: [other.id], refspec: other.id } : {
  names: [`refs/remotes/origin/${other.name}`, `refs/heads/${other.name}`],
  refspec: `refs/heads/${other.name}:refs/remotes/origin/${other.name}`
}, "placesOf");
var descendsFrom = /* @__PURE__ */ __name(async (git, revision, id) => {
  if (isCommitId(id) && (await git("merge-base", "--is-ancestor", id, revision)).status === 0) return true;
  return await isShallow(git) ? void 0 : false;
}, "descendsFrom");
var isShallow = /* @__PURE__ */ __name(async (git) => (await git("rev-parse", "--is-shallow-repository")).stdout.trim() === "true", "isShallow");
var mustSucceed = /* @__PURE__ */ __name(({ status, stdout, stderr }, where) => {
  if (status === 0) return stdout;
  const owned = /detected dubious ownership in repository at '([^']+)'|unsafe repository \('([^']+)'/.exec(stderr);
  const directory = owned?.[1] ?? owned?.[2];
  if (directory === void 0) {
    throw new GitError(
      "GIT_FAILED",
      `${where}: Git ended with status ${status} (${lastLine(stderr)}); check the repository`
    );
  }
  throw new GitError(
    "NOT_OWNED",
    `${where}: the repository belongs to another user, which Git refuses; run \`git config --global --add safe.directory ${directory}\` first`
  );
}, "mustSucceed");
var lastLine = /* @__PURE__ */ __name((text) => text.trim().split("\n").at(-1) ?? "", "lastLine");

export {
  openGit
};
