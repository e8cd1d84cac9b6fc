import assert from "node:assert/strict";
import { test } from "node:test";
import { buildDominators, type DominatorNode, type DominatorTree } from "../../../src/report/query/index.ts";
import { randomSketch, reachedFrom, reportOfSketch } from "../../support/graph-reports.ts";
import { seeded } from "../../support/random.ts";

const ALL = { depth: 100, limit: 1000 };

const nodesOf = (tree: Pick<DominatorTree, "children">): readonly DominatorNode[] =>
  tree.children.flatMap((child) => [child, ...nodesOf(child)]);

const sumOf = ({ children, rest }: Pick<DominatorTree, "children" | "rest">): number =>
  children.reduce((sum, child) => sum + child.retainedSize, rest.retainedSize);

test("what is reached by one way alone hangs below it, heaviest first", () => {
  const tree = buildDominators(
    reportOfSketch({
      "app-1.0": [10, "web-2.0", "tool-1.0"],
      "web-2.0": [20, "tls-3.0", "icons-1.0"],
      "tool-1.0": [30, "tls-3.0"],
      "icons-1.0": [500],
      "tls-3.0": [100, "zlib-1.3"],
      "zlib-1.3": [7],
    }),
    ALL,
  );
  const draw = (nodes: readonly DominatorNode[]): unknown[] =>
    nodes.map(({ name, retainedSize, children }) => [name, retainedSize, ...draw(children)]);
  assert.deepEqual(draw(tree.children), [
    ["app-1.0", 667, ["web-2.0", 520, ["icons-1.0", 500]], ["tls-3.0", 107, ["zlib-1.3", 7]], ["tool-1.0", 30]],
  ]);
});

test("in random graphs a path retains what cannot be reached without it: its own bytes and its children's", () => {
  for (let seed = 0; seed < 400; seed++) {
    const report = reportOfSketch(randomSketch(seeded(seed)));
    const tree = buildDominators(report, ALL);
    const total = report.storePaths.reduce((sum, entry) => sum + (entry.narSize ?? 0), 0);
    assert.deepEqual([tree.retainedSize, sumOf(tree)], [total, total], `seed ${seed}`);
    const roots = report.storePaths.filter(({ whyChain }) => whyChain?.length === 1).map(({ name }) => name);
    const nodes = nodesOf(tree);
    assert.equal(nodes.length, report.storePaths.length);
    for (const node of nodes) {
      const left = reachedFrom(report, roots, { path: node.name });
      const freed = report.storePaths.filter(({ name }) => !left.has(name));
      const bytes = freed.reduce((sum, entry) => sum + (entry.narSize ?? 0), 0);
      assert.deepEqual([node.retainedSize, node.ownSize + sumOf(node)], [bytes, bytes], `seed ${seed} ${node.name}`);
    }
  }
});

test("what a limit or a depth leaves out is summed up, so that the sums still hold", () => {
  for (let seed = 0; seed < 100; seed++) {
    const random = seeded(seed);
    const report = reportOfSketch(randomSketch(random));
    const tree = buildDominators(report, { depth: 1 + random.below(3), limit: 1 + random.below(3) });
    assert.equal(sumOf(tree), tree.retainedSize);
    for (const node of nodesOf(tree)) assert.equal(node.ownSize + sumOf(node), node.retainedSize, `seed ${seed}`);
  }
});
