import { shortDigest } from "../core/digest.ts";
import type { Log } from "../core/log.ts";
import { formatBytes } from "../core/units.ts";
import type { PackedBlob } from "./manifest.ts";
import type { BlobFate, BlobUploads } from "./uploads.ts";

/**
 * The fates of blobs in their order, once all are in the repository, with a progress of those that are on their way. The
 * first failure is thrown when nothing is under way any more, so that nothing goes on behind the caller.
 */
export const sendBlobs = async (
  blobs: readonly PackedBlob[],
  uploads: BlobUploads,
  log: Log,
): Promise<readonly BlobFate[]> => {
  const { registry, repository } = uploads.repository;
  const progress = log.progress(`push ${registry}/${repository}`, uploads.bytesToGo(blobs));
  const unwatch = uploads.watch((bytes) => progress.advance(bytes));
  try {
    return await settle(blobs, async (blob, i) => {
      const fate = await uploads.put(blob);
      progress.doing(() => describe(blob, i, blobs.length));
      const line = `${describe(blob, i, blobs.length)} ${FATES[fate]}`;
      if (fate === "exists") log.debug(line);
      else log.info(line);
      return fate;
    });
  } finally {
    unwatch();
    progress.done();
  }
};

const FATES: Readonly<Record<BlobFate, string>> = {
  exists: "was there",
  mounted: "was taken over from another repository",
  uploaded: "has been sent",
};

const describe = ({ descriptor }: PackedBlob, i: number, count: number): string =>
  `blob ${i + 1} of ${count} (${shortDigest(descriptor.digest)}, ${formatBytes(descriptor.size)})`;

const settle = async <T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
): Promise<readonly R[]> => {
  const outcomes = await Promise.allSettled(items.map(work));
  const failure = outcomes.find((outcome) => outcome.status === "rejected");
  if (failure !== undefined) throw failure.reason;
  return outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
};
