import type { LayerFiles } from "../layer-files.ts";
import { type HiddenFile, HiddenFiles } from "./hidden-files.ts";
import { findIdentical, type IdenticalContent } from "./identical.ts";
import { replayLayers } from "./replay.ts";

/** Bytes that the layers have more often than a container needs them. */
export interface DuplicateContent {
  readonly identical: IdenticalContent;
  /** Largest first. */
  readonly hidden: readonly HiddenFile[];
}

/** Files that are there twice: the same content under several paths, the same path in several layers. */
export const findDuplicates = (layers: readonly LayerFiles[], limit: number): DuplicateContent => {
  const hidden = new HiddenFiles(limit);
  const tree = replayLayers(layers, { hidden: hidden.add });
  return { identical: findIdentical(tree, limit), hidden: hidden.finish(layers) };
};
