import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { messageOf } from "../core/errors.ts";
import type { Log } from "../core/log.ts";
import { within } from "../core/within.ts";

/** The parts of @actions/cache that are used. */
export interface CacheReader {
  restoreCache(paths: string[], primaryKey: string, restoreKeys?: string[]): Promise<string | undefined>;
}

export interface CacheWriter {
  saveCache(paths: string[], key: string): Promise<number>;
}

export interface BaselineStore {
  /** Text that was stored for exactly `revision`, or the newest one when no revision is given. */
  restore(revision: string | undefined): Promise<StoredReport | undefined>;
  /** Lays the text down for `saveStaged`, out of the way of whatever is restored until then. */
  stage(revision: string, text: string): Promise<StagedReport>;
}

export interface StoredReport {
  readonly revision: string;
  readonly text: string;
}

export interface StagedReport {
  readonly key: string;
  /** Where the text lies. */
  readonly stagedFile: string;
  /** Where it has to lie to be saved: the path that `restore` asks the cache for. */
  readonly file: string;
}

/**
 * What a store is for. Reports of another image, of one built differently, or with sizes that another compression gave,
 * are never mixed up with these; those of another workflow are, so that one may publish and another review.
 */
export interface StoreScope {
  readonly images: readonly string[];
  readonly buildArgs: readonly string[];
  readonly compression: string;
  /** Operating system and architecture of the runner. */
  readonly runner: string;
}

const PREFIX = "nix-image-report-v1";

/** The cache answers in milliseconds or not at all; its client would try a dead one for half a minute. */
const RESTORE_TIMEOUT_MS = 20_000;

/**
 * Reports by commit in the Actions cache, one entry a commit. `dir` must be the same in every run, since the
 * cache makes the path part of an entry's identity.
 */
export const openBaselineStore = (options: {
  readonly cache: CacheReader;
  readonly dir: string;
  readonly scope: StoreScope;
  readonly log: Log;
}): BaselineStore => {
  const scope = scopeHash(options.scope);
  const dir = path.join(options.dir, scope);
  const file = path.join(dir, "reports.json");
  const prefix = `${PREFIX}-${scope}-`;
  return {
    restore: (revision) => restore({ ...options, file, prefix }, revision),
    stage: async (revision, text) => {
      // Another step of the job may restore into `file`, or check out and stage another commit, before anything is saved.
      const stagedFile = path.join(dir, `staged-${revision}.json`);
      await mkdir(dir, { recursive: true });
      await writeFile(stagedFile, text);
      return { key: prefix + revision, stagedFile, file };
    },
  };
};

const scopeHash = (scope: StoreScope): string =>
  createHash("sha256").update(JSON.stringify(scope)).digest("hex").slice(0, 16);

const restore = async (
  store: { readonly cache: CacheReader; readonly file: string; readonly prefix: string; readonly log: Log },
  revision: string | undefined,
): Promise<StoredReport | undefined> => {
  await rm(store.file, { force: true });
  try {
    const key = await within(RESTORE_TIMEOUT_MS, () =>
      store.cache.restoreCache(
        [store.file],
        `${store.prefix}${revision ?? ""}`,
        revision === undefined ? [store.prefix] : [],
      ),
    );
    if (key === undefined || (revision !== undefined && key !== store.prefix + revision)) return undefined;
    return { revision: key.slice(store.prefix.length), text: await readFile(store.file, "utf8") };
  } catch (error) {
    store.log.info(`The stored report could not be read from the cache (${messageOf(error)}).`);
    return undefined;
  } finally {
    await rm(store.file, { force: true });
  }
};

/** Saves a staged report; says so, and never throws, when another run has saved it or the cache cannot be written. */
export const saveStaged = async (cache: CacheWriter, staged: StagedReport, log: Log): Promise<void> => {
  try {
    await copyFile(staged.stagedFile, staged.file);
    const id = await cache.saveCache([staged.file], staged.key);
    log.info(
      id < 0 ? "The report of this commit was not stored again." : `Stored the report of this commit (${staged.key}).`,
    );
  } catch (error) {
    log.info(`The report of this commit could not be stored (${messageOf(error)}).`);
  }
};
