import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { type Place, silentLog } from "../../src/core/log.ts";
import { annotate } from "../../src/pipeline/annotate.ts";
import { type ImagePlan, planImage } from "../../src/pipeline/plan.ts";
import type { Report } from "../../src/report/index.ts";
import { runProgram } from "../../src/run-program.ts";
import { commitAll, detectedNixes, folderWith, foretell } from "../nix/rig.ts";
import { MACHINE } from "../support/machine.ts";
import { grown, judged, overBudget, SAMPLES } from "../support/sample-reports.ts";

const FLAKE = `{
  outputs = { self }: let
    package = name: derivation { inherit name; system = "x86_64-linux"; builder = "/bin/sh"; };
  in {
    packages.x86_64-linux = {
      image = package "image";
      imaging = package "imaging-1.4.0";
    };
  };
}
`;

for (const { nix, version, remove } of await detectedNixes()) {
  describe(`Nix ${version}`, () => {
    after(remove);
    let cwd = "";
    let imaging = "";
    before(async () => {
      cwd = await folderWith({ "flake.nix": FLAKE });
      await commitAll(cwd, "Flake");
      imaging = (await foretell(nix, cwd, ".#imaging")).outPath;
    });
    after(() => rm(cwd, { recursive: true }));

    const tell = async (report: Report, text = ".#image", images = 1) => {
      const warnings: { readonly message: string; readonly place: Place | undefined }[] = [];
      const log = { ...silentLog, warning: (message: string, place?: Place) => void warnings.push({ message, place }) };
      const { deps } = { deps: { ...DEPS, log, cwd } };
      const finder = { need: async () => nix, want: async () => nix };
      const options = { deps, nix: finder, buildArgs: [], registry: { insecure: [] } };
      const plan: ImagePlan = await planImage(
        text === ".#image" ? { kind: "installable", text } : { kind: "path", path: text },
        { ...options, revLength: 9 },
      );
      return {
        warnings,
        breach: await annotate(
          Array.from({ length: images }, () => ({ plan, report })),
          options,
        ),
      };
    };

    /** The report with the flake's own package in the place of the sample's. */
    const withOwnPackage = (report: Report): Report => {
      const path = report.storePaths.find(({ pname }) => pname === "imaging")?.path ?? "";
      return JSON.parse(JSON.stringify(report).replaceAll(path, imaging));
    };

    test("a new finding is told at the line of the nearest package that the flake writes itself", async () => {
      const { warnings, breach } = await tell(withOwnPackage(grown()));
      assert.equal(breach, undefined);
      assert.deepEqual(
        warnings.map(({ place }) => place),
        [{ title: "api: one reference that drags in a lot (97.9 MB)", file: "flake.nix", line: 7 }],
      );
      assert.match(
        warnings[0]?.message ?? "",
        /^cutting the reference from imaging-1\.4\.0 to ffmpeg-7\.1-bin frees .*\nexpensive-edge: https/,
      );
    });

    test("it is told at the image where the packages are somebody else's, and nowhere for an image of no flake", async () => {
      assert.equal((await tell(grown())).warnings[0]?.place?.line, 6);
      assert.deepEqual(Object.keys((await tell(grown(), "image.tar")).warnings[0]?.place ?? {}), ["title"]);
    });

    test("many images together have fewer warnings than GitHub shows of a step, and that of the budgets is among them", async () => {
      const report = judged(grown(), BUDGET);
      const { warnings } = await tell(report, "image.tar", 12);
      assert.ok(warnings.length > 5 && warnings.length < 10, `${warnings.length} warnings`);
      assert.match(warnings.at(-1)?.message ?? "", /max-size/);
    });

    test("broken budgets are one error at the image", async () => {
      const { breach } = await tell(overBudget());
      assert.deepEqual(breach?.place, { file: "flake.nix", line: 6 });
      assert.match(breach?.message ?? "", /^api: max-size: /);
    });

    test("nothing is told of a first report, of one without a change, and of findings that were there before", async () => {
      for (const name of ["first-run", "unchanged", "dockerfile"]) {
        const report = SAMPLES[name]?.() as Report;
        assert.deepEqual(await tell(report), { warnings: [], breach: undefined }, name);
      }
    });
  });
}

const DEPS = {
  ...{ run: runProgram, fetch, env: {}, tempDir: "/tmp", machine: MACHINE },
  version: async () => "1.2.3",
};

const BUDGET = {
  ...{ limits: { "max-size": 100_000_000 }, forbidPackages: [], overrideLabel: "size-increase-ok" },
  mode: "warn",
} as const;
