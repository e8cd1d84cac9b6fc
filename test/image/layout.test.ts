import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { hexOf } from "../../src/core/digest.ts";
import { sha256 } from "../../src/core/hash.ts";
import { silentLog } from "../../src/core/log.ts";
import { type Image, ImageError, identifySource, readImages } from "../../src/image/index.ts";
import { openPackers, packManifest, writeOciLayout } from "../../src/publish/index.ts";
import { type ArchiveOptions, makeDockerArchive, makeSampleLayer, makeTar } from "../support/archives.ts";

const exec = promisify(execFile);

let scratch: string;
before(async () => {
  scratch = await mkdtemp(path.join(os.tmpdir(), "layout-"));
});
after(() => rm(scratch, { recursive: true }));

const newFolder = () => mkdtemp(path.join(scratch, "case-"));

const newArchive = async (options: Partial<ArchiveOptions> = {}): Promise<string> => {
  const file = path.join(await newFolder(), "image.tar");
  const layers = [await makeSampleLayer(), await makeTar([{ name: "second", content: "2" }])];
  await writeFile(file, await makeDockerArchive({ layers, ...options }));
  return file;
};

const read = async (file: string, tag?: string): Promise<readonly Image[]> => {
  const source = await identifySource(file);
  return readImages(source.kind === "oci-layout" && tag !== undefined ? { ...source, tag } : source, {
    log: silentLog,
    env: {},
  });
};

const only = async (images: Promise<readonly Image[]>): Promise<Image> => {
  const [image, ...more] = await images;
  assert.ok(image);
  assert.equal(more.length, 0);
  return image;
};

/** What is the same however an image is stored. */
const content = (image: Image): unknown => ({
  config: image.configDigest,
  platform: image.platform,
  layers: image.layers.map(({ member: _, blob: __, ...layer }) => layer),
});

const skopeo = (from: string, to: string, ...options: readonly string[]) =>
  exec("skopeo", ["copy", "--insecure-policy", "--quiet", ...options, from, to]);

const ours = async (archive: string, kind: "gzip" | "zstd" | "none", tags: readonly string[]): Promise<string> => {
  const folder = path.join(await newFolder(), "layout");
  const spoolDir = path.join(folder, "..", "blobs");
  const openPacker = openPackers({ compression: { kind, level: 3 }, spoolDir });
  for (const image of await readImages(await identifySource(archive), { log: silentLog, env: {}, openPacker })) {
    await writeOciLayout({ folder, packed: packManifest(image), tags });
  }
  return folder;
};

test("skopeo's layout of an archive is the same image, and its layers need no packing", async () => {
  const archive = await newArchive();
  const folder = path.join(await newFolder(), "layout");
  await skopeo(`docker-archive:${archive}`, `oci:${folder}:v1`);
  const image = await only(read(folder));
  assert.deepEqual(content(image), content(await only(read(archive))));
  assert.equal(image.format, "oci-layout");
  for (const { blob, member } of image.layers) {
    const bytes = await readFile(blob?.file ?? "");
    assert.deepEqual(
      [blob?.digest, blob?.size, member],
      [sha256(bytes), bytes.length, `blobs/sha256/${hexOf(sha256(bytes))}`],
    );
    assert.equal(blob?.mediaType, "application/vnd.oci.image.layer.v1.tar+gzip");
  }
});

test("skopeo's layout with zstd is read, and so is a tar of it", async () => {
  const archive = await newArchive();
  const folder = path.join(await newFolder(), "layout");
  await skopeo(`docker-archive:${archive}`, `oci:${folder}:v1`, "--dest-compress-format", "zstd");
  const image = await only(read(folder));
  assert.deepEqual(content(image), content(await only(read(archive))));
  assert.deepEqual(
    new Set(image.layers.map(({ blob }) => blob?.mediaType)),
    new Set(["application/vnd.oci.image.layer.v1.tar+zstd"]),
  );
  const tar = path.join(await newFolder(), "layout.tar");
  await exec("tar", ["--create", "--file", tar, "--directory", folder, "."]);
  assert.deepEqual(content(await only(read(tar))), content(image));
});

for (const kind of ["gzip", "zstd", "none"] as const) {
  test(`our own layout (${kind}) reads back as the archive that it was made from`, async () => {
    const archive = await newArchive();
    const image = await only(read(await ours(archive, kind, ["v1", "latest"])));
    assert.deepEqual(content(image), content(await only(read(archive))));
  });
}

