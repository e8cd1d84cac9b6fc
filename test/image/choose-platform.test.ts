import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { silentLog } from "../../src/core/log.ts";
import { ImageError, identifySource, type PlatformChoice, readImages } from "../../src/image/index.ts";
import { makeConfig, makeSampleLayer, sha256Hex } from "../support/archives.ts";

let dir: string;
let layer: Buffer;
before(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "platforms-"));
  layer = await makeSampleLayer();
});
after(() => rm(dir, { recursive: true }));

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly platform?: object;
}

const OCI = "application/vnd.oci.image";

/** A layout being written: each blob gives its descriptor. */
const openLayout = async () => {
  const folder = await mkdtemp(path.join(dir, "layout-"));
  await mkdir(path.join(folder, "blobs/sha256"), { recursive: true });
  const put = async (
    mediaType: string,
    content: Buffer | string,
    lie: Partial<Descriptor> = {},
  ): Promise<Descriptor> => {
    const hex = sha256Hex(content);
    await writeFile(path.join(folder, "blobs/sha256", hex), content);
    return { mediaType, digest: `sha256:${hex}`, size: Buffer.byteLength(content), ...lie };
  };
  const putImage = async (
    architecture: string,
    lie: { config?: Partial<Descriptor>; layer?: Partial<Descriptor> } = {},
  ): Promise<Descriptor> => {
    const config = await put(`${OCI}.config.v1+json`, makeConfig([layer], { architecture }), lie.config);
    const layers = [await put(`${OCI}.layer.v1.tar`, layer, lie.layer)];
    return put(`${OCI}.manifest.v1+json`, JSON.stringify({ schemaVersion: 2, config, layers }));
  };
  const finish = async (manifests: readonly Descriptor[]): Promise<string> => {
    await writeFile(path.join(folder, "oci-layout"), '{"imageLayoutVersion":"1.0.0"}');
    await writeFile(path.join(folder, "index.json"), JSON.stringify({ schemaVersion: 2, manifests }));
    return folder;
  };
  return { put, putImage, finish };
};

const architectures = async (folder: string, platform?: PlatformChoice): Promise<readonly string[]> => {
  const options = { log: silentLog, env: {}, ...(platform === undefined ? {} : { platform }) };
  return (await readImages(await identifySource(folder), options)).map((image) => image.platform.architecture);
};

const linux = (architecture: string, lenient = false): PlatformChoice => ({
  platform: { os: "linux", architecture },
  lenient,
});

test("entries that do not tell their platform are told apart by their configs", async () => {
  const { put, putImage, finish } = await openLayout();
  const manifests = [await putImage("amd64"), await putImage("arm64")];
  const index = await put(`${OCI}.index.v1+json`, JSON.stringify({ schemaVersion: 2, manifests }));
  for (const folder of [await finish(manifests), await finish([index])]) {
    assert.deepEqual(await architectures(folder, linux("arm64")), ["arm64"]);
    assert.deepEqual(await architectures(folder, linux("amd64", true)), ["amd64"]);
    assert.deepEqual(await architectures(folder), ["amd64", "arm64"]);
    await assert.rejects(architectures(folder, linux("s390x", true)), {
      message: `${folder}: no image for linux/s390x (there: linux/amd64, linux/arm64); choose one of these as the platform, or all`,
    });
  }
});

test("the only image there is will do where nobody asked for a platform", async () => {
  const { putImage, finish } = await openLayout();
  const folder = await finish([await putImage("arm64")]);
  assert.deepEqual(await architectures(folder, linux("amd64", true)), ["arm64"]);
  await assert.rejects(architectures(folder, linux("amd64")), { code: "NOT_FOUND" });
});

test("an artifact that is no image is named as what it is", async () => {
  const { put, finish } = await openLayout();
  const config = await put("application/vnd.oci.empty.v1+json", "{}");
  const layers = [await put("text/plain", "hello")];
  const manifest = await put(`${OCI}.manifest.v1+json`, JSON.stringify({ schemaVersion: 2, config, layers }));
  await assert.rejects(
    architectures(await finish([manifest])),
    (error) => error instanceof ImageError && /an artifact of type "application.vnd.oci.empty/.test(error.message),
  );
});

for (const part of ["config", "layer"] as const) {
  test(`a ${part} of another size than its descriptor says is refused`, async () => {
    const { putImage, finish } = await openLayout();
    const folder = await finish([await putImage("amd64", { [part]: { size: 3 } })]);
    await assert.rejects(architectures(folder), /has [0-9]+ bytes, its descriptor says 3; build or download/);
  });
}
