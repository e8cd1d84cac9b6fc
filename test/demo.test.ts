import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { parseReportFile } from "../src/report/index.ts";

const exec = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, "..");

describe("script/demo", () => {
  let dir = "";
  let output = "";
  before(async () => {
    dir = await mkdtemp(path.join(tmpdir(), "demo-"));
    output = (await exec(path.join(ROOT, "script/demo"), [dir], { maxBuffer: 1 << 24 })).stdout;
  });
  after(() => rm(dir, { recursive: true, force: true }));

  const git = async (...args: string[]): Promise<string> =>
    (await exec("git", ["-C", path.join(dir, "flake"), ...args])).stdout.trim();

  const inspect = async (tag: string): Promise<string> =>
    (await exec("skopeo", ["inspect", "--format", "{{.Digest}}", `oci:${dir}/image:${tag}`])).stdout.trim();

  test("prints the first report and the change with its cause, in 80 columns", () => {
    assert.match(output, /^api {2}2\.\d MB compressed/m);
    assert.match(output, /Why: imaging 7\.1 is new \(\+4\.4 MB unpacked, with 2 new dependencies\)/);
    const ours = (line: string): boolean =>
      !line.includes(dir) && !line.startsWith("\u001b[1m") && !line.startsWith("sha256:");
    const report = output.split("\n").filter(ours);
    assert.deepEqual(
      report.filter((line) => [...line].length > 80),
      [],
    );
  });

  test("writes the comment and the report that its figures come from", async () => {
    const comment = await readFile(path.join(dir, "comment.md"), "utf8");
    assert.match(comment, /\*\*Why:\*\* `imaging` 7\.1 is new .* via `api → imaging`/);
    const parsed = parseReportFile(await readFile(path.join(dir, "report.json"), "utf8"));
    assert.ok(parsed.kind === "ok", JSON.stringify(parsed));
    const [report] = parsed.value;
    assert.equal(report?.image.revision, await git("rev-parse", "HEAD"));
    assert.ok(report?.comparison?.kind === "compared");
    const { packages, totals } = report.comparison;
    const rootChange = (totals.rootContentSize.current ?? 0) - (totals.rootContentSize.baseline ?? 0);
    assert.equal(
      packages.reduce((sum, { change }) => sum + change, rootChange),
      (totals.contentSize.current ?? 0) - (totals.contentSize.baseline ?? 0),
    );
  });

  test("says why a package is there, and writes the bill of materials", async () => {
    assert.match(output, /codec-tables-3\.2/);
    const { bomFormat, components } = JSON.parse(await readFile(path.join(dir, "sbom.cdx.json"), "utf8"));
    assert.equal(bomFormat, "CycloneDX");
    assert.equal(components.length, 11);
  });

  test("publishes the revision and the dirty tree to an OCI layout that skopeo reads", async () => {
    const head = await git("rev-parse", "HEAD");
    for (const tag of [head.slice(0, 9), "dev"]) assert.ok(output.includes(await inspect(tag)), tag);
  });

  test("refuses a folder that holds something else", async () => {
    const refused = exec(path.join(ROOT, "script/demo"), [path.join(ROOT, "src")]);
    await assert.rejects(refused, { code: 2, stderr: /holds other files/ });
  });
});
