import { useMemo } from "preact/hooks";
import { formatBytes, formatChange } from "../../../../core/units.ts";
import { changeTree } from "./change-tree.ts";
import type { Model } from "./model.ts";
import { sizeTree } from "./size-tree.ts";
import type { Mode, State, Update } from "./state.ts";
import type { TreeNode } from "./tree-node.ts";
import { Treemap } from "./treemap.tsx";

interface Props {
  readonly model: Model;
  readonly state: State;
  readonly update: Update;
}

const MODES: readonly (readonly [Mode, string])[] = [
  ["size", "Size"],
  ["change", "Change"],
];

const Modes = ({ model, state, update }: Props) => (
  <div class="segments" role="group" aria-label="Areas show">
    {MODES.map(([mode, title]) => (
      <button
        key={mode}
        type="button"
        aria-pressed={state.mode === mode}
        disabled={mode === "change" && model.image.change === undefined}
        onClick={() => update({ mode, zoom: [] })}
      >
        {title}
      </button>
    ))}
  </div>
);

const Crumbs = ({ root, zoom, update }: { root: TreeNode; zoom: readonly TreeNode[]; update: Update }) => (
  <nav class="crumbs" aria-label="Zoom">
    <ol>
      {[root, ...zoom].map((node, index, all) => (
        <li key={node.key}>
          {index === all.length - 1 ? (
            <span aria-current="location">{node.label}</span>
          ) : (
            <button type="button" onClick={() => update({ zoom: zoom.slice(0, index) })}>
              {node.label}
            </button>
          )}
        </li>
      ))}
    </ol>
  </nav>
);

const TONES = [
  ["new", "new"],
  ["grown", "grown"],
  ["shrunk", "shrunk"],
  ["gone", "gone"],
] as const;

/** What an area means, with the sum of all of them. */
const Legend = ({ model, root, mode }: { model: Model; root: TreeNode; mode: Mode }) => {
  if (mode === "change") {
    const grown = root.children.reduce((sum, { change = 0 }) => sum + Math.max(0, change), 0);
    return (
      <p class="legend">
        {TONES.map(([tone, words]) => (
          <span key={tone}>
            <i class={`swatch tone-${tone}`} />
            {words}
          </span>
        ))}
        <span>
          {formatChange(grown)} and {formatChange((root.change ?? 0) - grown)} are{" "}
          <b>{formatChange(root.change ?? 0)}</b> unpacked
        </span>
      </p>
    );
  }
  const words = model.hasGraph
    ? "Area: bytes of a store path. Inside a path lies what would go with it."
    : "Area: bytes of files. Without references nobody knows what brings what.";
  return (
    <p class="legend">
      <span>{words}</span>
      <span>
        All: <b>{formatBytes(root.size)}</b>
      </span>
    </p>
  );
};

/** The treemap with what belongs to it: what its areas show, and where it is zoomed to. */
export const MapView = ({ model, state, update }: Props) => {
  const { change, name } = model.image;
  const size = useMemo(() => sizeTree(model), [model]);
  const changes = useMemo(() => (change === undefined ? undefined : changeTree(change, name)), [change, name]);
  const root = state.mode === "change" && changes !== undefined ? changes : size;
  return (
    <section class="map" aria-label={state.mode === "change" ? "What changed" : "What the image holds"}>
      <div class="map-head">
        <Modes model={model} state={state} update={update} />
        <Crumbs root={root} zoom={state.zoom} update={update} />
      </div>
      <Treemap
        {...{ model, root, zoom: state.zoom, selection: state.selection, printing: state.printing }}
        onZoom={(zoom) => update({ zoom })}
        onSelect={(selection) => selection !== undefined && update({ selection })}
      />
      <Legend model={model} root={root} mode={state.mode} />
    </section>
  );
};
