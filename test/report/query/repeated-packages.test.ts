import assert from "node:assert/strict";
import { test } from "node:test";
import { findRepeatedPackages } from "../../../src/report/query/index.ts";
import { aLayer, anImage, aStorePath } from "../../support/images.ts";
import { reportOn } from "../../support/report-on.ts";

test("packages in several versions or builds are found, outputs apart, those that cost most first", () => {
  const layer = aLayer({
    [aStorePath("openssl-3.0.20")]: 100,
    [aStorePath("openssl-1.1.1w")]: 80,
    [aStorePath("openssl-3.0.20-dev")]: 900,
    [aStorePath("zlib-1.3", "one")]: 50,
    [aStorePath("zlib-1.3", "two")]: 60,
    [aStorePath("zlib-1.3", "three")]: 40,
    [aStorePath("glibc-2.40")]: 3000,
  });
  const report = reportOn({ image: anImage({ layers: [layer] }), provenance: { source: ".#image", dirty: false } });
  assert.deepEqual(findRepeatedPackages(report), [
    {
      name: "zlib",
      kind: "builds",
      paths: [
        { path: aStorePath("zlib-1.3", "two"), version: "1.3", contentSize: 60 },
        { path: aStorePath("zlib-1.3", "one"), version: "1.3", contentSize: 50 },
        { path: aStorePath("zlib-1.3", "three"), version: "1.3", contentSize: 40 },
      ],
      contentSize: 90,
    },
    {
      name: "openssl",
      kind: "versions",
      paths: [
        { path: aStorePath("openssl-3.0.20"), version: "3.0.20", contentSize: 100 },
        { path: aStorePath("openssl-1.1.1w"), version: "1.1.1w", contentSize: 80 },
      ],
      contentSize: 80,
    },
  ]);
});

test("an environment is no other version of what it is made of, nor is an output that few packages have", () => {
  const names = ["python3-3.11.6", "python3-3.11.6-env", "openjdk-17.0.8+7", "openjdk-17.0.8+7-jre", "vim-9.0-xxd"];
  const paths = [
    ...names.map((name) => aStorePath(name)),
    aStorePath("python3-3.11.6-env", "two"),
    aStorePath("vim-9.0"),
  ];
  const layer = aLayer(Object.fromEntries(paths.map((path, i) => [path, 100 + i])));
  const report = reportOn({ image: anImage({ layers: [layer] }), provenance: { source: ".#image", dirty: false } });
  assert.deepEqual(findRepeatedPackages(report), []);
});

test("an output that few packages have is told apart from the package, and its versions from one another", () => {
  const names = ["vim-9.0", "vim-9.0-xxd", "vim-9.1-xxd"];
  const layer = aLayer(Object.fromEntries(names.map((name, i) => [aStorePath(name), 100 + i])));
  const report = reportOn({ image: anImage({ layers: [layer] }), provenance: { source: ".#image", dirty: false } });
  const found = findRepeatedPackages(report).map(({ kind, paths }) => [kind, ...paths.map(({ version }) => version)]);
  assert.deepEqual(found, [["versions", "9.1-xxd", "9.0-xxd"]]);
});
