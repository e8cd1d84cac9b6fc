import { shortDigest } from "../../core/digest.ts";
import { nameOf } from "../../core/store-path.ts";
import { formatBytes, plural } from "../../core/units.ts";
import type { Report, ReportLayer } from "../model.ts";
import { code, details, table, word } from "./markdown.ts";

/** A layer with what a reader wants to know beside its bytes. */
export interface LayerView {
  /** Counted from 1, oldest first. */
  readonly number: number;
  readonly layer: ReportLayer;
  /** Compressed when that is known of all layers, else bytes of regular files. */
  readonly size: number;
  readonly isNew: boolean;
}

export const layerUnit = ({ layers }: Report): "compressed" | "unpacked" =>
  layers.every((layer) => layer.compressedSize !== undefined) ? "compressed" : "unpacked";

/** All layers, largest first, with those marked that a comparison calls new. */
export const layersBySize = (report: Report): readonly LayerView[] => {
  const { comparison } = report;
  const fresh = new Set<string>(comparison?.kind === "compared" ? comparison.layers.new : []);
  const unit = layerUnit(report);
  const sizeOf = (layer: ReportLayer) => (unit === "compressed" ? (layer.compressedSize ?? 0) : layer.contentSize);
  return report.layers
    .map((layer, index) => ({ number: index + 1, layer, size: sizeOf(layer), isNew: fresh.has(layer.diffId) }))
    .sort((a, b) => b.size - a.size || a.number - b.number);
};

/** What a layer holds most of, as names of store paths; of one without any, how much. */
export const holdsWords = (layer: ReportLayer, word: (untrusted: string) => string): string => {
  const names = layer.storePaths.slice(0, 2).map((share) => word(nameOf(share.path)));
  const more = layer.storePaths.length - names.length;
  if (names.length > 0) return more > 0 ? `${names.join(", ")} + ${more} more` : names.join(", ");
  const { files, entries } = layer.root;
  const count = files > 0 ? plural(files, "file") : plural(entries, "entry", "entries");
  const made = commentedPath(layer);
  return `${count} outside the store${made === undefined ? "" : `; ${word(made)}`}`;
};

/** dockerTools comments a layer with the store paths that it was made from, as a Python list. */
const COMMENT = /^store paths: \['/;

/** The first of them. For a layer of a base image it is a file in the archive, which says nothing. */
const commentedPath = ({ createdBy = "" }: ReportLayer): string | undefined =>
  /^\/nix\/store\/[0-9a-z]{32}-([^']+)'/.exec(createdBy.replace(COMMENT, ""))?.[1];

/** What made the layer, where that says more than the names of its store paths: an instruction of a Dockerfile, or another builder's words. */
export const makerOf = ({ createdBy, storePaths }: ReportLayer): string | undefined => {
  if (createdBy === undefined || COMMENT.test(createdBy)) return undefined;
  return storePaths.length === 0 || /^(?:ADD|COPY|RUN|WORKDIR) /.test(createdBy) ? createdBy : undefined;
};

const summaryWords = ({ comparison, totals, layers }: Report): string => {
  if (comparison?.kind !== "compared") return plural(totals.layers, "layer");
  const { reused, updatePullSize, new: fresh, removed } = comparison.layers;
  const pulled = updatePullSize === undefined || fresh.length === 0 ? "" : ` (${formatBytes(updatePullSize)})`;
  const gone = removed.length === 0 ? "" : `, ${removed.length} gone`;
  return `Layers: ${Math.min(reused, layers.length)} reused, ${fresh.length} new${pulled}${gone}`;
};

/** Overlay file systems share a layer only with all that lies below it. */
const prefixWords = ({ comparison, totals }: Report): string | undefined => {
  const same = comparison?.kind === "compared" ? comparison.layers.commonPrefix : undefined;
  if (same === undefined || same === totals.layers) return undefined;
  if (same === 0)
    return "No layer keeps its place from the bottom up, so a machine that has the base shares none on its disk.";
  return `From the bottom up, ${plural(same, "layer keeps its", "layers keep their")} place: a machine that has the base shares ${same === 1 ? "it" : "them"} on its disk.`;
};

const shortWord = (untrusted: string): string => word(untrusted, 60);

const COMMAND = 100;

const madeWords = (layer: ReportLayer): string => {
  const maker = makerOf(layer);
  return `${holdsWords(layer, shortWord)}${maker === undefined ? "" : ` · ${code(maker, COMMAND)}`}`;
};

/** The layers, folded; of a comparison only the new ones, which are what an update pulls. */
export const layerTable = (report: Report, limit: number): string | undefined => {
  const shown = layersBySize(report).filter((view) => view.isNew || report.comparison?.kind !== "compared");
  if (shown.length === 0) return undefined;
  const body = table(
    [
      { title: "#", align: "right" },
      { title: "Compressed", align: "right" },
      { title: "Unpacked", align: "right" },
      { title: "Store paths", align: "right" },
      { title: "Largest in it" },
      { title: "diffID" },
    ],
    shown
      .slice(0, limit)
      .map(({ number, layer }) => [
        String(number),
        layer.compressedSize === undefined ? "–" : formatBytes(layer.compressedSize),
        formatBytes(layer.contentSize),
        String(layer.storePaths.length),
        madeWords(layer),
        code(shortDigest(layer.diffId)),
      ]),
  );
  const left = shown.length - limit;
  const rest = left > 0 ? `\n\n${plural(left, "smaller layer is", "smaller layers are")} not listed.` : "";
  const below = prefixWords(report);
  return details(`🧱 ${summaryWords(report)}`, body + rest + (below === undefined ? "" : `\n\n${below}`));
};
