import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { needReferences } from "../../src/cli/query.ts";
import {
  makeConfig,
  makeDockerArchive,
  makeSampleLayer,
  makeTar,
  STORE_A,
  STORE_B,
  sha256Hex,
} from "../support/archives.ts";
import { fixturePath, readFixture, withoutFixtures } from "../support/fixtures.ts";
import { reportOfSketch, withoutGraph } from "../support/graph-reports.ts";
import { startRegistry } from "../support/registry.ts";
import { complaintOf, type Ran, runCli, SOURCES } from "./support/run-cli.ts";

/** As `nix-store --dump` has it: a folder with a file of 5 bytes called `five`. */
const NAR_SIZE = 288;

let dir: string;
before(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "cli-queries-"));
  await symlink("/usr/bin/git", path.join(dir, "git"));
  const above = await makeTar([
    { name: "etc/.wh.three", content: "" },
    { name: "etc/four", content: "1234" },
    { name: `${STORE_A}/five`, content: "12345" },
    { name: "bin", type: "symlink", linkname: STORE_A },
  ]);
  await writeFile(path.join(dir, "app.tar"), await makeDockerArchive({ layers: [await makeSampleLayer(), above] }));
  await writeFile(path.join(dir, "plain.tar"), await makeDockerArchive({ layers: [await makeTar([{ name: "x" }])] }));
  await writeFile(path.join(dir, "two.tar"), await makeTwoImages());
});
after(() => rm(dir, { recursive: true }));

const makeTwoImages = async (): Promise<Buffer> => {
  const layers = [await makeSampleLayer(), await makeTar([{ name: "b", content: "b" }])];
  const configs = layers.map((layer) => makeConfig([layer]));
  const name = (content: Buffer): string => `${sha256Hex(content)}.tar`;
  const manifest = layers.map((layer, index) => ({
    ...{ Config: `${index}.json`, RepoTags: [`app-${index}:1`], Layers: [name(layer)] },
  }));
  return makeTar([
    ...layers.map((content) => ({ name: name(content), content })),
    ...configs.map((content, index) => ({ name: `${index}.json`, content })),
    { name: "manifest.json", content: JSON.stringify(manifest) },
  ]);
};

/** Without Nix on PATH. */
const cli = (...args: readonly string[]): Promise<Ran> => runCli(args, { cwd: dir, env: { PATH: dir } });

const dataOf = async (...args: readonly string[]): Promise<Record<string, unknown>> => {
  const { status, stdout, stderr } = await cli(...args, "--json");
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
};

const fails = async (args: readonly string[], message: string | RegExp): Promise<void> => {
  const ran = await cli(...args);
  assert.deepEqual([ran.status, ran.stdout], [2, ""], ran.stderr);
  if (typeof message === "string") assert.equal(complaintOf(ran), `nix-image: ${message}`);
  else assert.match(complaintOf(ran), message);
};

