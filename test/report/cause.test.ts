import assert from "node:assert/strict";
import { test } from "node:test";
import { type Cause, causeOf } from "../../src/report/cause.ts";
import type { Compared, PackageChange, Report } from "../../src/report/index.ts";
import { causeSentence } from "../../src/report/render/cause-sentence.ts";
import { renderTerminal } from "../../src/report/render/index.ts";
import type { Sample } from "../support/sample-image.ts";
import { aReport, aStorePath, compared, grown, shrunk, unchanged, withoutGraph } from "../support/sample-reports.ts";

const comparisonOf = (report: Report): Compared => {
  assert.equal(report.comparison?.kind, "compared");
  return report.comparison as Compared;
};

const PLAIN = { name: (text: string) => text, word: (text: string) => text, strong: (text: string) => text };

const why = (report: Report): string => causeSentence(causeOf(comparisonOf(report)), PLAIN);

const change = (
  before: readonly Sample[],
  after: readonly Sample[],
  roots: readonly [number, number] = [0, 0],
): Report =>
  compared(
    aReport({ storePaths: before, rootSize: roots[0], ratio: undefined }),
    aReport({ storePaths: after, rootSize: roots[1], ratio: undefined }),
  );

const MB = 1_000_000;
const app = aStorePath("app-1.0", MB);

test("an addition is named with the sum of what came along, and where it came in", () => {
  const cause = causeOf(comparisonOf(grown()));
  assert.equal(cause.kind, "added");
  if (cause.kind !== "added") return;
  assert.equal(cause.name, "ffmpeg");
  assert.equal(cause.dependencies, 13);
  const all = comparisonOf(grown()).packages.filter((it: PackageChange) => it.kind === "added");
  assert.equal(
    cause.change,
    all.reduce((sum, it) => sum + it.change, 0),
  );
  assert.deepEqual(cause.package.chain, ["api", "imaging", "ffmpeg"]);
});

test("additions that nothing folds are told together when each is a small part", () => {
  assert.equal(why(withoutGraph()), "15 packages are new (+96.9 MB unpacked together), most in ffmpeg-lib (+41.2 MB)");
});

test("many small version changes are told together, and before a rebuild of less weight", () => {
  const libs = (version: string, more: number) =>
    [1, 2, 3, 4, 5].map((number) => aStorePath(`lib${number}-${version}`, MB + number * more));
  const report = change([app, ...libs("1", 0)], [{ ...app, salt: "next", size: 2 * MB }, ...libs("2", MB / 4)]);
  assert.equal(why(report), "5 packages changed version (+3.8 MB unpacked together), most in lib5 (+1.3 MB)");
});

test("a removal is named", () => {
  assert.equal(why(shrunk()), "glibc-locales 2.40-36 is gone (−224.0 MB unpacked)");
});

test("removals count together, under the name of the largest", () => {
  const before = [app, aStorePath("x-1", 3 * MB), aStorePath("y-2", 5 * MB)];
  assert.equal(why(change(before, [app])), "y 2 and 1 other package are gone (−8.0 MB unpacked together)");
});

test("the cause moves the size the way the headline says, though something heavier moved it back", () => {
  const before = [app, aStorePath("old-1", 9 * MB)];
  const after = [app, aStorePath("a-1", 5 * MB), aStorePath("b-1", 6 * MB)];
  assert.equal(why(change(before, after)), "b 1 is new (+6.0 MB unpacked); both new packages together: +11.0 MB");
});

test("a version change is named with both versions", () => {
  const report = change([app, aStorePath("node-20.1", 5 * MB)], [app, aStorePath("node-22.2", 7 * MB)]);
  assert.equal(why(report), "node went from 20.1 to 22.2 (+2.0 MB unpacked)");
});

test("rebuilds count together unless it is one", () => {
  const one = change([app], [aStorePath("app-1.0", 3 * MB, [], { salt: "next" })]);
  assert.equal(why(one), "app 1.0 was rebuilt (+2.0 MB unpacked)");
  const lib = aStorePath("lib-1", MB);
  const two = change(
    [app, lib],
    [
      { ...app, salt: "next" },
      { ...lib, salt: "next", size: 4 * MB },
    ],
  );
  assert.equal(
    why(two),
    "2 packages were rebuilt at the same version (+3.0 MB unpacked together), most in lib (+3.0 MB)",
  );
});

test("a rebuild of the same size is still the cause", () => {
  assert.equal(why(change([app], [{ ...app, salt: "next" }])), "app 1.0 was rebuilt (same size)");
});

test("a store path that is there once more, as after a chown, was not rebuilt", () => {
  const lib = aStorePath("lib-1", MB);
  const one = change([app, lib], [{ ...app, size: 2 * MB }, lib]);
  assert.equal(why(one), "app 1.0 is the same store path with other bytes in the layers (+1.0 MB unpacked)");
  const two = change(
    [app, lib],
    [
      { ...app, size: 2 * MB },
      { ...lib, size: 3 * MB },
    ],
  );
  const words = "2 packages are the same store paths with other bytes in the layers";
  assert.equal(why(two), `${words} (+3.0 MB unpacked together), most in lib (+2.0 MB)`);
  assert.match(renderTerminal(two, { colour: false }), /^ {2}~ 2 same, in other layers +\+3\.0 MB /m);
  const rebuilt = change(
    [app, lib],
    [
      { ...app, salt: "next", size: 3 * MB },
      { ...lib, size: 2 * MB },
    ],
  );
  assert.equal(why(rebuilt), "app 1.0 was rebuilt (+2.0 MB unpacked)");
});

test("layers in another order are no change of the configuration alone", () => {
  const same = comparisonOf(change([app], [app]));
  const swapped = { ...same, identical: false, layers: { ...same.layers, commonPrefix: 0 } };
  assert.equal(
    causeSentence(causeOf(swapped), PLAIN),
    "the same layers are stacked in another way, and no size changed",
  );
});

test("files outside the store can be the cause", () => {
  assert.equal(why(change([app], [app], [MB, 3 * MB])), "files outside the Nix store grew by 2.0 MB");
  assert.equal(why(change([app], [app], [3 * MB, MB])), "files outside the Nix store shrank by 2.0 MB");
});

test("the same packages in other layers are a repack", () => {
  const libs = ["a-1", "b-1", "c-1"].map((name) => aStorePath(name, MB));
  const report = compared(aReport({ storePaths: libs, maxLayers: 5 }), aReport({ storePaths: libs, maxLayers: 3 }));
  assert.deepEqual(causeOf(comparisonOf(report)), { kind: "repacked", newLayers: 1, removedLayers: 2 });
});

test("another environment with the same layers is the configuration", () => {
  const report = compared(aReport({ env: ["A=1"] }), aReport({ env: ["A=2"] }));
  assert.deepEqual(causeOf(comparisonOf(report)), { kind: "config", fields: ["Env A"] } satisfies Cause);
});

test("the same image has no cause", () => {
  assert.deepEqual(causeOf(comparisonOf(unchanged())), { kind: "nothing" } satisfies Cause);
});

test("a report whose additions are folded into each other in a ring still has a cause", () => {
  const ring = comparisonOf(change([app], [app, aStorePath("a-1", MB), aStorePath("b-1", 2 * MB)]));
  const into: Readonly<Record<string, string>> = { a: "b", b: "a" };
  const packages = ring.packages.map((it) => ({ ...it, foldedInto: into[it.pname] ?? it.pname }));
  const cause = causeOf({ ...ring, packages });
  assert.equal(cause.kind, "added");
  assert.equal(cause.kind === "added" && cause.group.change, 3 * MB);
});
