import assert from "node:assert/strict";
import { cp, mkdtemp, realpath, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { type Compared, parseReportFile } from "../../src/report/index.ts";
import { commitAll, git, write } from "../nix/rig.ts";
import { nixesToTestWith, runWith, type TestNix } from "../support/nix.ts";
import { runCli } from "./support/run-cli.ts";

const EXAMPLE = path.resolve(import.meta.dirname, "../../examples/self-contained");

/** An image of three packages, two of which are made from the input `parts`. */
const flake = (parts: string, motto: string): string => `{
  inputs.parts = { url = "git+file://${parts}"; flake = false; };
  outputs = { self, parts }: let
    system = builtins.currentSystem;
    programs = import ./programs.nix { inherit system; };
    images = import ./image-builder { inherit system programs; };
    library = import "\${parts}/library.nix" programs;
    data = programs.build { name = "data-1.0"; src = parts; script = "mkdir -p $out; cp $src/table $out/table"; };
    app = programs.build {
      name = "app-1.0";
      motto = "${motto}";
      script = "mkdir -p $out/bin; echo $motto \${library} \${data} > $out/bin/app";
    };
  in { packages.\${system}.image = images.buildLayeredImage { name = "app"; contents = [ app ]; compressor = "none"; }; };
}
`;

const library = (flags: string): string => `programs: programs.build {
  name = "library-2.0";
  flags = "${flags}";
  script = "mkdir -p $out; echo $flags > $out/flags";
}
`;

/** The repositories of the flake and of its input, each with a commit. */
class Project {
  readonly dir: string;
  readonly parts: string;
  readonly nix: TestNix;

  constructor(scratch: string, nix: TestNix) {
    this.dir = path.join(scratch, "project");
    this.parts = path.join(scratch, "parts");
    this.nix = nix;
  }

  /** Commits the input with these texts, and gives the commit's id. */
  async commitParts(flags: string, table: string): Promise<string> {
    await write(this.parts, { "library.nix": library(flags), table });
    return commitAll(this.parts, `Flags ${flags}`);
  }

  /** Commits the flake, locked anew. */
  async commit(motto: string): Promise<string> {
    await cp(EXAMPLE, this.dir, { recursive: true, filter: (file) => !/result|\.md$|application/.test(file) });
    await write(this.dir, { "flake.nix": flake(this.parts, motto) });
    await git(this.dir, "init", "--quiet", "--initial-branch=main");
    await git(this.dir, "add", "--all");
    await rm(path.join(this.dir, "flake.lock"), { force: true });
    await runWith(this.nix, ["nix", "flake", "lock"], this.dir);
    return commitAll(this.dir, motto);
  }
}

for (const nix of await nixesToTestWith()) {
  describe(`why packages changed, with Nix ${nix.version}`, () => {
    let scratch: string;
    let project: Project;
    let revisions: readonly [string, string];
    let commits: readonly [string, string];
    before(async () => {
      scratch = await realpath(await mkdtemp(path.join(os.tmpdir(), "why-")));
      const HOME = path.join(scratch, "home");
      project = new Project(scratch, { ...nix, env: { ...nix.env, HOME } });
      const [first, firstCommit] = [await project.commitParts("-O2", "one"), await project.commit("Hello")];
      const [second, secondCommit] = [await project.commitParts("-O3", "two"), await project.commit("Hello")];
      revisions = [first, second];
      commits = [firstCommit, secondCommit];
    });
    after(() => rm(scratch, { recursive: true, force: true }));

    const report = async (...args: readonly string[]): Promise<string> => {
      const { env } = project.nix;
      const ran = await runCli(["report", ".#image", ...args, "--", "--impure"], { cwd: project.dir, env });
      assert.equal(ran.status, 0, ran.stderr);
      return ran.stdout;
    };

    const compare = async (baseline: string): Promise<Compared> => {
      const parsed = parseReportFile(await report("--baseline", baseline, "--json", "-"));
      assert.ok(parsed.kind === "ok");
      const comparison = parsed.value[0]?.comparison;
      assert.ok(comparison?.kind === "compared");
      return comparison;
    };

    const causesIn = ({ packages }: Compared) => new Map(packages.map(({ pname, cause }) => [pname, cause]));

    test("the input that moved is named to the revision", async () => {
      const [before, now] = revisions;
      const date = async (revision: string) =>
        new Date(Number(await git(project.parts, "log", "-1", "--format=%ct", revision)) * 1000)
          .toISOString()
          .replace(".000", "");
      assert.deepEqual((await compare(commits[0])).inputs, [
        {
          kind: "moved",
          name: "parts",
          baseline: { revision: before, date: await date(before) },
          current: { revision: now, date: await date(now) },
        },
      ]);
    });

    test("where only flake.lock differs every difference is due to the input", async () => {
      const comparison = await compare(commits[0]);
      const causes = causesIn(comparison);
      const reason = {
        kind: "env",
        derivation: "library-2.0",
        attribute: "flags",
        before: "-O2",
        after: "-O3",
      } as const;
      assert.deepEqual(causes.get("library"), { input: "parts", reason: { ...reason, via: ["library-2.0"] } });
      const data = causes.get("data");
      assert.deepEqual([data?.input, data?.reason?.kind, data?.reason?.attribute], ["parts", "source", "src"]);
      assert.deepEqual(causes.get("app"), {
        input: "parts",
        reason: { ...data?.reason, via: ["app-1.0", "data-1.0"] },
      });
      const { via: _, ...source } = data?.reason ?? { via: [] };
      assert.deepEqual(
        comparison.rebuildCauses?.map(({ packages, input, reason: it }) => ({ packages, input, reason: it })),
        [
          { packages: 2, input: "parts", reason: source },
          { packages: 1, input: "parts", reason },
        ],
      );
    });

    test("people are told in the terminal and in Markdown", async () => {
      const text = await report("--baseline", commits[0]);
      const [before = "", now = ""] = revisions.map((revision) => revision.slice(0, 7));
      assert.match(text, new RegExp(`^ {2}Inputs: parts ${before} \\([\\d-]{10}\\) → ${now} \\([\\d-]{10}\\)$`, "m"));
      assert.match(
        text.replace(/\s+/g, " "),
        /Why: 3 packages were rebuilt .*, by parts → data: changed source src \(2 packages\); 1 other cause Inputs:/,
      );
      assert.match(text, /^ {6}by parts → data: changed source src \(2 packages\)$/m);
      assert.match(text, /^ {6}by parts → library: changed flags \(1 package\)$/m);
      const page = await report("--baseline", commits[0], "--markdown", "-");
      assert.match(page, new RegExp(`^\\*\\*Inputs:\\*\\* \`parts\` ${before} .* → ${now} `, "m"));
      assert.match(page, /3 rebuilt, same version .*`parts` → `data`: changed source `src` \(2 packages\);/);
    });

    test("of a change beside the input only what is the input's own tree is said to be due to it", async () => {
      const latest = await project.commit("Bye");
      const causes = causesIn(await compare(commits[0]));
      assert.deepEqual([causes.get("data")?.input, causes.get("library")?.input], ["parts", undefined]);
      assert.deepEqual(causes.get("app"), {
        reason: {
          kind: "env",
          derivation: "app-1.0",
          attribute: "motto",
          before: "Hello",
          after: "Bye",
          via: ["app-1.0"],
        },
      });
      const { inputs, packages } = await compare(latest);
      assert.deepEqual([inputs, packages], [[], []]);
    });

    test("a report without a baseline knows inputs and plans, so that it can be one", async () => {
      const stored = parseReportFile(await report("--json", "-"));
      assert.ok(stored.kind === "ok");
      const [image] = stored.value;
      assert.deepEqual(
        image?.image.flakeInputs?.map(({ name, revision }) => [name, revision]),
        [["parts", revisions[1]]],
      );
      const app = image?.storePaths.find(({ pname }) => pname === "app");
      assert.match(app?.deriver ?? "", /^\/nix\/store\/.*-app-1\.0\.drv$/);
    });
  });
}
