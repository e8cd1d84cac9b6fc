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
