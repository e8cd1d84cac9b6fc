import { formatBytes } from "../../../../core/units.ts";
import type { Model } from "./model.ts";
import type { PlacedEdge, PlacedGraph, PlacedNode } from "./place-graph.ts";
import type { Update } from "./state.ts";
import { textWidth } from "./text-width.ts";

const FONT = 11.5;
const LONGEST = 34;
/** Smaller text cannot be read; what does not fit is scrolled to. */
const LEAST_SCALE = 0.7;
const MARGIN = 8;

const labelOf = (model: Model, path: number): string => {
  const { name } = model.nameOf(path);
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
};

/** Width of a node that has room for its name. */
export const widthOf = (model: Model, path: number): number => Math.max(84, textWidth(labelOf(model, path), FONT) + 18);

const arrow = ({ tip: [x, y], neck: [fromX, fromY] }: PlacedEdge): string => {
  const length = Math.hypot(x - fromX, y - fromY) || 1;
  const [dx, dy] = [((x - fromX) / length) * 6.5, ((y - fromY) / length) * 6.5];
  return `${x},${y} ${x - dx - dy / 2.4},${y - dy + dx / 2.4} ${x - dx + dy / 2.4},${y - dy - dx / 2.4}`;
};

interface Props {
  readonly model: Model;
  readonly path: number;
  readonly update: Update;
  readonly placed: PlacedGraph;
  /** What there is to see it in. */
  readonly room: { readonly width: number; readonly height: number };
}

const Node = ({ model, node, class: kind, go }: { model: Model; node: PlacedNode; class: string; go: () => void }) => {
  const retained = model.retainedOf(node.path);
  const bytes = retained === undefined ? formatBytes(model.ownOf(node.path)) : `frees ${formatBytes(retained)}`;
  return (
    <g
      class={`node ${kind}`}
      role="button"
      tabindex={0}
      transform={`translate(${node.x - node.width / 2},${node.y - node.height / 2})`}
      onClick={go}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        go();
      }}
    >
      <title>{`${model.nameOf(node.path).name} ${bytes}`}</title>
      <rect width={node.width} height={node.height} rx="4" />
      <text x={node.width / 2} y="14">
        {labelOf(model, node.path)}
      </text>{" "}
      <text class="size" x={node.width / 2} y="27">
        {bytes}
      </text>
    </g>
  );
};

const isOnChain = (chain: readonly number[], { from, to }: PlacedEdge): boolean => {
  const at = chain.indexOf(from);
  return at >= 0 && chain[at + 1] === to;
};

/** A graph as it was placed, made smaller as far as its text stays readable. */
export const Drawing = ({ model, path, placed, room, update }: Props) => {
  const chain = model.chainOf(path);
  const kindOf = (node: number): string => (node === path ? "chosen" : chain.includes(node) ? "on-chain" : "");
  const [width, height] = [placed.width + 2 * MARGIN, placed.height + 2 * MARGIN];
  const scale = Math.max(LEAST_SCALE, Math.min(1, room.width / width, room.height / height));
  return (
    <svg
      class="graph"
      role="group"
      aria-label={`References that lead to ${model.nameOf(path).name}`}
      viewBox={`${-MARGIN} ${-MARGIN} ${width} ${height}`}
      width={width * scale}
      height={height * scale}
    >
      {placed.edges.map((edge) => (
        <g key={`${edge.from} ${edge.to}`} class={isOnChain(chain, edge) ? "edge on-chain" : "edge"}>
          <path d={edge.line} />
          <polygon points={arrow(edge)} />
        </g>
      ))}
      {placed.nodes.map((node) => (
        <Node
          key={node.path}
          {...{ model, node, class: kindOf(node.path) }}
          go={() => update({ selection: { kind: "path", path: node.path } })}
        />
      ))}
    </svg>
  );
};
