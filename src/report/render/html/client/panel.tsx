import { formatBytes, formatChange } from "../../../../core/units.ts";
import type { PagePackage } from "../page-data.ts";
import { showList } from "./lists.tsx";
import type { Model } from "./model.ts";
import { RichText } from "./rich-text.tsx";
import type { Mode, Selection, Update } from "./state.ts";

interface Props {
  readonly model: Model;
  readonly selection: Selection | undefined;
  readonly mode: Mode;
  readonly update: Update;
}

type Go = (path: number) => void;

const PathButton = ({ model, path, go }: { model: Model; path: number; go: Go }) => (
  <button type="button" class="path" onClick={() => go(path)} title={model.image.store.baseNames[path]}>
    <span>{model.nameOf(path).name}</span>
    <span class="number">{formatBytes(model.ownOf(path))}</span>
  </button>
);

/** Others are in the graph. */
const LISTED = 30;

const PathList = ({ title, paths, model, go }: { title: string; paths: readonly number[]; model: Model; go: Go }) => {
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

const Fact = ({ title, children, hint }: { title: string; children: string | undefined; hint: string }) =>
  children === undefined ? null : (
    <div title={hint}>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );

const bytes = (value: number | undefined): string | undefined => (value === undefined ? undefined : formatBytes(value));

const Sizes = ({ model, path }: { readonly model: Model; readonly path: number }) => (
  <dl class="sizes">
    <Fact title="itself" hint="Bytes of this store path alone">
      {bytes(model.ownOf(path))}
    </Fact>
    <Fact title="closure" hint="With everything that it refers to, however far">
      {bytes(model.closureOf(path))}
    </Fact>
    <Fact title="removing frees" hint="What nothing else needs: retained size">
      {bytes(model.retainedOf(path))}
    </Fact>
  </dl>
);

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

const KIND: Readonly<Record<PagePackage["mark"], string>> = {
  added: "new",
  removed: "gone",
  rebuilt: "rebuilt, same version",
  upgraded: "upgraded",
  downgraded: "downgraded",
  changed: "changed",
};

const ChangeFacts = ({ change }: { readonly change: PagePackage }) => (
  <section class="change-facts">
    <h3>In this change</h3>
    <p>
      <span class={`tag ${change.kind}`}>{KIND[change.mark]}</span> {change.versions}{" "}
      <b class={change.change > 0 ? "grown" : change.change < 0 ? "shrunk" : ""}>{formatChange(change.change)}</b>
    </p>
    {change.cause && (
      <p>
        by <RichText rich={change.cause} />
      </p>
    )}
    {change.introducedBy !== undefined && (
      <p>
        introduced by <code>{change.introducedBy}</code>
      </p>
    )}
    {change.chain !== undefined && change.paths.length === 0 && <p>{change.chain.join(" → ")}</p>}
  </section>
);

const Layers = ({ model, path, update }: { readonly model: Model; readonly path: number; readonly update: Update }) => (
  <p class="in-layers">
    in{" "}
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

const PathPanel = ({
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
      <h2>
        {pname} <small>{[version, output].filter((part) => part !== undefined).join(" · ")}</small>
      </h2>
      <p class="store-path">
        <code>/nix/store/{model.image.store.baseNames[path]}</code>
      </p>
      <Sizes model={model} path={path} />
      <Layers model={model} path={path} update={update} />
      {model.hasGraph && (
        <p>
          <button type="button" class="action" onClick={() => update({ graph: true })}>
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

const PackagePanel = ({ change, model, update }: { change: PagePackage; model: Model; update: Update }) => {
  const [path] = change.paths;
  if (path !== undefined && change.paths.length === 1) return <PathPanel model={model} path={path} update={update} />;
  const go: Go = (next) => update({ selection: { kind: "path", path: next } });
  return (
    <>
      <h2>
        {change.label} <small>{change.versions}</small>
      </h2>
      <dl class="sizes">
        <Fact title="before" hint="Bytes of files in the baseline">
          {bytes(change.baselineSize)}
        </Fact>
        <Fact title="now" hint="Bytes of files in this image">
          {bytes(change.currentSize)}
        </Fact>
      </dl>
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

const Bars = ({ title, bars }: { readonly title: string; readonly bars: readonly Bar[] }) => (
  <>
    <h2>{title}</h2>
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

const Keys = () => (
  <p class="note keys">
    <kbd>↑</kbd> <kbd>↓</kbd> <kbd>←</kbd> <kbd>→</kbd> move in the treemap, <kbd>Enter</kbd> zooms in, <kbd>Esc</kbd>{" "}
    out, <kbd>/</kbd> searches.
  </p>
);

/** What a reviewer looks at first. */
const Changes = ({ model, update }: { readonly model: Model; readonly update: Update }) => {
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
  return <Bars title="Changed most" bars={bars} />;
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
  return <Bars title="Largest layers" bars={bars} />;
};

/** What somebody who wants a smaller image looks at first. */
const Overview = ({ model, update }: { readonly model: Model; readonly update: Update }) => {
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
