import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chown, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import type { RunProgram } from "../../src/core/program.ts";
import { parseCommit } from "../../src/git/commit.ts";
import { type Git, openGit } from "../../src/git/index.ts";
import { runProgram } from "../../src/run-program.ts";

const exec = promisify(execFile);
const NOBODY = 65534;
const ABSENT = "0123456789012345678901234567890123456789";

/** A history with a merge: first -> main and first -> side, both parents of the merge. */
interface History {
  readonly dir: string;
  readonly first: string;
  readonly main: string;
  readonly side: string;
  readonly merge: string;
}

let scratch = "";
let history: History;

const git = async (dir: string, ...args: readonly string[]): Promise<string> => {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.invalid"];
  const date = "2026-01-10T12:00:00+0200";
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  const { stdout } = await exec("git", ["-C", dir, ...identity, ...args], { env });
  return stdout.trim();
};

const newFolder = () => mkdtemp(join(scratch, "case-"));

const commit = async (dir: string, message: string): Promise<string> => {
  await git(dir, "commit", "--quiet", "--allow-empty", `--message=${message}`);
  return git(dir, "rev-parse", "HEAD");
};

const makeHistory = async (): Promise<History> => {
  const dir = await newFolder();
  await git(dir, "init", "--quiet", "--initial-branch=main");
  await git(dir, "config", "uploadpack.allowAnySHA1InWant", "true");
  await writeFile(join(dir, "tracked"), "1");
  await git(dir, "add", "tracked");
  const first = await commit(dir, "First");
  await git(dir, "checkout", "--quiet", "-b", "side");
  const side = await commit(dir, "Side");
  await git(dir, "checkout", "--quiet", "main");
  const main = await commit(dir, "Main");
  await git(
    dir,
    "merge",
    "--quiet",
    "--no-ff",
    "--message=Merge\n\nparent 0123456789012345678901234567890123456789",
    "side",
  );
  await git(dir, "tag", "v1", first);
  return { dir, first, side, main, merge: await git(dir, "rev-parse", "HEAD") };
};

const clone = async (...options: readonly string[]): Promise<string> => {
  const dir = await newFolder();
  await git(dir, "clone", "--quiet", ...options, `file://${history.dir}`, ".");
  return dir;
};

const open = async (dir: string, run: RunProgram = runProgram): Promise<Git> => {
  const opened = await openGit({ run, dir });
  assert.ok(opened);
  return opened;
};

before(async () => {
  scratch = await realpath(await mkdtemp(join(tmpdir(), "git-test-")));
  history = await makeHistory();
});
after(() => rm(scratch, { recursive: true, force: true }));

test("a repository tells its top, its head and when that was committed", async () => {
  const sub = join(history.dir, "sub");
  await mkdir(sub);
  const repository = await open(sub);
  assert.equal(repository.topLevel(), history.dir);
  assert.equal(await repository.headRevision(), history.merge);
  assert.equal(await repository.commitDate("HEAD"), "2026-01-10T10:00:00Z");
});

