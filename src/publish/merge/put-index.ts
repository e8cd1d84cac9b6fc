import { PublishError } from "../errors.ts";
import { type ManifestPlace, putReference } from "../put-manifest.ts";
import type { MergedIndex } from "./image-index.ts";

/** Writes an index under its digest, and asks for it again: only what is there may get a tag. */
export const putIndex = async (index: MergedIndex, place: ManifestPlace): Promise<void> => {
  await putReference(index, index.digest, place);
  const { to } = place;
  if ((await to.getManifest(index.digest)) !== undefined) return;
  const found = `the index ${index.digest} was written, and is not there`;
  throw new PublishError("NOT_CONFIRMED", `${to.registry}/${to.repository}: ${found}; try again`);
};
