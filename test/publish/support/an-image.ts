import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import tar from "tar-stream";
import { sha256 } from "../../../src/core/hash.ts";
import type { Image, Layer } from "../../../src/image/model.ts";
import { filesFor, NO_TRACES } from "../../support/layer-files.ts";

export interface ImageOnDisk extends AsyncDisposable {
  readonly folder: string;
  readonly image: Image;
}

export interface ImageOverrides {
  /** One layer each, with one file of this content; twice the same content is twice the same layer. */
  readonly contents?: readonly string[];
  readonly architecture?: string;
}

/** A small image whose layers are real gzipped tars in a folder of their own. */
export async function anImage(overrides: ImageOverrides = {}): Promise<ImageOnDisk> {
  const { contents = ["first", "second"], architecture = "amd64" } = overrides;
  const folder = await mkdtemp(join(tmpdir(), "image-"));
  const layers: Layer[] = [];
  for (const content of contents) layers.push(await aLayer(folder, content));
  const diffIds = layers.map(({ diffId }) => diffId);
  const config = { architecture, os: "linux", config: {}, rootfs: { type: "layers", diff_ids: diffIds } };
  const configBytes = Buffer.from(JSON.stringify(config));
  const image: Image = {
    ...{ source: "result.tar", format: "docker-archive", repoTags: ["api:dev"], config, configBytes, layers },
    platform: { os: "linux", architecture },
    configDigest: sha256(configBytes),
  };
  return { folder, image, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

async function aLayer(folder: string, content: string): Promise<Layer> {
  const pack = tar.pack();
  pack.entry({ name: "file", mtime: new Date(1000) }, content);
  pack.finalize();
  const bytes = await buffer(pack);
  const packed = gzipSync(bytes);
  const digest = sha256(packed);
  const file = join(folder, digest.replace(":", "-"));
  await writeFile(file, packed);
  const size = Buffer.byteLength(content);
  return {
    ...{ member: digest, diffId: sha256(bytes), uncompressedSize: bytes.length, tarOverhead: bytes.length - size },
    ...{
      shares: new Map(),
      root: { contentSize: size, entries: 1, files: 1 },
      files: filesFor(new Map(), { contentSize: size, entries: 1, files: 1 }),
      traces: NO_TRACES,
      largestFiles: [{ path: "/file", size }],
    },
    blob: { mediaType: "application/vnd.oci.image.layer.v1.tar+gzip", digest, size: packed.length, file },
  };
}
