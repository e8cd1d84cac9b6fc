import { useMemo } from "preact/hooks";
import { plural } from "../../../../core/units.ts";
import { distributionColumns, fileColumns, packageColumns, pathColumns } from "./columns.tsx";
import { Findings } from "./findings.tsx";
import { Grid } from "./grid.tsx";
import type { Model } from "./model.ts";
import { isSearched, rowsOf } from "./rows.ts";
import { Budgets, Settings, Waste } from "./settings.tsx";
import type { Column } from "./sort-rows.ts";
import type { Selection, State, Tab, Update } from "./state.ts";
import { Tabs, tabsOf } from "./tabs.tsx";

interface Props {
  readonly model: Model;
  readonly state: State;
  readonly update: Update;
}

const Search = ({ state, update, found }: Omit<Props, "model"> & { readonly found: number }) => (
  <div class="search">
    {state.layer !== undefined && (
      <button
        type="button"
        class="chip"
        onClick={() => {
          update({ layer: undefined });
          document.getElementById("search")?.focus();
        }}
      >
        layer {state.layer + 1} only ×
      </button>
    )}
    <span class="note" role="status">
      {state.query !== "" || state.layer !== undefined ? plural(found, "row") : ""}
    </span>
    <input
      id="search"
      type="search"
      placeholder="Search name, version, hash  /"
      aria-label="Search name, version or hash"
      value={state.query}
      onInput={(event) => update({ query: event.currentTarget.value })}
    />
  </div>
);

const selectedRow = ({ image, packageOf }: Model, { selection, tab }: State): number | undefined => {
  if (selection === undefined) return undefined;
  if (tab === "paths") {
    if (selection.kind === "path") return selection.path;
    return image.change?.packages[selection.package]?.paths[0];
  }
  if (tab !== "packages") return undefined;
  if (selection.kind === "package") return selection.package;
  const change = packageOf(selection.path);
  return change === undefined ? undefined : image.change?.packages.indexOf(change);
};

const selectionOf = ({ image }: Model, tab: Tab, row: number): Selection | undefined => {
  if (tab === "paths") return { kind: "path", path: row };
  if (tab === "packages") return { kind: "package", package: row };
  const owner = tab === "files" ? image.files[row]?.owner : undefined;
  return owner === undefined ? undefined : { kind: "path", path: owner };
};

const columnsOf = (model: Model, tab: Tab): readonly Column[] => {
  switch (tab) {
    case "packages":
      return packageColumns(model.image);
    case "files":
      return fileColumns(model);
    case "distribution":
      return distributionColumns(model.image);
    default:
      return pathColumns(model);
  }
};

const Content = ({ model, state, update, rows }: Props & { readonly rows: readonly number[] }) => {
  const columns = useMemo(() => columnsOf(model, state.tab), [model, state.tab]);
  switch (state.tab) {
    case "findings":
      return <Findings model={model} update={update} />;
    case "waste":
      return <Waste image={model.image} />;
    case "budgets":
      return <Budgets image={model.image} />;
    case "config":
      return <Settings image={model.image} />;
    default:
      return (
        <Grid
          key={state.tab}
          {...{ label: tabsOf(model).find(({ tab }) => tab === state.tab)?.title ?? "", columns, rows }}
          selected={selectedRow(model, state)}
          onSelect={
            state.tab === "distribution"
              ? undefined
              : (row) => update({ selection: selectionOf(model, state.tab, row) })
          }
          printing={state.printing}
        />
      );
  }
};

/** What is on paper: there is nothing to click there. */
const PRINTED: readonly Tab[] = ["packages", "findings", "budgets", "paths", "distribution"];

const PrintedLists = ({ model, state, update }: Props) => (
  <>
    {PRINTED.flatMap((wanted) => tabsOf(model).filter(({ tab }) => tab === wanted)).map(({ tab, title, count }) => (
      <section key={tab} class="lists" aria-label={title}>
        <h2>
          {title} <small>{count}</small>
        </h2>
        <Content
          {...{ model, update, state: { ...state, tab } }}
          rows={rowsOf(model, { tab, query: "", layer: undefined })}
        />
      </section>
    ))}
  </>
);

/** Everything in lists: one tab each, searched and filtered together. */
export const Lists = ({ model, state, update }: Props) => {
  const { tab, query, layer } = state;
  const rows = useMemo(() => rowsOf(model, { tab, query, layer }), [model, tab, query, layer]);
  if (state.printing) return <PrintedLists model={model} state={state} update={update} />;
  return (
    <section class="lists" aria-label="Lists">
      <div class="lists-head">
        <Tabs model={model} state={state} update={update} />
        {isSearched(tab) && <Search state={state} update={update} found={rows.length} />}
      </div>
      <div id="list" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        <Content {...{ model, state, update, rows }} />
      </div>
    </section>
  );
};
