import pLimit from "p-limit";

/** Manifests and blobs under way at the same time. */
const AT_ONCE = 4;

/**
 * The results of `work` in the order of the items. After a failure nothing more is started, and the first one is thrown
 * once all that runs has ended, so that nothing goes on behind the caller.
 */
export const mapLimited = async <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> => {
  const limit = pLimit(AT_ONCE);
  const failures: unknown[] = [];
  const results = items.map((item) =>
    limit(async (): Promise<readonly R[]> => {
      if (failures.length > 0) return [];
      try {
        return [await work(item)];
      } catch (error) {
        failures.push(error);
        return [];
      }
    }),
  );
  const all = await Promise.all(results);
  if (failures.length > 0) throw failures[0];
  return all.flat();
};