test("layers that lie plain in a layout are packed when somebody wants blobs", async () => {
  const folder = await ours(await newArchive(), "none", ["v1"]);
  const openPacker = openPackers({ compression: { kind: "gzip", level: 4 } });
  const [image] = await readImages(await identifySource(folder), { log: silentLog, env: {}, openPacker });
  const mediaTypes = new Set(image?.layers.map(({ blob }) => blob?.mediaType));
  assert.deepEqual(mediaTypes, new Set(["application/vnd.oci.image.layer.v1.tar+gzip"]));
});

test("a tag selects an image, and without one all are read, each once", async () => {
  const [one, two] = [await newArchive(), await newArchive({ layers: [await makeSampleLayer()] })];
  const folder = await ours(one, "gzip", ["v1", "stable"]);
  await skopeo(`docker-archive:${two}`, `oci:${folder}:v2`);
  const ids = (images: readonly Image[]) => images.map(({ configDigest }) => configDigest);
  const [first, second] = [await only(read(one)), await only(read(two))];
  assert.deepEqual(ids(await read(folder, "v1")), [first.configDigest]);
  assert.deepEqual(ids(await read(folder, "stable")), [first.configDigest]);
  assert.deepEqual(ids(await read(folder, "v2")), [second.configDigest]);
  assert.deepEqual(ids(await read(folder)), [first.configDigest, second.configDigest]);
});

const rejects = (promise: Promise<unknown>, code: string, message: RegExp): Promise<void> =>
  assert.rejects(promise, (error: unknown) => {
    assert.ok(error instanceof ImageError, String(error));
    assert.equal(error.code, code, error.message);
    assert.match(error.message, message);
    return true;
  });

test("a tag that is not there is answered with those that are", async () => {
  const folder = await ours(await newArchive(), "gzip", ["v1", "latest"]);
  await rejects(read(folder, "v2"), "NOT_FOUND", /no image with the tag "v2" \(there: v1, latest\)/);
});

interface Described {
  mediaType: string;
  digest: `sha256:${string}`;
  size: number;
  platform?: object;
}

/** A layout of our own whose parts can be bent. */
const bendable = async () => {
  const folder = await ours(await newArchive(), "gzip", ["v1"]);
  const fileOf = (digest: string): string => path.join(folder, "blobs/sha256", digest.slice("sha256:".length));
  const index = JSON.parse(await readFile(path.join(folder, "index.json"), "utf8"));
  const manifest: Described = index.manifests[0];
  const document = JSON.parse(await readFile(fileOf(manifest.digest), "utf8"));
  const addBlob = async (value: unknown, mediaType: string): Promise<Described> => {
    const bytes = JSON.stringify(value);
    const digest = sha256(bytes);
    await writeFile(fileOf(digest), bytes);
    return { mediaType, digest, size: bytes.length };
  };
  const writeIndex = (...manifests: readonly Described[]) =>
    writeFile(path.join(folder, "index.json"), JSON.stringify({ schemaVersion: 2, manifests }));
  return { folder, fileOf, manifest, document, addBlob, writeIndex };
};

const INDEX = "application/vnd.oci.image.index.v1+json";
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";

test("a blob that is not there is named", async () => {
  for (const which of ["layer", "config", "manifest"] as const) {
    const it = await bendable();
    const digest = {
      layer: it.document.layers[1].digest,
      config: it.document.config.digest,
      manifest: it.manifest.digest,
    }[which];
    await rm(it.fileOf(digest));
    await rejects(
      read(it.folder),
      "TRUNCATED",
      new RegExp(`cannot read blobs/sha256/${hexOf(digest)} of the OCI layout \\(ENOENT`),
    );
  }
});

test("a blob that is another than its name says is refused", async () => {
  for (const which of ["config", "manifest"] as const) {
    const it = await bendable();
    const digest = { config: it.document.config.digest, manifest: it.manifest.digest }[which];
    await writeFile(it.fileOf(digest), `${await readFile(it.fileOf(digest), "utf8")} `);
    await rejects(read(it.folder), "DIGEST_MISMATCH", new RegExp(`${hexOf(digest)} hashes to sha256:`));
  }
  const it = await bendable();
  const [first, second] = it.document.layers;
  await writeFile(it.fileOf(second.digest), await readFile(it.fileOf(first.digest)));
  await rejects(read(it.folder), "DIGEST_MISMATCH", new RegExp(`${hexOf(second.digest)} hashes to ${first.digest}`));
});

