import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { silentLog } from "../../src/core/log.ts";
import { type Image, ImageError, identifySource, readImages } from "../../src/image/index.ts";
import {
  type Entry,
  makeDockerArchive,
  makeSampleLayer,
  makeTar,
  STORE_A,
  STORE_B,
  sha256Hex,
} from "../support/archives.ts";

let dir: string;
before(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "read-image-"));
});
after(() => rm(dir, { recursive: true }));

const readBytes = async (bytes: Buffer, mode = 0o644): Promise<readonly Image[]> => {
  const file = path.join(dir, sha256Hex(bytes).slice(0, 12));
  await writeFile(file, bytes, { mode });
  return readImages(await identifySource(file), { log: silentLog, env: {} });
};

const facts = (image: Image | undefined): unknown => ({
  repoTags: image?.repoTags,
  layers: image?.layers.map((layer) => ({
    diffId: layer.diffId,
    shares: Object.fromEntries(layer.shares),
    root: layer.root,
    sum: layer.tarOverhead + layer.root.contentSize + [...layer.shares.values()].reduce((n, s) => n + s.contentSize, 0),
  })),
});

const sampleFacts = (layer: Buffer): unknown => ({
  repoTags: ["app:1"],
  layers: [
    {
      diffId: `sha256:${sha256Hex(layer)}`,
      shares: {
        [STORE_A]: { contentSize: 5, entries: 2, files: 1 },
        [STORE_B]: { contentSize: 7, entries: 1, files: 1 },
      },
      root: { contentSize: 3, entries: 4, files: 1 },
      sum: layer.length,
    },
  ],
});

const xzSync = (bytes: Buffer): Buffer => execFileSync("xz", ["-c"], { input: bytes, maxBuffer: 1 << 26 });

const COMPRESSORS = { plain: (b: Buffer) => b, gzip: gzipSync, zstd: zstdCompressSync, xz: xzSync };

for (const [name, compress] of Object.entries(COMPRESSORS)) {
  test(`a ${name} docker-archive is told by its bytes and attributed to the byte`, async () => {
    const layer = await makeSampleLayer();
    const [image] = await readBytes(compress(await makeDockerArchive({ layers: [layer] })));
    assert.deepEqual(facts(image), sampleFacts(layer));
  });
}

test("an archive of several gzip members, zstd frames or xz streams is read to its end", async () => {
  const layer = await makeSampleLayer();
  const archive = await makeDockerArchive({ layers: [layer] });
  for (const compress of [gzipSync, zstdCompressSync, xzSync]) {
    const halves = [archive.subarray(0, 1000), archive.subarray(1000)].map((half) => compress(half));
    const [image] = await readBytes(Buffer.concat(halves));
    assert.deepEqual(facts(image), sampleFacts(layer));
  }
});

test("layers follow the manifest, wherever config and manifest stand in the archive", async () => {
  const layers = [await makeSampleLayer(), await makeTar([{ name: "a", content: "a" }])];
  const [forward] = await readBytes(await makeDockerArchive({ layers }));
  const [backward] = await readBytes(await makeDockerArchive({ layers, edit: (members) => members.reverse() }));
  assert.deepEqual(facts(forward), facts(backward));
});

test("a layer that the manifest names by a symlink is found behind it", async () => {
  const layer = await makeSampleLayer();
  const name = `${sha256Hex(layer)}.tar`;
  const archive = await makeDockerArchive({
    layers: [layer],
    edit: ([first, ...rest]) => [
      { name, content: first?.content ?? "" },
      { name: first?.name ?? "", type: "symlink", linkname: `../${name}` },
      ...rest,
    ],
  });
  assert.deepEqual(facts((await readBytes(archive))[0]), sampleFacts(layer));
});

test("a stream script is run once and read like an archive", async () => {
  const layer = await makeSampleLayer();
  const archive = path.join(dir, "stream.tar");
  await writeFile(archive, await makeDockerArchive({ layers: [layer] }));
  const [image] = await readBytes(Buffer.from(`#!/bin/sh\necho once >> ${dir}/runs\ncat ${archive}\n`), 0o755);
  assert.deepEqual(facts(image), sampleFacts(layer));
});

const rejects = (promise: Promise<unknown>, code: string, message: RegExp): Promise<void> =>
  assert.rejects(promise, (error: unknown) => {
    assert.ok(error instanceof ImageError, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, message);
    return true;
  });

test("a stream script that fails is quoted", async () => {
  const script = "#!/bin/sh\necho the store path is gone >&2\nexit 3\n";
  await rejects(readBytes(Buffer.from(script), 0o755), "SCRIPT_FAILED", /status 3.*\nthe store path is gone/);
});

test("a truncated archive is an error at every length, never a shorter image", async () => {
  const archive = await makeDockerArchive({ layers: [await makeSampleLayer()] });
  const gzip = gzipSync(archive);
  const end = archive.length - 1024;
  for (let length = 600; length < end; length += 700) {
    await codeAt(archive, length);
  }
  await rejects(readBytes(gzip.subarray(0, gzip.length - 20)), "TRUNCATED", /ends in the middle/);
});

/** Cut at the border of two members an archive merely lacks its manifest; anywhere else it ends in the middle. */
const codeAt = async (archive: Buffer, length: number): Promise<string> => {
  const error = await readBytes(archive.subarray(0, length)).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ImageError && ["TRUNCATED", "NOT_AN_IMAGE"].includes(error.code), String(error));
  return error.code;
};