test("revisions resolve to commits: branches, tags, abbreviations, ancestors; others to nothing", async () => {
  const { dir, first, main, side } = history;
  const repository = await open(dir);
  const names = ["side", "v1", main.slice(0, 10), "HEAD^1", "HEAD^2", "none", ABSENT, "--all", "HEAD:tracked", ""];
  assert.deepEqual(await Promise.all(names.map((name) => repository.resolve(name))), [
    side,
    first,
    main,
    main,
    side,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test("the parents of a merge come in order, also in a clone that has neither", async () => {
  const { dir, main, side, first } = history;
  assert.deepEqual(await (await open(dir)).parents("HEAD"), [main, side]);
  const shallow = await open(await clone("--depth=1"));
  assert.deepEqual(await shallow.parents("HEAD"), [main, side]);
  assert.equal(await shallow.resolve("HEAD^1"), undefined);
  assert.deepEqual(await (await open(dir)).parents(first), []);
});

test("only changes to tracked files make the tree dirty", async () => {
  const dir = await clone();
  const repository = await open(dir);
  await writeFile(join(dir, "untracked"), "1");
  assert.equal(await repository.isDirty(), false);
  await writeFile(join(dir, "tracked"), "2");
  assert.equal(await repository.isDirty(), true);
});

test("a missing commit is fetched into a shallow clone, which stays shallow", async () => {
  const { first, main } = history;
  const dir = await clone("--depth=1");
  const repository = await open(dir);
  assert.equal(await repository.hasCommit(main), false);
  assert.deepEqual(await repository.fetchCommit(main), { kind: "fetched" });
  assert.deepEqual(await repository.fetchCommit(main), { kind: "present" });
  assert.equal(await repository.hasCommit(first), false);
});

test("fetching into a full clone does not cut its history off", async () => {
  const dir = await clone("--single-branch", "--branch=v1");
  const repository = await open(dir);
  const { first, side } = history;
  assert.deepEqual(await repository.fetchCommit(side), { kind: "fetched" });
  assert.equal(await repository.mergeBase({ kind: "commit", id: side }), first);
  assert.equal(await git(dir, "rev-parse", "--is-shallow-repository"), "false");
});

test("a commit that cannot be had is unavailable, with Git's reason", async () => {
  const repository = await open(await clone("--depth=1"));
  const fetched = await repository.fetchCommit(ABSENT);
  assert.equal(fetched.kind, "unavailable");
  assert.match(fetched.kind === "unavailable" ? fetched.reason : "", new RegExp(ABSENT));
  assert.deepEqual(await repository.fetchCommit("--upload-pack=x"), {
    kind: "unavailable",
    reason: "--upload-pack=x is no full commit id",
  });
});

const MAIN = { kind: "branch", name: "main" } as const;

/** A clone with HEAD at `revision`, which no branch of it is. */
const cloneAt = async (revision: string, ...options: readonly string[]): Promise<string> => {
  const dir = await clone(...options);
  await git(dir, "fetch", "--quiet", ...options.filter((option) => option.startsWith("--depth")), "origin", revision);
  await git(dir, "checkout", "--quiet", "--detach", revision);
  return dir;
};

test("the merge base of HEAD is the common ancestor, with a branch of origin or a commit", async () => {
  const { main, side, first } = history;
  const repository = await open(await cloneAt(side));
  assert.equal(await repository.mergeBase({ kind: "commit", id: main }), first);
  assert.equal(await repository.mergeBase(MAIN), side);
  assert.equal(await repository.mergeBase({ kind: "branch", name: "none" }), undefined);
  assert.equal(await repository.mergeBase({ kind: "commit", id: ABSENT }), undefined);
});

/**
 * Old and new are both common ancestors of main and of HEAD; by the depth of the clone only the old one is seen from
 * HEAD, since the way to the new one is longer.
 */
test("an ancestor that is found in a shallow clone is no merge base while a nearer one may be hidden", async () => {
  const dir = await newFolder();
  await git(dir, "init", "--quiet", "--initial-branch=main");
  await git(dir, "config", "uploadpack.allowAnySHA1InWant", "true");
  const old = await commit(dir, "old");
  const newer = await commit(dir, "new");
  const way = [newer];
  await git(dir, "checkout", "--quiet", "--detach");
  for (let i = 0; i < 3; i++) way.push(await commit(dir, `step ${i}`));
  const tree = await git(dir, "rev-parse", "HEAD^{tree}");
  const head = await git(dir, "commit-tree", tree, "-p", old, "-p", way.at(-1) ?? "", "-m", "head");
  await git(dir, "branch", "head", head);
  await git(dir, "checkout", "--quiet", "main");
  const tip = await git(dir, "commit-tree", tree, "-p", old, "-p", newer, "-m", "tip");
  await git(dir, "update-ref", "refs/heads/main", tip);

  const shallow = await newFolder();
  await git(shallow, "init", "--quiet");
  await git(shallow, "remote", "add", "origin", `file://${dir}`);
  const refs = ["head", "main"].map((name) => `+refs/heads/${name}:refs/remotes/origin/${name}`);
  await git(shallow, "fetch", "--quiet", "--depth=2", "origin", ...refs);
  await git(shallow, "checkout", "--quiet", "--detach", head);
  assert.equal(await git(shallow, "merge-base", "HEAD", "origin/main"), old);
  const repository = await open(shallow);
  assert.equal(await repository.mergeBase(MAIN), undefined);
  assert.equal(await repository.fetchMergeBase(MAIN), newer);
});

test("history is fetched until the merge base is certain, into a clone of one commit or of one branch", async () => {
  const { main, side, first } = history;
  const shallow = await open(await cloneAt(side, "--depth=1"));
  assert.equal(await shallow.mergeBase({ kind: "commit", id: main }), undefined);
  assert.equal(await shallow.fetchMergeBase({ kind: "commit", id: main }), first);
  const dir = await clone("--single-branch", "--branch=side");
  const single = await open(dir);
  assert.equal(await single.mergeBase(MAIN), undefined);
  assert.equal(await single.fetchMergeBase(MAIN), side);
  assert.equal(await git(dir, "rev-parse", "--is-shallow-repository"), "false");
  assert.equal(await single.fetchMergeBase({ kind: "branch", name: "none" }), undefined);
});

test("a commit descends from another, or not, or that cannot be told in a shallow clone", async () => {
  const { main, side, first } = history;
  const full = await open(await cloneAt(side));
  const shallow = await open(await cloneAt(side, "--depth=1"));
  const ask = (repository: Git) =>
    Promise.all([first, side, main, ABSENT].map((id) => repository.descendsFrom("HEAD", id)));
  assert.deepEqual(await ask(full), [true, true, false, false]);
  assert.deepEqual(await ask(shallow), [undefined, true, undefined, undefined]);
});

test("the files that differ are named, between commits and to the tracked files here", async () => {
  const dir = await clone();
  const repository = await open(dir);
  const from = await git(dir, "rev-parse", "HEAD");
  await mkdir(join(dir, "sub"));
  await writeFile(join(dir, "sub", "new\nline"), "1");
  await git(dir, "mv", "tracked", "moved");
  await git(dir, "add", "--all");
  const to = await commit(dir, "Next");
  assert.deepEqual(await repository.changedFiles(from, to), ["moved", "sub/new\nline", "tracked"]);
  assert.deepEqual(await repository.changedFiles(from, from), []);
  await writeFile(join(dir, "moved"), "2");
  await writeFile(join(dir, "untracked"), "2");
  assert.deepEqual(await repository.changedFiles(to), ["moved"]);
  assert.deepEqual(await repository.changedFiles(to, to), []);
  assert.equal(await repository.changedFiles(ABSENT, to), undefined);
  assert.equal(await repository.changedFiles("--output=x", to), undefined);
});

test("a question about a commit that is not there says so", async () => {
  await assert.rejects((await open(history.dir)).parents("none"), {
    name: "GitError",
    code: "UNKNOWN_REVISION",
    exitCode: 2,
    message: `${history.dir}: has no commit none; fetch it, or check out with \`fetch-depth: 0\``,
  });
});

test("before the first commit there is no head", async () => {
  const dir = await newFolder();
  await git(dir, "init", "--quiet");
  assert.equal(await (await open(dir)).headRevision(), undefined);
});

test("outside of a repository, and without a Git program, there is no repository", async () => {
  assert.equal(await openGit({ run: runProgram, dir: await newFolder() }), undefined);
  const withoutGit: RunProgram = (program, ...rest) => runProgram(`no-such-${program}`, ...rest);
  assert.equal(await openGit({ run: withoutGit, dir: history.dir }), undefined);
});

test("another user's repository is refused with the command that allows it", {
  skip: process.getuid?.() === 0 ? false : "only root can give a folder to another user",
}, async () => {
  const dir = await clone();
  await chown(dir, NOBODY, NOBODY);
  await chown(join(dir, ".git"), NOBODY, NOBODY);
  const ownConfig: RunProgram = (program, args, options) =>
    runProgram(program, args, { ...options, env: { ...options?.env, GIT_CONFIG_GLOBAL: "/dev/null" } });
  await assert.rejects(openGit({ run: ownConfig, dir }), {
    code: "NOT_OWNED",
    message: new RegExp(`run \`git config --global --add safe\\.directory ${dir}\` first$`),
  });
});

test("a commit's message cannot add parents, and what is no commit is none", () => {
  const raw = `tree ${ABSENT}\nparent ${ABSENT}\nauthor A <a@x> 1 +0000\ncommitter A <a@x> 1768039200 +0100\n\nparent ${"f".repeat(40)}\n`;
  assert.deepEqual(parseCommit(raw), { parents: [ABSENT], committedAt: "2026-01-10T10:00:00Z" });
  assert.equal(parseCommit("a blob"), undefined);
});
