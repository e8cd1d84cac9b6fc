import { formatBytes, plural } from "../../../../core/units.ts";
import { ChangeFacts } from "./change-facts.tsx";
import type { Model } from "./model.ts";
import { type Go, PathButton, PathList } from "./path-list.tsx";
import { Sizes } from "./sizes.tsx";
import type { Update } from "./state.ts";
import { showList } from "./tabs.tsx";

const Chain = ({ model, path, go }: { readonly model: Model; readonly path: number; readonly go: Go }) => {
  const chain = model.chainOf(path);
  const evidence = model.image.store.graph?.evidence[path];
  if (chain.length === 0) return null;
  return (
    <section>
      <h3>Why it is here</h3>
      <ol class="chain">
        <li class="image-link">{model.image.name}</li>
        {chain.map((link) => (
          <li key={link}>
            {link === path ? <b>{model.nameOf(link).name}</b> : <PathButton model={model} path={link} go={go} />}
          </li>
        ))}
      </ol>
      {evidence !== undefined && (
        <p class="evidence">
          {chain.length === 1 ? "named by " : "referred to in "}
          <code>{evidence}</code>
        </p>
      )}
    </section>
  );
};

const Layers = ({ model, path, update }: { readonly model: Model; readonly path: number; readonly update: Update }) => (
  <p class="in-layers">
    {plural(model.image.store.files[path] ?? 0, "file")} in{" "}
    {(model.image.store.layers[path] ?? []).map((layer) => (
      <button key={layer} type="button" class="chip" onClick={() => update({ layer })}>
        layer {layer + 1}
        {model.image.layers[layer]?.isNew === true ? " (new)" : ""}
      </button>
    ))}
  </p>
);

const Findings = ({
  model,
  path,
  update,
}: {
  readonly model: Model;
  readonly path: number;
  readonly update: Update;
}) => {
  const found = model.findingsOf(path).flatMap((position) => model.image.findings[position] ?? []);
  if (found.length === 0) return null;
  return (
    <section>
      <h3>Findings</h3>
      <ul class="plain-list">
        {found.map((finding) => (
          <li key={finding.id}>
            <button
              type="button"
              class={`finding-link ${finding.severity}`}
              onClick={() => showList(update, "findings")}
            >
              {finding.title}
              {finding.bytes === undefined ? "" : ` · ${formatBytes(finding.bytes)}`}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** All that is known of a store path. */
export const PathPanel = ({
  model,
  path,
  update,
}: {
  readonly model: Model;
  readonly path: number;
  readonly update: Update;
}) => {
  const { pname, version, output } = model.nameOf(path);
  const go: Go = (next) => update({ selection: { kind: "path", path: next } });
  const change = model.packageOf(path);
  return (
    <>
      <h2 tabIndex={-1}>
        {pname} <small>{[version, output].filter((part) => part !== undefined).join(" · ")}</small>
      </h2>
      <p class="store-path">
        <code>/nix/store/{model.image.store.baseNames[path]}</code>
      </p>
      <Sizes model={model} path={path} />
      <Layers model={model} path={path} update={update} />
      {model.hasGraph && (
        <p>
          <button type="button" id="open-graph" class="action" onClick={() => update({ graph: true })}>
            Graph of all ways to it
          </button>
        </p>
      )}
      {change && <ChangeFacts change={change} />}
      <Chain model={model} path={path} go={go} />
      <Findings model={model} path={path} update={update} />
      <PathList title="Referred to by" paths={model.referrersOf(path)} model={model} go={go} />
      <PathList title="Refers to" paths={model.referencesOf(path)} model={model} go={go} />
    </>
  );
};
