import assert from "node:assert/strict";
import { test } from "node:test";
import { readStored } from "../../src/pipeline/stored-reports.ts";
import { type Report, renderReportFile } from "../../src/report/index.ts";
import { captureLog } from "../registry/support/open.ts";
import { aReport } from "../support/sample-reports.ts";

const REVISION = "1".repeat(40);

const read = (text: string, sources: readonly string[] = []) => {
  const log = captureLog();
  const stored = readStored({ revision: REVISION, text }, { ofCheckout: new Set(sources), log });
  return { stored, said: log.text() };
};

test("what was stored is read with the commit that it was stored for", () => {
  const { stored, said } = read(renderReportFile([aReport()]));
  assert.deepEqual(stored, { revision: REVISION, reports: [aReport()] });
  assert.equal(said, "");
});

test("a stored report that cannot be read is passed over, and the log says why", () => {
  for (const [text, reason] of [
    ["{}", /not a report/],
    ["[]x", /passed over/],
    ['{"schemaVersion":99}', /schemaVersion is 99/],
  ] as const) {
    const { stored, said } = read(text);
    assert.equal(stored, undefined);
    assert.match(said, reason);
  }
});

test("a stored report that is of another commit by its own words is passed over, unless it never stands for the checkout", () => {
  const other = "2".repeat(40);
  const { revision: _, ...image } = aReport().image;
  const [strayed, right] = [aReport({ revision: other }), aReport({ revision: REVISION })];
  const dirty = { ...aReport(), image };
  const outcome = (sources: readonly string[], ...reports: readonly Report[]) => {
    const { stored, said } = read(renderReportFile(reports), sources);
    return [stored?.reports.length, said];
  };
  assert.deepEqual(outcome([".#image"], right, strayed), [
    undefined,
    `The stored report of ${REVISION} is passed over: .#image in it is of ${other}.`,
  ]);
  assert.deepEqual(outcome([".#image"], right, dirty), [2, ""]);
  assert.deepEqual(outcome(["github:octo/demo#image"], strayed), [1, ""]);
});
