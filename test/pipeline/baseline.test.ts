import assert from "node:assert/strict";
import { test } from "node:test";
import { type Baseline, compareWith } from "../../src/pipeline/baseline.ts";
import type { Report } from "../../src/report/index.ts";
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

test("a baseline that was itself compared is taken for what it says of its image", () => {
  const comparison = compareWith(found(grown()), grown());
  assert.ok(comparison.kind === "compared");
  assert.equal(comparison.identical, true);
});