test("a layer that does not hash to the config's diffId is refused", async () => {
  const [layer, other] = [await makeSampleLayer(), await makeTar([{ name: "other", content: "x" }])];
  const archive = await makeDockerArchive({
    layers: [layer],
    edit: ([first, ...rest]) => [{ name: first?.name ?? "", content: other }, ...rest],
  });
  await rejects(readBytes(archive), "DIGEST_MISMATCH", /layer 1 .* hashes to sha256:/);
});

test("what is no image is named, with what was wanted", async () => {
  await rejects(readBytes(Buffer.from("hello")), "NOT_AN_IMAGE", /starts with 68656c6c6f.*wanted: a docker-archive/);
  await rejects(readBytes(Buffer.alloc(0)), "NOT_AN_IMAGE", /an empty file/);
  await rejects(readBytes(Buffer.from('{"version":1}')), "BAD_CONFIG", /JSON of nix2container: layers/);
  await rejects(
    readBytes(await makeTar([{ name: "a", content: "b" }])),
    "NOT_AN_IMAGE",
    /without manifest.json or index.json/,
  );
  await rejects(identifySource(path.join(dir, "absent")), "NOT_FOUND", /no such file/);
  await rejects(identifySource(dir), "NOT_AN_IMAGE", /without index.json/);
});

const replaceMember =
  (name: RegExp, content: string | Buffer) =>
  (members: Entry[]): Entry[] =>
    members.map((member) => (name.test(member.name) ? { ...member, content } : member));

test("an archive that lists no image is refused, so that nothing passes for published", async () => {
  const archive = await makeDockerArchive({ layers: [], edit: replaceMember(/^manifest/, "[]") });
  await rejects(readBytes(archive), "NOT_AN_IMAGE", /lists no image/);
});

test("an archive that lists more images than anybody merges is refused", async () => {
  const layers = [await makeSampleLayer()];
  const entry = { Config: "c.json", RepoTags: null, Layers: [] };
  const manifest = JSON.stringify(Array.from({ length: 101 }, () => entry));
  const archive = await makeDockerArchive({ layers, edit: replaceMember(/^manifest/, manifest) });
  await rejects(readBytes(archive), "UNSUPPORTED", /lists 101 images \(at most 100\)/);
});

test("a config that is too large is called that, and not absent", async () => {
  const layers = [await makeSampleLayer()];
  const config = { history: [{ comment: "x".repeat(9 << 20) }] };
  await rejects(
    readBytes(await makeDockerArchive({ layers, config })),
    "UNSUPPORTED",
    /\.json is no layer, and too large/,
  );
});

test("what a stream script leaves running does not hold up the reading", async () => {
  const layer = await makeSampleLayer();
  const archive = path.join(dir, "background.tar");
  await writeFile(archive, await makeDockerArchive({ layers: [layer] }));
  const [image] = await readBytes(Buffer.from(`#!/bin/sh\ncat ${archive}\nsleep 3600 &\n`), 0o755);
  assert.deepEqual(facts(image), sampleFacts(layer));
});

test("a name in an error cannot act upon the terminal or the workflow log", async () => {
  const layers = [await makeSampleLayer()];
  const name = "\u001b[31m\n::error::x.tar";
  const manifest = JSON.stringify([{ Config: "c", RepoTags: null, Layers: [name] }]);
  const archive = await makeDockerArchive({
    layers,
    edit: (members) => [{ name: "c", content: "{}" }, ...replaceMember(/^manifest/, manifest)(members)],
  });
  await assert.rejects(readBytes(archive), (error: Error) => {
    assert.doesNotMatch(error.message, /[\u0000-\u001f]/);
    return true;
  });
});

/** A header of tar-stream with bytes put into it and its checksum made right again. */
const withHeader = async (name: string, edit: (header: Buffer) => void): Promise<Buffer> => {
  const header = Buffer.from((await makeTar([{ name, type: "directory" }])).subarray(0, 512));
  edit(header);
  header.fill(0x20, 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return header;
};

test("a directory that claims a body is no obstacle, in a compressed archive either", async () => {
  const layer = await makeSampleLayer();
  const odd = await withHeader("blobs/", (header) => header.write("00000000003\0", 124, "latin1"));
  const archive = Buffer.concat([odd, await makeDockerArchive({ layers: [layer] })]);
  for (const compress of [(bytes: Buffer) => bytes, gzipSync]) {
    const [image] = await readBytes(compress(archive));
    assert.deepEqual(facts(image), sampleFacts(layer));
  }
});

test("a member of less than no bytes, or of a size that no number holds, is refused, compressed or not", async () => {
  for (const [first, last] of [
    [0xff, 0xfe],
    [0xbf, 0],
  ] as const) {
    const odd = await withHeader("file", (header) => {
      header.fill(0xff, 124, 136);
      header[124] = first;
      header[135] = last;
    });
    const archive = Buffer.concat([odd, await makeDockerArchive({ layers: [await makeSampleLayer()] })]);
    for (const bytes of [archive, gzipSync(archive)]) await rejects(readBytes(bytes), "BAD_ARCHIVE", /found|readable/);
  }
});

test("a name without end does not make a message without end", async () => {
  const edit = (members: Entry[]): Entry[] =>
    members.map((member) =>
      member.name === "manifest.json"
        ? { ...member, content: JSON.stringify([{ Config: "x".repeat(50_000), Layers: [] }]) }
        : member,
    );
  await assert.rejects(
    readBytes(await makeDockerArchive({ layers: [], edit })),
    (error: Error) => error.message.length < 2100,
  );
});
