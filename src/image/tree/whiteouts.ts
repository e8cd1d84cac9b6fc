import { entriesOf, type LayerFiles } from "../layer-files.ts";

/** A mark in a layer that takes something of the layers below away: one path, or all that a folder holds. */
export interface Whiteout {
  readonly path: string;
  readonly opaque: boolean;
}

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md#whiteouts */
export const WHITEOUT = ".wh.";
const OPAQUE = ".wh..wh..opq";
/** Other names that start so are aufs's own, and mean nothing. */
const AUFS = ".wh..wh.";

/** What an entry takes away; `undefined` when it is no mark, or one that means nothing. */
export const whiteoutOf = (path: string): Whiteout | undefined => {
  const slash = path.lastIndexOf("/");
  const [parent, name] = [path.slice(0, slash), path.slice(slash + 1)];
  if (name === OPAQUE) return { path: parent, opaque: true };
  if (!name.startsWith(WHITEOUT) || name.startsWith(AUFS)) return undefined;
  return { path: `${parent}/${name.slice(WHITEOUT.length)}`, opaque: false };
};

/** The whiteouts of a layer, each once. */
export function* whiteoutsOf(files: LayerFiles): Generator<Whiteout, void, undefined> {
  const seen = new Set<string>();
  for (const entry of entriesOf(files)) {
    const whiteout = whiteoutOf(entry.path);
    if (whiteout === undefined || seen.has(entry.path)) continue;
    seen.add(entry.path);
    yield whiteout;
  }
}
