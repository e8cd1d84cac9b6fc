import { useLayoutEffect, useRef } from "preact/hooks";
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
      <h2 tabIndex={-1}>
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

/** What is clicked in the panel goes away with what it was about; the keyboard goes on at the next heading. */
const useHeadingFocus = (selection: Selection | undefined, update: Update) => {
  const ref = useRef<HTMLElement>(null);
  const wantsFocus = useRef(false);
  useLayoutEffect(() => {
    if (wantsFocus.current) (ref.current?.querySelector<HTMLElement>("h2") ?? ref.current)?.focus();
    wantsFocus.current = false;
  }, [selection]);
  const select: Update = (patch) => {
    wantsFocus.current = "selection" in patch;
    update(patch);
  };
  return { ref, select };
};

/** All that is known of what is selected. */
export const Panel = ({ model, selection, mode, update }: Props) => {
  const { ref, select } = useHeadingFocus(selection, update);
  const change = selection?.kind === "package" ? model.image.change?.packages[selection.package] : undefined;
  return (
    <section ref={ref} class="panel" aria-label="Details" tabIndex={0}>
      {selection !== undefined && (
        <button type="button" class="close" aria-label="Close details" onClick={() => select({ selection: undefined })}>
          ×
        </button>
      )}
      {selection?.kind === "path" ? (
        <PathPanel model={model} path={selection.path} update={select} />
      ) : change !== undefined ? (
        <PackagePanel change={change} model={model} update={select} />
      ) : mode === "change" ? (
        <Changes model={model} update={select} />
      ) : (
        <Overview model={model} update={select} />
      )}
      {selection === undefined && <Keys />}
    </section>
  );
};
