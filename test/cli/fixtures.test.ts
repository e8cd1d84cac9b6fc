import assert from "node:assert/strict";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import * as v from "valibot";
import { columnsOf } from "../../src/core/columns.ts";
import { type Report, reportFileSchema } from "../../src/report/index.ts";
import { fixturePath, readFixture, withoutFixtures } from "../support/fixtures.ts";
import { type Ran, runCli } from "./support/run-cli.ts";

interface ManifestLayer {
  readonly tarBytes: number;
  readonly entries: number;
  readonly fileBytes: number;
  readonly storePaths: Readonly<Record<string, { readonly entries: number; readonly fileBytes: number }>>;
}

interface Fixture {
  readonly file: string;
  readonly images: readonly {
    readonly repoTags: readonly string[] | null;
    readonly configSha256: string;
    readonly diffIds: readonly string[];
    readonly layers: readonly ManifestLayer[];
  }[];
}

const fixtures = (): readonly Fixture[] =>
  (JSON.parse(readFixture("manifest.json")).images as Fixture[]).filter(({ file }) => !file.endsWith(".json"));

let dir: string;
before(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "cli-fixtures-"));
  await symlink("/usr/bin/git", path.join(dir, "git"));
});
after(() => rm(dir, { recursive: true }));

/** Without Nix on PATH, which would be asked about store paths that this machine does not have. */
const cli = (...args: readonly string[]): Promise<Ran> => runCli(args, { cwd: dir, env: { PATH: dir } });

const readReports = async (file: string): Promise<readonly Report[]> => {
  const { status, stdout, stderr } = await cli("report", fixturePath(file), "--json", "-");
  assert.equal(status, 0, stderr);
  const parsed = v.parse(reportFileSchema, JSON.parse(stdout));
  return Array.isArray(parsed) ? parsed : [parsed];
};

/** A layer of the report in the terms of the recorded measurements. */
const measure = (layer: Report["layers"][number]): ManifestLayer => {
  const owners = layer.storePaths.map((share) => [path.basename(share.path), share] as const);
  const all = layer.root.entries === 0 ? owners : [["(root)", layer.root] as const, ...owners];
  return {
    tarBytes: layer.uncompressedSize,
    entries: layer.entries,
    fileBytes: layer.contentSize,
    storePaths: Object.fromEntries(
      all.map(([name, { entries, contentSize }]) => [name, { entries, fileBytes: contentSize }]),
    ),
  };
};

const wanted = ({ tarBytes, entries, fileBytes, storePaths }: ManifestLayer): ManifestLayer => ({
  ...{ tarBytes, entries, fileBytes },
  storePaths: Object.fromEntries(
    Object.entries(storePaths).map(([name, share]) => [name, { entries: share.entries, fileBytes: share.fileBytes }]),
  ),
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** The identities of every report: shares make layers, layers make totals, store paths and root make the content. */
const checkSums = ({ layers, totals, storePaths, root }: Report): void => {
  for (const layer of layers) {
    const shares = [layer.root, ...layer.storePaths];
    assert.equal(sum(shares.map(({ contentSize }) => contentSize)), layer.contentSize);
    assert.equal(sum(shares.map(({ entries }) => entries)), layer.entries);
    assert.equal(layer.contentSize + layer.tarOverhead, layer.uncompressedSize);
  }
  assert.equal(sum(layers.map(({ uncompressedSize }) => uncompressedSize)), totals.uncompressedSize);
  assert.equal(totals.contentSize + totals.tarOverhead, totals.uncompressedSize);
  assert.equal(sum([root, ...storePaths].map(({ contentSize }) => contentSize)), totals.contentSize);
  assert.equal(sum([root, ...storePaths].map(({ entries }) => entries)), totals.entries);
  assert.deepEqual([layers.length, storePaths.length], [totals.layers, totals.storePaths]);
};

describe("nix-image report FILE --json -", { skip: withoutFixtures, concurrency: 2 }, () => {
  for (const fixture of withoutFixtures === false ? fixtures() : []) {
    test(`${fixture.file} is as independent tools measured it, to the byte`, async () => {
      const reports = await readReports(fixture.file);
      reports.forEach(checkSums);
      assert.deepEqual(
        reports.map(({ image, layers }) => ({
          repoTags: image.repoTags,
          config: image.configDigest,
          diffIds: layers.map(({ diffId }) => diffId),
          layers: layers.map(measure),
        })),
        fixture.images.map(({ repoTags, configSha256, diffIds, layers }) => ({
          repoTags: repoTags ?? [],
          config: `sha256:${configSha256}`,
          diffIds,
          layers: layers.map(wanted),
        })),
      );
    });
  }

  test("there are as many archives as there should be", () => assert.ok(fixtures().length >= 49));
});

describe("nix-image report FILE", { skip: withoutFixtures, concurrency: 2 }, () => {
  const some = ["app-rev-a", "layered-leaky-small", "merged", "np2405-layered-fakeroot", "layered-longname"];
  for (const name of some) {
    test(`${name} fits into 80 columns, by itself and compared`, async () => {
      for (const baseline of [[], ["--baseline", fixturePath("images/app-rev-b.tar.gz")]]) {
        const { status, stdout, stderr } = await cli("report", fixturePath(`images/${name}.tar.gz`), ...baseline);
        assert.equal(status, 0, stderr);
        for (const line of stdout.split("\n")) assert.ok(columnsOf(line) <= 80, line);
      }
    });
  }

  test("a recorded change is told by its packages", async () => {
    const [a, b] = ["a", "b"].map((revision) => fixturePath(`images/app-rev-${revision}.tar.gz`));
    const { stdout } = await cli("report", b ?? "", "--baseline", a ?? "");
    assert.match(stdout, /↑ openssl +3\.0\.20 → 3\.0\.22/);
    assert.match(stdout, /\+ nss-cacert +– → 3\.101 +\+216\.6 kB/);
    assert.match(stdout, /- tzdata +2026b → –/);
  });

  test("a stream that was recorded is read like an archive", async () => {
    const [report] = await readReports("stream/stream-small.stdout.tar");
    assert.ok(report);
    checkSums(report);
  });
});
