import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parseDpkgStatus } from "../../../src/image/distribution/dpkg.ts";

const has = (program: string): boolean => {
  try {
    execFileSync("sh", ["-c", `command -v ${program}`]);
    return true;
  } catch {
    return false;
  }
};

const DATABASE = "/var/lib/dpkg/status";

test("the packages of this machine are those that dpkg-query lists", {
  skip: has("dpkg-query")
    ? false
    : "there is no dpkg-query: this machine is no Debian, and the real database is not read",
}, () => {
  const fields = ["db:Status-Status", "Package", "Version", "Architecture", "Installed-Size", "source:Package"];
  const format = `${fields.map((field) => `\${${field}}`).join("\t")}\n`;
  const listed = execFileSync("dpkg-query", ["--show", `--showformat=${format}`], { encoding: "utf8" })
    .split("\n")
    .filter((line) => line.startsWith("installed\t"))
    .map((line) => line.slice("installed\t".length));
  const parsed = parseDpkgStatus(readFileSync(DATABASE, "utf8")).map((it) =>
    [it.name, it.version, it.architecture, (it.installedSize ?? Number.NaN) / 1024, it.source ?? it.name].join("\t"),
  );
  assert.ok(parsed.length > 50, `${parsed.length} packages`);
  assert.deepEqual(parsed.toSorted(), listed.toSorted());
});

const paragraph = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join("");

const aPackage = (fields: Readonly<Record<string, string>> = {}): string =>
  paragraph({ Package: "zlib1g", Status: "install ok installed", Version: "1:1.2.13", ...fields });

const names = (...paragraphs: readonly string[]): readonly string[] =>
  parseDpkgStatus(paragraphs.join("\n")).map(({ name }) => name);

test("a package is there in every state in which its files are", () => {
  const states = [
    ...["not-installed", "config-files", "half-installed"],
    ...["unpacked", "half-configured", "triggers-awaited", "triggers-pending", "installed"],
  ];
  const found = names(...states.map((state) => aPackage({ Package: state, Status: `install ok ${state}` })));
  assert.deepEqual(found, states.slice(3));
  assert.deepEqual(names(aPackage({ Status: "deinstall ok config-files" })), []);
  assert.deepEqual(names(aPackage({ Status: "hold ok installed" })), ["zlib1g"]);
});

test("a package of two architectures is there twice", () => {
  const text = [aPackage({ Architecture: "amd64" }), aPackage({ Architecture: "i386" })].join("\n");
  assert.deepEqual(
    parseDpkgStatus(text).map(({ name, architecture }) => `${name}:${architecture}`),
    ["zlib1g:amd64", "zlib1g:i386"],
  );
});

test("fields are what their first lines say, in any case and order, and those that are folded below do not count", () => {
  const text = [
    "version: 2.36-9",
    "PACKAGE: libc6",
    "Installed-Size: 12986",
    "Source: glibc (2.36-8)",
    "Conffiles:",
    " Package: other",
    "Description: a library",
    " .",
    " Version: 1",
    "Status: install ok installed",
  ].join("\n");
  assert.deepEqual(parseDpkgStatus(text), [
    { manager: "dpkg", name: "libc6", version: "2.36-9", source: "glibc", installedSize: 12986 * 1024 },
  ]);
});

test("lines may end as on Windows, paragraphs in blanks, the last one in nothing", () => {
  const windows = `${aPackage()}\n${aPackage({ Package: "b" })}`.replaceAll("\n", "\r\n");
  assert.deepEqual(names(windows), ["zlib1g", "b"]);
  assert.deepEqual(names(`${aPackage()} \t`, aPackage({ Package: "b" }).trimEnd()), ["zlib1g", "b"]);
});

test("what has no name or no version is no package, and a size that is no number is unknown", () => {
  assert.deepEqual(names(aPackage({ Package: "" }), aPackage({ Version: "" }), "Package: a\n", ""), []);
  for (const size of ["-1", "1e9", "0x10", "12345678901", ""])
    assert.equal(parseDpkgStatus(aPackage({ "Installed-Size": size }))[0]?.installedSize, undefined, size);
});
