import { defined } from "../core/defined.ts";
import type { Digest } from "../core/digest.ts";
import type { Log } from "../core/log.ts";
import { RegistryError, type Repository } from "../registry/index.ts";

/** A manifest or an index, as it is stored. */
export interface WrittenDocument {
  readonly digest: Digest;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface ManifestPlace {
  readonly to: Repository;
  readonly log: Log;
}

/** Lets a tag or the digest point to a manifest. What does so already is left alone, which a registry with immutable tags insists on. */
export const putReference = async (
  { digest, bytes, mediaType }: WrittenDocument,
  reference: string,
  { to, log }: ManifestPlace,
): Promise<void> => {
  const stored = await to.getManifest(reference);
  if (stored?.digest === digest) return log.debug(`${reference} is there`);
  await to.putManifest({ reference, bytes, mediaType });
  if (stored !== undefined) log.info(`${reference} points to ${digest} now, and no longer to ${stored.digest}`);
};

/** Writes tags in their order; the refusal of one names those that were written before. */
export const putTags = async (
  document: WrittenDocument,
  tags: readonly string[],
  place: ManifestPlace,
): Promise<void> => {
  const written: string[] = [];
  for (const tag of tags) {
    await putReference(document, tag, place).catch((error: unknown) => {
      throw error instanceof RegistryError ? tellingWritten(error, written) : error;
    });
    written.push(tag);
  }
};

const tellingWritten = (error: RegistryError, written: readonly string[]): RegistryError => {
  const { code, message, retryable, digests, status, detail } = error;
  const tags = written.length === 0 ? "no tag was written" : `tags that were written before: ${written.join(", ")}`;
  return new RegistryError(code, `${message} (${tags})`, {
    cause: error,
    retryable,
    digests,
    ...defined({ status, detail }),
  });
};
