import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { parseReportFile, type Report } from "../../src/report/index.ts";
import { commitAll, flakeNix, write } from "../nix/rig.ts";
import { inspect } from "../publish/support/skopeo.ts";
import { type ExampleRepo, makeExampleRepo } from "../support/example-flake.ts";
import { nixesToTestWith } from "../support/nix.ts";
import { startRegistry } from "../support/registry.ts";
import { type CliOptions, complaintOf, type Ran, runCli } from "./support/run-cli.ts";

/** Packages that fail, each in its own way. */
const BROKEN = flakeNix(`
  evaluation = throw "the evaluation says no";
  build = make "broken" "echo the build says no; exit 1";
  text = make "text" "echo hello > $out";
`);

const IMPURE = ["--", "--impure"];

for (const nix of await nixesToTestWith()) {
  describe(`nix-image with Nix ${nix.version}`, () => {
    let repo: ExampleRepo;
    let scratch: string;
    before(async () => {
      repo = await makeExampleRepo();
      scratch = await mkdtemp(path.join(os.tmpdir(), "cli-nix-"));
      await mkdir(path.join(scratch, "broken"));
      await write(path.join(scratch, "broken"), { "flake.nix": BROKEN });
      await commitAll(path.join(scratch, "broken"), "broken");
    });
    after(async () => {
      await repo.remove();
      await rm(scratch, { recursive: true, force: true });
    });

    const cli = (args: readonly string[], options: Partial<CliOptions> = {}): Promise<Ran> =>
      runCli(args, { cwd: repo.dir, env: { ...nix.env, HOME: scratch }, ...options });

    const reportOf = ({ status, stdout, stderr }: Ran): Report => {
      assert.equal(status, 0, stderr);
      const parsed = parseReportFile(stdout);
      assert.ok(parsed.kind === "ok");
      const [report, ...more] = parsed.value;
      assert.ok(report !== undefined && more.length === 0);
      return report;
    };

    test("an image of a flake is built and explained by the references of its store paths", async () => {
      const report = reportOf(await cli(["report", ".#image", "--json", "-", ...IMPURE]));
      assert.equal(report.image.revision, await repo.head());
      assert.equal(report.image.dirty, false);
      assert.match(report.image.outPath ?? "", /^\/nix\/store\//);
      const api = report.storePaths.find(({ pname }) => pname === "api");
      assert.ok((api?.references?.length ?? 0) > 0);
      assert.ok((api?.retainedSize ?? 0) <= (api?.closureSize ?? 0));
    });

    test("a stream script of a flake is run, and its image has the layers of the archive", async () => {
      const [stream, archive] = [
        reportOf(await cli(["report", ".#image-stream", "--json", "-", ...IMPURE])),
        reportOf(await cli(["report", ".#image-plain", "--json", "-", ...IMPURE])),
      ];
      assert.deepEqual(
        stream.layers.map(({ diffId }) => diffId),
        archive.layers.map(({ diffId }) => diffId),
      );
    });

    test("--baseline takes a git revision, and names the chain behind an addition", async () => {
      const [first, second] = [await repo.head(), await makeExampleRepo()];
      await second.commitRevision2();
      const ran = await cli(["report", ".#image", "--baseline", "HEAD^1", "--json", "-", ...IMPURE], {
        cwd: second.dir,
      });
      const { comparison } = reportOf(ran);
      await second.remove();
      assert.ok(comparison?.kind === "compared");
      assert.deepEqual(comparison.baseline, {
        revision: first,
        source: "build",
        exact: true,
        name: comparison.baseline.name,
      });
      const added = comparison.packages.find(({ kind }) => kind === "added");
      assert.ok((added?.chain?.length ?? 0) > 1);
    });

    test("a push tags with nine characters of the commit, a dirty tree with dev, which no registry gets", async () => {
      await using registry = await startRegistry();
      const other = await makeExampleRepo();
      const head = await other.head();
      const options = { cwd: other.dir };
      const clean = await cli(["push", ".#image", `${registry.host}/acme/api`, ...IMPURE], options);
      assert.equal(clean.status, 0, clean.stderr);
      assert.deepEqual(await registry.tags("acme/api"), [head.slice(0, 9)]);
      assert.equal((await inspect(`docker://${clean.stdout.trim()}`)).Digest, clean.stdout.trim().split("@")[1]);
      await other.dirty();
      const refused = await cli(["push", ".#image", `${registry.host}/acme/dirty`, ...IMPURE], options);
      assert.deepEqual([refused.status, refused.stdout], [2, ""]);
      assert.match(complaintOf(refused), /^nix-image: \.#image: the tree has uncommitted changes .*commit first/);
      const layout = await cli(["push", ".#image", `oci:${scratch}/layout`, ...IMPURE], options);
      assert.equal(layout.status, 0, layout.stderr);
      assert.equal((await inspect(`oci:${scratch}/layout:dev`)).Digest, layout.stdout.trim().split("@")[1]);
      await other.remove();
      assert.deepEqual(await registry.catalog(), ["acme/api"]);
    });

    const fails = async (
      args: readonly string[],
      status: number,
      message: RegExp,
      cwd = path.join(scratch, "broken"),
    ) => {
      const ran = await cli(args, { cwd });
      assert.match(complaintOf(ran), message);
      assert.deepEqual([ran.status, ran.stdout], [status, ""]);
      assert.doesNotMatch(ran.stderr, /^ {4}at .*\.ts:/m);
    };

    test("an attribute that is not there is named", () =>
      fails(["report", ".#absent", ...IMPURE], 3, /^nix-image: \.#absent: .*absent/));

    test("an evaluation that fails is quoted", () =>
      fails(["report", ".#evaluation", ...IMPURE], 3, /the evaluation says no/));

    test("a build that fails is explained by the end of its log", () =>
      fails(["report", ".#build", ...IMPURE], 3, /^nix-image: [\s\S]*the build says no/));

    test("a package that is no image is described", () =>
      fails(["report", ".#text", ...IMPURE], 2, /^nix-image: \/nix\/store\/.*-text: a file that starts with/));

    test("a folder without a flake says where one was looked for", async () => {
      const empty = await mkdtemp(path.join(scratch, "empty-"));
      await fails(["report", ".#image"], 3, /flake\.nix/, empty);
    });
  });
}
