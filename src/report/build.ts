import * as v from "valibot";
import { compareText } from "../core/compare-text.ts";
import { defined } from "../core/defined.ts";
import { deepFreeze } from "../core/freeze.ts";
import type { StoreName, StorePath } from "../core/store-path.ts";
import type { Closure } from "../graph/index.ts";
import type { Image, Inspection } from "../image/index.ts";
import { buildContent } from "./content-section.ts";
import { buildDistribution } from "./distribution-section.ts";
import { findAll, type Publishing, type Silence, silence } from "./findings/index.ts";
import { buildImageSection, type Provenance } from "./image-section.ts";
import { buildLayers } from "./layer-section.ts";
import { type Report, reportSchema, SCHEMA_VERSION } from "./model.ts";
import { buildStorePaths } from "./store-path-section.ts";
import { addShares, sumOfKnown } from "./sums.ts";

export interface ReportParts {
  readonly image: Image;
  /** What the image's layers make together. */
  readonly inspection: Inspection;
  /** What Nix knows of the image's store paths; where it knows nothing, the image speaks for itself. */
  readonly closure?: Closure;
  /** Names whose parts a derivation tells; those of the others are read off the name. */
  readonly names?: ReadonlyMap<StorePath, StoreName>;
  readonly provenance: Provenance;
  /** Of this program. */
  readonly toolVersion?: string;
  /** Where the image is going to be published. */
  readonly publishing?: Publishing;
  /** Findings that nobody wants to hear of. */
  readonly silences?: readonly Silence[];
}

/** Files that a report names, over all layers. */
const LARGEST_FILES = 20;

const findLargestFiles = (image: Image) =>
  image.layers
    .flatMap((layer, index) => layer.largestFiles.map(({ path, size }) => ({ path, size, layer: index })))
    .sort((a, b) => b.size - a.size || compareText(a.path, b.path) || a.layer - b.layer)
    .slice(0, LARGEST_FILES);

const buildTotals = (
  image: Image,
  layers: ReturnType<typeof buildLayers>,
  storePaths: ReturnType<typeof buildStorePaths>,
) =>
  defined({
    layers: layers.length,
    storePaths: storePaths.length,
    ...addShares(layers),
    compressedSize: sumOfKnown([image.configBytes.byteLength, ...layers.map((layer) => layer.compressedSize)]),
    uncompressedSize: layers.reduce((sum, layer) => sum + layer.uncompressedSize, 0),
    tarOverhead: layers.reduce((sum, layer) => sum + layer.tarOverhead, 0),
    narSize: sumOfKnown(storePaths.map((entry) => entry.narSize)),
  });

/**
 * The report of one image, frozen. It always fits `reportSchema`: over-long texts are cut, credentials in addresses
 * and values of what is called as secrets are (`showConfig`) are blanked out, everything else is kept as the image has it.
 */
export const buildReport = (parts: ReportParts): Report => {
  const { image, inspection, closure, names, provenance, toolVersion, publishing, silences = [] } = parts;
  const layers = buildLayers(image);
  const storePaths = buildStorePaths(image, inspection.references, { closure, names });
  const { distribution } = inspection;
  const report = deepFreeze(
    v.parse(reportSchema, {
      content: buildContent(inspection.content),
      ...(distribution === undefined ? {} : { distribution: buildDistribution(distribution) }),
      ...{ schemaVersion: SCHEMA_VERSION, ...defined({ toolVersion }) },
      image: buildImageSection(image, provenance),
      totals: buildTotals(image, layers, storePaths),
      layers,
      root: addShares(image.layers.map((layer) => layer.root)),
      storePaths,
      largestFiles: findLargestFiles(image),
    }),
  );
  const findings = silence(findAll({ image, inspection, report, publishing }), silences);
  return deepFreeze({ ...report, findings });
};
