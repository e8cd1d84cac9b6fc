import assert from "node:assert/strict";
import { test } from "node:test";
import type { BaselineStore } from "../../src/github/index.ts";
import { type Baseline, compareWith, restoreBaseline } from "../../src/pipeline/baseline.ts";
import { type Report, renderReportFile } from "../../src/report/index.ts";
import { captureLog } from "../registry/support/open.ts";
import { aReport, grown } from "../support/sample-reports.ts";

const REVISION = "1".repeat(40);
const INFO = { revision: REVISION, source: "cache", exact: true } as const;

const found = (...reports: readonly Report[]): Baseline => ({ kind: "found", reports, info: INFO });

const ARM = { os: "linux", architecture: "arm64" };

/** Name and platform of what was compared with, or why nothing was. */
const matched = (baseline: Baseline, current: Report): string => {
  const comparison = compareWith(baseline, current);
  return comparison.kind === "compared" ? comparison.baseline.name : `${comparison.reason}: ${comparison.detail}`;
};

test("an image is compared with the one of its name and platform", () => {
  const all = found(aReport({ name: "worker" }), aReport({ platform: ARM }), aReport({ revision: REVISION }));
  const comparison = compareWith(all, aReport());
  assert.ok(comparison.kind === "compared");
  assert.deepEqual(comparison.baseline, { ...INFO, name: "api" });
  assert.equal(comparison.identical, true);
});

test("the only image of a baseline may have another name", () => {
  assert.equal(matched(found(aReport({ name: "old" })), aReport()), "old");
});

test("among several images none is guessed", () => {
  const two = found(aReport({ name: "a" }), aReport({ name: "b" }));
  assert.equal(
    matched(two, aReport()),
    "unavailable: it holds a (linux/amd64), b (linux/amd64), and none is api (linux/amd64)",
  );
  const many = found(...Array.from("abcdefg", (name) => aReport({ name })));
  assert.match(matched(many, aReport()), /, e \(linux\/amd64\) and others, and none is api /);
});

test("images for different platforms are not compared", () => {
  assert.equal(
    matched(found(aReport({ platform: ARM })), aReport()),
    "other-platform: the baseline is for linux/arm64, this image for linux/amd64",
  );
  const two = found(aReport({ platform: ARM }), aReport({ name: "b" }));
  assert.match(matched(two, aReport()), /^unavailable: it holds api \(linux\/arm64\), b /);
});

test("no baseline stays none, with its reason", () => {
  const none = { kind: "no-baseline", reason: "unavailable", detail: "gone" } as const;
  assert.equal(compareWith(none, aReport()), none);
});

const NONE: ReadonlySet<string> = new Set();

const storeOf = (text: string | undefined): BaselineStore & { readonly asked: readonly (string | undefined)[] } => {
  const asked: (string | undefined)[] = [];
  return {
    asked,
    restore: async (revision) => {
      asked.push(revision);
      return text === undefined ? undefined : { revision: revision ?? REVISION, text };
    },
    stage: () => Promise.reject(new Error("nothing is staged here")),
  };
};

test("the stored report of the base commit is exact, the newest of all is not", async () => {
  const store = storeOf(renderReportFile([aReport()]));
  const log = captureLog();
  const exact = await restoreBaseline(store, { base: { kind: "commit", revision: REVISION }, ofCheckout: NONE, log });
  const newest = await restoreBaseline(store, { base: { kind: "newest" }, ofCheckout: NONE, log });
  assert.deepEqual(exact, { kind: "found", reports: [aReport()], info: INFO });
  assert.deepEqual(newest, { kind: "found", reports: [aReport()], info: { ...INFO, exact: false } });
  assert.deepEqual(store.asked, [REVISION, undefined]);
});

test("a stored report that was itself compared is taken for what it says of its image", () => {
  const comparison = compareWith(found(grown()), grown());
  assert.ok(comparison.kind === "compared");
  assert.equal(comparison.identical, true);
});

test("a stored report that cannot be read is passed over, and the log says why", async () => {
  for (const [text, reason] of [
    ["{}", /not a report/],
    ["[]x", /passed over/],
    ['{"schemaVersion":99}', /schemaVersion is 99/],
  ] as const) {
    const log = captureLog();
    assert.equal(
      await restoreBaseline(storeOf(text), { base: { kind: "commit", revision: REVISION }, ofCheckout: NONE, log }),
      undefined,
    );
    assert.match(log.text(), reason);
  }
});

test("a stored report that is of another commit by its own words is passed over, unless it never stands for the checkout", async () => {
  const other = "2".repeat(40);
  const { revision: _, ...image } = aReport().image;
  const [strayed, right, dirty] = [
    aReport({ revision: other }),
    aReport({ revision: REVISION }),
    { ...aReport(), image },
  ];
  const restore = async (sources: readonly string[], ...reports: readonly Report[]) => {
    const log = captureLog();
    const store = storeOf(renderReportFile(reports));
    const ofCheckout = new Set(sources);
    const baseline = await restoreBaseline(store, { base: { kind: "commit", revision: REVISION }, ofCheckout, log });
    return [baseline?.kind, log.text()];
  };
  assert.deepEqual(await restore([".#image"], right, strayed), [
    undefined,
    `The stored report of ${REVISION} is passed over: .#image in it is of ${other}.`,
  ]);
  assert.deepEqual(await restore([".#image"], right, dirty), ["found", ""]);
  assert.deepEqual(await restore(["github:octo/demo#image"], strayed), ["found", ""]);
});

test("without a stored report there is nothing to say", async () => {
  const log = captureLog();
  assert.equal(
    await restoreBaseline(storeOf(undefined), { base: { kind: "newest" }, ofCheckout: NONE, log }),
    undefined,
  );
  assert.deepEqual(log.lines, []);
});
