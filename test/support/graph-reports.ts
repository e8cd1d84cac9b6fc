import type { Report, ReportStorePath } from "../../src/report/index.ts";
import { aClosure, aLayer, anImage, aStorePath, type ClosureSketch } from "./images.ts";
import type { Random } from "./random.ts";
import { reportOn } from "./report-on.ts";

/** The report of an image that holds the store paths of a sketch, a layer for all of them. */
export const reportOfSketch = (sketch: ClosureSketch): Report => {
  const shares = Object.fromEntries(Object.entries(sketch).map(([name, [size]]) => [aStorePath(name), size]));
  return reportOn({
    image: anImage({ layers: [aLayer(shares)] }),
    closure: aClosure(sketch),
    provenance: { source: ".#image", dirty: false },
  });
};

/** A sketch with random references, cycles and references to themselves among them. */
export const randomSketch = (random: Random): ClosureSketch => {
  const names = Array.from({ length: 1 + random.below(9) }, (_, index) => `p${index}-1.${index}`);
  return Object.fromEntries(
    names.map((name) => [name, [1 + random.below(100), ...names.filter(() => random.chance(0.25))] as const]),
  );
};

export const entryOf = ({ storePaths }: Report, name: string): ReportStorePath => {
  const entry = storePaths.find((path) => path.name === name);
  if (entry === undefined) throw new Error(`no store path is called ${name}`);
  return entry;
};

/** Names of what is reached from some names, without a path and without an edge `from>to`. */
export const reachedFrom = (
  { storePaths }: Report,
  starts: readonly string[],
  without: { readonly path?: string; readonly edge?: string },
): ReadonlySet<string> => {
  const names = new Map(storePaths.map(({ path, name }) => [path, name]));
  const reached = new Set(starts.filter((name) => name !== without.path));
  for (const name of reached) {
    for (const target of storePaths.find((entry) => entry.name === name)?.references ?? []) {
      const next = names.get(target) ?? "";
      if (next !== without.path && `${name}>${next}` !== without.edge) reached.add(next);
    }
  }
  return reached;
};

/** The report as an old version wrote it where Nix could not be asked: nothing is known but the files. */
export const withoutGraph = (report: Report): Report => ({
  ...report,
  storePaths: report.storePaths.map(({ path, name, pname, contentSize, entries, files, layers }) => ({
    ...{ path, name, pname, contentSize, entries, files, layers },
  })),
});
