import type { StorePath } from "../../src/core/store-path.ts";
import { type LayerFiles, LayerFilesWriter, type Share } from "../../src/image/index.ts";

/** Entries that add up to the shares: one file with all bytes of each owner. */
export const filesFor = (shares: ReadonlyMap<StorePath, Share>, root: Share): LayerFiles => {
  const writer = new LayerFilesWriter();
  const add = (path: string, size: number): void => {
    if (size > 0) writer.add({ path, kind: "file", stored: size, size, hash: undefined, target: undefined });
  };
  add("/content", root.contentSize);
  for (const [path, { contentSize }] of shares) add(`${path}/content`, contentSize);
  return writer.finish();
};
