import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { columnsOf } from "../../src/core/columns.ts";
import { renderReportFile } from "../../src/report/index.ts";
import { makeDockerArchive, makeSampleLayer } from "../support/archives.ts";
import { aReport, grown, hostileNames } from "../support/sample-reports.ts";
import { complaintOf, type Ran, runCli } from "./support/run-cli.ts";

let dir: string;
before(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "cli-render-"));
  await writeFile(path.join(dir, "app.tar"), await makeDockerArchive({ layers: [await makeSampleLayer()] }));
  await writeFile(path.join(dir, "grown.json"), renderReportFile([grown()]));
  await writeFile(path.join(dir, "two.json"), renderReportFile([grown(), aReport({ name: "worker" })]));
  await writeFile(path.join(dir, "hostile.json"), renderReportFile([hostileNames()]));
});
after(() => rm(dir, { recursive: true }));

const cli = (...args: readonly string[]): Promise<Ran> => runCli(args, { cwd: dir });

const printed = async (...args: readonly string[]): Promise<string> => {
  const { status, stdout, stderr } = await cli(...args);
  assert.equal(status, 0, stderr);
  return stdout;
};

describe("nix-image render", { concurrency: 2 }, () => {
  test("every format of a stored report is what the report printed", async () => {
    const json = await printed("report", "app.tar", "--json", "-");
    await writeFile(path.join(dir, "app.json"), json);
    assert.equal(await printed("render", "app.json", "--format", "json"), json);
    assert.equal(await printed("render", "app.json"), await printed("report", "app.tar"));
    const markdown = await printed("report", "app.tar", "--markdown", "-");
    assert.equal(await printed("render", "app.json", "--format", "markdown"), markdown);
  });

  test("several images are rendered one after the other, in every format", async () => {
    assert.equal(
      await printed("render", "two.json", "--format", "json"),
      await readFile(path.join(dir, "two.json"), "utf8"),
    );
    assert.match(await printed("render", "two.json"), /^api [\s\S]*\n\nworker /);
    const markdown = await printed("render", "two.json", "--format", "markdown");
    assert.equal(markdown.match(/^### 📦/gm)?.length, 2);
  });

  test("a report with its comparison is the same after a round trip", async () => {
    assert.equal(
      await printed("render", "grown.json", "--format", "json"),
      await readFile(path.join(dir, "grown.json"), "utf8"),
    );
  });

  test("a report with hostile names keeps to 80 columns and to harmless characters", async () => {
    const text = await printed("render", "hostile.json");
    assert.doesNotMatch(text.replaceAll("\n", ""), /[\p{Cc}\p{Cf}\p{Cs}]/u);
    // Code that is cut cannot be pasted; it stands deeper than anything else.
    const isCode = (line: string): boolean => line.startsWith(" ".repeat(8)) && /[=;{}]/.test(line);
    for (const line of text.split("\n")) assert.ok(columnsOf(line) <= 80 || isCode(line), line);
  });

  test("a workflow's runner is given no command by the names in a report", async () => {
    const report = aReport({ env: ["A=##[error]x"] });
    const layers = report.layers.map((layer) => ({
      ...layer,
      createdBy: "::stop-commands::x ##[group]y",
      storePaths: [],
    }));
    await writeFile(path.join(dir, "commands.json"), renderReportFile([{ ...report, layers }]));
    const text = async (GITHUB_ACTIONS: string): Promise<string> =>
      (await runCli(["render", "commands.json"], { cwd: dir, env: { GITHUB_ACTIONS } })).stdout;
    assert.match(await text("false"), /^\s*::stop-commands::x ##\[group\]y/m);
    assert.doesNotMatch(await text("true"), /^\s*::[^:]|##\[/m);
  });

  const fails = async (args: readonly string[], message: RegExp): Promise<void> => {
    const ran = await cli(...args);
    assert.match(complaintOf(ran), message);
    assert.deepEqual([ran.status, ran.stdout], [2, ""]);
  };

  test("a file that is not there, or no report, is named", async () => {
    await fails(
      ["render", "absent.json"],
      /^nix-image: absent\.json: cannot be read \(ENOENT.*nix-image report --json wrote$/,
    );
    await fails(["render", "app.tar"], /^nix-image: app\.tar: not a report: /);
    await writeFile(path.join(dir, "new.json"), '{"schemaVersion":2}');
    await fails(["render", "new.json"], /schemaVersion is 2, this program reads 1; use a newer nix-image$/);
    await writeFile(
      path.join(dir, "bent.json"),
      (await readFile(path.join(dir, "grown.json"), "utf8")).replace('"layers": 2', '"layers": -2'),
    );
    await fails(["render", "bent.json"], /^nix-image: bent\.json: not a report: totals\.layers/);
  });

  test("an unknown format is told with those that there are", () =>
    fails(
      ["render", "grown.json", "--format", "pdf"],
      /--format is "pdf"; expected one of: terminal, markdown, html, json$/,
    ));
});
