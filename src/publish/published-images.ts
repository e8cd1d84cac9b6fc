import type * as v from "valibot";
import { sha256 } from "../core/hash.ts";
import { parseJson } from "../core/json.ts";
import type { PublishedBlob } from "../image/index.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { type ImageConfig, imageConfigSchema } from "../oci/image-config.ts";
import { imageIndexSchema, type Manifest, manifestSchema } from "../oci/manifest.ts";
import { isConfigType, isIndexType } from "../oci/media-type.ts";
import type { Repository } from "../registry/index.ts";

/** An image that a repository has, as far as its layers can be used again. */
export interface PublishedImage {
  readonly annotations: Readonly<Record<string, string>>;
  readonly config: ImageConfig;
  /** In the order of the image. */
  readonly blobs: readonly PublishedBlob[];
}

/** An index of more platforms than are ever built together is not gone through to its end. */
const CHILDREN = 12;
/** Configs are some kilobytes. */
const CONFIG_LIMIT = 8 << 20;

/** The images under a tag or digest, all of an index; none where there is no such thing, or nothing that is an image. */
export const readPublishedImages = async (
  repository: Repository,
  reference: string,
): Promise<readonly PublishedImage[]> => {
  const stored = await repository.getManifest(reference);
  if (stored === undefined) return [];
  const index = parse(imageIndexSchema, stored.bytes);
  if (index === undefined) return readImage(repository, parse(manifestSchema, stored.bytes));
  const children = index.manifests.filter(({ mediaType }) => !isIndexType(mediaType)).slice(0, CHILDREN);
  const images = await Promise.all(
    children.map(async ({ digest }) =>
      readImage(repository, parse(manifestSchema, (await repository.getManifest(digest))?.bytes)),
    ),
  );
  return images.flat();
};

const readImage = async (
  repository: Repository,
  manifest: Manifest | undefined,
): Promise<readonly PublishedImage[]> => {
  if (manifest === undefined || !isConfigType(manifest.config.mediaType)) return [];
  const config = parse(imageConfigSchema, await readConfig(repository, manifest.config));
  const diffIds = config?.rootfs.diff_ids ?? [];
  if (config === undefined || diffIds.length !== manifest.layers.length) return [];
  const blobs = manifest.layers.flatMap(({ mediaType, digest, size }, i): PublishedBlob[] => {
    const diffId = diffIds[i];
    return diffId === undefined ? [] : [{ diffId, mediaType, digest, size }];
  });
  return [{ annotations: manifest.annotations ?? {}, config, blobs }];
};

/** What does not hash to its digest is nobody's config. */
const readConfig = async (repository: Repository, descriptor: Descriptor): Promise<Uint8Array | undefined> => {
  if (descriptor.size > CONFIG_LIMIT) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of repository.download(descriptor)) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return sha256(bytes) === descriptor.digest ? bytes : undefined;
};

const parse = <S extends v.GenericSchema>(schema: S, bytes: Uint8Array | undefined): v.InferOutput<S> | undefined => {
  const result = parseJson(schema, Buffer.from(bytes ?? []).toString("utf8"));
  return result.kind === "ok" ? result.value : undefined;
};
