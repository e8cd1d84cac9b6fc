import type { GraphPart } from "./graph-part.ts";
import { loadGraphviz } from "./load-graphviz.ts";

export interface PlacedNode {
  readonly path: number;
  /** Middle and size in points. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedEdge {
  readonly from: number;
  readonly to: number;
  /** An SVG path. */
  readonly line: string;
  /** Where the arrow's head is, and where it comes from. */
  readonly tip: readonly [x: number, y: number];
  readonly neck: readonly [x: number, y: number];
}

export interface PlacedGraph {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

const HEIGHT = 34;
const POINTS_PER_INCH = 72;

/** Graphviz gives every node the place that is asked for, so that text of any font fits. */
const graphOf = ({ nodes, edges }: GraphPart, widthOf: (path: number) => number): object => ({
  directed: true,
  graphAttributes: { rankdir: "LR", nodesep: 0.14, ranksep: 0.55, splines: "true" },
  nodeAttributes: { shape: "box", fixedsize: "true", label: "" },
  edgeAttributes: { arrowsize: 0.6 },
  nodes: nodes.map((path) => ({
    name: String(path),
    attributes: { width: widthOf(path) / POINTS_PER_INCH, height: HEIGHT / POINTS_PER_INCH },
  })),
  edges: edges.map(([from, to]) => ({ tail: String(from), head: String(to) })),
});

/** What is read of Graphviz's JSON, https://graphviz.org/docs/outputs/json/ */
interface GraphvizOutput {
  readonly bb: string;
  readonly objects: readonly { readonly name: string; readonly pos: string }[];
  readonly edges?: readonly { readonly tail: number; readonly head: number; readonly pos: string }[];
}

type Point = readonly [x: number, y: number];

const pointOf = (text: string): Point => {
  const [x = 0, y = 0] = text.split(",").map(Number);
  return [x, y];
};

/** `e,x,y x,y x,y …`: the arrow's tip, then a start and three points for each curve. */
const readSpline = (pos: string): { readonly tip: Point; readonly points: readonly Point[] } => {
  const parts = pos.split(" ");
  const end = parts.find((part) => part.startsWith("e,"));
  const points = parts.filter((part) => !/^[es],/.test(part)).map(pointOf);
  return { tip: end === undefined ? (points.at(-1) ?? [0, 0]) : pointOf(end.slice(2)), points };
};

const lineOf = ([start = [0, 0], ...curve]: readonly Point[], flip: (point: Point) => Point): string =>
  `M${flip(start)}C${curve.map(flip).join(" ")}`;

/** Places for the nodes and edges of a graph, from left to right. */
export const placeGraph = async (part: GraphPart, widthOf: (path: number) => number): Promise<PlacedGraph> => {
  const graphviz = await loadGraphviz();
  return read(graphviz.renderJSON(graphOf(part, widthOf), { engine: "dot" }) as GraphvizOutput, widthOf);
};

const read = ({ bb, objects, edges = [] }: GraphvizOutput, widthOf: (path: number) => number): PlacedGraph => {
  const [, , width = 0, height = 0] = bb.split(",").map(Number);
  const flip = ([x, y]: Point): Point => [x, height - y];
  return {
    ...{ width, height },
    nodes: objects.map(({ name, pos }) => {
      const [x, y] = flip(pointOf(pos));
      return { path: Number(name), x, y, width: widthOf(Number(name)), height: HEIGHT };
    }),
    edges: edges.map(({ tail, head, pos }) => {
      const { tip, points } = readSpline(pos);
      const [from, to] = [Number(objects[tail]?.name), Number(objects[head]?.name)];
      return { from, to, line: lineOf(points, flip), tip: flip(tip), neck: flip(points.at(-1) ?? tip) };
    }),
  };
};
