import { formatBytes, plural } from "../../../../core/units.ts";
import type { PageImage, PageLayer } from "../page-data.ts";
import { isPlain } from "./is-plain.ts";
import type { Update } from "./state.ts";

interface Props {
  readonly image: PageImage;
  readonly selected: number | undefined;
  readonly update: Update;
}

const widthOf = ({ layerUnit }: PageImage, { compressedSize, contentSize }: PageLayer): number =>
  layerUnit === "compressed" ? (compressedSize ?? 0) : contentSize;

const describe = (image: PageImage, layer: PageLayer, number: number): string => {
  const state = image.change === undefined ? "" : layer.isNew ? ", new" : ", reused";
  return `Layer ${number + 1}${state}: ${formatBytes(widthOf(image, layer))} ${image.layerUnit}, ${layer.holds}`;
};

const step = (event: KeyboardEvent): number => (event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0);

/** Arrow keys go from bar to bar, so that a hundred layers are one stop of the tab key. */
const move = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void => {
  const by = step(event);
  const bars = [...event.currentTarget.querySelectorAll("button")];
  const next = bars[bars.indexOf(document.activeElement as HTMLButtonElement) + by];
  if (by === 0 || next === undefined || !isPlain(event)) return;
  event.preventDefault();
  next.focus();
};

const Details = ({ layer, number }: { readonly layer: PageLayer; readonly number: number }) => (
  <dl class="layer-details">
    <div>
      <dt>Layer {number + 1}</dt>
      <dd>{layer.holds}</dd>
    </div>
    {layer.compressedSize !== undefined && (
      <div>
        <dt>Compressed</dt>
        <dd>{formatBytes(layer.compressedSize)}</dd>
      </div>
    )}
    <div>
      <dt>Files</dt>
      <dd>
        {formatBytes(layer.contentSize)} in {plural(layer.files, "file")}, tar {formatBytes(layer.uncompressedSize)}
      </dd>
    </div>
    <div>
      <dt>diffID</dt>
      <dd>
        <code>{layer.diffId}</code>
      </dd>
    </div>
    {layer.digest !== undefined && (
      <div>
        <dt>Digest</dt>
        <dd>
          <code>{layer.digest}</code>
        </dd>
      </div>
    )}
    {layer.createdBy !== undefined && (
      <div class="wide">
        <dt>Created by</dt>
        <dd>
          <code>{layer.createdBy}</code>
        </dd>
      </div>
    )}
  </dl>
);

/** One bar for each layer, as wide as its bytes; a click filters the tables by it. */
export const LayerStrip = ({ image, selected, update }: Props) => {
  const total = image.layers.reduce((sum, layer) => sum + widthOf(image, layer), 0);
  const fresh = image.layers.filter(({ isNew }) => isNew).length;
  const counts = image.change === undefined ? "" : `: ${image.layers.length - fresh} reused, ${fresh} new`;
  const layer = selected === undefined ? undefined : image.layers[selected];
  return (
    <section class="layers" aria-label="Layers">
      <h2>
        {plural(image.layers.length, "layer")}
        {counts}
        <small>
          {formatBytes(total)} {image.layerUnit}, oldest first
        </small>
      </h2>
      <div
        class="strip"
        role="group"
        aria-label="Layers, oldest first"
        style={{ "--count": image.layers.length }}
        onKeyDown={move}
      >
        {image.layers.map((it, number) => (
          <button
            key={it.diffId + number}
            type="button"
            class={image.change === undefined ? "bar" : it.isNew ? "bar new" : "bar reused"}
            style={{ flexGrow: total === 0 ? 1 : widthOf(image, it) / total }}
            aria-pressed={selected === number}
            aria-label={describe(image, it, number)}
            title={describe(image, it, number)}
            tabIndex={number === (selected ?? 0) ? 0 : -1}
            onClick={() => update({ layer: selected === number ? undefined : number })}
          />
        ))}
      </div>
      {layer !== undefined && selected !== undefined && <Details layer={layer} number={selected} />}
    </section>
  );
};
