import type { BlobStore } from "./azurite.ts";

export interface CacheEntry {
  /** Rises with every reservation, so the newest entry has the highest. */
  readonly id: number;
  readonly key: string;
  /** The client's hash of the cached paths and the compression; entries of another version are invisible. */
  readonly version: string;
  /** Bytes of the archive. */
  readonly size: number;
}

type Wanted = Pick<CacheEntry, "key" | "version">;
type Reserved = Omit<CacheEntry, "size">;

/** A refusal as Twirp spells it: an HTTP status with a code. */
export class TwirpError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export interface CacheEntries {
  /** Finished entries, oldest first. */
  readonly entries: readonly CacheEntry[];
  find(keys: readonly string[], version: string): CacheEntry | undefined;
  /** The entry to upload; throws 409 when the key is taken, also by an upload that has not ended. */
  reserve(wanted: Wanted): Reserved;
  /** Makes a reserved entry visible, if its blob has the size that the client says. */
  finish(wanted: Wanted & { readonly size: number }): Promise<CacheEntry>;
}

export const blobName = ({ id }: Pick<CacheEntry, "id">): string => `entry-${id}`;

/** An empty cache whose archives lie in `blobs`. Entries are immutable, as GitHub's are. */
export function createCacheEntries(blobs: BlobStore): CacheEntries {
  const entries: CacheEntry[] = [];
  const pending: Reserved[] = [];
  let nextId = 1;
  const reserve = (wanted: Wanted): Reserved => {
    if ([...entries, ...pending].some((entry) => isSame(entry, wanted)))
      throw new TwirpError(409, "already_exists", "cache entry with the same key, version, and scope already exists");
    const reserved = { ...wanted, id: nextId++ };
    pending.push(reserved);
    return reserved;
  };
  const finish = async ({ size, ...wanted }: Wanted & { readonly size: number }): Promise<CacheEntry> => {
    const at = pending.findIndex((entry) => isSame(entry, wanted));
    const reserved = pending[at];
    if (reserved === undefined) throw new TwirpError(404, "not_found", "no such reservation");
    const stored = await blobs.size(blobName(reserved));
    if (stored !== size) throw new TwirpError(400, "invalid_argument", `the blob has ${stored} bytes, not ${size}`);
    pending.splice(at, 1);
    const entry = { ...reserved, size };
    entries.push(entry);
    return entry;
  };
  return { entries, find: (keys, version) => findEntry(entries, keys, version), reserve, finish };
}

const isSame = (a: Wanted, b: Wanted): boolean => a.key === b.key && a.version === b.version;

/** Per key in order: the exact entry, else the newest whose key starts with it. */
function findEntry(entries: readonly CacheEntry[], keys: readonly string[], version: string): CacheEntry | undefined {
  const newestFirst = entries.filter((entry) => entry.version === version).toSorted((a, b) => b.id - a.id);
  for (const key of keys) {
    const hit =
      newestFirst.find((entry) => entry.key === key) ?? newestFirst.find((entry) => entry.key.startsWith(key));
    if (hit !== undefined) return hit;
  }
  return undefined;
}
