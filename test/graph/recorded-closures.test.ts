import assert from "node:assert/strict";
import { test } from "node:test";
import { nameOf } from "../../src/core/store-path.ts";
import { analyseClosure, rootsOf } from "../../src/graph/index.ts";
import { withoutFixtures } from "../support/fixtures.ts";
import { recordedClosure } from "../support/recorded.ts";

for (const name of ["app-rev-a", "app-rev-b", "layered-leaky-small"]) {
  test(`closure sizes of ${name} are those that Nix counted`, { skip: withoutFixtures }, () => {
    const { closure, closureSizes } = recordedClosure(name);
    const counted = [...analyseClosure(closure)].map(([path, facts]) => [path, facts.closureSize] as const);
    assert.ok(counted.length > 0);
    assert.deepEqual(new Map(counted), closureSizes);
  });
}

test("a layered image's closure is entered at its configuration alone", { skip: withoutFixtures }, () => {
  const { closure } = recordedClosure("app-rev-a");
  const roots = rootsOf(closure);
  assert.deepEqual(roots.map(nameOf), ["App-conf.json"]);
});
