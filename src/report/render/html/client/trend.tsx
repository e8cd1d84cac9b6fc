import { formatBytes } from "../../../../core/units.ts";
import type { PageTrend } from "../page-data.ts";

const WIDTH = 220;
const HEIGHT = 48;
const EDGE = 4;

/** The image's size over the last runs of the default branch. */
export const Trend = ({ trend: { points, unit } }: { readonly trend: PageTrend }) => {
  const sizes = points.map(({ size }) => size);
  const [low, high] = [Math.min(...sizes), Math.max(...sizes)];
  const x = (index: number) => EDGE + (index * (WIDTH - 2 * EDGE)) / (points.length - 1);
  const y = (size: number) =>
    high === low ? HEIGHT / 2 : HEIGHT - EDGE - ((size - low) * (HEIGHT - 2 * EDGE)) / (high - low);
  const line = sizes.map((size, index) => `${x(index).toFixed(1)},${y(size).toFixed(1)}`).join(" ");
  const last = sizes.at(-1) ?? 0;
  const before = `${points.length - 1} earlier ${points.length === 2 ? "build" : "builds"}`;
  const words = `${unit} size, ${before} of the default branch and this one: from ${formatBytes(sizes[0] ?? 0)} to ${formatBytes(last)}, least ${formatBytes(low)}, most ${formatBytes(high)}`;
  return (
    <figure class="trend">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} role="img" aria-label={words}>
        <polygon class="area" points={`${EDGE},${HEIGHT} ${line} ${WIDTH - EDGE},${HEIGHT}`} />
        <polyline class="line" points={line} />
        <circle class="now" cx={x(points.length - 1)} cy={y(last)} r="3" />
        {points.map(({ label, size }, index) => (
          <circle key={label} class="hit" cx={x(index)} cy={y(size)} r="4">
            <title>{`${label}: ${formatBytes(size)}`}</title>
          </circle>
        ))}
      </svg>
      <figcaption>
        {unit}, {before}: {formatBytes(low)} – {formatBytes(high)}
      </figcaption>
    </figure>
  );
};
