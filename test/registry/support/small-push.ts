import assert from "node:assert/strict";
import { sha256 } from "../../../src/core/hash.ts";
import type { Repository } from "../../../src/registry/index.ts";
import { open } from "./open.ts";

export const MIB = 1024 * 1024;

const bytes = Buffer.alloc(3 * MIB, "a layer of three mebibytes\n");
const config = Buffer.from('{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}');

/** A layer that is large enough for a server to be asked before it is sent. */
export const LAYER = {
  bytes,
  descriptor: { mediaType: "application/vnd.oci.image.layer.v1.tar", digest: sha256(bytes), size: bytes.length },
};

export const CONFIG = {
  bytes: config,
  descriptor: {
    mediaType: "application/vnd.oci.image.config.v1+json",
    digest: sha256(config),
    size: config.length,
  },
};

const mediaType = "application/vnd.oci.image.manifest.v1+json";
const manifest = { schemaVersion: 2, mediaType, config: CONFIG.descriptor, layers: [LAYER.descriptor] };

export const MANIFEST = { bytes: Buffer.from(JSON.stringify(manifest)), mediaType };

/** Pushes the image as `v1`; what became of its layer. */
export async function pushSmall(repository: Repository, onSent?: (bytes: number) => void): Promise<string> {
  const outcome = await repository.putBlob(LAYER.descriptor, LAYER.bytes, onSent === undefined ? {} : { onSent });
  await repository.putBlob(CONFIG.descriptor, CONFIG.bytes);
  await repository.putManifest({ reference: "v1", ...MANIFEST });
  return outcome;
}

/** The image is in the registry itself, every byte of it. */
export async function assertPushed(options: Parameters<typeof open>[0]): Promise<void> {
  const { repository } = open(options);
  assert.equal((await repository.getManifest("v1"))?.digest, sha256(MANIFEST.bytes));
  for (const { descriptor } of [LAYER, CONFIG]) {
    const chunks: Buffer[] = [];
    for await (const chunk of repository.download(descriptor)) chunks.push(chunk);
    assert.equal(sha256(Buffer.concat(chunks)), descriptor.digest);
  }
}

/** Nothing can be pulled: a push that failed has left no manifest behind. */
export async function assertNothingPublished(options: Parameters<typeof open>[0]): Promise<void> {
  assert.deepEqual(await open(options).repository.listTags(10), []);
}
