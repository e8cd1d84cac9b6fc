import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { visible } from "../../../../src/core/visible.ts";
import type { PageData } from "../../../../src/report/render/html/page-data.ts";
import { renderHtml } from "../../../../src/report/render/index.ts";
import { hostile, NASTY } from "../../../support/hostile-report.ts";
import { reportClient } from "../../../support/report-page.ts";
import { aReport, grown, SAMPLES } from "../../../support/sample-reports.ts";

const client = await reportClient();

const dataOf = (html: string): PageData => {
  const text = /<script type="application\/json" id="report">(.*?)<\/script>/s.exec(html)?.[1] ?? "";
  return JSON.parse(text) as PageData;
};

const sha256 = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;

/** Every element with its attributes; the page is ours, so that a simple pattern finds all. */
const elementsIn = (html: string): readonly string[] =>
  [...html.matchAll(/<([a-z][a-z0-9]*)/g)].map(([, name = ""]) => name);

for (const [name, sample] of Object.entries(SAMPLES)) {
  const report = sample();

  test(`the page of ${name} holds the report's numbers`, () => {
    const [image] = dataOf(renderHtml([report], { client })).images;
    assert.ok(image !== undefined);
    assert.deepEqual(
      image.store.baseNames.map((base) => `/nix/store/${base}`),
      report.storePaths.map(({ path }) => path),
    );
    assert.deepEqual(
      image.store.contentSizes,
      report.storePaths.map(({ contentSize }) => contentSize),
    );
    const { graph } = image.store;
    const known = report.storePaths.some(({ retainedSize }) => retainedSize !== undefined);
    assert.equal(graph !== undefined, known);
    for (const [number, entry] of report.storePaths.entries()) {
      if (graph === undefined) break;
      assert.deepEqual(
        [graph.narSizes[number], graph.closureSizes[number], graph.retainedSizes[number]],
        [entry.narSize ?? null, entry.closureSize ?? null, entry.retainedSize ?? null],
      );
      assert.deepEqual(
        graph.references[number]?.map((target) => report.storePaths[target]?.path),
        entry.references?.filter((path) => report.storePaths.some((other) => other.path === path)) ?? [],
      );
      assert.equal(report.storePaths[graph.dominators[number] ?? -1]?.path, entry.dominator);
    }
    assert.equal(image.layers.length, report.layers.length);
    const { comparison } = report;
    if (comparison?.kind !== "compared") return;
    assert.deepEqual(
      image.change?.packages.map(({ change }) => change),
      comparison.packages.map(({ change }) => change),
    );
    const sum = (image.change?.packages ?? []).reduce(
      (total, { change }) => total + change,
      image.change?.rootChange ?? 0,
    );
    assert.equal(sum, image.change?.contentChange);
    const numbers = (image.change?.trees ?? []).flat().toSorted((a, b) => a - b);
    assert.deepEqual(numbers, [...comparison.packages.keys()]);
  });

  test(`nothing that ${name} brings along becomes markup, also with nasty names`, () => {
    const page = renderHtml([hostile(report)], { client, runUrl: "javascript:alert(1)", version: NASTY[3] });
    const outside = page.replace(client.style.text, "").replace(client.script.text, "");
    const allowed =
      "html head meta title style body div noscript section h1 h2 small p b code table tr th td ul li script".split(
        " ",
      );
    assert.deepEqual(
      [...new Set(elementsIn(outside))].filter((element) => !allowed.includes(element)),
      [],
    );
    assert.equal(outside.match(/<script/g)?.length, 3);
    assert.equal(outside.match(/<\/script/g)?.length, 3);
    assert.equal(outside.match(/<!--/g), null);
    assert.doesNotMatch(outside, /javascript:|\u2028|\u2029|\ud800/);
    assert.ok(JSON.stringify(dataOf(page)).length > 1000);
  });
}

test("the policy allows the page's own scripts and style, and no request", () => {
  const page = renderHtml([grown()], { client });
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? "";
  const script = /<script>([\s\S]*)<\/script>/.exec(page)?.[1] ?? "";
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? "";
  assert.deepEqual(policy.split("; "), [
    "default-src 'none'",
    `script-src '${sha256(script)}' '${client.graphviz.hash}' 'wasm-unsafe-eval'`,
    `style-src '${sha256(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  assert.ok(page.indexOf("Content-Security-Policy") < page.indexOf("<style>"));
});

test("without scripts one reads verdict, cause, totals and findings", () => {
  const page = renderHtml([grown(), aReport({ name: "worker" })], { client });
  const text = /<noscript>([\s\S]*)<\/noscript>/.exec(page)?.[1]?.replaceAll(/<[^>]*>/g, " ") ?? "";
  for (const words of [
    /\+36\.5 MB\s+\(\+41 %\) → 125\.9 MB compressed/,
    /ffmpeg\s+7\.1 is new \(\s*\+96\.9 MB\s+unpacked, with 13 new dependencies\)/,
    /Unpacked\s+244\.7 MB\s+344\.9 MB\s+\+100\.1 MB/,
    /Findings: 1 new, 1 note/,
    /worker\s+linux\/amd64/,
    /Nothing is compared: no baseline was asked for\./,
  ])
    assert.match(text, words);
});

test("the page of a small report stays below a megabyte", () => {
  const { length } = renderHtml([grown()], { client });
  assert.ok(length < 1_000_000, `${length} bytes`);
});

test("the trend ends with this image, and without earlier points there is none", () => {
  const at = (revision: string, compressedSize?: number) => ({
    ...{ revision: revision.repeat(40), date: "2025-01-02T03:04:05Z" },
    images: [
      {
        ...{ name: "api", platform: "linux/amd64", contentSize: 5, layers: 1, storePaths: 1 },
        ...(compressedSize === undefined ? {} : { compressedSize }),
      },
      { name: "other", platform: "linux/amd64", contentSize: 7, layers: 1, storePaths: 1 },
    ],
  });
  const report = grown();
  const trendWith = (...trend: readonly ReturnType<typeof at>[]) =>
    dataOf(renderHtml([report], { client, trend })).images[0]?.trend;
  assert.deepEqual(trendWith(at("a", 1), at("b", 2)), {
    unit: "compressed",
    points: [
      { size: 1, label: "aaaaaaa, 2025-01-02" },
      { size: 2, label: "bbbbbbb, 2025-01-02" },
      { size: report.totals.compressedSize, label: "this image" },
    ],
  });
  assert.equal(trendWith(at("a"), at("b", 2))?.unit, "unpacked");
  assert.equal(trendWith(), undefined);
  assert.equal(trendWith(...Array.from({ length: 80 }, () => at("c", 3)))?.points.length, 30);
});

test("secrets in the configuration are masked, and what cannot be seen is written out", () => {
  const page = renderHtml([aReport({ env: ["API_TOKEN=hunter2hunter2", "A=\u202eb"] })], { client });
  assert.ok(!page.includes("hunter2"));
  const config = dataOf(page).images[0]?.config.map(({ value }) => value) ?? [];
  assert.ok(config.includes("API_TOKEN=***"), config.join());
  assert.ok(config.includes(visible("A=\u202eb")), config.join());
});
