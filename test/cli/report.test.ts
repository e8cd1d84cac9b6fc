import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { after, before, describe, test } from "node:test";
import * as v from "valibot";
import { columnsOf } from "../../src/core/columns.ts";
import { sha256 } from "../../src/core/hash.ts";
import { type Report, reportFileSchema } from "../../src/report/index.ts";
import { commitAll, git } from "../nix/rig.ts";
import {
  makeConfig,
  makeDockerArchive,
  makeSampleLayer,
  makeTar,
  STORE_A,
  STORE_B,
  sha256Hex,
} from "../support/archives.ts";
import { NASTY } from "../support/hostile-report.ts";
import { nixesToTestWith } from "../support/nix.ts";
import { complaintOf, type Ran, runCli, SOURCES } from "./support/run-cli.ts";

let dir: string;
before(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "cli-report-"));
  await writeFile(path.join(dir, "app.tar"), await makeDockerArchive({ layers: [await makeSampleLayer()] }));
  const extra = await makeTar([{ name: "etc/extra", content: "extra" }]);
  const layers = [await makeSampleLayer(), extra];
  await writeFile(path.join(dir, "more.tar"), await makeDockerArchive({ layers, repoTags: ["ghcr.io/acme/app:2"] }));
  await writeFile(path.join(dir, "two.tar"), await makeTwoImages());
});
after(() => rm(dir, { recursive: true }));

const cli = (...args: readonly string[]): Promise<Ran> => runCli(args, { cwd: dir });

/** The reports in a run's output, which must be nothing else. */
const reportsOf = ({ status, stdout, stderr }: Ran): readonly Report[] => {
  assert.equal(status, 0, stderr);
  const parsed = v.parse(reportFileSchema, JSON.parse(stdout));
  return Array.isArray(parsed) ? parsed : [parsed];
};

const makeTwoImages = async (tag?: string): Promise<Buffer> => {
  const layers = [await makeSampleLayer(), await makeTar([{ name: "b", content: "b" }])];
  const configs = layers.map((layer) => makeConfig([layer]));
  const name = (content: string | Buffer): string => `${sha256Hex(content)}.tar`;
  const manifest = layers.map((layer, index) => ({
    Config: `${index}.json`,
    RepoTags: [tag ?? `app-${index}:1`],
    Layers: [name(layer)],
  }));
  return makeTar([
    ...layers.map((content) => ({ name: name(content), content })),
    ...configs.map((content, index) => ({ name: `${index}.json`, content })),
    { name: "manifest.json", content: JSON.stringify(manifest) },
  ]);
};

