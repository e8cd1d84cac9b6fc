import { formatBytes, formatChange } from "../../../../core/units.ts";
import type { Model } from "./model.ts";
import type { Update } from "./state.ts";

const TOP = 12;
/** What frees so much is the image itself, which nobody thinks of removing. */
const NEARLY_ALL = 0.9;

interface Bar {
  readonly label: string;
  readonly number: string;
  /** Of the longest one. */
  readonly part: number;
  readonly kind?: string;
  readonly open: () => void;
}

interface BarsProps {
  readonly title: string;
  readonly bars: readonly Bar[];
  /** Said in place of both where there is no bar. */
  readonly none?: string;
}

const Bars = ({ title, bars, none }: BarsProps) =>
  bars.length === 0 ? (
    <p class="note">{none}</p>
  ) : (
    <>
      <h2 tabIndex={-1}>{title}</h2>
      <ul class="bars">
        {bars.map(({ label, number, part, kind = "", open }) => (
          <li key={label + number}>
            <button type="button" class={kind} onClick={open}>
              <span class="fill" style={{ width: `${part * 100}%` }} />
              <span>{label}</span>
              <span class="number">{number}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );

/** What the keyboard does. */
export const Keys = () => (
  <p class="note keys">
    <kbd>↑</kbd> <kbd>↓</kbd> <kbd>←</kbd> <kbd>→</kbd> move in the treemap, <kbd>Enter</kbd> zooms in, <kbd>Esc</kbd>{" "}
    out, <kbd>/</kbd> searches.
  </p>
);

/** What a reviewer looks at first. */
export const Changes = ({ model, update }: { readonly model: Model; readonly update: Update }) => {
  const packages = model.image.change?.packages ?? [];
  const top = packages
    .map((change, position) => ({ change, position }))
    .sort((a, b) => Math.abs(b.change.change) - Math.abs(a.change.change))
    .slice(0, TOP);
  const most = Math.max(1, Math.abs(top[0]?.change.change ?? 0));
  const bars = top.map(({ change: { label, version, change }, position }) => ({
    ...{ label: `${label} ${version}`.trim(), number: formatChange(change), part: Math.abs(change) / most },
    kind: change > 0 ? "grows" : change < 0 ? "shrinks" : "",
    open: () => update({ selection: { kind: "package", package: position } }),
  }));
  return <Bars title="Changed most" bars={bars} none="No package was added, removed or changed." />;
};

/** What there is to see of an image without store paths. */
const LayerBars = ({ model, update }: { readonly model: Model; readonly update: Update }) => {
  const layers = model.image.layers
    .map(({ contentSize, holds, createdBy }, number) => ({ contentSize, words: createdBy ?? holds, number }))
    .sort((a, b) => b.contentSize - a.contentSize)
    .slice(0, TOP);
  const most = Math.max(1, layers[0]?.contentSize ?? 0);
  const bars = layers.map(({ contentSize, words, number }) => ({
    ...{ label: `${number + 1}: ${words}`, number: formatBytes(contentSize), part: contentSize / most },
    open: () => update({ layer: number }),
  }));
  return <Bars title="Largest layers" bars={bars} none="The image has no layers." />;
};

/** What somebody who wants a smaller image looks at first. */
export const Overview = ({ model, update }: { readonly model: Model; readonly update: Update }) => {
  if (model.count === 0) return <LayerBars model={model} update={update} />;
  const weight = (path: number) => model.retainedOf(path) ?? model.ownOf(path);
  const all = Array.from({ length: model.count }, (_, path) => path);
  const whole = all.reduce((sum, path) => sum + model.ownOf(path), 0);
  const parts = all.filter((path) => weight(path) < whole * NEARLY_ALL);
  const top = (parts.length === 0 ? all : parts).sort((a, b) => weight(b) - weight(a)).slice(0, TOP);
  const most = Math.max(1, weight(top[0] ?? 0));
  const bars = top.map((path) => ({
    ...{ label: model.nameOf(path).name, number: formatBytes(weight(path)), part: weight(path) / most },
    open: () => update({ selection: { kind: "path", path } }),
  }));
  return <Bars title={model.hasGraph ? "Removing frees most" : "Largest store paths"} bars={bars} />;
};
