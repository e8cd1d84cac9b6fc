import assert from "node:assert/strict";
import { test } from "node:test";
import type { Report } from "../../../../src/report/index.ts";
import { changeTree } from "../../../../src/report/render/html/client/change-tree.ts";
import { graphPart } from "../../../../src/report/render/html/client/graph-part.ts";
import { type Cell, layoutTreemap } from "../../../../src/report/render/html/client/layout.ts";
import { type Model, openModel } from "../../../../src/report/render/html/client/model.ts";
import { type Direction, neighbour } from "../../../../src/report/render/html/client/neighbour.ts";
import { sizeTree } from "../../../../src/report/render/html/client/size-tree.ts";
import type { TreeNode } from "../../../../src/report/render/html/client/tree-node.ts";
import { pageImage } from "../../../../src/report/render/html/page-image.ts";
import { randomSketch, reachedFrom, reportOfSketch } from "../../../support/graph-reports.ts";
import { seeded } from "../../../support/random.ts";
import { SAMPLES } from "../../../support/sample-reports.ts";
import { stressReport } from "../../../support/stress-report.ts";

const modelOf = (report: Report): Model => openModel(pageImage(report, []));

const nodesOf = (root: TreeNode): readonly TreeNode[] => {
  const nodes = [root];
  for (const node of nodes) nodes.push(...node.children);
  return nodes;
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const RANDOM = Array.from(
  { length: 60 },
  (_, seed) => [`seed ${seed}`, () => reportOfSketch(randomSketch(seeded(seed)))] as const,
);

for (const [name, sample] of [...Object.entries(SAMPLES), ...RANDOM])
  test(`${name}: the treemap holds every path once, and each with what removing it frees`, () => {
    const report = sample();
    const nodes = nodesOf(sizeTree(modelOf(report)));
    const paths = nodes.flatMap((node) => (node.subject.kind === "path" ? [[node.subject.path, node] as const] : []));
    const sized = report.storePaths.filter(({ narSize, contentSize }) => (narSize ?? contentSize) > 0);
    assert.deepEqual(
      paths.map(([path]) => report.storePaths[path]?.path).toSorted(),
      sized.map(({ path }) => path).toSorted(),
    );
    for (const [path, node] of paths) {
      const entry = report.storePaths[path];
      assert.equal(node.size, entry?.retainedSize ?? entry?.contentSize);
    }
    for (const node of nodes)
      assert.equal(node.size, node.own + sum(node.children.map(({ size }) => size)), node.label);
  });

for (const [name, sample] of Object.entries(SAMPLES))
  test(`${name}: the bytes of all changes are the comparison's`, () => {
    const { change } = pageImage(sample(), []);
    if (change === undefined) return;
    const nodes = nodesOf(changeTree(change, name));
    const leaves = nodes.filter(({ children, subject }) => children.length === 0 && subject.kind !== "image");
    assert.equal(sum(leaves.map(({ change = 0 }) => change)), change.contentChange);
    for (const node of leaves) assert.equal(node.size, Math.abs(node.change ?? 0));
  });

test("a report whose dominators run in a ring still shows every path", () => {
  const report = SAMPLES["grown"]?.();
  assert.ok(report !== undefined);
  const [first, second] = report.storePaths;
  const storePaths = report.storePaths.map((entry) => {
    if (entry === first && second !== undefined) return { ...entry, dominator: second.path };
    return entry === second && first !== undefined ? { ...entry, dominator: first.path } : entry;
  });
  const nodes = nodesOf(sizeTree(modelOf({ ...report, storePaths })));
  assert.equal(nodes.filter(({ subject }) => subject.kind === "path").length, storePaths.length);
});

const SIZE = { width: 1000, height: 500 };

const areaOf = ({ x0, y0, x1, y1 }: Cell): number => (x1 - x0 + 2) * (y1 - y0 + 2);

test("cells lie in their group, beside each other, and what is too small is one cell", () => {
  const root = sizeTree(modelOf(stressReport(3000)));
  const cells = layoutTreemap(root, SIZE, () => true);
  assert.ok(cells.length > 50 && cells.length < 1500, `${cells.length} cells`);
  for (const cell of cells) {
    const { parent = { x0: 0, y0: 0, x1: SIZE.width, y1: SIZE.height } } = cell;
    assert.ok(cell.x0 >= parent.x0 - 0.01 && cell.y0 >= parent.y0 - 0.01, cell.node.label);
    assert.ok(cell.x1 <= parent.x1 + 1.01 && cell.y1 <= parent.y1 + 1.01, cell.node.label);
  }
  const top = cells.filter(({ parent }) => parent === undefined);
  assert.ok(Math.abs(sum(top.map(areaOf)) / ((SIZE.width + 2) * (SIZE.height + 2)) - 1) < 0.02);
  assert.equal(sum(top.map(({ node }) => node.size)), root.size);
});

test("what has no bytes has no cell", () => {
  const leaf = (key: string, size: number): TreeNode => ({
    ...{ key, label: key, subject: { kind: "file", file: 0 }, size, own: size, children: [] },
  });
  const rootOf = (children: readonly TreeNode[]): TreeNode => ({
    ...{
      key: "image",
      label: "image",
      subject: { kind: "image" },
      size: sum(children.map(({ size }) => size)),
      own: 0,
    },
    children,
  });
  const keysOf = (root: TreeNode) => layoutTreemap(root, SIZE, () => true).map(({ node }) => node.key);
  assert.deepEqual(keysOf(rootOf([])), []);
  assert.deepEqual(keysOf(rootOf([leaf("large", 10), leaf("empty", 0)])), ["large"]);
});

test("arrow keys reach every cell from every other", () => {
  for (const name of ["grown", "without-graph", "shrunk"]) {
    const report = SAMPLES[name]?.();
    assert.ok(report !== undefined);
    const cells = layoutTreemap(sizeTree(modelOf(report)), SIZE, () => true).filter(({ kind }) => kind !== "group");
    const reached = new Set(cells.slice(0, 1));
    for (const cell of reached)
      for (const direction of ["left", "right", "up", "down"] satisfies Direction[])
        reached.add(neighbour(cells, cell, direction));
    assert.deepEqual(
      cells.filter((cell) => !reached.has(cell)).map(({ node }) => node.label),
      [],
      name,
    );
  }
});

for (const [name, sample] of RANDOM)
  test(`${name}: a graph shows exactly what leads to a path, and what that refers to`, () => {
    const report = sample();
    const model = modelOf(report);
    const nameOf = (path: number | undefined) => report.storePaths[path ?? -1]?.name ?? "";
    for (const [path, entry] of report.storePaths.entries()) {
      const { nodes, edges, hiddenAbove, hiddenBelow } = graphPart(model, path);
      const leads = report.storePaths.filter((other) => reachedFrom(report, [other.name], {}).has(entry.name));
      const direct = (entry.references ?? []).filter((target) => target !== entry.path);
      const wanted = new Set([...leads.map((other) => other.path), ...direct]);
      assert.deepEqual(nodes.map((node) => report.storePaths[node]?.path).toSorted(), [...wanted].toSorted());
      assert.deepEqual([hiddenAbove, hiddenBelow], [0, 0]);
      assert.equal(new Set(edges.map((edge) => edge.join())).size, edges.length);
      for (const [from, to] of edges)
        assert.ok(
          report.storePaths[from]?.references?.includes(report.storePaths[to]?.path ?? "/nix/store/"),
          `${nameOf(from)} ${nameOf(to)}`,
        );
    }
  });

test("a graph of what everything refers to has a bound, tells what is missing, and has the shortest way", () => {
  const report = stressReport(2000);
  const model = modelOf(report);
  const path = report.storePaths.findIndex(
    ({ name }) =>
      name === report.storePaths.toSorted((a, b) => (b.whyChain?.length ?? 0) - (a.whyChain?.length ?? 0))[0]?.name,
  );
  const { nodes, hiddenAbove } = graphPart(model, path);
  assert.ok(nodes.length <= 60, `${nodes.length} nodes`);
  const chain = model.chainOf(path);
  assert.deepEqual(
    chain.map((link) => report.storePaths[link]?.path),
    report.storePaths[path]?.whyChain,
  );
  assert.deepEqual(
    chain.filter((link) => !nodes.includes(link)),
    [],
  );
  const leads = new Set([path]);
  for (const node of leads) for (const referrer of model.referrersOf(node)) leads.add(referrer);
  assert.equal(nodes.filter((node) => leads.has(node)).length + hiddenAbove, leads.size);
});
