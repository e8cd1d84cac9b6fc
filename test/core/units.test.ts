import assert from "node:assert/strict";
import { test } from "node:test";
import {
  formatBytes,
  formatChange,
  formatLimit,
  formatPercentChange,
  parseBytes,
  plural,
} from "../../src/core/units.ts";

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

test("sizes are read with the units of 1000 and of 1024, to the byte", () => {
  const sizes = {
    ...{ "0": 0, "1000": 1000, "7 B": 7, "200 MB": 200_000_000, "200MB": 200_000_000, " 1.5GB ": 1_500_000_000 },
    ...{ "64 MiB": 67_108_864, "1.5 KiB": 1536, "2 kb": 2000, "0.1 TB": 100_000_000_000, "1 tib": 2 ** 40 },
    ...{ "0.29 GB": 290_000_000, "1.1 kB": 1100, "4.35 MB": 4_350_000 }, // not so with floating point
    ...{ "0.1 KiB": 102, "9007199254740991": Number.MAX_SAFE_INTEGER },
  };
  const read = Object.fromEntries(Object.keys(sizes).map((text) => [text, parseBytes(text)]));
  assert.deepEqual(read, sizes);
});

test("what is no size, or nobody knows the unit of, is not guessed", () => {
  const texts = ["", "MB", "200M", "1e6", "-1", "+1", "1,5 GB", "1_000", ".5 GB", "5. MB", "10 %", "1 PB", "1 MB MB"];
  for (const text of [...texts, "9007199254740992", "9999 TiB", "1 constructor", `1${"0".repeat(400)}`])
    assert.equal(parseBytes(text), undefined, text);
});

test("a limit is written without a decimal that says nothing", () => {
  assert.deepEqual([0, 999, 200_000_000, 67_108_864, 1_500_000_000].map(formatLimit), [
    ...["0 B", "999 B", "200 MB", "67.1 MB", "1.5 GB"],
  ]);
});
