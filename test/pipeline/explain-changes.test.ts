import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { cp, mkdtemp, realpath, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, describe, test } from "node:test";
import { silentLog } from "../../src/core/log.ts";
import { analysePlan } from "../../src/pipeline/analyse.ts";
import type { Deps } from "../../src/pipeline/deps.ts";
import { compareAndExplain } from "../../src/pipeline/explain-changes.ts";
import { findNix } from "../../src/pipeline/find-nix.ts";
import { type ImagePlan, planImage } from "../../src/pipeline/plan.ts";
import type { BaselineInfo, Report } from "../../src/report/index.ts";
import { runProgram } from "../../src/run-program.ts";
import { commitAll, folderWith, write } from "../nix/rig.ts";
import { MACHINE } from "../support/machine.ts";
import { nixesToTestWith, runWith } from "../support/nix.ts";
import { aReport, aStorePath } from "../support/sample-reports.ts";

const EXAMPLE = path.resolve(import.meta.dirname, "../../examples/self-contained");

const flake = (motto: string): string => `{
  outputs = { self }: let
    system = builtins.currentSystem;
    programs = import ./programs.nix { inherit system; };
    images = import ./image-builder { inherit system programs; };
    app = programs.build { name = "app-1.0"; motto = "${motto}"; script = "mkdir $out; echo $motto > $out/motto"; };
  in { packages.\${system}.image = images.buildLayeredImage { name = "app"; contents = [ app ]; compressor = "none"; }; };
}
`;

for (const testNix of await nixesToTestWith()) {
  describe(`a baseline that another machine built, with Nix ${testNix.version}`, async () => {
    const dir = await realpath(await mkdtemp(path.join(os.tmpdir(), "explain-")));
    after(() => rm(dir, { recursive: true, force: true }));

    const { env } = testNix;
    const run: Deps["run"] = (program, args, options) =>
      runProgram(program, args, { ...options, env: { ...options?.env, NIX_CONFIG: env["NIX_CONFIG"] ?? "" } });
    const deps: Deps = {
      run,
      machine: MACHINE,
      fetch,
      log: silentLog,
      env,
      cwd: dir,
      tempDir: dir,
      version: async () => "0",
    };
    const nix = findNix(deps);
    const buildArgs = ["--impure"];

    const analyse = async () => {
      const plan = await planImage({ kind: "installable", text: ".#image" }, { deps, nix, buildArgs, revLength: 9 });
      const [analysis] = await analysePlan(plan, { deps, nix, buildArgs });
      assert.ok(analysis);
      return analysis;
    };

    const forget = async (report: Report): Promise<string> => {
      const app = report.storePaths.find(({ pname }) => pname === "app");
      const plans = await runWith(testNix, ["nix-store", "--query", "--referrers-closure", app?.deriver ?? ""]);
      const option = ["--option", "keep-derivations", "false"];
      await runWith(testNix, ["nix-store", "--delete", ...option, ...plans.trim().split("\n")]);
      return app?.deriver ?? "";
    };

    const salt = randomUUID();
    let baseline: Report;
    let info: Omit<BaselineInfo, "name">;

    const causeOf = async (over: Partial<typeof info> = {}) => {
      const { plan, report } = await analyse();
      const found = { kind: "found", reports: [baseline], info: { ...info, ...over } } as const;
      const { comparison } = await compareAndExplain(report, found, { plan, deps, nix, buildArgs });
      assert.ok(comparison?.kind === "compared");
      return comparison.packages.find(({ pname }) => pname === "app")?.cause;
    };

    test("its plans are made anew from its commit when no input moved", async () => {
      await cp(EXAMPLE, dir, { recursive: true, filter: (file) => !/result|\.md$|application/.test(file) });
      await write(dir, { "flake.nix": flake(`one ${salt}`) });
      info = { revision: await commitAll(dir, "One"), source: "cache", exact: true };
      baseline = (await analyse()).report;
      await write(dir, { "flake.nix": flake(`two ${salt}`) });
      await commitAll(dir, "Two");
      const deriver = await forget(baseline);
      assert.equal(await causeOf({ source: "image" }), undefined);
      assert.equal(await causeOf({ revision: "0".repeat(40) }), undefined);
      assert.deepEqual(await causeOf(), {
        reason: {
          kind: "env",
          derivation: "app-1.0",
          attribute: "motto",
          before: `one ${salt}`,
          after: `two ${salt}`,
          via: ["app-1.0"],
        },
      });
      assert.equal((await runWith(testNix, ["nix-store", "--check-validity", "--print-invalid", deriver])).trim(), "");
    });

    test("a path whose deriver is not known here is traced by the image's own plan", async () => {
      const strangers = baseline.storePaths.map((entry) => ({
        ...entry,
        ...(entry.deriver && { deriver: "/nix/store/00000000000000000000000000000000-app-1.0.drv" as const }),
      }));
      const { drvPath, ...image } = baseline.image;
      const known = baseline;
      baseline = { ...known, storePaths: strangers };
      assert.equal((await causeOf())?.reason?.attribute, "motto");
      baseline = { ...known, storePaths: strangers, image };
      assert.equal(await causeOf(), undefined);
      assert.ok(drvPath);
      baseline = known;
    });

    test("a baseline of an input that moved is not evaluated, which might download it", async () => {
      await forget(baseline);
      baseline = { ...baseline, image: { ...baseline.image, flakeInputs: [{ name: "gone" }] } };
      assert.equal(await causeOf(), undefined);
    });
  });
}

test("without any plan a new version is due to the one input that moved; a rebuild may be due to anything", async () => {
  const cwd = await folderWith({ "flake.lock": "1" });
  const revision = await commitAll(cwd, "One");
  await write(cwd, { "flake.lock": "2" });
  const head = await commitAll(cwd, "Two");
  const of = (version: string, rev: string): Report =>
    aReport({
      storePaths: [aStorePath(`curl-${version}`, 1000), aStorePath("zlib-1.3", 1000, [], { salt: version })],
      flakeInputs: [{ name: "nixpkgs", revision: version }],
      revision: rev,
    });
  const metadata = { url: `git+file://${cwd}`, dirty: false, lockOutdated: false, inputs: [], localDirectory: cwd };
  const target = { kind: "flake", metadata } as unknown as ImagePlan["target"];
  const plan: ImagePlan = { text: ".#image", target, dirty: false, rev: "x", revision: head };
  const deps = { run: runProgram, log: silentLog } as Deps;
  const nix = { need: () => Promise.reject(new Error("no Nix")), want: async () => undefined };
  const info = { revision, source: "cache", exact: true } as const;
  const baseline = { kind: "found", reports: [of("8.1", revision)], info } as const;
  const { comparison } = await compareAndExplain(of("8.2", head), baseline, { plan, deps, nix, buildArgs: [] });
  await rm(cwd, { recursive: true });
  assert.ok(comparison?.kind === "compared");
  assert.deepEqual(
    comparison.packages.map(({ pname, kind, cause }) => [pname, kind, cause]),
    [
      ["curl", "changed", { input: "nixpkgs" }],
      ["zlib", "rebuilt", undefined],
    ],
  );
  assert.equal(comparison.rebuildCauses, undefined);
});
