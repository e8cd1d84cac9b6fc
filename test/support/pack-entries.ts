import { type LayerEntry, type LayerFiles, LayerFilesWriter } from "../../src/image/index.ts";

/**
 * An entry in short: `dir/` is a directory, `a = b` a hard link to b, `a -> b` a symlink, `a:5` a file of 5 bytes,
 * `a:5#7` one whose content has the hash 7.
 */
const entryOf = (text: string): LayerEntry => {
  const base = { stored: 0, size: 0, hash: undefined, target: undefined, mode: 0o644, uid: 0, gid: 0 };
  if (text.endsWith("/")) return { ...base, path: text.slice(0, -1), kind: "directory" };
  const link = / (=|->) /.exec(text);
  if (link !== null) {
    const [path = "", target = ""] = text.split(link[0]);
    return { ...base, path, kind: link[1] === "=" ? "hardLink" : "symlink", target };
  }
  const [, path = "", size = "0", hash] = /^(.*?)(?::(\d+))?(?:#(\d+))?$/.exec(text) ?? [];
  const stored = Number(size);
  return { ...base, path, kind: "file", stored, size: stored, hash: hash === undefined ? undefined : BigInt(hash) };
};

/** A layer of entries in short. */
export const packEntries = (...entries: readonly string[]): LayerFiles => {
  const writer = new LayerFilesWriter();
  for (const text of entries) writer.add(entryOf(text));
  return writer.finish();
};
