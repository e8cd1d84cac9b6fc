import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { formatBytes, plural } from "../../../../core/units.ts";
import { type GraphPart, graphPart } from "./graph-part.ts";
import type { Model } from "./model.ts";
import { type PlacedEdge, type PlacedGraph, type PlacedNode, placeGraph } from "./place-graph.ts";
import type { Update } from "./state.ts";
import { textWidth } from "./text-width.ts";

interface Props {
  readonly model: Model;
  readonly path: number;
  readonly update: Update;
}

const FONT = 11.5;
const LONGEST = 34;
/** Smaller text cannot be read; what does not fit is scrolled to. */
const LEAST_SCALE = 0.7;
const MARGIN = 8;
/** Of the frame around it. */
const PADDING = 26;
const HEADING = 50;

const labelOf = (model: Model, path: number): string => {
  const { name } = model.nameOf(path);
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
};

const widthOf = (model: Model, path: number): number => Math.max(84, textWidth(labelOf(model, path), FONT) + 18);

const arrow = ({ tip: [x, y], neck: [fromX, fromY] }: PlacedEdge): string => {
  const length = Math.hypot(x - fromX, y - fromY) || 1;
  const [dx, dy] = [((x - fromX) / length) * 6.5, ((y - fromY) / length) * 6.5];
  return `${x},${y} ${x - dx - dy / 2.4},${y - dy + dx / 2.4} ${x - dx + dy / 2.4},${y - dy - dx / 2.4}`;
};

interface DrawingProps extends Props {
  readonly placed: PlacedGraph;
  /** What there is to see it in. */
  readonly room: { readonly width: number; readonly height: number };
}

const Node = ({ model, node, class: kind, go }: { model: Model; node: PlacedNode; class: string; go: () => void }) => {
  const retained = model.retainedOf(node.path);
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
      <rect width={node.width} height={node.height} rx="4" />
      <text x={node.width / 2} y="14">
        {labelOf(model, node.path)}
      </text>{" "}
      <text class="size" x={node.width / 2} y="27">
        {retained === undefined ? formatBytes(model.ownOf(node.path)) : `frees ${formatBytes(retained)}`}
      </text>
    </g>
  );
};

const isOnChain = (chain: readonly number[], { from, to }: PlacedEdge): boolean => {
  const at = chain.indexOf(from);
  return at >= 0 && chain[at + 1] === to;
};

const Drawing = ({ model, path, placed, room, update }: DrawingProps) => {
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

/** What the drawing leaves out, so that nobody takes it for all. */
const hiddenWords = ({ hiddenAbove, hiddenBelow }: GraphPart): string =>
  [
    hiddenAbove > 0 ? `${plural(hiddenAbove, "more path leads", "more paths lead")} to it` : "",
    hiddenBelow > 0 ? `${plural(hiddenBelow, "smaller reference")} of it` : "",
  ]
    .filter((words) => words !== "")
    .join(" and ");

type Outcome =
  | { readonly kind: "placed"; readonly graph: PlacedGraph }
  | { readonly kind: "failed"; readonly why: string };

const usePlaces = (model: Model, part: GraphPart): Outcome | undefined => {
  const [outcome, setOutcome] = useState<Outcome | undefined>(undefined);
  useEffect(() => {
    let isCurrent = true;
    placeGraph(part, (path) => widthOf(model, path)).then(
      (graph) => isCurrent && setOutcome({ kind: "placed", graph }),
      (error: unknown) => isCurrent && setOutcome({ kind: "failed", why: String(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [part]);
  return outcome;
};

/** What the window leaves to a drawing beside the dialog's edges and heading. */
const roomInWindow = () => ({ width: innerWidth * 0.94 - PADDING, height: innerHeight * 0.92 - PADDING - HEADING });

/** All ways from the image to a store path, and what it refers to. */
export const GraphDialog = ({ model, path, update }: Props) => {
  const ref = useRef<HTMLDialogElement>(null);
  const part = useMemo(() => graphPart(model, path), [model, path]);
  const outcome = usePlaces(model, part);
  useEffect(() => {
    if (ref.current?.open === false) ref.current.showModal();
  }, []);
  useEffect(() => {
    ref.current?.querySelector(".chosen")?.scrollIntoView({ block: "center", inline: "center" });
  }, [outcome]);
  const hidden = hiddenWords(part);
  return (
    <dialog ref={ref} class="graph-dialog" aria-labelledby="graph-title" onClose={() => update({ graph: false })}>
      <div class="dialog-head">
        <h2 id="graph-title">
          What leads to <code>{model.nameOf(path).name}</code>
        </h2>
        <p class="note">
          The shortest way is marked.
          {hidden !== "" && ` Not shown: ${hidden}.`}
        </p>
        <button type="button" class="action" onClick={() => ref.current?.close()}>
          Close
        </button>
      </div>
      <div class="drawing" tabIndex={0} role="group" aria-label="Graph" aria-busy={outcome === undefined}>
        {outcome === undefined && <p class="empty">Drawing…</p>}
        {outcome?.kind === "failed" && <p class="empty">The graph cannot be drawn in this browser: {outcome.why}</p>}
        {outcome?.kind === "placed" && (
          <Drawing {...{ model, path, update, room: roomInWindow() }} placed={outcome.graph} />
        )}
      </div>
    </dialog>
  );
};
