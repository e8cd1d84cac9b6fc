import type { StorePath } from "../../src/core/store-path.ts";
import {
  type LayerEntry,
  type LayerFiles,
  LayerFilesWriter,
  type LayerTraces,
  type Share,
} from "../../src/image/index.ts";

/** A layer of files: path (a byte string), size and content hash. */
export const filesOf = (files: readonly (readonly [path: string, size: number, hash?: bigint])[]): LayerFiles => {
  const writer = new LayerFilesWriter();
  for (const [path, size, hash] of files) {
    writer.add({ path, kind: "file", stored: size, size, hash, target: undefined, mode: 0o444, uid: 0, gid: 0 });
  }
  return writer.finish();
};

/** What a container needs to start, all of it empty. */
const USUAL: readonly LayerEntry[] = (
  [
    ["/bin/api", "file", 0o555],
    ["/tmp", "directory", 0o1777],
    ["/etc/passwd", "file", 0o444],
    ["/etc/ssl/certs/ca-bundle.crt", "file", 0o444],
  ] as const
).map(([path, kind, mode]) => ({
  ...{ path, kind, mode, stored: 0, size: 0, hash: undefined, target: undefined, uid: 0, gid: 0 },
}));

/** A layer with what is usually outside the store, and nothing else. */
export const usualFiles = (): LayerFiles => {
  const writer = new LayerFilesWriter();
  for (const entry of USUAL) writer.add(entry);
  return writer.finish();
};

/** Entries that add up to the shares: one file with all bytes of each owner. */
export const filesFor = (shares: ReadonlyMap<StorePath, Share>, root: Share): LayerFiles => {
  const owned = [...shares].map(([path, { contentSize }]) => [`${path}/content`, contentSize] as const);
  return filesOf([["/content", root.contentSize] as const, ...owned].filter(([, size]) => size > 0));
};

/** A layer whose files told nothing. */
export const NO_TRACES: LayerTraces = { mentions: [], programs: new Map(), kept: new Map(), cut: false };
