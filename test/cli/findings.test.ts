import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import type { Report } from "../../src/report/index.ts";
import { type BuiltImages, buildImages } from "../findings/built-images.ts";
import { type ExampleRepo, makeExampleRepo } from "../support/example-flake.ts";
import { nixesToTestWith } from "../support/nix.ts";
import { complaintOf, runCli } from "./support/run-cli.ts";

const [nix] = await nixesToTestWith();

describe("findings on the command line", () => {
  let repo: ExampleRepo;
  let images: BuiltImages;
  before(async () => {
    repo = await makeExampleRepo();
    images = await buildImages();
  });
  after(() => repo.remove());

  const run = (...args: readonly string[]) => runCli(args, { cwd: repo.dir, ...(nix && { env: nix.env }) });

  const report = async (...args: readonly string[]): Promise<Report> => {
    const { status, stdout, stderr } = await run("report", "--json", "-", ...args);
    assert.equal(status, 0, stderr);
    return JSON.parse(stdout);
  };

  const commit = async (message: string): Promise<void> => {
    const { status, stderr } = git("-C", repo.dir, "commit", "--quiet", "--all", "--message", message);
    assert.equal(status, 0, stderr);
  };

  test("rev-in-image: an image whose tag is the revision, with where; without it the finding is gone", async () => {
    const { findings, image } = await report(".#image", "--", "--impure");
    const found = findings?.find(({ id }) => id === "rev-in-image");
    assert.deepEqual(found, {
      ...{ id: "rev-in-image", severity: "info", subject: "revision", value: image.revision?.slice(0, 7) },
      items: [{ name: "tag", note: `api:${image.revision?.slice(0, 9)}` }],
    });

    const flake = path.join(repo.dir, "flake.nix");
    const text = await readFile(flake, "utf8");
    await writeFile(flake, text.replace(/tag = builtins.substring.*;/, "tag = null;"));
    await commit("Leave the tag to the publisher");
    const fixed = await report(".#image", "--", "--impure");
    assert.equal(fixed.image.dirty, false);
    assert.deepEqual(
      fixed.findings?.filter(({ id }) => id === "rev-in-image"),
      [],
    );
  });

  test("a baseline tells new findings from known ones, and names those that are gone", async () => {
    const [clean, leaky] = [images.script("clean"), images.script("build-tool-in-runtime.has")];
    const compare = async (current: string, baseline: string) => {
      const { comparison } = await report(current, "--baseline", baseline);
      assert.ok(comparison?.kind === "compared");
      const { new: fresh = [], known, resolved = [] } = comparison.findings ?? {};
      return [fresh.map(({ id }) => id), known, resolved.map(({ id }) => id)];
    };
    assert.deepEqual(await compare(leaky, clean), [["build-tool-in-runtime"], 0, []]);
    assert.deepEqual(await compare(leaky, leaky), [[], 1, []]);
    assert.deepEqual(await compare(clean, leaky), [[], 0, ["build-tool-in-runtime"]]);
  });

  test("a finding is silenced by its name, or by its name and a glob, and said to be", async () => {
    const leaky = images.script("build-tool-in-runtime.has");
    for (const [silence, silenced] of [
      ["build-tool-in-runtime", true],
      ["build-tool-in-runtime gcc-*", true],
      ["build-tool-in-runtime go-*", undefined],
      ["no-tmp", undefined],
    ] as const) {
      const { findings } = await report(leaky, "--ignore-finding", silence);
      assert.deepEqual(
        findings?.map((finding) => finding.silenced),
        [silenced],
        silence,
      );
    }
    const { stdout } = await run("report", leaky, "--ignore-finding", "build-tool-in-runtime");
    assert.match(stdout, /^Findings: 1 silenced$/m);
    const heard = await run("report", leaky);
    assert.match(heard.stdout, /^Findings: 1 warning$/m);
    assert.match(heard.stdout, /^ {2}! Build tool in the runtime closure · 6\.0 MB$/m);
  });

  test("a name that is no finding is refused, with those that there are", async () => {
    const ran = await run("report", images.script("clean"), "--ignore-finding", "no-such");
    assert.equal(ran.status, 2);
    assert.match(
      complaintOf(ran),
      /^nix-image: --ignore-finding: "no-such" is no finding; expected one of: all-locales, /,
    );
  });
});

const git = (...args: readonly string[]) => spawnSync("git", args, { encoding: "utf8" });
