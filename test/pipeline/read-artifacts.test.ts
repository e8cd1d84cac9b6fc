import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { readArtifacts } from "../../src/pipeline/read-artifacts.ts";
import { renderReportFile } from "../../src/report/index.ts";
import { grown } from "../support/sample-reports.ts";

test("the reports of a large matrix are read, each from its own artifact", async () => {
  const place = await mkdtemp(path.join(os.tmpdir(), "artifacts-"));
  try {
    for (let leg = 0; leg < 48; leg++) {
      const folder = path.join(place, `nix-image-report-${leg}`);
      await mkdir(folder);
      const facts = { headSha: "a".repeat(40), job: "image", runId: 7, runAttempt: 1, comment: "changes" };
      await writeFile(path.join(folder, "run.json"), JSON.stringify({ schemaVersion: 1, pullRequest: 3, ...facts }));
      await writeFile(path.join(folder, "report.json"), renderReportFile([grown()]));
    }
    assert.equal((await readArtifacts(place)).length, 48);
  } finally {
    await rm(place, { recursive: true });
  }
});
