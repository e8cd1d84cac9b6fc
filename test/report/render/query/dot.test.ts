import assert from "node:assert/strict";
import { test } from "node:test";
import type { Report } from "../../../../src/report/index.ts";
import { collectGraph, openReferences } from "../../../../src/report/query/index.ts";
import { renderDot } from "../../../../src/report/render/index.ts";
import { NASTY } from "../../../support/hostile-report.ts";
import { parseDot } from "../../../support/parse-dot.ts";
import { grown, hostileNames } from "../../../support/sample-reports.ts";

const dotOf = (report: Report): string => {
  const references = openReferences(report);
  assert.ok(references !== undefined);
  return renderDot(report, collectGraph(references, references.roots, Number.POSITIVE_INFINITY));
};

test("every store path is a node, every reference an edge", () => {
  const report = grown();
  const { name, nodes, edges } = parseDot(dotOf(report));
  assert.equal(name, "api");
  assert.deepEqual([...nodes.keys()].sort(), report.storePaths.map(({ path }) => path).sort());
  const expected = report.storePaths.flatMap(({ path, references = [] }) => references.map((to) => `${path} ${to}`));
  assert.deepEqual(edges.map((edge) => edge.join(" ")).sort(), expected.sort());
  const node = [...nodes].find(([path]) => path.endsWith("-cacert-3.104"));
  assert.equal(node?.[1], "cacert-3.104\nfrees 515.2 kB");
});

test("hostile names stay inside their quotes", () => {
  const report = hostileNames();
  for (const name of [...NASTY, 'a"b', "a\\", 'a\\"; b -> c; "', '"]; }'].map((text) => text.slice(0, 500))) {
    const storePaths = report.storePaths.map((entry) => ({ ...entry, name }));
    const parsed = parseDot(dotOf({ ...report, storePaths, image: { ...report.image, name } }));
    assert.equal(parsed.nodes.size, storePaths.length, JSON.stringify(name));
    assert.equal(parsed.edges.length, parseDot(dotOf(grown())).edges.length);
  }
});

test("the parser of this test refuses what is no graph", () => {
  for (const text of [
    "graph {}",
    'digraph "a" { "x" -> "y"; }',
    'digraph "a" { "x" [label="q"w"]; }',
    "digraph a { b; }",
    'digraph "a\nb" {}',
    "digraph a {} x",
  ])
    assert.throws(() => parseDot(text), SyntaxError, text);
});