describe("questions to an image on the command line", { concurrency: 2 }, () => {
  test("why says without Nix what the image's own bytes tell", async () => {
    const { status, stdout } = await cli("why", "app.tar", "alpha");
    assert.equal(status, 0);
    assert.match(
      stdout,
      new RegExp(
        `^app linux/amd64  why alpha: 1 store path\n\n${STORE_A}\n  10 B unpacked in 2 files, layers #1–2\n  Removing it frees `,
      ),
    );
    assert.match(stdout, /^ {32}in \/etc\/link\n\n {2}The image itself asks for it; no store path refers to it\.$/m);
  });

  test("why takes a file in a store path, and prints data", async () => {
    const { image, ...rest } = await dataOf("why", "app.tar", `${STORE_A}/five`);
    assert.deepEqual(Object.keys(image as object), ["name", "source", "platform", "configDigest"]);
    const sizes = { ownSize: NAR_SIZE, closureSize: NAR_SIZE, retainedSize: NAR_SIZE };
    const weighed = { path: STORE_A, name: "alpha-1.0", ...sizes, evidence: "/etc/link" };
    assert.deepEqual(rest, {
      schemaVersion: 1,
      command: "why",
      query: `${STORE_A}/five`,
      storePaths: [{ ...weighed, contentSize: 10, files: 2, layers: [1, 2], referrers: [], chain: [weighed] }],
    });
  });

  test("a store path that is not there is answered with the nearest names", () =>
    fails(
      ["why", "app.tar", "alhpa"],
      'app.tar: no store path is called "alhpa" (did you mean alpha?); name a store path, its base name, or the package with or without its version',
    ));

  test("a name like no other, with control characters, is quoted harmlessly", () =>
    fails(
      ["why", "app.tar", "\x1b[31mpostgresql"],
      /no store path is called "\\u001b\[31mpostgresql" \(it holds alpha-1\.0, beta-2\.3-lib\)/,
    ));

  test("what nobody knows the references of is told how to come by them", () => {
    const report = withoutGraph(reportOfSketch({ "hello-2.12": [1000] }));
    assert.throws(() => needReferences(report), {
      code: "NO_REFERENCES",
      message: /^\.#image: nobody here knows the references between its store paths; run this where Nix has them, /,
    });
  });

  test("an image without store paths has no tree", () =>
    fails(
      ["tree", "plain.tar"],
      "plain.tar: holds no store paths (wanted: an image made by Nix); nix-image ls shows its files",
    ));

  test("ls lists what a container sees, and where it comes from", async () => {
    const { stdout } = await cli("ls", "app.tar");
    assert.equal(
      stdout,
      [
        "app linux/amd64  /",
        "  16 B in 5 files, 4 folders; 2 layers",
        "",
        "Largest first (3 of 3)",
        "      12 B ██████████ nix/                              2 files       #1–2",
        "       4 B ███▍       etc/                              2 files       #1–2",
        "       0 B            bin → /nix/store/…-alpha-1.0                    #2",
        "",
        "Largest files below",
        "       7 B /nix/store/11111111111111111111111111111111-beta-2.3-lib   #1",
        "       5 B /nix/store/00000000000000000000000000000000-alpha-1.0/five #2",
        "       4 B /etc/four                                                  #2",
        "",
      ].join("\n"),
    );
  });

  test("ls follows a link, and names the folder that it leads to", async () => {
    const { query, path: found, contentSize, entries } = await dataOf("ls", "app.tar", "bin");
    assert.deepEqual([query, found, contentSize], ["/bin", STORE_A, 5]);
    assert.deepEqual(entries, [{ path: `${STORE_A}/five`, kind: "file", contentSize: 5, files: 1, layers: [2] }]);
  });

  test("ls of a path that is not there names those that may have been meant", () =>
    fails(
      ["ls", "app.tar", "/etc/fuor"],
      "app.tar: /etc/fuor is not in the image (did you mean /etc/four?); nix-image ls shows what is",
    ));

  test("ls --layer tells what the layer adds, changes and removes", async () => {
    const { added, changed, removed, sameContent, changes } = await dataOf("ls", "app.tar", "--layer", "2");
    assert.deepEqual(
      [added, changed, removed, sameContent],
      [
        { files: 2, contentSize: 4, before: 0 },
        { files: 1, contentSize: 5, before: 5 },
        { files: 1, contentSize: 0, before: 3 },
        5,
      ],
    );
    const found = (changes as { kind: string; path: string }[]).map(({ kind, path: at }) => `${kind} ${at}`);
    assert.deepEqual(found, [`changed ${STORE_A}/five`, "added /etc/four", "removed /etc/three", "added /bin"]);
  });

  for (const layer of ["0", "3", "-1", "99999999999999999999"]) {
    test(`layer ${layer} of two is refused with how many there are`, () =>
      fails(
        ["ls", "app.tar", "--layer", layer],
        /^nix-image: app\.tar: --layer is .*, the image has 2 layers; give a number from 1 to 2$/,
      ));
  }

  const BAD: readonly (readonly [readonly string[], RegExp])[] = [
    [["ls", "app.tar", "--layer", "two"], /--layer is "two"; expected the number of a layer, from 1/],
    [["ls", "app.tar", "--limit", "0"], /--limit is "0"; expected a whole number from 1 to 100000/],
    [["dominators", "app.tar", "--depth", "-2"], /--depth is "-2"; expected a whole number from 1 to 1000/],
    [["tree", "app.tar", "--depth", "x"], /--depth is "x"; expected a whole number/],
    [["duplicates", "app.tar", "--platform", "amd64"], /--platform is "amd64"; expected a platform/],
    [["ls", "absent.tar"], /absent\.tar/],
  ];
  for (const [args, message] of BAD) test(`${args.join(" ")} is refused`, () => fails(args, message));

  test("duplicates names what a later layer writes again or deletes", async () => {
    const { identical, packages, hidden } = await dataOf("duplicates", "app.tar");
    assert.deepEqual([(identical as { groups: number }).groups, packages], [0, []]);
    assert.deepEqual(hidden, [
      { path: `${STORE_A}/five`, contentSize: 5, layer: 1, by: "rewritten", byLayer: 2 },
      { path: "/etc/three", contentSize: 3, layer: 1, by: "deleted", byLayer: 2 },
    ]);
  });

  test("of an archive of several images all are answered, of those that have what is asked for", async () => {
    const [first, second, ...more] = (await dataOf("ls", "two.tar")) as unknown as { image: { name: string } }[];
    assert.deepEqual([first?.image.name, second?.image.name, more], ["app-0", "app-1", []]);
    const why = await dataOf("why", "two.tar", STORE_B);
    assert.equal((why["image"] as { name: string }).name, "app-0");
    assert.match(
      (await cli("ls", "two.tar")).stdout,
      /^app-0 linux\/amd64 {2}\/\n[\s\S]*\n\napp-1 linux\/amd64 {2}\/\n/,
    );
  });

  test("a reader that leaves early is no error", async () => {
    const command = `"$0" "$1" ls app.tar / --limit 100000 --json | head -c 5; echo " $PIPESTATUS"`;
    const run = promisify(execFile)("bash", ["-c", command, process.execPath, SOURCES], { cwd: dir });
    assert.equal((await run).stdout, '{\n  " 0\n');
  });

  test("every field of the data is described", async () => {
    const described = new Set(
      readFileSync(path.resolve(import.meta.dirname, "../../docs/json.md"), "utf8").match(/\w+/g),
    );
    for (const args of [
      ["why", "app.tar", "beta"],
      ["ls", "app.tar"],
      ["ls", "app.tar", "--layer", "1"],
      ["duplicates", "app.tar"],
      ["tree", "app.tar"],
      ["dominators", "app.tar"],
    ]) {
      const missing = keysOf(await dataOf(...args)).filter((key) => !described.has(key));
      assert.deepEqual(missing, [], args.join(" "));
    }
  });
});

