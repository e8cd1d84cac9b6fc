import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { complaintOf, runCli } from "./cli/support/run-cli.ts";
import { inspect } from "./publish/support/skopeo.ts";
import { makeDockerArchive, makeSampleLayer } from "./support/archives.ts";
import { startRegistry } from "./support/registry.ts";

const exec = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, "..");

/** A checkout as the runner has it: what is committed, and no node_modules on any way up. */
let checkout: string;
let scratch: string;

before(async () => {
  scratch = await mkdtemp(path.join(os.tmpdir(), "dist-"));
  checkout = path.join(scratch, "checkout");
  for (const name of ["dist", "package.json"])
    await cp(path.join(ROOT, name), path.join(checkout, name), { recursive: true });
  await writeFile(path.join(scratch, "app.tar"), await makeDockerArchive({ layers: [await makeSampleLayer()] }));
});
after(() => rm(scratch, { recursive: true }));

const bundled = (...args: readonly string[]) =>
  runCli(args, { cwd: scratch, program: path.join(checkout, "dist/cli.js") });

const fromSources = (...args: readonly string[]) => runCli(args, { cwd: scratch });

test("the bundled command line does what the sources do", async () => {
  const lines: readonly (readonly string[])[] = [
    ["--version"],
    ["--help"],
    ["report", "app.tar"],
    ["report", "app.tar", "--json", "-", "--compressed", "--compression", "zstd"],
    ["report", "app.tar", "--markdown", "-", "--baseline", "app.tar"],
    ["report", "app.tar", "--sbom", "-"],
    ["report", "app.tar", "--html", "-"],
    ["report", "absent.tar"],
    ["build"],
  ];
  for (const line of lines) assert.deepEqual(await bundled(...line), await fromSources(...line), line.join(" "));
});

test("the bundled command line publishes to a layout and to a registry", async () => {
  await using registry = await startRegistry();
  const args = ["push", "app.tar", "oci:out", `${registry.host}/acme/app`, "--tag", "v1", "--allow-dirty"];
  const { status, stdout, stderr } = await bundled(...args);
  assert.equal(status, 0, stderr);
  const { Digest } = await inspect(`docker://${registry.host}/acme/app:v1`);
  assert.deepEqual(
    stdout
      .trim()
      .split("\n")
      .map((line) => line.split("@")[1])
      .toSorted(),
    [Digest, Digest],
  );
});

test("the bundled command line tells a report that is none, and renders one", async () => {
  const { stdout } = await bundled("report", "app.tar", "--json", "-");
  await writeFile(path.join(scratch, "report.json"), stdout);
  assert.equal((await bundled("render", "report.json", "--format", "json")).stdout, stdout);
  const ran = await bundled("render", "app.tar");
  assert.equal(ran.status, 2);
  assert.match(complaintOf(ran), /not a report/);
});

/** Files of a folder by their path in it. */
const filesOf = async (folder: string): Promise<ReadonlyMap<string, string>> => {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const names = files.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).toSorted();
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, name), "latin1")] as const)),
  );
};

/** `name version (licence)` of each section of licenses.txt. */
const licencesIn = (
  text: string,
): readonly { readonly name: string; readonly version: string; readonly text: string }[] =>
  text
    .split(/^-{78}\n/m)
    .slice(1)
    .map((section) => {
      const [, name = "", version = ""] = /^(\S+) (\S+) \([^)]+\)\n/.exec(section) ?? [];
      return { name, version, text: section };
    });

/** Lies among the sources, compiled. */
const VENDORED: readonly string[] = ["libdeflate"];

/** The build needs these besides what it bundles. */
const BUILD_TOOLS = ["esbuild", "@esbuild", "@valibot/to-json-schema"];

/**
 * A fresh build in a folder of another depth that has, of all packages, only those whose licences are told: so a
 * package that is bundled without being named makes it fail.
 */
const buildElsewhere = async (): Promise<string> => {
  const folder = path.join(scratch, "some/where/else");
  const licences = licencesIn(await readFile(path.join(ROOT, "dist/licenses.txt"), "utf8"));
  const named = licences.map(({ name }) => name).filter((name) => !VENDORED.includes(name));
  const packages = [...new Set([...named, ...BUILD_TOOLS])];
  const parts = ["src", "script", "package.json", ...packages.map((name) => `node_modules/${name}`)];
  for (const part of parts) {
    await mkdir(path.dirname(path.join(folder, part)), { recursive: true });
    await cp(path.join(ROOT, part), path.join(folder, part), { recursive: true });
  }
  await exec(process.execPath, ["script/build.ts"], { cwd: folder });
  return folder;
};

test("dist and schema are what the sources make, byte for byte, wherever they are built", async () => {
  const folder = await buildElsewhere();
  for (const part of ["dist", "schema"]) {
    const [here, there] = [await filesOf(path.join(ROOT, part)), await filesOf(path.join(folder, part))];
    assert.deepEqual([...here.keys()], [...there.keys()], `${part} is stale; run script/build`);
    for (const [name, bytes] of here)
      assert.ok(bytes === there.get(name), `${part}/${name} is stale; run script/build`);
  }
});

test("every bundled package is named with its version and a licence text", async () => {
  const licences = licencesIn(await readFile(path.join(ROOT, "dist/licenses.txt"), "utf8"));
  const { dependencies } = JSON.parse(await readFile(path.join(ROOT, "package.json"), "utf8"));
  const named = new Map(licences.map(({ name, version }) => [name, version]));
  for (const [name, version] of Object.entries(dependencies)) assert.equal(named.get(name), version, name);
  for (const { name, version, text } of licences) {
    assert.match(version, /^\d+\.\d+/, name);
    assert.match(
      text,
      /copyright|permission is hereby granted|redistribution|apache license|ships no licence text/i,
      name,
    );
  }
});

test("nothing of this machine is in the bundle", async () => {
  for (const [name, text] of await filesOf(path.join(ROOT, "dist"))) {
    assert.ok(!text.includes(ROOT) && !text.includes(os.homedir() === "/" ? ROOT : `${os.homedir()}/`), name);
  }
});
