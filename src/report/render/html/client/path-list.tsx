import { formatBytes } from "../../../../core/units.ts";
import type { Model } from "./model.ts";

/** Selects another path. */
export type Go = (path: number) => void;

export const PathButton = ({ model, path, go }: { model: Model; path: number; go: Go }) => (
  <button type="button" class="path" onClick={() => go(path)} title={model.image.store.baseNames[path]}>
    <span>{model.nameOf(path).name}</span>
    <span class="number">{formatBytes(model.ownOf(path))}</span>
  </button>
);

/** Others are in the graph. */
const LISTED = 30;

export const PathList = ({
  title,
  paths,
  model,
  go,
}: {
  title: string;
  paths: readonly number[];
  model: Model;
  go: Go;
}) => {
  if (paths.length === 0) return null;
  return (
    <section>
      <h3>
        {title} <small>{paths.length}</small>
      </h3>
      <ul class="paths">
        {paths.slice(0, LISTED).map((path) => (
          <li key={path}>
            <PathButton model={model} path={path} go={go} />
          </li>
        ))}
      </ul>
      {paths.length > LISTED && <p class="note">{paths.length - LISTED} more</p>}
    </section>
  );
};
