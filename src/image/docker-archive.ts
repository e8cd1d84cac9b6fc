import { createReadStream } from "node:fs";
import { hexOf } from "../core/digest.ts";
import { END_OF_TAR, encodeHeader, nameOfText, padding } from "../tar/index.ts";
import type { Bytes } from "./bytes.ts";
import { ImageError } from "./errors.ts";
import type { BareImage, BareLayer, LayerBlob } from "./model.ts";

/**
 * A docker-archive of an image whose layers lie in files, as `docker load` and `podman load` read it. Layers stay
 * compressed as they are: both tell by the first bytes. One chunk is held at a time.
 */
export async function* writeDockerArchive(image: BareImage): Bytes {
  const files = layerFiles(image);
  const config = Buffer.from(image.configBytes);
  const configName = `${hexOf(image.configDigest)}.json`;
  const layers = image.layers.map(nameOfLayer);
  const manifest = [{ Config: configName, RepoTags: image.repoTags, Layers: layers }];
  yield member("manifest.json", Buffer.from(JSON.stringify(manifest)));
  yield member(configName, config);
  for (const [name, { file, size }] of files) {
    yield header(name, size);
    yield* readExactly(file, size);
    yield padding(size);
  }
  yield END_OF_TAR;
}

type KeptBlob = LayerBlob & { readonly file: string };

/** Every layer once, by its name. */
const layerFiles = (image: BareImage): ReadonlyMap<string, KeptBlob> =>
  new Map(image.layers.map((layer) => [nameOfLayer(layer), keptBlob(image, layer)]));

const nameOfLayer = ({ diffId }: BareLayer): string => `${hexOf(diffId)}/layer.tar`;

const keptBlob = ({ source }: BareImage, { blob, member: name }: BareLayer): KeptBlob => {
  if (blob?.file !== undefined) return { ...blob, file: blob.file };
  throw new ImageError("LOAD_FAILED", `${source}: layer ${name} was read without keeping its bytes`);
};

const header = (name: string, size: number): Buffer =>
  encodeHeader({
    ...{ path: nameOfText(name), kind: "file", mode: 0o644, uid: 0, gid: 0, uname: "", gname: "" },
    ...{ size, mtime: 0, target: "" },
  });

const member = (name: string, content: Buffer): Buffer =>
  Buffer.concat([header(name, content.length), content, padding(content.length)]);

const READ_SIZE = 1 << 20;

/** A file that is not as long as it was would shift all that follows. */
async function* readExactly(file: string, size: number): Bytes {
  let got = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: READ_SIZE }) as Bytes) {
    got += chunk.length;
    yield chunk;
  }
  if (got !== size)
    throw new ImageError("LOAD_FAILED", `${file}: ${got} bytes (wanted ${size}); build the image again`);
}
