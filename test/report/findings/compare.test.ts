import assert from "node:assert/strict";
import { test } from "node:test";
import { compareFindings } from "../../../src/report/findings/index.ts";
import type { Report } from "../../../src/report/index.ts";
import { anImage, aStorePath } from "../../support/images.ts";
import { reportOn } from "../../support/report-on.ts";

const finding = (subject: string): Report => ({
  ...reportOn({ image: anImage(), provenance: { source: ".#image", dirty: false } }),
  findings: [{ id: "expensive-edge", severity: "warning", subject, items: [] }],
});

const compare = (baseline: string, current: string) => {
  const { known, new: added = [], resolved = [] } = compareFindings(finding(baseline), finding(current)) ?? {};
  return { known, added: added.length, resolved: resolved.length };
};

test("a finding stays the same one when its package has a new version, whatever that looks like", () => {
  for (const [baseline, current] of [
    ["gcc-13.3.0", "gcc-14.1.0"],
    ["glibc-locales-2.40-66", "glibc-locales-2.42-9"],
    ["perl-5.38.2-doc", "perl-5.40.0-doc"],
    ["nixfmt-unstable-2024-01-02", "nixfmt-unstable-2024-02-03"],
    [`${aStorePath("bash-5.2p37")}/bin/sh`, `${aStorePath("bash-5.3p0")}/bin/sh`],
    ["/bin/app-1.2", "/bin/app-1.3"],
  ] as const)
    assert.deepEqual(compare(baseline, current), { known: 1, added: 0, resolved: 0 }, current);
});

test("another package, another output and another file are other findings", () => {
  for (const [baseline, current] of [
    ["gcc-13.3.0", "clang-18.1.0"],
    ["perl-5.38.2-doc", "perl-5.38.2-man"],
    [`${aStorePath("bash-5.2p37")}/bin/sh`, `${aStorePath("bash-5.2p37")}/bin/bash`],
    ["/bin/app", "/bin/other"],
  ] as const)
    assert.deepEqual(compare(baseline, current), { known: 0, added: 1, resolved: 1 }, current);
});

test("to silence a finding does not resolve it, and to hear of it again does not make it new", () => {
  const heard = finding("gcc-13.3.0");
  const silenced: Report = { ...heard, findings: (heard.findings ?? []).map((it) => ({ ...it, silenced: true })) };
  assert.deepEqual(compareFindings(heard, silenced), { new: [], known: 0, resolved: [] });
  assert.deepEqual(compareFindings(silenced, heard), { new: [], known: 1, resolved: [] });
});
