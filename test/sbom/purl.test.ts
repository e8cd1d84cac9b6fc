import assert from "node:assert/strict";
import { test } from "node:test";
import { PackageURL } from "packageurl-js";
import { formatPurl } from "../../src/sbom/purl.ts";
import { NASTY } from "../support/hostile-report.ts";

/** Beginnings and ends that no parser keeps: slashes and blanks around a name are not part of it. */
const NAMES = ["zlib", "gtk+3", "c++", "a@b", "a?b=c&d", "a#b", "100%", "%2F", "a/b", "a'(b)!*", "ü", "宽", ...NASTY]
  .map((name) => name.replace(/^[\s/]+|[\s/]+$/g, "").toWellFormed())
  .filter((name) => name !== "");

for (const [index, name] of NAMES.entries()) {
  test(`name ${index} is read back by another parser, from any place of a package URL`, () => {
    const output = name.replaceAll("%", ""); // that parser decodes qualifiers twice
    const text = formatPurl({ type: "nix", name, version: name, qualifiers: { output } });
    assert.match(text, /^pkg:nix\/[\w.~:%-]+@[\w.~:%-]+\?output=[\w.~:%-]+$/);
    const parsed = PackageURL.fromString(text);
    assert.deepEqual([parsed.type, parsed.name, parsed.version], ["nix", name, name]);
    assert.deepEqual(parsed.qualifiers?.["output"], output);
  });
}

test("what has no value is left out, and qualifiers are sorted", () => {
  const qualifiers = { tag: "1", arch: "amd64", none: undefined, empty: "" };
  assert.equal(formatPurl({ type: "oci", name: "api", qualifiers }), "pkg:oci/api?arch=amd64&tag=1");
  assert.equal(
    formatPurl({ type: "deb", namespace: "debian", name: "x", version: "1:2+b" }),
    "pkg:deb/debian/x@1:2%2Bb",
  );
});
