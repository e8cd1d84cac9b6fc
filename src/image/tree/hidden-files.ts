import { textOfName } from "../../tar/index.ts";
import type { LayerFiles } from "../layer-files.ts";
import type { HiddenBy } from "./file-tree.ts";
import { type ReplayObserver, replayLayers } from "./replay.ts";
import { TopList } from "./top-list.ts";

/** A file that lies in a layer and that no container sees. */
export interface HiddenFile {
  /** Readable. */
  readonly path: string;
  readonly contentSize: number;
  /** Where its bytes lie, counted from 1. */
  readonly layer: number;
  readonly by: HiddenBy;
  /** The layer that hides it, counted from 1; the same one where a path stands twice in a tar. */
  readonly byLayer: number;
}

interface Found extends Omit<HiddenFile, "path"> {
  readonly id: number;
}

/** Keeps the largest of the files that a later entry takes the place of or takes away, while layers are merged. */
export class HiddenFiles {
  readonly #largest: TopList<Found>;

  constructor(limit: number) {
    this.#largest = new TopList<Found>(
      limit,
      ({ contentSize }) => contentSize,
      (a, b) => a.id - b.id,
    );
  }

  readonly add: NonNullable<ReplayObserver["hidden"]> = ({ files }, id, { by, layer }) => {
    const contentSize = files.stored(id);
    if (contentSize === 0) return;
    this.#largest.offer(contentSize, () => ({ id, contentSize, layer: files.layer(id) + 1, by, byLayer: layer + 1 }));
  };

  /**
   * Largest first. A tree forgets the names of what it hides: the same layers are merged once more, and each file
   * that is made is met by name.
   */
  finish(layers: readonly LayerFiles[]): readonly HiddenFile[] {
    const found = this.#largest.finish();
    if (found.length === 0) return [];
    const wanted = new Set(found.map(({ id }) => id));
    const paths = new Map<number, string>();
    replayLayers(layers, {
      applied: ({ path }, made) => {
        if (made !== undefined && wanted.has(made)) paths.set(made, path);
      },
    });
    return found.map(({ id, ...file }) => ({ path: textOfName(paths.get(id) ?? ""), ...file }));
  }
}
