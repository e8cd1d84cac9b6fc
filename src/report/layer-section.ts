import { defined } from "../core/defined.ts";
import type { Image, Layer } from "../image/index.ts";
import type { History, ImageConfig } from "../oci/index.ts";
import { addShares, byWeight } from "./sums.ts";
import { clip, filled } from "./text.ts";

/**
 * What the history says of each layer. Only entries that made a layer count, and only when there is one for every
 * layer: an image on a base may have fewer, and then nobody can tell which is whose.
 */
const creators = (config: ImageConfig, layers: number): readonly (string | undefined)[] => {
  const entries = (config.history ?? []).filter((entry) => entry.empty_layer !== true);
  const textOf = (entry: History): string | undefined => filled(entry.comment) ?? filled(entry.created_by);
  return entries.length === layers ? entries.map(textOf) : [];
};

const buildLayer = (layer: Layer, createdBy: string | undefined) => {
  const held = addShares([layer.root, ...layer.shares.values()]);
  return defined({
    diffId: layer.diffId,
    digest: layer.blob?.digest,
    mediaType: layer.blob && clip(layer.blob.mediaType),
    compressedSize: layer.blob?.size,
    uncompressedSize: layer.uncompressedSize,
    tarOverhead: layer.tarOverhead,
    ...held,
    createdBy: createdBy === undefined ? undefined : clip(createdBy),
    storePaths: [...layer.shares].map(([path, share]) => ({ path, ...addShares([share]) })).sort(byWeight),
    root: addShares([layer.root]),
    entriesDigest: layer.files.digest,
  });
};

/** The report's layers, oldest first. */
export const buildLayers = (image: Image) => {
  const createdBy = creators(image.config, image.layers.length);
  return image.layers.map((layer, i) => buildLayer(layer, createdBy[i]));
};
