import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { columnsOf } from "../../src/core/columns.ts";
import { parseReportFile, type Report } from "../../src/report/index.ts";
import { makeDockerArchive, makeSampleLayer, makeTar } from "../support/archives.ts";
import { complaintOf, type Ran, runCli } from "./support/run-cli.ts";

describe("budgets of nix-image report", { concurrency: 2 }, () => {
  let dir: string;
  before(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), "cli-budgets-"));
    const layers = [await makeSampleLayer()];
    await writeFile(path.join(dir, "app.tar"), await makeDockerArchive({ layers }));
    const more = [...layers, await makeTar([{ name: "etc/extra", content: "extra".repeat(2000) }])];
    await writeFile(path.join(dir, "more.tar"), await makeDockerArchive({ layers: more }));
    await writeFile(path.join(dir, "arm.tar"), await makeDockerArchive({ layers, config: { architecture: "arm64" } }));
  });
  after(() => rm(dir, { recursive: true }));

  const report = (...args: readonly string[]): Promise<Ran> => runCli(["report", ...args], { cwd: dir });
  const reportIn = (text: string): Report => {
    const parsed = parseReportFile(text);
    assert.ok(parsed.kind === "ok" && parsed.value[0] !== undefined);
    return parsed.value[0];
  };

  test("a budget that is kept changes nothing but what is said", async () => {
    const { status, stdout, stderr } = await report("app.tar", "--max-layers", "1", "--forbid-package", "gcc*");
    assert.equal(status, 0, stderr);
    assert.match(
      stdout,
      /^Budgets: 2 ok\n {2}✓ max-layers +1 layer of 1 layer\n {2}✓ forbid-packages +none of 1 pattern$/m,
    );
  });

  test("a broken budget is status 1, after the whole report has been written", async () => {
    const files = ["--json", "broken.json", "--markdown", "broken.md"];
    const ran = await report("more.tar", "--max-unpacked-size", "9kB", "--max-layers", "1", ...files);
    assert.equal(ran.status, 1);
    assert.equal(
      complaintOf(ran),
      [
        "nix-image: app: max-unpacked-size: 10.0 kB (wanted: at most 9 kB; 1.0 kB too much)",
        "app: max-layers: 2 layers (wanted: at most 1 layer; 1 too many)",
        "The report says what takes the space and what grew: take it out, or raise the limit.",
      ].join("\n"),
    );
    assert.match(ran.stdout, /^Budgets: 2 failed$/m);
    assert.match(ran.stdout, /^Layers by /m);
    for (const line of ran.stdout.split("\n")) assert.ok(columnsOf(line) <= 80, line);
    assert.equal(reportIn(await readFile(path.join(dir, "broken.json"), "utf8")).budgets?.verdict, "fail");
    assert.match(await readFile(path.join(dir, "broken.md"), "utf8"), /<details open><summary>💰 Budgets: 2 failed</);
  });

  test("--json - prints JSON alone also when a budget is broken", async () => {
    const { status, stdout } = await report("app.tar", "--max-unpacked-size", "1", "--json", "-");
    assert.equal(status, 1);
    assert.equal(reportIn(stdout).budgets?.verdict, "fail");
  });

  test("--budget-mode warn warns and is status 0", async () => {
    const { status, stderr } = await report("app.tar", "--max-unpacked-size", "1", "--budget-mode", "warn");
    assert.equal(status, 0);
    assert.match(stderr, /^warning: app: max-unpacked-size: 15 B \(wanted: at most 1 B; 14 B too much\)$/m);
    assert.match(stderr, /^budget-mode is warn, so this fails nothing\.$/m);
  });

  test("a limit on compressed bytes has the layers compressed, so that there is a number", async () => {
    const plain = reportIn((await report("app.tar", "--max-unpacked-size", "1MB", "--json", "-")).stdout);
    assert.equal(plain.totals.compressedSize, undefined);
    const { totals, budgets } = reportIn((await report("app.tar", "--max-size", "1MB", "--json", "-")).stdout);
    assert.ok(totals.compressedSize !== undefined);
    assert.deepEqual(budgets?.judged, [
      { budget: "max-size", limit: 1_000_000, actual: totals.compressedSize, outcome: "ok" },
    ]);
  });

  test("limits on the change are judged against the baseline, both sides compressed", async () => {
    const limits = ["--max-increase", "0", "--max-increase-percent", "1000%", "--max-update-pull", "1 MB"];
    const ran = await report("more.tar", "--baseline", "app.tar", ...limits, "--json", "-");
    assert.equal(ran.status, 1);
    const { budgets, comparison } = reportIn(ran.stdout);
    assert.ok(comparison?.kind === "compared");
    assert.deepEqual(
      budgets?.judged.map(({ budget, outcome }) => `${budget} ${outcome}`),
      ["max-increase failed", "max-increase-percent ok", "max-update-pull ok"],
    );
    assert.match(complaintOf(ran), /^nix-image: app: max-increase: \+\d+ B \(wanted: at most ±0 B; \d+ B too much\)\n/);
  });

  test("a baseline for another platform breaks a limit on the change, and says which", async () => {
    const ran = await report("arm.tar", "--baseline", "app.tar", "--max-increase", "1 GB");
    assert.equal(ran.status, 1);
    assert.equal(
      complaintOf(ran).split("\n")[0],
      "nix-image: app: max-increase: not judged: the change is missing, since the baseline is for another platform (the baseline is for linux/amd64, this image for linux/arm64) (wanted: at most +1 GB); name one for the platform of the image",
    );
  });

  test("a limit on the change without a baseline is refused at once, with all else that is wrong", async () => {
    const ran = await report("absent.tar", "--max-increase", "1 MB", "--max-size", "1M", "--forbid-package", "a/b");
    assert.equal(ran.status, 2);
    assert.deepEqual(
      complaintOf(ran)
        .split("\n")
        .map((line) => line.split(";")[0]),
      [
        'nix-image: --max-size is "1M"',
        '--forbid-package: "a/b" can be no package\'s name',
        "--max-increase limits a change, and nothing is compared",
      ],
    );
  });

  test("forbidden packages are named, each option by itself", async () => {
    const ran = await report("app.tar", "--forbid-package", "gcc", "--forbid-package", "beta-2.*");
    assert.equal(ran.status, 1);
    assert.deepEqual(complaintOf(ran).split("\n").slice(0, -1), [
      "nix-image: app: forbid-packages: beta-2.3-lib is in the image (wanted: nothing that fits beta-2.*)",
    ]);
    assert.match(ran.stdout, /^ {2}✗ forbid-packages +1 store path of 2 patterns\n {6}beta-2\.3-lib \(beta-2\.\*\)$/m);
  });
});
