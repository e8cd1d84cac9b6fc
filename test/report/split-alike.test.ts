import assert from "node:assert/strict";
import { test } from "node:test";
import { parseStoreName, type StoreName } from "../../src/core/store-path.ts";
import { packageLabel, pairPackages } from "../../src/report/pairing.ts";
import { aLayer, anImage, aStorePath } from "../support/images.ts";
import { reportOn } from "../support/report-on.ts";

/** Names, and what a derivation tells of them where one is at hand. */
type Names = Readonly<Record<string, Omit<StoreName, "name"> | undefined>>;

const reportWith = (names: Names) => {
  const paths = Object.keys(names).map((name) => aStorePath(name));
  const told = paths.flatMap((path, i) => {
    const split = Object.values(names)[i];
    return split === undefined ? [] : [[path, { name: parseStoreName(path).name, ...split }] as const];
  });
  return reportOn({
    image: anImage({ layers: [aLayer(Object.fromEntries(paths.map((path) => [path, 1000])))] }),
    names: new Map(told),
    provenance: { source: ".#image", dirty: false },
  });
};

const pairs = (baseline: Names, current: Names): readonly string[] =>
  pairPackages(reportWith(baseline), reportWith(current))
    .map((group) => {
      const [before, after] = [group.baseline, group.current].map((side) => side.map(({ version }) => version).join());
      return `${packageLabel(group)}: ${before} → ${after}`;
    })
    .sort();

const EDITOR: Names = {
  "editor-9.0": { pname: "editor", version: "9.0" },
  "editor-9.0-xxd": { pname: "editor", version: "9.0", output: "xxd" },
  "lib-2-go-1.0": { pname: "lib-2-go", version: "1.0" },
};
const NEWER: Names = { "editor-9.1": undefined, "editor-9.1-xxd": undefined, "lib-2-go-1.1": undefined };

test("packages are found again when derivations told the names on one side alone", () => {
  assert.deepEqual(pairs(EDITOR, NEWER), ["editor-xxd: 9.0 → 9.1", "editor: 9.0 → 9.1", "lib-2-go: 1.0 → 1.1"]);
  assert.deepEqual(pairs(NEWER, EDITOR), ["editor-xxd: 9.1 → 9.0", "editor: 9.1 → 9.0", "lib-2-go: 1.1 → 1.0"]);
});

test("names that nothing more is told of stay as they are", () => {
  const [before, after] = [
    { "lib-3.0": undefined, ...EDITOR },
    { "lib-3.1": undefined, ...NEWER },
  ];
  assert.ok(pairs(before, after).includes("lib: 3.0 → 3.1"));
  const guessed = Object.fromEntries(Object.keys(EDITOR).map((name) => [name, undefined]));
  assert.deepEqual(pairs(guessed, NEWER), ["editor: 9.0,9.0-xxd → 9.1,9.1-xxd", "lib: 2-go-1.0 → 2-go-1.1"]);
});
