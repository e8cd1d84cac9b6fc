import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, test } from "node:test";
import { type RebuildCause, sourcePath } from "../../src/nix/index.ts";
import type { Deps } from "../../src/pipeline/deps.ts";
import { dueInputFinder } from "../../src/pipeline/due-input.ts";
import type { ImagePlan } from "../../src/pipeline/plan.ts";
import { diffReports, type Provenance } from "../../src/report/index.ts";
import { runProgram } from "../../src/run-program.ts";
import { commitAll, folderWith, git, write } from "../nix/rig.ts";
import { aReport } from "../support/sample-reports.ts";

type Inputs = NonNullable<Provenance["flakeInputs"]>;
type Reason = RebuildCause["reason"];

let dir = "";
let first = "";
let lockOnly = "";
let more = "";
before(async () => {
  dir = await folderWith({ "sub/flake.lock": "1", code: "1" });
  first = await commitAll(dir, "First");
  await write(dir, { "sub/flake.lock": "2" });
  lockOnly = await commitAll(dir, "Lock");
  await write(dir, { code: "2" });
  more = await commitAll(dir, "More");
});
after(() => rm(dir, { recursive: true, force: true }));

const NAR = ["A", "B"].map((letter) => `sha256-${letter.repeat(43)}=`);
const input = (name: string, side: 0 | 1): Inputs[number] => ({
  name,
  revision: `${name}${side}`,
  narHash: NAR[side] ?? "",
});

const ENV: Reason = { kind: "env", derivation: "x", attribute: "flags", before: "1", after: "2" };
const tree = (side: 0 | 1): string => sourcePath(NAR[side] ?? "") ?? "";
const TREE: Reason = { kind: "source", derivation: "x", before: tree(0), after: tree(1) };

interface Case {
  readonly baseline: Inputs;
  readonly current: Inputs;
  readonly to?: string;
  readonly dirty?: boolean;
  readonly localDirectory?: string;
}

/** What each reason is due to, after the step from the first commit to another. */
const dueTo = async (
  { baseline, current, to = lockOnly, dirty = false, localDirectory = dir }: Case,
  ...reasons: readonly Reason[]
) => {
  const [before, now] = [
    aReport({ flakeInputs: baseline, revision: first }),
    aReport({ flakeInputs: current, revision: to }),
  ];
  const metadata = {
    url: `git+file://${dir}`,
    dirty,
    lockOutdated: false,
    inputs: current,
    localDirectory,
    lastModified: 1_738_540_801,
  };
  const target = { kind: "flake", metadata } as unknown as ImagePlan["target"];
  const plan: ImagePlan = { text: ".", target, dirty, rev: "x", ...(dirty ? {} : { revision: to }) };
  const compared = diffReports(before, now, { revision: first, source: "build", exact: true, name: "x" });
  const due = await dueInputFinder({ plan, baseline: before, current: now, compared }, { run: runProgram } as Deps);
  return reasons.map(due);
};

const ONE: Case = { baseline: [input("a", 0), input("b", 0)], current: [input("a", 1), input("b", 0)] };

test("the one input that moved is to blame when nothing but flake.lock differs", async () => {
  assert.deepEqual(await dueTo(ONE, ENV, TREE), ["a", "a"]);
});

test("of what an input brings along the input itself is to blame", async () => {
  const baseline = [input("a", 0), input("a/x", 0)];
  assert.deepEqual(await dueTo({ baseline, current: [input("a", 1), input("a/x", 1), input("a/y", 1)] }, ENV), ["a"]);
  assert.deepEqual(await dueTo({ baseline, current: [input("a", 0), input("a/x", 1)] }, ENV), [undefined]);
});

test("when several moved, or other files differ, only an input's own tree is due to it", async () => {
  const [, b] = [input("a", 1), { ...input("b", 1), narHash: `sha256-${"C".repeat(43)}=` }];
  assert.deepEqual(await dueTo({ ...ONE, current: [input("a", 1), b] }, ENV, TREE), [undefined, "a"]);
  assert.deepEqual(await dueTo({ ...ONE, to: more }, ENV, TREE), [undefined, "a"]);
});

test("a text with the commit or its date in it, and a source that may be the flake's own, are not blamed on the input", async () => {
  const tag: Reason = { ...ENV, attribute: "tag", before: first.slice(0, 9), after: lockOnly.slice(0, 9) };
  const own: Reason = { ...TREE, before: "/nix/store/x-source", after: "/nix/store/y-source" };
  const date: Reason = { ...ENV, attribute: "version", before: "20250102", after: "20250203" };
  assert.deepEqual(await dueTo(ONE, tag, own, date), [undefined, undefined, undefined]);
});

test("a dirty tree is compared as it is", async () => {
  // Here other files than the lock file differ from the first commit.
  assert.deepEqual(await dueTo({ ...ONE, dirty: true }, ENV), [undefined]);
  await write(dir, { code: "1" });
  assert.deepEqual(await dueTo({ ...ONE, dirty: true }, ENV), ["a"]);
});

test("a clone of one commit gets the other to look", async () => {
  await git(dir, "config", "uploadpack.allowAnySHA1InWant", "true");
  const clone = await folderWith({});
  await git(clone, "clone", "--quiet", "--depth=1", `file://${dir}`, ".");
  const head = await git(clone, "rev-parse", "HEAD");
  assert.deepEqual(await dueTo({ ...ONE, to: head, localDirectory: clone }, ENV), [undefined]);
  await git(clone, "fetch", "--quiet", "--depth=1", "origin", lockOnly);
  assert.deepEqual(await dueTo({ ...ONE, to: lockOnly, localDirectory: clone }, ENV), ["a"]);
  await rm(clone, { recursive: true });
});

test("outside of a repository, and for a commit that is not there, nothing is certain", async () => {
  assert.deepEqual(await dueTo({ ...ONE, localDirectory: "/" }, ENV), [undefined]);
  assert.deepEqual(await dueTo({ ...ONE, to: "0".repeat(40) }, ENV), [undefined]);
});
