import assert from "node:assert/strict";
import { test } from "node:test";
import { aClosure, aLayer, anImage, aStorePath, type ClosureSketch } from "../../support/images.ts";
import { reportOn } from "../../support/report-on.ts";

const MB = 1_000_000;

/** The ids of findings on size in an image of these store paths, which starts the first. */
const findingsOn = (sketch: ClosureSketch): readonly string[] => {
  const [root = ""] = Object.keys(sketch);
  const sizes = Object.entries(sketch).map(([name, [size]]) => [aStorePath(name), size] as const);
  const report = reportOn({
    image: anImage({ layers: sizes.map(([path, size]) => aLayer({ [path]: size })) }),
    provenance: { source: ".#image", dirty: false },
    closure: aClosure(sketch, [root]),
  });
  return (report.findings ?? []).filter(({ bytes }) => bytes !== undefined).map(({ id }) => id);
};

const PYTHON: ClosureSketch = {
  "python3-3.11.6-env": [MB / 10, "python3-3.11.6", "python3.11-numpy-1.26.2"],
  "python3.11-numpy-1.26.2": [20 * MB, "python3-3.11.6"],
  "python3-3.11.6": [8 * MB, "glibc-2.38"],
  "glibc-2.38": [2 * MB],
};

test("a program with a Python of its own libraries, in a buildEnv, has nothing wrong with its size", () => {
  const image: ClosureSketch = { "image-root": [0, "app-1.0"], "app-1.0": [MB / 50, "python3-3.11.6-env"], ...PYTHON };
  assert.deepEqual(findingsOn(image), []);
});

test("what a library of an environment brings is found behind the environment", () => {
  const image: ClosureSketch = {
    "image-root": [0, "app-1.0"],
    "app-1.0": [MB / 50, "python3-3.11.6-env"],
    ...PYTHON,
    "python3.11-numpy-1.26.2": [20 * MB, "python3-3.11.6", "blas-3"],
    "blas-3": [MB, "gfortran-13.2.0"],
    "gfortran-13.2.0": [50 * MB],
  };
  assert.deepEqual(findingsOn(image), ["expensive-edge"]);
});

test("two versions of Python are found beside their environments", () => {
  const image: ClosureSketch = {
    "app-1.0": [MB / 50, "python3-3.11.6-env", "python3-3.12.1-env"],
    ...PYTHON,
    "python3-3.12.1-env": [MB / 10, "python3-3.12.1"],
    "python3-3.12.1": [9 * MB, "glibc-2.38"],
  };
  assert.deepEqual(findingsOn(image), ["multiple-versions"]);
});
