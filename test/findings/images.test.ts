import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { CHANGE_RULES, RULES } from "../../src/report/findings/catalogue.ts";
import type { Finding } from "../../src/report/findings/index.ts";
import { compareReports, type Report } from "../../src/report/index.ts";
import { type BuiltImages, buildImages } from "./built-images.ts";

/** What a case must show: the finding's bytes, or how Nix tells them, and what it is about. */
interface Expected {
  readonly bytes?: number | string;
  readonly subject: string;
  readonly severity?: Finding["severity"];
  readonly by?: string;
  readonly chain?: readonly string[];
}

const GHCR = { registries: ["ghcr.io"], annotatesSource: false };

/** By id. Bytes that are a name are the NAR size of that store path, as Nix tells it. */
const EXPECTED: Readonly<Record<string, Expected>> = {
  "multiple-versions": { subject: "libx", bytes: "libx-1.0", by: "plugin-1.0" },
  "build-tool-in-runtime": {
    ...{ subject: "gcc-13.2.0", bytes: "gcc-13.2.0", by: "app-1.0" },
    chain: ["app-1.0", "gcc-13.2.0"],
  },
  "nix-support-reference": { subject: "data-1.0", bytes: "data-1.0", by: "app-1.0" },
  "expensive-edge": {
    ...{ subject: "ffmpeg-7.1", bytes: "ffmpeg-7.1 codec-a-1.0 codec-b-1.0", by: "imaging-1.0" },
    chain: ["app-1.0", "imaging-1.0", "ffmpeg-7.1"],
  },
  "dev-outputs": { subject: "development files", bytes: 6_000_000 },
  "copied-to-root": { subject: "root", bytes: 6_000_000 },
  "rewritten-in-layer": { subject: "permissions", bytes: 6_000_000 },
  "store-path-in-two-layers": { subject: "store paths", bytes: 6_000_000 },
  "identical-files": { subject: "files", bytes: 6_000_000, severity: "info" },
  "all-locales": { subject: "glibc-locales-2.40", bytes: "glibc-locales-2.40" },
  "source-in-runtime": { subject: "sources", bytes: 6_000_000, by: "app-1.0" },
  "foreign-platform": { subject: "/nix/store/", severity: "error" },
  unstripped: { subject: "debug information", bytes: 6_000_000, severity: "info" },
  "single-layer": { subject: "layers" },
  "layer-limit": { subject: "layers", severity: "error" },
  "catch-all-layer": { subject: "app", bytes: 6_000_000 },
  "tiny-layers": { subject: "layers", severity: "info" },
  "no-ca-certs": { subject: "certificates" },
  "no-tmp": { subject: "/tmp" },
  "user-unknown": { subject: "nobody", severity: "error" },
  "missing-interpreter": { subject: "/usr/bin/env", severity: "error" },
  "entrypoint-missing": { subject: "/bin/app", severity: "error" },
  "dangling-store-link": { subject: "links", severity: "error" },
  "epoch-date": { subject: "created", severity: "info" },
  "locale-unavailable": { subject: "locale", severity: "info" },
  "no-tzdata": { subject: "time zone", severity: "info" },
  "no-source-label": { subject: "org.opencontainers.image.source" },
  "no-iana-etc": { subject: "/etc/protocols", severity: "info" },
  churn: { subject: "layers", bytes: 22_000_000 },
  "unstable-layer": { subject: "layers", bytes: 6_000_000 },
};

const ids = (report: Report): readonly string[] => (report.findings ?? []).map(({ id }) => id);

describe("findings on images that Nix has built", () => {
  let images: BuiltImages;
  before(async () => {
    images = await buildImages();
  });

  const check = async (finding: Finding | undefined, report: Report, expected: Expected): Promise<void> => {
    assert.ok(finding, `not found; found are ${ids(report).join(", ")}`);
    assert.ok(finding.subject.startsWith(expected.subject), finding.subject);
    assert.equal(finding.severity, expected.severity ?? "warning");
    if (expected.by !== undefined) assert.equal(finding.by, expected.by);
    if (expected.chain !== undefined) assert.deepEqual(finding.chain, expected.chain);
    if (typeof expected.bytes === "string") {
      const sizes = await Promise.all(expected.bytes.split(" ").map((name) => images.narSize(report, name)));
      assert.equal(
        finding.bytes,
        sizes.reduce((sum, size) => sum + size, 0),
      );
    } else if (expected.bytes !== undefined) assert.equal(finding.bytes, expected.bytes);
  };

  for (const { id } of RULES.filter((rule) => rule.id !== "rev-in-image")) {
    const publishing = id === "no-source-label" ? { publishing: GHCR } : {};

    test(`${id}: an image that has it, with its bytes; fixed it is gone, and nothing else has come`, async () => {
      const report = await images.report(`${id}.has`, publishing);
      await check(
        report.findings?.find((finding) => finding.id === id),
        report,
        EXPECTED[id] as Expected,
      );
      const fixed = await images.report(`${id}.fixed`, publishing);
      assert.deepEqual(ids(fixed), []);
    });

    test(`${id}: found by what the image itself shows, without Nix, with the same bytes`, async () => {
      const [known, alone] = await Promise.all([
        images.report(`${id}.has`, publishing),
        images.report(`${id}.has`, { ...publishing, withNix: false }),
      ]);
      assert.deepEqual(alone.findings, known.findings);
    });
  }

  for (const { id } of CHANGE_RULES) {
    test(`${id}: a change that has it, with its bytes; with the fix it is gone`, async () => {
      const compare = async (before: string, after: string) => {
        const [baseline, current] = [await images.report(`${id}.${before}`), await images.report(`${id}.${after}`)];
        const compared = compareReports(baseline, current, { source: "image", exact: true, name: "app" });
        assert.ok(compared.kind === "compared");
        return { current, found: compared.findings?.new ?? [] };
      };
      const { current, found } = await compare("baseline", "has");
      await check(
        found.find((finding) => finding.id === id),
        current,
        EXPECTED[id] as Expected,
      );
      assert.deepEqual((await compare("fixedBaseline", "fixed")).found, []);
    });
  }

  test("an image with nothing wrong has no finding at all", async () => {
    assert.deepEqual((await images.report("clean")).findings, []);
    assert.deepEqual((await images.report("clean", { withNix: false })).findings, []);
  });

  test("every rule has its images", () => {
    const missing = [...RULES, ...CHANGE_RULES].flatMap(({ id }) =>
      id === "rev-in-image" || (images.names.includes(`${id}.has`) && images.names.includes(`${id}.fixed`)) ? [] : [id],
    );
    assert.deepEqual(missing, []);
  });
});
