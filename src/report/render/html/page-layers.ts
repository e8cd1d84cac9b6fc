import { shorten, visible } from "../../../core/visible.ts";
import type { Report, ReportLayer } from "../../model.ts";
import { holdsWords } from "../layers.ts";
import type { PageLayer } from "./page-data.ts";

const LONGEST_NAME = 60;
const LONGEST_COMMAND = 2000;

/** The layers, oldest first. */
export const pageLayers = ({ layers, comparison }: Report): readonly PageLayer[] => {
  const fresh = new Set<string>(comparison?.kind === "compared" ? comparison.layers.new : []);
  return layers.map((layer) => pageLayer(layer, fresh.has(layer.diffId)));
};

const pageLayer = (layer: ReportLayer, isNew: boolean): PageLayer => {
  const { diffId, digest, compressedSize, uncompressedSize, contentSize, root, files, createdBy } = layer;
  return {
    ...{ diffId, uncompressedSize, contentSize, rootSize: root.contentSize, files, isNew },
    holds: holdsWords(layer, (name) => shorten(visible(name), LONGEST_NAME)),
    ...(digest === undefined ? {} : { digest }),
    ...(compressedSize === undefined ? {} : { compressedSize }),
    ...(createdBy === undefined || createdBy === "" ? {} : { createdBy: shorten(visible(createdBy), LONGEST_COMMAND) }),
  };
};
