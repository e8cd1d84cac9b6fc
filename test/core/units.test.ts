import assert from "node:assert/strict";
import { test } from "node:test";
import { formatBytes, formatChange, formatPercentChange, plural } from "../../src/core/units.ts";

test("bytes are told in powers of 1000, never as 1000 of a smaller unit", () => {
  const table: readonly (readonly [number, string])[] = [
    [0, "0 B"],
    [999, "999 B"],
    [1000, "1.0 kB"],
    [999_949, "999.9 kB"],
    [999_950, "1.0 MB"],
    [38_400_000, "38.4 MB"],
    [1_500_000_000, "1.5 GB"],
    [2_000_000_000_000, "2.0 TB"],
    [5_000_000_000_000_000, "5000.0 TB"],
    [-1234, "−1.2 kB"],
  ];
  for (const [bytes, text] of table) assert.equal(formatBytes(bytes), text);
});

test("a change always shows its sign", () => {
  assert.equal(formatChange(38_400_000), "+38.4 MB");
  assert.equal(formatChange(-1200), "−1.2 kB");
  assert.equal(formatChange(0), "±0 B");
});

test("a change in percent has a decimal only below ten", () => {
  assert.equal(formatPercentChange(100, 121), "+21 %");
  assert.equal(formatPercentChange(1000, 1004), "+0.4 %");
  assert.equal(formatPercentChange(1000, 900), "−10 %");
  assert.equal(formatPercentChange(10_000, 10_996), "+10 %");
  assert.equal(formatPercentChange(10_000, 10_994), "+9.9 %");
  assert.equal(formatPercentChange(1_000_000, 1_000_001), "±0 %");
  assert.equal(formatPercentChange(0, 5), undefined);
});

test("one is singular, everything else plural", () => {
  assert.equal(plural(1, "layer"), "1 layer");
  assert.equal(plural(0, "layer"), "0 layers");
  assert.equal(plural(2, "dependency", "dependencies"), "2 dependencies");
});
