import { isPlain } from "./is-plain.ts";
import type { Model } from "./model.ts";
import type { State, Tab, Update } from "./state.ts";

/** Opens a list that may lie below what is seen. */
export const showList = (update: Update, tab: Tab): void => {
  update({ tab });
  document.getElementById("list")?.scrollIntoView({ block: "nearest" });
};

interface Props {
  readonly model: Model;
  readonly state: State;
  readonly update: Update;
}

interface TabWords {
  readonly tab: Tab;
  readonly title: string;
  readonly count: number | undefined;
}

/** Lists that have something in them; findings and configuration tell by being empty. */
export const tabsOf = ({ image, count }: Model): readonly TabWords[] => {
  const { change, files, findings, waste, budgets, distribution } = image;
  const tabs: readonly (TabWords & { readonly always?: true })[] = [
    { tab: "paths", title: "Store paths", count },
    { tab: "packages", title: "Package changes", count: change?.packages.length },
    { tab: "distribution", title: "Distribution packages", count: distribution?.packages.length },
    { tab: "files", title: "Largest files", count: files.length },
    { tab: "findings", title: "Findings", count: findings.length, always: true },
    { tab: "waste", title: "Could be left out", count: waste?.cases.length },
    { tab: "budgets", title: "Budgets", count: budgets.length },
    { tab: "config", title: "Configuration", count: undefined, always: true },
  ];
  return tabs.filter(({ count = 0, always }) => always || count > 0);
};

/** Arrow keys go from tab to tab, as in every other list of tabs. */
const onTabKey = (event: KeyboardEvent, tabs: readonly TabWords[], state: State, update: Update): void => {
  if (!isPlain(event)) return;
  const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  const next = tabs[tabs.findIndex(({ tab }) => tab === state.tab) + by];
  if (by === 0 || next === undefined) return;
  event.preventDefault();
  update({ tab: next.tab });
  document.getElementById(`tab-${next.tab}`)?.focus();
};

/** One tab for each list. */
export const Tabs = ({ model, state, update }: Props) => {
  const tabs = tabsOf(model);
  return (
    <div class="tabs" role="tablist" aria-label="Lists" onKeyDown={(event) => onTabKey(event, tabs, state, update)}>
      {tabs.map(({ tab, title, count }) => (
        <button
          key={tab}
          id={`tab-${tab}`}
          type="button"
          role="tab"
          aria-selected={state.tab === tab}
          aria-controls="list"
          tabIndex={state.tab === tab ? 0 : -1}
          onClick={() => update({ tab })}
        >
          {title} {count !== undefined && <small>{count}</small>}
        </button>
      ))}
    </div>
  );
};
