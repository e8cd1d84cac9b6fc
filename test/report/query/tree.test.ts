import assert from "node:assert/strict";
import { test } from "node:test";
import { collectGraph, openReferences, type References, walkReferences } from "../../../src/report/query/index.ts";
import { entryOf, randomSketch, reachedFrom, reportOfSketch } from "../../support/graph-reports.ts";
import { seeded } from "../../support/random.ts";

const open = (report: Parameters<typeof openReferences>[0]): References => {
  const references = openReferences(report);
  assert.ok(references !== undefined);
  return references;
};

const report = reportOfSketch({
  "app-1.0": [10, "web-2.0", "tls-3.0"],
  "web-2.0": [500, "tls-3.0"],
  "tls-3.0": [100, "zlib-1.3"],
  "zlib-1.3": [7],
});

const draw = (depth = Number.POSITIVE_INFINITY): readonly string[] => {
  const references = open(report);
  return Array.from(
    walkReferences(references, references.roots, depth),
    ({ depth: at, name, last, references: how }) => `${"  ".repeat(at)}${name} ${how}${last ? "" : " +"}`,
  );
};

test("a path is expanded once, heaviest references first", () => {
  assert.deepEqual(draw(), [
    "app-1.0 expanded",
    "  web-2.0 expanded +",
    "    tls-3.0 expanded",
    "      zlib-1.3 none",
    "  tls-3.0 above",
  ]);
});

test("what lies too deep is expanded where it stands higher", () => {
  assert.deepEqual(draw(2), [
    "app-1.0 expanded",
    "  web-2.0 expanded +",
    "    tls-3.0 cut",
    "  tls-3.0 expanded",
    "    zlib-1.3 none",
  ]);
});

test("in random graphs every reference is one row, and every path is expanded once", () => {
  for (let seed = 0; seed < 300; seed++) {
    const random = reportOfSketch(randomSketch(seeded(seed)));
    const references = open(random);
    const rows = [...walkReferences(references, references.roots, Number.POSITIVE_INFINITY)];
    const edges = random.storePaths.reduce((sum, entry) => sum + (entry.references?.length ?? 0), 0);
    assert.equal(rows.length, references.roots.length + edges, `seed ${seed}`);
    const first = rows.filter((row) => row.references !== "above").map(({ name }) => name);
    assert.deepEqual(first.toSorted(), random.storePaths.map(({ name }) => name).toSorted(), `seed ${seed}`);
  }
});

test("a graph holds what is within the depth, with the references between", () => {
  const references = open(report);
  const graph = (name: string, depth: number) => {
    const { paths, edges } = collectGraph(references, [entryOf(report, name)], depth);
    return [paths.map((entry) => entry.name), edges.length];
  };
  assert.deepEqual(graph("app-1.0", 1), [["app-1.0", "web-2.0", "tls-3.0"], 3]);
  assert.deepEqual(graph("web-2.0", 100), [["web-2.0", "tls-3.0", "zlib-1.3"], 2]);
  const all = reachedFrom(report, ["web-2.0"], {});
  assert.deepEqual(new Set(graph("web-2.0", 100)[0] as string[]), all);
});

test("a chain of thousands of references is walked without recursion", () => {
  const names = Array.from({ length: 3000 }, (_, index) => `link-${index}`);
  const sketch = Object.fromEntries(
    names.map((name, index) => [name, [1, ...names.slice(index + 1, index + 2)] as const]),
  );
  const references = open(reportOfSketch(sketch));
  assert.equal([...walkReferences(references, references.roots, Number.POSITIVE_INFINITY)].length, 3000);
});
