import assert from "node:assert/strict";
import { test } from "node:test";
import { compareReports, type PackageChange, type Report } from "../../src/report/index.ts";
import { readFixture, withoutFixtures } from "../support/fixtures.ts";
import { recordedClosure, recordedImage } from "../support/recorded.ts";
import { reportOn } from "../support/report-on.ts";

const reportOf = (name: string): Report =>
  reportOn({
    image: recordedImage(name),
    closure: recordedClosure(name).closure,
    provenance: { source: `.#${name}`, dirty: false },
  });

const linesOf = (name: string): readonly string[] => readFixture(name).trim().split("\n");

/** `openssl: 3.0.20 → 3.0.22`, as `nix store diff-closures` writes a row, without colours and sizes. */
const asNixWrites = (row: PackageChange): string => {
  const side = (versions: readonly string[]): string => (versions.length === 0 ? "∅" : versions.join(", "));
  return `${row.pname}: ${side(row.baseline.versions)} → ${side(row.current.versions)}`;
};

test("two revisions of an image differ as `nix store diff-closures` says", { skip: withoutFixtures }, () => {
  const [baseline, current] = [reportOf("app-rev-a"), reportOf("app-rev-b")];
  const compared = compareReports(baseline, current, { source: "image", exact: true, name: "app" });
  assert.ok(compared.kind === "compared");
  const nixRows = linesOf("diff/image.diff-closures.txt").map((line) => line.replace(/, \u001b.*$/, ""));
  assert.deepEqual(compared.packages.map(asNixWrites).sort(), nixRows);
  const listed = (side: "baseline" | "current") => compared.packages.flatMap((row) => row[side].paths).sort();
  const recorded = (name: string) =>
    linesOf(name)
      .map((line) => line.split("\t")[0])
      .sort();
  assert.deepEqual(listed("baseline"), recorded("diff/image.only-in-a"));
  assert.deepEqual(listed("current"), recorded("diff/image.only-in-b"));
  assert.deepEqual(
    compared.packages.map((row) => [row.kind, row.pname, row.change, row.chain]),
    [
      ["added", "nss-cacert", 216_591, ["nss-cacert"]],
      ["removed", "tzdata", -9152, undefined],
      ["changed", "openssl", 5_869_520 - 5_861_376, undefined],
      ["changed", "hello-server", 0, undefined],
    ],
  );
  assert.equal(compared.layers.reused, 2);
  assert.equal(compared.layers.new.length, 4);
});

test("a report of a real image has the totals that were measured apart from it", { skip: withoutFixtures }, () => {
  const { totals, image } = reportOf("app-rev-a");
  assert.equal(image.name, "app");
  assert.deepEqual(
    [totals.layers, totals.storePaths, totals.entries, totals.contentSize, totals.uncompressedSize],
    [6, 5, 62, 9_280_264, 9_349_120],
  );
  assert.equal(totals.narSize, 5_863_136 + 10_696 + 126_600 + 3_272_216 + 14_928);
});
