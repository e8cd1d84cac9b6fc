import { diffLayer, findDuplicates, type LayerFiles, listFolder } from "../../src/image/index.ts";
import type { Report } from "../../src/report/index.ts";
import {
  buildDominators,
  explainPaths,
  findRepeatedPackages,
  findStorePaths,
  openReferences,
  walkReferences,
} from "../../src/report/query/index.ts";
import {
  renderDominators,
  renderDuplicates,
  renderLayerChanges,
  renderListing,
  renderTree,
  renderWhy,
} from "../../src/report/render/index.ts";

/** What a page of the command line is made of. */
export interface PageParts {
  readonly report: Report;
  readonly layers: readonly LayerFiles[];
  /** Of store paths. */
  readonly name: string;
  readonly path: string;
  readonly colour: boolean;
}

const defined = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error("the sample has none");
  return value;
};

/** Every page that the questions to an image print, by the name of its golden file. */
export const PAGES: Readonly<Record<string, (parts: PageParts) => string>> = {
  why: ({ report, name, colour }) =>
    renderWhy(report, name, { answers: explainPaths(report, findStorePaths(report, name)), colour }),
  "why-all": ({ report, name, colour }) =>
    renderWhy(report, name, { answers: explainPaths(report, report.storePaths.slice(0, 5)), colour }),
  tree: ({ report, colour }) => {
    const references = defined(openReferences(report));
    const rows = walkReferences(references, references.roots, Number.POSITIVE_INFINITY);
    return renderTree(report, `${report.storePaths.length} store paths`, { rows, colour });
  },
  dominators: ({ report, colour }) => renderDominators(report, buildDominators(report, { depth: 3, limit: 8 }), colour),
  ls: ({ report, layers, path, colour }) => {
    const answer = listFolder(layers, path, 20);
    if (answer.kind === "missing") throw new Error(`the sample has no ${path}`);
    return renderListing(report, path, { listing: answer.listing, colour });
  },
  "ls-layer": ({ report, layers, path, colour }) => {
    const changes = defined(diffLayer(layers, { index: layers.length - 1, path: "/", limit: 20 }));
    return renderLayerChanges(report, { layer: layers.length, path }, { changes, colour });
  },
  duplicates: ({ report, layers, colour }) => {
    const found = { ...findDuplicates(layers, 10), packages: findRepeatedPackages(report) };
    return renderDuplicates(report, found, { limit: 10, colour });
  },
};
