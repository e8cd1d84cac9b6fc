import { createHash } from "node:crypto";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
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
  /** Report that was stored for exactly `revision`, or the newest one when no revision is given. */
  restore(revision: string | undefined): Promise<StoredReport | undefined>;
  /** The trend that lies with the report that was restored, else with the newest one; "" where there is none. */
  trend(): Promise<string>;
  /** Lays a report down for `saveStaged`, out of the way of whatever is restored until then. */
  stage(revision: string, entry: StoreEntry): Promise<StagedReport>;
}

export interface StoredReport {
  readonly revision: string;
  readonly text: string;
}

/** What is stored for a commit. */
export interface StoreEntry {
  readonly report: string;
  /** How the images of the commits before it weighed, with its own where it is on the default branch. */
  readonly trend: string;
}

export interface StagedReport {
  readonly key: string;
  /** Where the files lie. */
  readonly stagedFolder: string;
  /** Where they have to lie to be saved: the path that `restore` asks the cache for. */
  readonly folder: string;
}

/**
 * What a store is for. Reports of another image, of one built differently, or with sizes that another compression gave,
 * are never mixed up with these; those of another workflow are, so that one may publish and another review.
 */
export interface StoreScope {
  readonly images: readonly string[];
  readonly buildArgs: readonly string[];
  readonly compression: string;
  /** What is read of a multi-platform image: one platform, `all`, or empty for what its kind has by default. */
  readonly platform: string;
  /** Operating system and architecture of the runner. */
  readonly runner: string;
}

const PREFIX = "nix-image-report-v2";
const REPORT_FILE = "reports.json";
const TREND_FILE = "trend.jsonl";

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
  const place: Place = { cache: options.cache, folder: path.join(dir, "stored"), prefix: `${PREFIX}-${scope}-` };
  let latest: Restored | undefined;
  let failed = false;
  const restore = async (revision: string | undefined): Promise<Restored | undefined> => {
    if (failed) return undefined; // to wait for it once is enough
    try {
      const restored = await restoreEntry(place, revision);
      latest ??= restored;
      return restored;
    } catch (error) {
      failed = true;
      options.log.info(`The stored report could not be read from the cache (${messageOf(error)}).`);
      return undefined;
    }
  };
  return {
    restore: async (revision) => {
      const restored = await restore(revision);
      return restored && { revision: restored.revision, text: restored.report };
    },
    trend: async () => (latest ?? (await restore(undefined)))?.trend ?? "",
    stage: async (revision, entry) => {
      // Another step of the job may restore into the folder, or check out and stage another commit, before anything is saved.
      const stagedFolder = path.join(dir, `staged-${revision}`);
      await mkdir(stagedFolder, { recursive: true });
      await writeFile(path.join(stagedFolder, REPORT_FILE), entry.report);
      await writeFile(path.join(stagedFolder, TREND_FILE), entry.trend);
      return { key: place.prefix + revision, stagedFolder, folder: place.folder };
    },
  };
};

interface Place {
  readonly cache: CacheReader;
  readonly folder: string;
  readonly prefix: string;
}

interface Restored extends StoreEntry {
  readonly revision: string;
}

const scopeHash = (scope: StoreScope): string =>
  createHash("sha256").update(JSON.stringify(scope)).digest("hex").slice(0, 16);

const restoreEntry = async (
  { cache, folder, prefix }: Place,
  revision: string | undefined,
): Promise<Restored | undefined> => {
  await rm(folder, { recursive: true, force: true });
  try {
    const key = await within(RESTORE_TIMEOUT_MS, () =>
      cache.restoreCache([folder], `${prefix}${revision ?? ""}`, revision === undefined ? [prefix] : []),
    );
    if (key === undefined || (revision !== undefined && key !== prefix + revision)) return undefined;
    const [report = "", trend = ""] = await Promise.all(
      [REPORT_FILE, TREND_FILE].map((file) => readFile(path.join(folder, file), "utf8")),
    );
    return { revision: key.slice(prefix.length), report, trend };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** Saves a staged report; says so, and never throws, when another run has saved it or the cache cannot be written. */
export const saveStaged = async (cache: CacheWriter, staged: StagedReport, log: Log): Promise<void> => {
  try {
    await cp(staged.stagedFolder, staged.folder, { recursive: true });
    const id = await cache.saveCache([staged.folder], staged.key);
    log.info(
      id < 0 ? "The report of this commit was not stored again." : `Stored the report of this commit (${staged.key}).`,
    );
  } catch (error) {
    log.info(`The report of this commit could not be stored (${messageOf(error)}).`);
  }
};
