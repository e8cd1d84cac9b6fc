const compare = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** Keys in order and absent values left out, at every depth. */
const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, child]) => child !== undefined);
  return Object.fromEntries(entries.toSorted(compare).map(([key, child]) => [key, ordered(child)]));
};

/**
 * The bytes of a JSON document that depend on its content alone (sorted keys, no white space), so that the same image
 * has the same digest on every run. https://github.com/opencontainers/image-spec/blob/v1.1.1/considerations.md#canonicalization
 */
export const canonicalJson = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(ordered(value)));
