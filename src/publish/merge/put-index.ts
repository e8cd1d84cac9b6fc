import type { Log } from "../../core/log.ts";
import { RegistryError, type Repository } from "../../registry/index.ts";
import { PublishError } from "../errors.ts";
import type { MergedIndex } from "./image-index.ts";

export interface IndexPlace {
  readonly to: Repository;
  readonly log: Log;
}

/** Writes an index under its digest, and asks for it again: only what is there may get a tag. */
export const putIndex = async (index: MergedIndex, place: IndexPlace): Promise<void> => {
  await putReference(index, index.digest, place);
  const { to } = place;
  if ((await to.getManifest(index.digest)) !== undefined) return;
  const found = `the index ${index.digest} was written, and is not there`;
  throw new PublishError("NOT_CONFIRMED", `${to.registry}/${to.repository}: ${found}; try again`);
};

/** Writes tags in their order; the refusal of one names those that were written before. */
export const putTags = async (index: MergedIndex, tags: readonly string[], place: IndexPlace): Promise<void> => {
  const written: string[] = [];
  for (const tag of tags) {
    await putReference(index, tag, place).catch((error: unknown) => {
      throw error instanceof RegistryError ? tellingWritten(error, written) : error;
    });
    written.push(tag);
  }
};

/** What points to this index already is left alone, which a registry with immutable tags insists on. */
const putReference = async (
  { digest, bytes, mediaType }: MergedIndex,
  reference: string,
  { to, log }: IndexPlace,
): Promise<void> => {
  if ((await to.getManifest(reference))?.digest === digest) return log.debug(`${reference} is there`);
  await to.putManifest({ reference, bytes, mediaType });
};

const tellingWritten = (error: RegistryError, written: readonly string[]): RegistryError => {
  const { code, message, retryable } = error;
  const tags = written.length === 0 ? "no tag was written" : `tags that were written before: ${written.join(", ")}`;
  return new RegistryError(code, `${message} (${tags})`, { cause: error, retryable });
};
