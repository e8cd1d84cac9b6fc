import assert from "node:assert/strict";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { parseReportFile, type Report, renderReportFile } from "../../src/report/index.ts";
import { pullRequestOpened, push } from "../e2e/support/events.ts";
import { nixesToTestWith, type TestNix } from "../support/nix.ts";
import { flakeFiles, forget, isInStore, type Job, type JobRun, memoryStore, runJob } from "./baseline-machine.ts";
import { type CommitName, makeProject, type Project } from "./baseline-project.ts";

const REF = "refs/pull/3/merge";

for (const nix of await nixesToTestWith()) {
  describe(`an image whose output path is that of the base commit, with Nix ${nix.version}`, () => {
    let project: Project;
    before(async () => {
      project = await makeProject(await flakeFiles());
    });
    after(() => project.remove());

    /** Pull request 3, which changes a text that only `notes` is made of. */
    const review = (job: Partial<Job>): Promise<JobRun> =>
      runJob(project, nix, {
        checkout: { commit: "docsMerge", ref: REF, depth: "shallow" },
        event: pullRequestOpened({ number: 3, pull_request: { number: 3, head: { sha: project.commits.docs } } }),
        ...job,
      });
    /** A store with the report of a commit of main. */
    const storeOf = async (commit: CommitName, inputs: Job["inputs"] = {}) => {
      const store = memoryStore();
      const event = push({ before: project.commits.root, created: false, forced: false });
      const { reports } = await runJob(project, nix, {
        ...{ checkout: { commit, ref: "refs/heads/main", depth: "shallow" }, event, inputs, store },
      });
      return { store, reports };
    };

    test("is not built: its output path is in no store afterwards, and its report is that of this run", async () => {
      const { store, reports } = await storeOf("base");
      const [stored] = reports as [Report];
      const outPath = stored.image.outPath ?? "";
      await forget(nix, outPath);
      const { reports: found, outputs, builds, log } = await review({ store });
      assert.equal(await isInStore(outPath), false);
      assert.deepEqual(builds, []);
      assert.match(
        log,
        /^evaluate \.#image\n\/nix\/store\/\S+ \(\d+\.\d s\)\n\.#image has the same output path as at/m,
      );
      assert.match(log, /Its stored report stands, and nothing is built\.$/m);
      assert.doesNotMatch(log, /evaluate \.#image at/);

      const [report] = found as [Report];
      const { comparison, image, ...rest } = report;
      const { comparison: _, image: storedImage, ...storedRest } = stored;
      assert.deepEqual(rest, storedRest);
      assert.deepEqual(image, { ...storedImage, revision: project.commits.docsMerge });
      assert.ok(comparison?.kind === "compared");
      assert.deepEqual(comparison.baseline, {
        ...{ revision: project.commits.base, source: "output-path", exact: true, name: "image" },
      });
      assert.equal(comparison.identical, true);
      assert.deepEqual([comparison.packages, comparison.layers.new, comparison.findings?.new], [[], [], []]);

      assert.deepEqual(
        ["changed", "size-change", "update-pull-size", "rev", "image-id", "compressed-size"].map(
          (name) => outputs[name],
        ),
        [
          ...["false", "0", "0", project.commits.docsMerge.slice(0, 9), stored.image.configDigest],
          String(stored.totals.compressedSize),
        ],
      );
    });

    test("is found by evaluating the base commit where only another commit's report is stored", async () => {
      const { store, reports } = await storeOf("fork");
      const outPath = reports[0]?.image.outPath ?? "";
      await forget(nix, outPath);
      const { reports: found, builds, log } = await review({ store });
      assert.equal(await isInStore(outPath), false);
      assert.deepEqual(builds, []);
      assert.match(log, new RegExp(`^evaluate \\.#image at ${project.commits.base.slice(0, 9)}$`, "m"));
      assert.ok(found[0]?.comparison?.kind === "compared");
      assert.equal(found[0].comparison.baseline.revision, project.commits.base);
    });

    test("beside one that changed is not built, and the other is", async () => {
      const inputs = { image: ".#notes\n.#image" };
      const { store } = await storeOf("base", inputs);
      const { reports, builds, outputs } = await review({ store, inputs });
      assert.deepEqual(builds, [".#notes"]);
      assert.deepEqual(
        reports.map(({ image, comparison }) => [
          image.name,
          comparison?.kind === "compared" ? [comparison.baseline.source, comparison.identical] : comparison?.kind,
        ]),
        [
          ["notes", ["cache", false]],
          ["image", ["output-path", true]],
        ],
      );
      const changed = JSON.parse(outputs["metadata"] ?? "").map((one: { changed: string }) => one.changed);
      assert.deepEqual(changed, ["true", "false"]);
    });
  });
}

describe("an unchanged image", () => {
  let project: Project;
  let nix: TestNix;
  let stored: string;
  before(async () => {
    const [first] = await nixesToTestWith();
    assert.ok(first !== undefined);
    nix = first;
    project = await makeProject(await flakeFiles());
    const event = push({ before: project.commits.root, created: false, forced: false });
    const store = memoryStore();
    await runJob(project, nix, { checkout: { commit: "base", ref: "refs/heads/main", depth: "full" }, event, store });
    stored = store.kept.get(project.commits.base) ?? "";
  });
  after(() => project.remove());

  const review = (inputs: Job["inputs"], text = stored, more: Partial<Job> = {}): Promise<JobRun> => {
    const store = memoryStore();
    store.kept.set(project.commits.base, text);
    return runJob(project, nix, {
      checkout: { commit: "docsMerge", ref: REF, depth: "shallow" },
      event: pullRequestOpened({ number: 3, pull_request: { number: 3, head: { sha: project.commits.docs } } }),
      ...{ inputs: inputs ?? {}, store, ...more },
    });
  };
  const sourceOf = ({ reports }: JobRun): string => {
    const comparison = reports[0]?.comparison;
    assert.ok(comparison?.kind === "compared");
    return comparison.baseline.source;
  };

  test("is judged by its stored report", async () => {
    const { reports, outputs, builds } = await review({
      ...{ "max-increase": "0", "max-layers": "1", "forbid-packages": "bash-*", "budget-mode": "warn" },
    });
    assert.deepEqual(builds, []);
    assert.equal(outputs["verdict"], "warn");
    assert.deepEqual(
      reports[0]?.budgets?.judged.map(({ budget, outcome }) => [budget, outcome]),
      [
        ["max-increase", "ok"],
        ["max-layers", "failed"],
        ["forbid-packages", "ok"],
      ],
    );
  });

  test("that somebody wants no findings of has them silenced, whatever the stored report says", async () => {
    const [before] = reportsIn(stored);
    const ids = [...new Set(before?.findings?.map(({ id }) => id))];
    assert.ok(ids.length > 0);
    const { reports, builds } = await review({ "ignore-findings": ids.join("\n") });
    assert.deepEqual(builds, []);
    assert.ok(reports[0]?.findings?.every(({ silenced }) => silenced === true));
    const again = await review({}, renderReportFile(reports.map(({ comparison: _, ...report }) => withBase(report))));
    assert.ok(again.reports[0]?.findings?.every(({ silenced }) => silenced === undefined));
  });

  const withBase = (report: Report): Report => ({
    ...report,
    image: { ...report.image, revision: project.commits.base },
  });

  test("is found in a dirty tree too, which has an output path of its own", async () => {
    const prepare = (workspace: string) => appendFile(join(workspace, "text"), "changed by a step\n");
    const ran = await review({}, stored, { prepare });
    assert.deepEqual([sourceOf(ran), ran.builds, ran.outputs["rev"]], ["output-path", [], "dev"]);
    assert.deepEqual([ran.reports[0]?.image.dirty, ran.reports[0]?.image.revision], [true, undefined]);
    const changed = await review({}, stored, {
      prepare: (dir) => appendFile(join(dir, "part"), "changed by a step\n"),
    });
    assert.deepEqual([sourceOf(changed), changed.builds], ["cache", [".#image"]]);
  });

  test("is built where more is wanted than its report: to be written down, or its bill of materials", async () => {
    for (const inputs of [{ "oci-layout": "layout" }, { sbom: "true" }]) {
      const ran = await review(inputs);
      assert.deepEqual([sourceOf(ran), ran.builds], ["cache", [".#image"]]);
    }
  });

  test("is built where another version of the program made the stored report, or nobody compressed for it", async () => {
    const [report] = reportsIn(stored);
    assert.ok(report !== undefined);
    const { toolVersion: _, ...old } = report;
    const { compressedSize: __, ...totals } = report.totals;
    for (const lacking of [old, { ...report, toolVersion: "0.0.1" }, { ...report, totals }]) {
      const ran = await review({}, renderReportFile([lacking]));
      assert.deepEqual([sourceOf(ran), ran.builds], ["output-path", [".#image"]]);
      assert.equal(ran.reports[0]?.toolVersion, report.toolVersion);
      assert.ok(ran.reports[0]?.totals.compressedSize !== undefined);
    }
  });

  test("that another platform was chosen of is built", async () => {
    const [report] = reportsIn(stored);
    const platform = report?.image.platform ?? "";
    assert.deepEqual((await review({ platform })).builds, []);
    const elsewhere = reportsIn(stored).map((one) => ({ ...one, image: { ...one.image, platform: "linux/s390x" } }));
    assert.deepEqual((await review({ platform }, renderReportFile(elsewhere))).builds, [".#image"]);
  });

  test("of which several reports are stored, as of a multi-platform index, has them all", async () => {
    const [report] = reportsIn(stored);
    assert.ok(report !== undefined);
    const both = [report, { ...report, image: { ...report.image, platform: "linux/s390x" } }];
    const ran = await review({}, renderReportFile(both));
    assert.deepEqual(ran.builds, []);
    assert.deepEqual(
      ran.reports.map(({ image, comparison }) => [
        image.platform,
        comparison?.kind === "compared" && comparison.identical,
      ]),
      [
        [report.image.platform, true],
        ["linux/s390x", true],
      ],
    );
  });

  test("is built when evaluating it would build something, and the log says why", async () => {
    const prepare = async (workspace: string) => {
      const file = join(workspace, "flake.nix");
      const made = 'builtins.readFile (programs.writeText "made" (builtins.readFile file))';
      await writeFile(file, (await readFile(file, "utf8")).replace("builtins.readFile file", made));
    };
    const ran = await review({}, stored, { prepare });
    assert.deepEqual([sourceOf(ran), ran.builds], ["cache", [".#image"]]);
    assert.match(ran.log, /^Output paths are not compared: \.#image: /m);
  });
});

const reportsIn = (text: string): readonly Report[] => {
  const parsed = parseReportFile(text);
  assert.ok(parsed.kind === "ok");
  return parsed.value;
};
