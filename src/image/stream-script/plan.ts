import type { Digest } from "../../core/digest.ts";
import type { ImageConfig } from "../../oci/image-config.ts";
import { layerComment } from "./comment.ts";
import type { PublishedBlob, PublishedLayers, StreamScript, TrimPlan } from "./model.ts";

/** A layer of the script that the registry has. */
interface KnownLayer {
  readonly place: number;
  readonly blob: PublishedBlob;
}

/**
 * Which store layers of `script` are those of the published image, by the very same store paths in the same order. `undefined`
 * when nothing would be spared: one known layer, the smallest, is made again as the witness.
 */
export const planTrim = (script: StreamScript, published: PublishedLayers): TrimPlan | undefined => {
  if (script.layerKey !== published.layerKey) return undefined;
  const known = knownLayers(script, published);
  const [witness, ...leftOut] = known.toSorted((a, b) => a.blob.size - b.blob.size || a.place - b.place);
  if (witness === undefined || leftOut.length === 0) return undefined;
  return {
    leftOut: new Map(leftOut.map(({ place, blob }) => [place, blob])),
    witness: { place: witness.place, diffId: witness.blob.diffId },
  };
};

const knownLayers = (script: StreamScript, { config, blobs }: PublishedLayers): readonly KnownLayer[] => {
  const diffIds = diffIdsByComment(config);
  const byDiffId = new Map(blobs.map((blob) => [blob.diffId, blob]));
  return script.layers.flatMap((paths, place) => {
    const diffId = diffIds.get(layerComment(paths));
    const blob = diffId === undefined ? undefined : byDiffId.get(diffId);
    return blob === undefined ? [] : [{ place, blob }];
  });
};

/** By what the history tells of each layer; nothing where it does not tell of all, or of one in two ways. */
const diffIdsByComment = ({ rootfs, history }: ImageConfig): ReadonlyMap<string, Digest> => {
  const layers = (history ?? []).filter(({ empty_layer }) => empty_layer !== true);
  const found = new Map<string, Digest>();
  if (layers.length !== rootfs.diff_ids.length) return found;
  const unclear = new Set<string>();
  layers.forEach(({ comment }, index) => {
    const diffId = rootfs.diff_ids[index];
    if (comment == null || diffId === undefined) return;
    if ((found.get(comment) ?? diffId) !== diffId) unclear.add(comment);
    found.set(comment, diffId);
  });
  for (const comment of unclear) found.delete(comment);
  return found;
};