test("layers in another order than the config's are refused", async () => {
  const it = await bendable();
  const swapped = { ...it.document, layers: it.document.layers.toReversed() };
  await it.writeIndex(await it.addBlob(swapped, MANIFEST));
  await rejects(read(it.folder), "DIGEST_MISMATCH", /layer 1 .* the image promises/);
});

test("fewer layers than the config's are refused", async () => {
  const it = await bendable();
  await it.writeIndex(await it.addBlob({ ...it.document, layers: [] }, MANIFEST));
  await rejects(read(it.folder), "BAD_CONFIG", /the manifest lists 0 layers, the config 2/);
});

test("an index within the layout is read without its attestations", async () => {
  const it = await bendable();
  const attestation: Described = { ...it.manifest, platform: { os: "unknown", architecture: "unknown" } };
  const nested = { schemaVersion: 2, manifests: [it.manifest, { ...attestation, digest: sha256("absent") }] };
  await it.writeIndex(await it.addBlob(nested, INDEX));
  assert.equal((await only(read(it.folder))).layers.length, 2);
});

test("an index within an index is refused, and so is one that names itself by a false digest", async () => {
  const it = await bendable();
  const inner = await it.addBlob({ schemaVersion: 2, manifests: [it.manifest] }, INDEX);
  await it.writeIndex(await it.addBlob({ schemaVersion: 2, manifests: [inner] }, INDEX));
  await rejects(read(it.folder), "UNSUPPORTED", /an index within an index/);
});

test("a layout that lists nothing, or something else, says so", async () => {
  const it = await bendable();
  await it.writeIndex();
  await rejects(read(it.folder), "NOT_FOUND", /lists no image/);
  await writeFile(path.join(it.folder, "index.json"), '{"schemaVersion":1}');
  await rejects(read(it.folder), "BAD_CONFIG", /index\.json: .*schemaVersion/);
  await writeFile(path.join(it.folder, "index.json"), "not json");
  await rejects(read(it.folder), "BAD_CONFIG", /index\.json/);
});

test("a digest cannot lead out of the layout", async () => {
  const it = await bendable();
  await writeFile(path.join(it.folder, "secret"), "secret");
  await it.writeIndex({ ...it.manifest, digest: "sha256:../../secret" });
  await rejects(read(it.folder), "BAD_CONFIG", /expected sha256:/);
});

test("a layer that is cut, or packed with something else, is refused", async () => {
  const it = await bendable();
  const bytes = await readFile(it.fileOf(it.document.layers[0].digest));
  for (const [broken, code] of [
    [bytes.subarray(0, bytes.length - 9), "TRUNCATED"],
    [Buffer.from("fd377a585a000000", "hex"), "UNSUPPORTED"],
  ] as const) {
    const digest = sha256(broken);
    await writeFile(it.fileOf(digest), broken);
    const layers = [{ ...it.document.layers[0], digest, size: broken.length }, it.document.layers[1]];
    await it.writeIndex(await it.addBlob({ ...it.document, layers }, MANIFEST));
    await rejects(read(it.folder), code, new RegExp(hexOf(digest)));
  }
});

test("a pipe is no image, and is not waited for", async () => {
  const pipe = path.join(await newFolder(), "pipe");
  await exec("mkfifo", [pipe]);
  await rejects(identifySource(pipe), "NOT_AN_IMAGE", /a pipe or a device .*write it to a file first/);
  await rejects(identifySource("/dev/null"), "NOT_AN_IMAGE", /a pipe or a device/);
});

test("an empty folder is no layout", async () => {
  const folder = path.join(await newFolder(), "empty");
  await mkdir(folder);
  await rejects(identifySource(folder), "NOT_AN_IMAGE", /without index\.json/);
});

test("a blob that is a pipe is refused, since opening it would wait for ever", async () => {
  const dir = await newFolder();
  await mkdir(path.join(dir, "blobs/sha256"), { recursive: true });
  const digest = `sha256:${"0".repeat(64)}`;
  const manifests = [{ mediaType: "application/vnd.oci.image.manifest.v1+json", digest, size: 1 }];
  await writeFile(path.join(dir, "index.json"), JSON.stringify({ schemaVersion: 2, manifests }));
  await exec("mkfifo", [path.join(dir, "blobs/sha256", "0".repeat(64))]);
  await assert.rejects(read(dir), { code: "TRUNCATED", message: /it is no regular file/ });
});
