import { formatBytes } from "../../../core/units.ts";
import { visible } from "../../../core/visible.ts";
import type { Report, ReportStorePath } from "../../model.ts";
import type { Edge } from "../../query/index.ts";

/**
 * A quoted ID of the DOT language, https://graphviz.org/doc/info/lang.html. Backslashes are doubled, since a label
 * takes `\N` and `\l` for commands; `lines` are joined by such a command.
 */
const quote = (...lines: readonly string[]): string =>
  `"${lines.map((line) => visible(line).replaceAll("\\", "\\\\").replaceAll('"', '\\"')).join("\\n")}"`;

const labelOf = ({ name, retainedSize, contentSize }: ReportStorePath): string =>
  quote(name, retainedSize === undefined ? formatBytes(contentSize) : `frees ${formatBytes(retainedSize)}`);

/** Store paths and their references as a graph for Graphviz. */
export const renderDot = (
  { image }: Report,
  { paths, edges }: { readonly paths: readonly ReportStorePath[]; readonly edges: readonly Edge[] },
): string => {
  const ids = new Map(paths.map(({ path }) => [path, quote(path)]));
  return [
    `digraph ${quote(image.name)} {`,
    "  rankdir=LR;",
    "  node [shape=box];",
    ...paths.map((entry) => `  ${ids.get(entry.path)} [label=${labelOf(entry)}];`),
    ...edges.map(({ from, to }) => `  ${ids.get(from)} -> ${ids.get(to)};`),
    "}\n",
  ].join("\n");
};
