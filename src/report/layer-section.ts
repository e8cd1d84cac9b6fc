import { defined } from "../core/defined.ts";
import type { Image, Layer } from "../image/index.ts";
import { creatorsOf } from "./layer-creators.ts";
import { addShares, byWeight } from "./sums.ts";
import { clip } from "./text.ts";

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
    createdBy,
    storePaths: [...layer.shares].map(([path, share]) => ({ path, ...addShares([share]) })).sort(byWeight),
    root: addShares([layer.root]),
    entriesDigest: layer.files.digest,
  });
};

/** The report's layers, oldest first. */
export const buildLayers = (image: Image) => {
  const createdBy = creatorsOf(image.config, image.layers.length);
  return image.layers.map((layer, i) => buildLayer(layer, createdBy[i]));
};
