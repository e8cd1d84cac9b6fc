import { formatChange } from "../../core/units.ts";
import { changeOf } from "../change.ts";
import { foldAdditions, type PackageTree, treeName } from "../fold.ts";
import type { Compared, Report } from "../model.ts";
import { elide, whyOf } from "./chain.ts";
import { details, fence } from "./markdown.ts";
import { dependencyWords } from "./package-words.ts";

/** More chains make a picture that nobody reads. */
const CHAINS = 6;

/** A change below this part of the heaviest is not what anybody looks for in the picture. */
const WORTH_DRAWING = 0.05;

/** Mermaid reads its own markup in labels, also in quoted ones, and refuses empty ones; what may be some is shown as an underscore. */
const label = (untrusted: string): string =>
  untrusted
    .replaceAll(/[^A-Za-z0-9 .+_…/-]/g, "_")
    .slice(0, 60)
    .trim() || "_";

interface Chain {
  /** Names from a root to the package, the package left out. */
  readonly way: readonly string[];
  readonly tree: PackageTree;
}

/** The heaviest changes that something else brought in. */
const chainsOf = (report: Report, { packages }: Compared): readonly Chain[] => {
  const trees = foldAdditions(packages).filter(({ top }) => top.kind === "added" || top.kind === "changed");
  const heaviest = Math.abs(trees[0]?.change ?? 0);
  return trees
    .filter(({ change }) => Math.abs(change) >= Math.max(1, heaviest * WORTH_DRAWING))
    .slice(0, CHAINS)
    .flatMap((tree) => {
      const way = whyOf(report, tree);
      return way === undefined || way.length === 0 ? [] : [{ way: elide(way), tree }];
    });
};

/** The lines of a flow chart in which chains share the names that they begin with. */
const flowchart = (chains: readonly Chain[]): readonly string[] => {
  const ids = new Map<string, string>();
  const lines: string[] = [];
  const node = (key: string, text: string, from: string | undefined, style = ""): string => {
    const known = ids.get(key);
    if (known !== undefined) return known;
    const id = `n${ids.size}`;
    ids.set(key, id);
    const drawn = `${id}["${label(text)}"]${style}`;
    lines.push(from === undefined ? `  ${drawn}` : `  ${from} --> ${drawn}`);
    return id;
  };
  for (const { way, tree } of chains) {
    let at: string | undefined;
    let key = "";
    for (const name of way) {
      key += `${name}\n`;
      at = node(key, name, at);
    }
    const text = `${treeName(tree)} ${dependencyWords(tree).replace(/[()]/g, "")} ${formatChange(tree.change).replace("−", "-")}`;
    node(`${key}${treeName(tree)}\n`, text.replace(/ +/g, " "), at, tree.change < 0 ? ":::shrunk" : ":::grown");
  }
  return lines;
};

const STYLES = [
  "  classDef grown stroke:#cf222e,stroke-width:2px",
  "  classDef shrunk stroke:#1a7f37,stroke-width:2px",
] as const;

/**
 * By which chains of references the heaviest changes came in, folded and drawn by Mermaid; `undefined` where a sentence
 * says it all. The picture carries no number that the tables do not have.
 */
export const causeDiagram = (report: Report, compared: Compared): string | undefined => {
  if (compared.identical || changeOf(compared.totals.contentSize) === 0) return undefined;
  const chains = chainsOf(report, compared);
  if (chains.length === 0) return undefined;
  const source = ["flowchart LR", ...flowchart(chains), ...STYLES].join("\n");
  return details(`🕸️ Cause chains (${chains.length})`, fence("mermaid", source));
};