const keysOf = (value: unknown): readonly string[] => {
  if (typeof value !== "object" || value === null) return [];
  const below = Object.values(value).flatMap(keysOf);
  return Array.isArray(value) ? below : [...Object.keys(value), ...below];
};

test("real images are listed, each layer's changes adding up to its files", { skip: withoutFixtures }, async () => {
  for (const name of ["app-rev-b", "build-image-from-small"]) {
    const file = fixturePath(`images/${name}.tar.gz`);
    const report = await runCli(["report", file, "--json", "-"], { cwd: dir, env: { PATH: dir } });
    const { layers, totals } = JSON.parse(report.stdout) as {
      layers: { contentSize: number }[];
      totals: { contentSize: number };
    };
    const sums: number[] = [];
    for (const index of layers.keys()) {
      const { added, changed, repeated } = (await dataOf("ls", file, "--layer", String(index + 1))) as unknown as {
        [kind in "added" | "changed"]: { contentSize: number };
      } & { repeated: number };
      sums.push(added.contentSize + changed.contentSize + repeated);
    }
    assert.deepEqual(
      sums,
      layers.map((layer) => layer.contentSize),
      name,
    );
    assert.equal(
      sums.reduce((sum, size) => sum + size, 0),
      totals.contentSize,
    );
  }
});

/** What `nix path-info --json -r -S` said where the image was built. */
interface Recorded {
  readonly narSize: number;
  readonly closureSize: number;
  readonly references: readonly string[];
}

for (const name of ["app-rev-a", "app-rev-b", "layered-leaky-small"]) {
  test(`the tree of ${name} is, without Nix, what Nix said of its store paths`, { skip: withoutFixtures }, async () => {
    const recorded = JSON.parse(readFixture(`closures/${name}.json`)) as Readonly<Record<string, Recorded>>;
    const { storePaths } = (await dataOf("tree", fixturePath(`images/${name}.tar.gz`))) as unknown as {
      storePaths: { path: string; ownSize: number; closureSize: number; references: string[] }[];
    };
    assert.ok(storePaths.length >= 5, String(storePaths.length));
    for (const { path: at, ownSize, closureSize, references } of storePaths) {
      const known = recorded[at];
      assert.ok(known !== undefined, at);
      assert.deepEqual([ownSize, closureSize], [known.narSize, known.closureSize], at);
      assert.deepEqual(references.toSorted(), known.references.filter((one) => one !== at).toSorted(), at);
    }
  });
}

test("a chain of a real image names the file that holds each reference", { skip: withoutFixtures }, async () => {
  const { stdout } = await cli("why", fixturePath("images/app-rev-a.tar.gz"), "openssl");
  assert.equal(
    stdout,
    [
      "app linux/amd64  why openssl: 1 store path",
      "",
      "/nix/store/309a08g09lajhayjnhlws5hkcs5b4g8h-openssl-3.0.20",
      "  5.9 MB unpacked in 6 files, layer #4",
      "  Removing it frees 5.9 MB of NARs; every way to it passes hello-server-1.0.0",
      "",
      "       own   closure     frees  Shortest chain from the image",
      "   14.9 kB    9.3 MB    9.3 MB  hello-server-1.0.0",
      "                                in the config: Cmd",
      "    5.9 MB    9.1 MB    5.9 MB  └ openssl-3.0.20",
      "                                  in bin/hello-server",
      "",
      "       own   closure     frees  Referrers (1)",
      "   14.9 kB    9.3 MB    9.3 MB  hello-server-1.0.0",
      "                                in bin/hello-server",
      "",
      "  Cut the reference hello-server-1.0.0 → openssl-3.0.20 to free 5.9 MB.",
      "",
    ].join("\n"),
  );
});

test("what comes from a registry is asked like what lies here", async () => {
  await using registry = await startRegistry();
  const pushed = await cli("push", "app.tar", `${registry.host}/acme/app:1`, "--allow-dirty");
  assert.equal(pushed.status, 0, pushed.stderr);
  const [here, there] = [
    await dataOf("ls", "app.tar", "/etc"),
    await dataOf("ls", `docker://${registry.host}/acme/app:1`, "/etc", "--platform", "linux/amd64"),
  ];
  assert.deepEqual({ ...there, image: undefined }, { ...here, image: undefined });
});
