import type { PagePackage } from "../page-data.ts";
import { ChangeFacts } from "./change-facts.tsx";
import type { Model } from "./model.ts";
import { Changes, Keys, Overview } from "./overview.tsx";
import { type Go, PathList } from "./path-list.tsx";
import { PathPanel } from "./path-panel.tsx";
import { BothSizes } from "./sizes.tsx";
import type { Mode, Selection, Update } from "./state.ts";

interface Props {
  readonly model: Model;
  readonly selection: Selection | undefined;
  readonly mode: Mode;
  readonly update: Update;
}

const PackagePanel = ({ change, model, update }: { change: PagePackage; model: Model; update: Update }) => {
  const [path] = change.paths;
  if (path !== undefined && change.paths.length === 1) return <PathPanel model={model} path={path} update={update} />;
  const go: Go = (next) => update({ selection: { kind: "path", path: next } });
  return (
    <>
      <h2>
        {change.label} <small>{change.versions}</small>
      </h2>
      <BothSizes change={change} />
      <ChangeFacts change={change} />
      <PathList title="Store paths" paths={change.paths} model={model} go={go} />
      {change.gone.length > 0 && (
        <section>
          <h3>No more in the image</h3>
          <ul class="plain-list">
            {change.gone.map((baseName) => (
              <li key={baseName}>
                <code>/nix/store/{baseName}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
};

/** All that is known of what is selected. */
export const Panel = ({ model, selection, mode, update }: Props) => {
  const change = selection?.kind === "package" ? model.image.change?.packages[selection.package] : undefined;
  return (
    <section class="panel" aria-label="Details" tabIndex={0}>
      {selection !== undefined && (
        <button type="button" class="close" aria-label="Close details" onClick={() => update({ selection: undefined })}>
          ×
        </button>
      )}
      {selection?.kind === "path" ? (
        <PathPanel model={model} path={selection.path} update={update} />
      ) : change !== undefined ? (
        <PackagePanel change={change} model={model} update={update} />
      ) : mode === "change" ? (
        <Changes model={model} update={update} />
      ) : (
        <Overview model={model} update={update} />
      )}
      {selection === undefined && <Keys />}
    </section>
  );
};
