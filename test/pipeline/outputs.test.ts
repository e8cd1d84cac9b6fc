import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import type { Analysis } from "../../src/pipeline/analyse.ts";
import { describeAll, OUTPUT_NAMES, publishOutputs, reportOutputs } from "../../src/pipeline/outputs.ts";
import type { ImagePlan } from "../../src/pipeline/plan.ts";
import type { Published } from "../../src/pipeline/publish.ts";
import { packManifest } from "../../src/publish/index.ts";
import type { Report } from "../../src/report/index.ts";
import { anImage } from "../publish/support/an-image.ts";
import { NO_EVIDENCE } from "../support/report-on.ts";
import { aReport, grown, judged, unchanged, withoutCompressed } from "../support/sample-reports.ts";

const plan: ImagePlan = {
  text: ".#image",
  target: { kind: "ready", path: "/image.tar" },
  dirty: false,
  rev: "9f8e7d6c5",
};

const analysisOf = async (report: Report): Promise<Analysis> => {
  await using it = await anImage();
  return { plan, image: it.image, report, references: NO_EVIDENCE };
};

const outputsOf = async (report: Report) => reportOutputs([await analysisOf(report)]);

test("action.yml and the program know the same outputs", async () => {
  const action = parse(await readFile(path.resolve(import.meta.dirname, "../../action.yml"), "utf8"));
  assert.deepEqual(Object.keys(action.outputs).toSorted(), [...OUTPUT_NAMES].toSorted());
});

test("a first report has sizes and no change", async () => {
  const { image, totals } = aReport();
  assert.deepEqual(await outputsOf(aReport()), {
    "image-id": image.configDigest,
    rev: "9f8e7d6c5",
    "compressed-size": String(totals.compressedSize),
    "unpacked-size": String(totals.contentSize),
  });
});

test("a compared report has the change of what people pull", async () => {
  const report = grown();
  const { comparison } = report;
  assert.ok(comparison?.kind === "compared");
  const { baseline = 0, current = 0 } = comparison.totals.compressedSize;
  const outputs = await outputsOf(report);
  assert.equal(outputs["size-change"], String(current - baseline));
  assert.equal(outputs["update-pull-size"], String(comparison.layers.updatePullSize));
  assert.equal(outputs.changed, "true");
  assert.ok(current > baseline);
});

test("the verdict is the worst of all images, and in the metadata each has its own", async () => {
  const [pass, warn] = [{ "max-layers": 24 }, { "max-layers": 1 }].map((limits) =>
    judged(grown(), { limits, forbidPackages: [], mode: "warn" }),
  ) as [Report, Report];
  const analyses = await Promise.all([analysisOf(pass), analysisOf(warn)]);
  assert.equal(reportOutputs(analyses).verdict, "warn");
  assert.equal(reportOutputs(analyses.slice(0, 1)).verdict, "pass");
  const described: readonly { verdict?: string }[] = JSON.parse(describeAll(analyses, { published: [], sboms: [] }));
  assert.deepEqual(
    described.map(({ verdict }) => verdict),
    ["pass", "warn"],
  );
});

test("an unchanged image is not changed", async () => {
  const outputs = await outputsOf(unchanged());
  assert.deepEqual([outputs.changed, outputs["size-change"], outputs["update-pull-size"]], ["false", "0", "0"]);
});

test("without compressed sizes the change is that of the files", async () => {
  const report = withoutCompressed();
  const { comparison } = report;
  assert.ok(comparison?.kind === "compared");
  const { baseline = 0, current = 0 } = comparison.totals.contentSize;
  const outputs = await outputsOf(report);
  assert.equal(outputs["size-change"], String(current - baseline));
  assert.ok(!("compressed-size" in outputs));
});

const published = async (overrides: Partial<Published> = {}): Promise<Published> => {
  await using it = await anImage();
  const packed = packManifest(it.image);
  const image = "ghcr.io/octo/api";
  const count = { blobs: 0, bytes: 0 };
  const push = { image, digest: packed.digest, reference: `${image}@${packed.digest}`, tags: ["a", "b"] };
  return {
    packed,
    tags: ["a", "b"],
    pushes: [{ ...push, uploaded: count, existing: count, mounted: count }],
    layouts: ["/out"],
    ...overrides,
  };
};

test("what was published is named by digest and by tags", async () => {
  const it = await published();
  assert.deepEqual(publishOutputs([it]), {
    digest: it.packed.digest,
    "image-id": it.packed.config.descriptor.digest,
    tags: "a\nb",
    image: "ghcr.io/octo/api",
    reference: `ghcr.io/octo/api@${it.packed.digest}`,
    "oci-layout": "/out",
  });
  assert.deepEqual(publishOutputs([await published({ pushes: [] })]), {
    digest: it.packed.digest,
    "image-id": it.packed.config.descriptor.digest,
    tags: "a\nb",
    "oci-layout": "/out",
  });
});

test("an image that has come to no place was not published, whatever became of the others", async () => {
  const [nowhere, it] = [await published({ pushes: [], layouts: [] }), await published()];
  assert.deepEqual(publishOutputs([nowhere, it]), {});
  assert.deepEqual(publishOutputs([]), {});
  const reports = [aReport(), aReport({ name: "worker" })];
  const all = JSON.parse(
    describeAll(await Promise.all(reports.map(analysisOf)), { published: [nowhere, it], sboms: [] }),
  );
  assert.deepEqual(
    all.map(({ name, reference }: Record<string, string>) => [name, reference]),
    [
      ["api", undefined],
      ["worker", it.pushes[0]?.reference],
    ],
  );
});

test("the metadata speaks of every image, the scalar outputs of the first", async () => {
  const reports = [grown(), aReport({ name: "worker" })];
  const analyses = await Promise.all(reports.map(analysisOf));
  const it = await published();
  const all = JSON.parse(
    describeAll(analyses, { published: [it], sboms: ["/out/sbom.cdx.json", "/out/sbom-2.cdx.json"] }),
  );
  assert.deepEqual(all, [
    {
      ...{ name: "api", platform: "linux/amd64", ...(await outputsOf(grown())), ...publishOutputs([it]) },
      sbom: "/out/sbom.cdx.json",
    },
    {
      name: "worker",
      platform: "linux/amd64",
      ...(await outputsOf(aReport({ name: "worker" }))),
      sbom: "/out/sbom-2.cdx.json",
    },
  ]);
  assert.deepEqual(reportOutputs(analyses), await outputsOf(grown()));
});
