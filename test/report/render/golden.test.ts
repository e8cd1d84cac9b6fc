import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import * as v from "valibot";
import { reportSchema } from "../../../src/report/index.ts";
import {
  type ReportClient,
  renderComment,
  renderHtml,
  renderJson,
  renderSummary,
  renderTerminal,
} from "../../../src/report/render/index.ts";
import { grown, SAMPLES } from "../../support/sample-reports.ts";
import { trendBefore } from "../../support/sample-trend.ts";

const GOLDEN = join(import.meta.dirname, "../../golden");
const ORIGIN = {
  runUrl: "https://github.com/acme/api/actions/runs/1",
  headRevision: "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c",
};
/** The text as it is, so that a golden file can be read and rendered. */
const AS_IS = { serializers: [(text: unknown) => text as string] };

/** What a browser runs is the same on each page. */
const PART = { text: "…", hash: `sha256-${"A".repeat(43)}=` };
const NO_CLIENT: ReportClient = { script: PART, style: PART, graphviz: { ...PART, text: "eA==" } };

const DATA = /(?<=id="report">)\{.*\}(?=<)/;

/** The data of a page with a line for each field of an image, to be read in a diff. */
const inLines = (json: string): string => {
  const { images, ...rest } = JSON.parse(json);
  const fields = images.flatMap((image: object) =>
    Object.entries(image).map(([key, value]) => `${key}: ${JSON.stringify(value)}`),
  );
  return ["", JSON.stringify(rest), ...fields, ""].join("\n");
};

for (const [name, sample] of Object.entries(SAMPLES)) {
  test(`the sample ${name} is a valid report`, () => {
    assert.deepEqual(v.safeParse(reportSchema, sample()).issues, undefined);
  });

  test(`the renderings of the sample ${name} are the golden ones`, (t) => {
    const report = sample();
    const same = (text: string, file: string) => t.assert.fileSnapshot(text, join(GOLDEN, `${name}.${file}`), AS_IS);
    same(renderComment([{ report }], { workflow: "ci", ...ORIGIN }), "comment.md");
    same(renderSummary([{ report }], { ...ORIGIN, trend: trendBefore(report) }), "summary.md");
    same(renderTerminal(report, { colour: false }), "terminal.txt");
  });
}

for (const [name, sample] of Object.entries(SAMPLES).filter(([name]) => name !== "huge")) {
  test(`the page of the sample ${name} is the golden one`, (t) => {
    const report = sample();
    const page = renderHtml([report], { client: NO_CLIENT, ...ORIGIN, trend: trendBefore(report), version: "1.2.3" });
    t.assert.fileSnapshot(page.replace(DATA, inLines), join(GOLDEN, `${name}.html`), AS_IS);
  });
}

test("coloured terminal output and JSON are the golden ones", (t) => {
  t.assert.fileSnapshot(renderTerminal(grown(), { colour: true }), join(GOLDEN, "grown.colour.txt"), AS_IS);
  t.assert.fileSnapshot(renderJson(grown()), join(GOLDEN, "grown.json"), AS_IS);
});
