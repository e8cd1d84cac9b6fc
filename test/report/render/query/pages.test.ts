import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { columnsOf } from "../../../../src/core/columns.ts";
import { explainPaths } from "../../../../src/report/query/index.ts";
import { renderTree, renderWhy } from "../../../../src/report/render/index.ts";
import { reportOfSketch, withoutGraph } from "../../../support/graph-reports.ts";
import { NASTY } from "../../../support/hostile-report.ts";
import { packEntries } from "../../../support/pack-entries.ts";
import { PAGES, type PageParts } from "../../../support/sample-pages.ts";
import { aReport, aStorePath, grown, hostileNames, huge } from "../../../support/sample-reports.ts";

const GOLDEN = join(import.meta.dirname, "../../../golden/query");
const AS_IS = { serializers: [(text: unknown) => text as string] };

const NODE = "/nix/store/0fzqzpgqnn2dpbkkqnqp4s5zlz1qf5gs-nodejs-slim-22.9.0";

const layers = [
  packEntries("/bin/node:71200000#1", `${NODE}/bin/node:71200000#1`, `${NODE}/lib/libnode.so.127:9300000`, "/dev/"),
  packEntries("/var/cache/apt/pkgcache.bin:38000000", "/srv/app/assets.tar:21400000#2", "/srv/b\xe4r.tar:21400000#2"),
  packEntries(
    ...["/var/cache/.wh.apt", `${NODE}/bin/node:71200000#1`, "/srv/app/assets.tar:22600000#3", "/srv/new/a:5000"],
    ...["/srv/new/b:6000", "/srv/new/c = /srv/new/b", "/usr/bin/node -> ../../bin/node", "/srv/.wh.gone"],
  ),
];

const openssl = [aStorePath("openssl-3.3.2", 6_400_000), aStorePath("openssl-1.1.1w", 5_100_000)];
const rebuiltTwice = [aStorePath("zlib-1.3.1", 130_000, [], { salt: "one" }), aStorePath("zlib-1.3.1", 131_000)];

const SAMPLES: Readonly<Record<string, PageParts>> = {
  grown: { report: grown(), layers, name: "ffmpeg", path: "/", colour: false },
  repeated: {
    report: aReport({ storePaths: [...openssl, ...rebuiltTwice], files: layers, graph: false }),
    ...{ layers, name: "openssl", path: "/srv", colour: false },
  },
};

for (const [name, page] of Object.entries(PAGES)) {
  test(`the page of ${name} is the golden one`, (t) => {
    const parts = SAMPLES[["duplicates", "ls"].includes(name) ? "repeated" : "grown"] as PageParts;
    t.assert.fileSnapshot(page(parts), join(GOLDEN, `${name}.txt`), AS_IS);
  });

  test(`the page of ${name} in colour is the same text with nothing but colours added`, () => {
    const parts = SAMPLES["grown"] as PageParts;
    const coloured = page({ ...parts, colour: true });
    assert.match(coloured, /\x1b\[1m/);
    assert.equal(coloured.replace(/\x1b\[\d+m/g, "").replace(/ +$/gm, ""), page(parts));
  });

  test(`the page of ${name} with hostile names has no control character and no line above 80 columns`, () => {
    const names = NASTY.map((nasty) => Buffer.from(nasty, "utf8").toString("latin1").replaceAll("\n", "\r"));
    const files = names.map((nasty, index) => `/d${nasty}/${nasty}x:${index}`);
    const links = names.map((nasty) => `/l${nasty} -> ${nasty}/${nasty}`);
    const hostile = [packEntries(...files, ...links), packEntries(...files, ...names.map((it) => `/d${it}/.wh.y`))];
    for (const parts of [
      ...NASTY.map((nasty) => ({ ...PARTS, report: hostileNames(), layers: hostile, name: nasty })),
      { ...PARTS, report: huge(), layers: hostile, name: "package1000" },
    ]) {
      const text = page(parts);
      assert.doesNotMatch(text.replaceAll("\n", ""), /[\p{Cc}\p{Cf}\p{Cs}]/u);
      for (const line of text.split("\n")) assert.ok(columnsOf(line) <= 80, `${columnsOf(line)}: ${line}`);
    }
  });
}

const PARTS = { path: "/", colour: false } as const;

test("a path whose references nobody knows is shown with what is known, and what to do", () => {
  const report = withoutGraph(reportOfSketch({ "hello-2.12": [1000] }));
  const text = renderWhy(report, "hello", { answers: explainPaths(report, report.storePaths), colour: false });
  assert.match(text, /^ {2}1\.0 kB unpacked in 1 file, layer #1$/m);
  assert.match(text, /^ {2}Nobody here knows what refers to it\. Run this where Nix/m);
  assert.doesNotMatch(text, /frees|Shortest|Referrers/);
});

test("a tree of thousands of levels is drawn at the edge", () => {
  const rows = Array.from({ length: 5000 }, (_, depth) => ({
    ...({ path: NODE, name: `link-${depth}`, ownSize: 1, depth, last: true, references: "expanded" } as const),
    path: "/nix/store/0fzqzpgqnn2dpbkkqnqp4s5zlz1qf5gs-link" as const,
  }));
  const lines = renderTree(grown(), "deep", { rows, colour: false }).split("\n");
  assert.equal(lines.length, 5004);
  assert.match(lines.at(-2) ?? "", /…[ ]+└ link-4999$/);
});

test("store paths without a version are no builds of one, and several builds of two versions are no three versions", () => {
  const salted = (name: string, size: number, salt: string) => aStorePath(name, size, [], { salt });
  const sources = [salted("source", 400, "one"), salted("source", 300, "two")];
  const icu = [salted("icu-73.2", 200, "one"), salted("icu-73.2", 199, "two"), salted("icu-74.2", 100, "one")];
  const report = aReport({ storePaths: [...sources, ...icu], files: layers, graph: false });
  const text = PAGES["duplicates"]?.({ ...PARTS, report, layers, name: "" }) ?? "";
  assert.match(text, /source: 2 store paths of that name$/m);
  assert.match(text, /icu: 2 versions in 3 builds$/m);
});
