import assert from "node:assert/strict";
import { test } from "node:test";
import { diffReports, type Provenance } from "../../src/report/index.ts";
import { aReport } from "../support/sample-reports.ts";

type Inputs = NonNullable<Provenance["flakeInputs"]>;

const INFO = { source: "build", exact: true, name: "api" } as const;

const diff = (baseline: Inputs | undefined, current: Inputs | undefined) => {
  const of = (flakeInputs: Inputs | undefined) => aReport(flakeInputs === undefined ? {} : { flakeInputs });
  return diffReports(of(baseline), of(current), INFO).inputs;
};

test("an input that moved has revision and date of both sides", () => {
  const at = (revision: string, lastModified: number): Inputs => [{ name: "nixpkgs", revision, lastModified }];
  assert.deepEqual(diff(at("aaa", 1_735_776_000), at("bbb", 1_738_540_801)), [
    {
      kind: "moved",
      name: "nixpkgs",
      baseline: { revision: "aaa", date: "2025-01-02T00:00:00Z" },
      current: { revision: "bbb", date: "2025-02-03T00:00:01Z" },
    },
  ]);
});

test("inputs that came stand where they are now, those that went come last", () => {
  const baseline = [{ name: "gone" }, { name: "kept", revision: "aaa" }];
  const current = [
    { name: "new", narHash: "sha256-x" },
    { name: "kept", revision: "aaa" },
  ];
  assert.deepEqual(diff(baseline, current), [
    { kind: "added", name: "new", current: {} },
    { kind: "removed", name: "gone", baseline: {} },
  ]);
});

test("the same commit is the same input, however it is written; without a commit the content tells", () => {
  const cases: readonly (readonly [Inputs[number], Inputs[number], boolean])[] = [
    [
      { name: "x", revision: "a", url: "github:a/x" },
      { name: "x", revision: "a", url: "github:b/x", narHash: "h" },
      true,
    ],
    [{ name: "x", narHash: "h", lastModified: 1 }, { name: "x", narHash: "h", lastModified: 2 }, true],
    [{ name: "x", narHash: "h" }, { name: "x", narHash: "i" }, false],
    [{ name: "x", url: "path:./a" }, { name: "x", url: "path:./a" }, true],
    [{ name: "x", url: "path:./a" }, { name: "x", url: "path:./b" }, false],
  ];
  for (const [before, now, isSame] of cases) assert.equal(diff([before], [now])?.length, isSame ? 0 : 1);
});

test("a time that no calendar has is left out", () => {
  const inputs = diff(
    [{ name: "x", revision: "a", lastModified: Number.MAX_SAFE_INTEGER }],
    [{ name: "x", revision: "b" }],
  );
  assert.deepEqual(inputs, [{ kind: "moved", name: "x", baseline: { revision: "a" }, current: { revision: "b" } }]);
});

test("nothing is said where a side does not know its inputs", () => {
  assert.equal(diff(undefined, [{ name: "x" }]), undefined);
  assert.equal(diff([{ name: "x" }], undefined), undefined);
  assert.deepEqual(diff([], []), []);
});

test("addresses lose their credentials, and texts are cut to what a report holds", () => {
  const url = "git+https://me:secret@example.org/x.git";
  const { flakeInputs } = aReport({ flakeInputs: [{ name: "n".repeat(5000), url }] }).image;
  assert.equal(flakeInputs?.[0]?.url, "git+https://***@example.org/x.git");
  assert.equal(flakeInputs[0].name.length, 4096);
});
