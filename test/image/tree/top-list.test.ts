import assert from "node:assert/strict";
import { test } from "node:test";
import { compareText } from "../../../src/core/compare-text.ts";
import { TopList } from "../../../src/image/tree/top-list.ts";
import { seeded } from "../../support/random.ts";

interface Item {
  readonly weight: number;
  readonly name: string;
}

test("of any number of things the heaviest are kept, of equal ones those that come first by name", () => {
  for (let seed = 0; seed < 100; seed++) {
    const random = seeded(seed);
    const items = Array.from(
      { length: random.below(600) },
      (_, index): Item => ({ weight: random.below(20), name: `n${index}` }),
    );
    const limit = random.below(40);
    const top = new TopList<Item>(
      limit,
      ({ weight }) => weight,
      (a, b) => compareText(a.name, b.name),
    );
    for (const item of items) top.offer(item.weight, () => item);
    const sorted = items.toSorted((a, b) => b.weight - a.weight || compareText(a.name, b.name));
    assert.deepEqual(top.finish(), sorted.slice(0, limit), `seed ${seed}`);
  }
});

test("what is too light is never made", () => {
  const top = new TopList<number>(
    2,
    (item) => item,
    (a, b) => a - b,
  );
  let made = 0;
  for (let weight = 100_000; weight > 0; weight--) {
    top.offer(weight, () => {
      made += 1;
      return weight;
    });
  }
  assert.deepEqual(top.finish(), [100_000, 99_999]);
  assert.ok(made < 100, String(made));
});
