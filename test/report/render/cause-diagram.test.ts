import assert from "node:assert/strict";
import { test } from "node:test";
import type { Report } from "../../../src/report/index.ts";
import { renderSummary } from "../../../src/report/render/index.ts";
import { grown, hostileNames, SAMPLES } from "../../support/sample-reports.ts";

const diagramOf = (report: Report): readonly string[] | undefined =>
  /```mermaid\n([\s\S]*?)\n```/.exec(renderSummary([{ report }]))?.[1]?.split("\n");

test("the summary draws the chain that brought the heaviest change in", () => {
  assert.deepEqual(diagramOf(grown())?.slice(0, 5), [
    "flowchart LR",
    '  n0["api"]',
    '  n0 --> n1["imaging"]',
    '  n1 --> n2["ffmpeg +13 deps +96.9 MB"]:::grown',
    "  classDef grown stroke:#cf222e,stroke-width:2px",
  ]);
});

test("no picture is drawn where nothing was brought in by anything", () => {
  for (const name of ["unchanged", "first-run", "without-graph", "dockerfile-upgraded"])
    assert.equal(diagramOf(SAMPLES[name]?.() as Report), undefined, name);
});

test("names from an image are nothing but text in a picture", () => {
  const lines = diagramOf(hostileNames()) ?? [];
  const drawn = lines.filter((line) => line.includes("["));
  assert.ok(drawn.length > 2);
  for (const line of drawn) assert.match(line, /^ {2}(n\d+ --> )?n\d+\["[A-Za-z0-9 .+_…/-]+"\](:::(grown|shrunk))?$/);
});
