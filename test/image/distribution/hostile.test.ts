import assert from "node:assert/strict";
import { test } from "node:test";
import { parseApkInstalled } from "../../../src/image/distribution/apk.ts";
import { parseDpkgStatus } from "../../../src/image/distribution/dpkg.ts";
import { PACKAGES_LIMIT } from "../../../src/image/distribution/packages.ts";

/** Of the largest database that is kept. */
const SIZE = 16 << 20;

const fill = (piece: string, size = SIZE): string => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);

const DATABASES: Readonly<Record<string, string>> = {
  "one line": fill("x"),
  "one line of blanks": `Package: a${fill(" ")}x`,
  "a value of blanks and letters": `Package: ${fill(" \t x")}`,
  "a source of parentheses": `Package: a\nVersion: 1\nSource: ${fill(" (\u2028")}`,
  "empty lines": fill("\n"),
  "blank lines": fill(" \n\t\r\n"),
  "one paragraph that never ends": fill("Package: a\nVersion: 1\nP:a\nV:1\n"),
  colons: fill(":"),
  NULs: fill("\0"),
  "a million paragraphs": "P:a\nV:1\n\n".repeat(1_000_000),
  "a million packages": "Package:a\nVersion:1\n\n".repeat(1_000_000),
};

for (const [name, text] of Object.entries(DATABASES)) {
  test(`a database of ${name} is read in a moment, and no further than the limit`, () => {
    for (const parse of [parseDpkgStatus, parseApkInstalled]) {
      const start = performance.now();
      const packages = parse(text);
      const took = performance.now() - start;
      assert.ok(packages.length <= PACKAGES_LIMIT, `${packages.length} packages`);
      assert.ok(took < 2000, `${parse.name} took ${Math.round(took)} ms`);
    }
  });
}

test("the limit is reached by many packages, each of which counts once", () => {
  const database = (name: string) => (DATABASES[name] ?? "") as string;
  assert.equal(parseApkInstalled(database("a million paragraphs")).length, PACKAGES_LIMIT);
  assert.equal(parseDpkgStatus(database("a million packages")).length, PACKAGES_LIMIT);
  assert.deepEqual(parseDpkgStatus(database("one paragraph that never ends")), [
    { manager: "dpkg", name: "a", version: "1" },
  ]);
});

test("a name with a NUL stays the name that it is", () => {
  assert.equal(parseDpkgStatus("Package: a\0b\nVersion: 1\n")[0]?.name, "a\0b");
});
