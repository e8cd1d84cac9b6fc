import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { makeDockerArchive, makeSampleLayer } from "../support/archives.ts";
import { complaintOf, runCli } from "./support/run-cli.ts";

let dir: string;
before(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "cli-html-"));
  await writeFile(path.join(dir, "app.tar"), await makeDockerArchive({ layers: [await makeSampleLayer()] }));
});
after(() => rm(dir, { recursive: true }));

const cli = (...args: readonly string[]) => runCli(args, { cwd: dir });

describe("nix-image report --html", { concurrency: 2 }, () => {
  test("a page is written beside what is printed", async () => {
    const plain = await cli("report", "app.tar");
    const both = await cli("report", "app.tar", "--html", "page.html");
    assert.deepEqual([both.status, both.stdout], [0, plain.stdout]);
    const page = await readFile(path.join(dir, "page.html"), "utf8");
    assert.match(page, /^<!doctype html>/);
    assert.match(page, /<title>app /);
  });

  test("standard output takes the page alone, and a stored report gives the same one", async () => {
    const { status, stdout } = await cli("report", "app.tar", "--html", "-");
    assert.equal(status, 0);
    assert.match(stdout, /^<!doctype html>[\s\S]*<\/html>\n$/);
    await writeFile(path.join(dir, "app.json"), (await cli("report", "app.tar", "--json", "-")).stdout);
    assert.equal((await cli("render", "app.json", "--format", "html")).stdout, stdout);
  });

  test("two reports cannot both be standard output", async () => {
    const ran = await cli("report", "app.tar", "--html", "-", "--json", "-");
    assert.equal(ran.status, 2);
    assert.match(complaintOf(ran), /--json and --html cannot both be standard output/);
  });
});