describe("nix-image report", { concurrency: 2 }, () => {
  test("--json - prints JSON alone, and it is a report", async () => {
    const ran = await cli("report", "app.tar", "--json", "-");
    const [report, ...more] = reportsOf(ran);
    const layer = await makeSampleLayer();
    assert.equal(more.length, 0);
    assert.equal(report?.image.name, "app");
    assert.equal(report?.image.source, "app.tar");
    assert.deepEqual(report?.layers[0]?.diffId, sha256(layer));
    assert.deepEqual(
      Object.fromEntries(report?.storePaths.map(({ path: storePath, contentSize }) => [storePath, contentSize]) ?? []),
      { [STORE_A]: 5, [STORE_B]: 7 },
    );
    assert.deepEqual(report?.totals, {
      layers: 1,
      storePaths: 2,
      entries: 7,
      files: 3,
      uncompressedSize: layer.length,
      contentSize: 15,
      tarOverhead: layer.length - 15,
      narSize: 408,
    });
    assert.match(ran.stderr, /read app\.tar/);
  });

  test("--json - prints JSON alone although PATH names a folder that may not be read, and a file", async () => {
    const [closed, file] = [path.join(dir, "closed"), path.join(dir, "app.tar")];
    await mkdir(closed, { mode: 0o000 }); // no hindrance to root; the file is one to everybody
    const PATH = [closed, file, process.env["PATH"]].join(path.delimiter);
    const [report] = reportsOf(await runCli(["report", "app.tar", "--json", "-"], { cwd: dir, env: { PATH } }));
    assert.equal(report?.image.name, "app");
  });

  test("the same image gives the same bytes of JSON", async () => {
    const [one, two] = [await cli("report", "app.tar", "--json", "-"), await cli("report", "app.tar", "--json", "-")];
    assert.equal(one.stdout, two.stdout);
  });

  test("an archive of several images gives a list", async () => {
    const { stdout, status } = await cli("report", "two.tar", "--json", "-");
    assert.equal(status, 0);
    assert.ok(Array.isArray(JSON.parse(stdout)));
    const reports = v.parse(v.array(v.looseObject({ image: v.looseObject({ name: v.string() }) })), JSON.parse(stdout));
    assert.deepEqual(
      reports.map(({ image }) => image.name),
      ["app-0", "app-1"],
    );
  });

  test("without a target the report is for people, an image after the other", async () => {
    const { stdout, status } = await cli("report", "two.tar");
    assert.equal(status, 0);
    assert.match(stdout, /^app-0 {2}15 B unpacked\n[\s\S]*\n\napp-1 {2}1 B unpacked\n/);
    assert.doesNotMatch(stdout, /\x1b/);
  });

  test("--json FILE and --markdown FILE write files, and the terminal still gets its report", async () => {
    const ran = await cli("report", "app.tar", "--json", "out.json", "--markdown", "out.md");
    assert.match(ran.stdout, /^app {2}15 B unpacked/);
    const [report] = reportsOf({ ...ran, stdout: await readFile(path.join(dir, "out.json"), "utf8") });
    assert.equal(report?.image.name, "app");
    assert.match(await readFile(path.join(dir, "out.md"), "utf8"), /^### 📦 .*app/m);
  });

  test("--markdown - prints Markdown alone", async () => {
    const { stdout, status } = await cli("report", "app.tar", "--markdown", "-");
    assert.equal(status, 0);
    assert.match(stdout, /^<!-- nix-image-action v1 [^\n]*\n\n<!-- section [^\n]*\n### 📦 /);
    assert.doesNotMatch(stdout, /Layers by/);
  });

  test("--compressed counts what is pulled", async () => {
    const [report] = reportsOf(
      await cli("report", "app.tar", "--json", "-", "--compressed", "--compression", "zstd:19"),
    );
    const [layer] = report?.layers ?? [];
    assert.equal(layer?.mediaType, "application/vnd.oci.image.layer.v1.tar+zstd");
    assert.ok((layer?.compressedSize ?? 0) > 50 && (layer?.compressedSize ?? 0) < 1000);
    assert.ok((report?.totals.compressedSize ?? 0) > (layer?.compressedSize ?? 0));
  });

  test("--baseline compares with another image, whatever it is called", async () => {
    const [report] = reportsOf(await cli("report", "more.tar", "--baseline", "app.tar", "--json", "-"));
    const comparison = report?.comparison;
    assert.ok(comparison?.kind === "compared");
    assert.deepEqual(comparison.baseline, { source: "image", exact: true, name: "app" });
    assert.deepEqual(comparison.layers, { reused: 1, new: [report?.layers[1]?.diffId], removed: [], commonPrefix: 1 });
    assert.deepEqual(comparison.totals.contentSize, { baseline: 15, current: 20 });
    assert.equal(comparison.identical, false);
  });

  test("images that nothing tells apart have a section each, with a number", async () => {
    await writeFile(path.join(dir, "twins.tar"), await makeTwoImages("app:1"));
    const { stdout } = await cli("report", "twins.tar", "--markdown", "-");
    assert.equal(new Set(stdout.match(/^<!-- section .*$/gm)).size, 2);
    assert.equal(
      new Set(stdout.match(/^### 📦 <code>app &#40;twins&#46;tar&#44; [12]&#41;<\/code>/gm)).size,
      2,
      stdout,
    );
  });

  test("an image compared with itself is identical", async () => {
    const [report] = reportsOf(await cli("report", "app.tar", "--baseline", "app.tar", "--json", "-"));
    assert.ok(report?.comparison?.kind === "compared" && report.comparison.identical);
  });

  test("a stream script is run, and what it says is kept from standard output", async () => {
    const script = path.join(dir, "stream");
    await writeFile(script, `#!/bin/sh\necho chatter >&2\ncat '${dir}/app.tar'\n`);
    await chmod(script, 0o755);
    const [report] = reportsOf(await cli("report", "./stream", "--json", "-"));
    assert.equal(report?.image.name, "app");
  });

  test("a reader that leaves early is no mistake", async () => {
    await writeFile(path.join(dir, "big.tar"), await makeDockerArchive({ layers: [await manyPaths(4000)] }));
    const command = `"$0" "$1" report big.tar --json - | head -1; echo "\${PIPESTATUS[*]}"`;
    const child = spawn("bash", ["-c", command, process.execPath, SOURCES], { cwd: dir });
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    assert.equal(stdout, "{\n0 0\n");
    assert.match(stderr, /^(· read big\.tar\n)?$/);
  });

  test("names from an image keep to 80 columns and to harmless characters", async () => {
    const entries = NASTY.filter((name) => name !== "" && !name.includes("\n")).map((name, index) => ({
      name: index % 2 === 0 ? name : `${STORE_A}/${name}`,
      content: "x".repeat(100 + index),
    }));
    const layers = [await makeTar(entries), await makeSampleLayer()];
    const config = {
      config: { Env: NASTY, Entrypoint: NASTY },
      history: NASTY.slice(0, 2).map((created_by) => ({ created_by })),
    };
    await writeFile(
      path.join(dir, "nasty.tar"),
      await makeDockerArchive({ layers, config, repoTags: [NASTY[7] ?? ""] }),
    );
    for (const baseline of [[], ["--baseline", "app.tar"]]) {
      const { stdout, status, stderr } = await cli("report", "nasty.tar", ...baseline);
      assert.equal(status, 0, stderr);
      assert.doesNotMatch(stdout.replaceAll("\n", ""), /[\p{Cc}\p{Cf}\p{Cs}]/u);
      for (const line of stdout.split("\n")) assert.ok(columnsOf(line) <= 80, line);
    }
  });
});

const manyPaths = (count: number): Promise<Buffer> =>
  makeTar(
    Array.from({ length: count }, (_, index) => ({
      name: `/nix/store/${String(index).padStart(32, "0")}-package${index}-1.0`,
      content: "x",
    })),
  );

describe("nix-image report, when something is wrong", { concurrency: 2 }, () => {
  const fails = async (args: readonly string[], status: number, message: RegExp): Promise<void> => {
    const ran = await cli(...args);
    assert.match(complaintOf(ran), message);
    assert.equal(ran.status, status);
    assert.equal(ran.stdout, "");
    assert.doesNotMatch(ran.stderr, /^ {4}at /m);
  };

  test("no image is bad usage", () => fails(["report"], 2, /^nix-image: report needs IMAGE; nix-image --help shows/));

  test("an unknown command is bad usage", () =>
    fails(["build"], 2, /^nix-image: "build" is no command; nix-image --help/));

  test("an unknown option is bad usage, in one line", () =>
    fails(["report", "app.tar", "--htm", "x"], 2, /^nix-image: Unknown option '--htm'; nix-image --help shows[^\n]*$/));

  test("a bad compression is told before anything is read", () =>
    fails(
      ["report", "absent", "--compression", "bzip2"],
      2,
      /^nix-image: --compression is "bzip2"; expected gzip, zstd/,
    ));

  test("a file that is not there is named", () =>
    fails(["report", "absent.tar"], 2, /absent\.tar: there is no such file or folder[^\n]*wanted: a docker-archive/));

  test("a file that is no image is described", async () => {
    await writeFile(path.join(dir, "text"), "hello");
    await fails(
      ["report", "text"],
      2,
      /text: a file that starts with 68656c6c6f \(wanted: .*\); name a file that is an image$/,
    );
  });

  test("a folder that is no image is told what it lacks", () =>
    fails(["report", dir], 2, /a folder without index\.json/));

  test("a truncated archive is told as such", async () => {
    const archive = await readFile(path.join(dir, "app.tar"));
    await writeFile(path.join(dir, "cut.tar"), archive.subarray(0, 3000));
    await fails(["report", "cut.tar", "--json", "-"], 2, /cut\.tar: the archive ends in the middle; build or download/);
  });

  test("an image in loose files is told how to be made one of these", () =>
    fails(["report", "dir:alpine"], 2, /images at dir: are not read .*skopeo copy dir:alpine oci:DIR:TAG$/));

  test("a baseline that is not there is named", () =>
    fails(["report", "app.tar", "--baseline", "absent.tar"], 2, /absent\.tar: there is no such file/));

  test("a git revision as the baseline of a ready image is told to need a flake", async () => {
    const repo = path.join(dir, "repo");
    await mkdir(repo);
    await copyFile(path.join(dir, "app.tar"), path.join(repo, "app.tar"));
    const head = await commitAll(repo, "an image");
    await git(repo, "tag", "v1.0");
    for (const baseline of ["v1.0", "HEAD", head]) {
      const ran = await runCli(["report", "app.tar", "--baseline", baseline], { cwd: repo });
      const complaint = `nix-image: app.tar: only a flake can be built at another commit (${head.slice(0, 9)}); `;
      assert.ok(complaintOf(ran).startsWith(complaint), ran.stderr);
      assert.deepEqual([ran.status, ran.stdout], [2, ""]);
    }
    await git(repo, "tag", "app.tar");
    assert.equal((await runCli(["report", "app.tar", "--baseline", "app.tar"], { cwd: repo })).status, 0);
  });

  test("a report that cannot be written is named", () =>
    fails(
      ["report", "app.tar", "--json", "no/such/folder/x.json"],
      2,
      /no\/such\/folder\/x\.json: the report cannot be written \(ENOENT/,
    ));

  test("two reports on standard output would be none", () =>
    fails(
      ["report", "app.tar", "--json", "-", "--markdown", "-"],
      2,
      /cannot both be standard output; give one of them a file$/,
    ));

  test("a stream script that fails is quoted", async () => {
    await writeFile(path.join(dir, "broken"), "#!/bin/sh\necho the reason >&2\nexit 4\n");
    await chmod(path.join(dir, "broken"), 0o755);
    await fails(["report", "./broken"], 2, /the stream script ended with status 4; it said:\nthe reason$/);
  });
});

/** A Nix file with the attributes `small` and `large`, which are app.tar and more.tar. */
const IMAGES_NIX = `let
  inherit (builtins) currentSystem path;
  bash = path { path = /bin/bash-static; name = "bash-static"; };
  busybox = path { path = /bin/busybox; name = "busybox"; };
  copy = file: derivation {
    name = "image.tar";
    system = currentSystem;
    builder = bash;
    args = [ "-c" "exec -a busybox \${busybox} cp \${path { path = file; name = "image.tar"; }} $out" ];
  };
in { small = copy ./app.tar; large = copy ./more.tar; }
`;

describe("nix-image report --file", () => {
  let file: (...args: readonly string[]) => Promise<Ran>;
  before(async () => {
    const [nix] = await nixesToTestWith();
    assert.ok(nix !== undefined);
    await writeFile(path.join(dir, "images.nix"), IMAGES_NIX);
    file = (...args) => runCli(["report", "large", "--file", "images.nix", ...args], { cwd: dir, env: nix.env });
  });

  test("--baseline takes another attribute of the file, or a ready image", async () => {
    for (const [baseline, sizes] of [
      ["small", { baseline: 15, current: 20 }],
      ["app.tar", { baseline: 15, current: 20 }],
      ["large", { baseline: 20, current: 20 }],
    ] as const) {
      const [report] = reportsOf(await file("--baseline", baseline, "--json", "-"));
      assert.ok(report?.comparison?.kind === "compared");
      assert.deepEqual(report.comparison.totals.contentSize, sizes, baseline);
      assert.equal(report.comparison.baseline.source, "image");
    }
  });

  test("--baseline with neither an attribute nor a file names the attribute that is missing", async () => {
    const ran = await file("--baseline", "v1");
    assert.match(complaintOf(ran), /images\.nix -A v1: there is no attribute v1; /);
    assert.deepEqual([ran.status, ran.stdout], [3, ""]);
  });
});

describe("nix-image by itself", () => {
  test("help fits the screen and names every command", async () => {
    for (const args of [[], ["--help"], ["report", "-h"]]) {
      const { status, stdout, stderr } = await cli(...args);
      assert.deepEqual([status, stderr], [0, ""]);
      for (const command of ["report", "push", "render"])
        assert.match(stdout, new RegExp(`^ {2}nix-image ${command} `, "m"));
      for (const line of stdout.split("\n")) assert.ok(line.length <= 80, line);
    }
  });

  test("the version is that of the package", async () => {
    const meta = JSON.parse(await readFile(path.resolve(SOURCES, "../../package.json"), "utf8"));
    assert.deepEqual(await cli("--version"), { status: 0, stdout: `nix-image ${meta.version}\n`, stderr: "" });
  });

  test("nothing stays behind in the temporary folder", async () => {
    const temp = await mkdtemp(path.join(dir, "temp-"));
    for (const args of [
      ["report", "app.tar"],
      ["report", "absent"],
      ["push", "app.tar", "oci:out-temp"],
    ]) {
      await runCli(args, { cwd: dir, env: { TMPDIR: temp } });
    }
    const { readdir } = await import("node:fs/promises");
    assert.deepEqual(await readdir(temp), []);
  });
});
