import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { formatBytes, formatChange } from "../../../../core/units.ts";
import { changeTree } from "./change-tree.ts";
import type { Model } from "./model.ts";
import { sizeTree } from "./size-tree.ts";
import { type Mode, type Patch, type State, tabFor, type Update } from "./state.ts";
import type { Tone, TreeNode } from "./tree-node.ts";
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
        onClick={() => update({ mode, zoom: [], tab: tabFor(mode, state.tab, model.image) })}
      >
        {title}
      </button>
    ))}
  </div>
);

interface CrumbsProps {
  readonly root: TreeNode;
  readonly zoom: readonly TreeNode[];
  readonly update: Update;
}

/** The way to what is zoomed into; a step back is no button any more once it is taken, but keeps the keyboard. */
const Crumbs = ({ root, zoom, update }: CrumbsProps) => {
  const current = useRef<HTMLSpanElement>(null);
  const wantsFocus = useRef(false);
  useLayoutEffect(() => {
    if (wantsFocus.current) current.current?.focus();
    wantsFocus.current = false;
  }, [zoom]);
  const goBack = (steps: number): void => {
    wantsFocus.current = true;
    update({ zoom: zoom.slice(0, steps) });
  };
  return (
    <nav class="crumbs" aria-label="Zoom">
      <ol>
        {[root, ...zoom].map((node, index, all) => (
          <li key={node.key}>
            {index === all.length - 1 ? (
              <span ref={current} tabIndex={-1} aria-current="location">
                {node.label}
              </span>
            ) : (
              <button type="button" onClick={() => goBack(index)}>
                {node.label}
              </button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
};

const TONES: readonly Tone[] = ["new", "grown", "shrunk", "gone"];

const sumOfSign = ({ children }: TreeNode, sign: 1 | -1): number =>
  children.reduce((sum, { change = 0 }) => sum + (Math.sign(change) === sign ? change : 0), 0);

const ChangeLegend = ({ root, hint }: { root: TreeNode; hint: string | undefined }) => (
  <p class="legend">
    {hint === undefined ? (
      <span>
        {TONES.map((tone) => (
          <span key={tone} class="tone">
            <i class={`swatch tone-${tone}`} />
            {tone}
          </span>
        ))}
      </span>
    ) : (
      <span class="hint">{hint}</span>
    )}
    <span>
      {formatChange(sumOfSign(root, 1))} and {formatChange(sumOfSign(root, -1))}, together{" "}
      <b>{formatChange(root.change ?? 0)}</b> unpacked
    </span>
  </p>
);

interface SizeLegendProps {
  readonly model: Model;
  readonly root: TreeNode;
  readonly view: TreeNode;
  readonly hint: string | undefined;
}

const areaWords = ({ hasGraph }: Model): string =>
  hasGraph
    ? "Area: bytes of a store path as a NAR, which is a little more than its files. Inside a path lies what would go with it."
    : "Area: bytes of files. Without references nobody knows what brings what.";

const SizeLegend = ({ model, root, view, hint }: SizeLegendProps) => (
  <p class="legend">
    {hint === undefined ? <span>{areaWords(model)}</span> : <span class="hint">{hint}</span>}
    <span>
      <b>{formatBytes(view.size)}</b>
      {view === root ? " in all" : ` of ${formatBytes(root.size)}`}
    </span>
  </p>
);

/** What opening a node selects besides zooming into it. */
const patchFor = ({ subject }: TreeNode): Patch => {
  switch (subject.kind) {
    case "path":
      return { selection: { kind: "path", path: subject.path } };
    case "package":
    case "tree":
      return { selection: { kind: "package", package: subject.package } };
    case "layer":
      return { layer: subject.layer };
    case "file":
      return { tab: "files" };
    default:
      return {};
  }
};

/** Why there are no areas to see. */
const emptyWords = ({ image, count }: Model, mode: Mode): string => {
  if (mode === "change")
    return count > 0 ? "No package changed its size." : "The files take as many bytes as in the baseline.";
  return image.layers.some(({ files }) => files > 0)
    ? "All files of the image are empty."
    : "The image holds no files.";
};

/** The treemap with what belongs to it: what its areas show, and where it is zoomed to. */
export const MapView = ({ model, state, update }: Props) => {
  const { change, name } = model.image;
  const [hint, setHint] = useState<string | undefined>(undefined);
  const size = useMemo(() => sizeTree(model), [model]);
  const changes = useMemo(() => (change === undefined ? undefined : changeTree(change, name)), [change, name]);
  const root = state.mode === "change" && changes !== undefined ? changes : size;
  return (
    <section class="map" aria-label={state.mode === "change" ? "What changed" : "What the image holds"}>
      <div class="map-head">
        <Modes model={model} state={state} update={update} />
        <Crumbs root={root} zoom={state.zoom} update={update} />
      </div>
      {root.size === 0 ? (
        <p class="empty">{emptyWords(model, root === size ? "size" : "change")}</p>
      ) : (
        <>
          <Treemap
            {...{
              model,
              root,
              zoom: state.zoom,
              selection: state.selection,
              layer: state.layer,
              printing: state.printing,
            }}
            onZoom={(zoom) => update({ zoom })}
            onOpen={(node) => update(patchFor(node))}
            onHint={setHint}
          />
          {root === size ? (
            <SizeLegend {...{ model, root, hint }} view={state.zoom.at(-1) ?? root} />
          ) : (
            <ChangeLegend root={root} hint={hint} />
          )}
        </>
      )}
    </section>
  );
};
