import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from "preact/hooks";
import type { PageData, PageImage } from "../page-data.ts";
import { GraphDialog } from "./graph-dialog.tsx";
import { Header } from "./header.tsx";
import { LayerStrip } from "./layer-strip.tsx";
import { Lists } from "./lists.tsx";
import { MapView } from "./map-view.tsx";
import { openModel } from "./model.ts";
import { Panel } from "./panel.tsx";
import { firstTab, hashOf, type State, selectedPath, stateFromHash, type Update } from "./state.ts";
import { Totals } from "./totals.tsx";

const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement && target.closest("input, select, textarea, dialog") !== null;

/** `/` goes to the search field, as in many tools. */
const useSearchKey = (image: PageImage | undefined, update: Update): void => {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
      event.preventDefault();
      if (document.getElementById("search") === null) update({ tab: firstTab(image) });
      document.getElementById("search")?.focus();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [image]);
};

/** On paper the treemap has another width, and tables no part to scroll to. */
const usePrinting = (update: Update): void => {
  useEffect(() => {
    const print = matchMedia("print");
    const listen = (): void => update({ printing: print.matches });
    const [before, after] = [() => update({ printing: true }), () => update({ printing: false })];
    print.addEventListener("change", listen);
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    return () => {
      print.removeEventListener("change", listen);
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
    };
  }, []);
};

/** Somebody may follow a link to another place of the page that is open. */
const useAddress = (data: PageData, show: (state: State) => void): void => {
  useEffect(() => {
    const onHashChange = (): void => show(stateFromHash(location.hash, data));
    addEventListener("hashchange", onHashChange);
    return () => removeEventListener("hashchange", onHashChange);
  }, [data]);
};

/** The page of a report. */
export const App = ({ data }: { readonly data: PageData }) => {
  const [state, setState] = useState<State>(() => stateFromHash(location.hash, data));
  const update = useCallback<Update>((patch) => setState((before) => ({ ...before, ...patch })), []);
  const image = data.images[state.image];
  const model = useMemo(() => (image === undefined ? undefined : openModel(image)), [image]);
  useSearchKey(image, update);
  usePrinting(update);
  useAddress(data, setState);
  const hash = hashOf(state, data);
  useLayoutEffect(() => {
    if (hash !== location.hash.slice(1)) history.replaceState(null, "", `#${hash}`);
  }, [hash]);
  if (image === undefined || model === undefined) return <p class="empty">The report holds no image.</p>;
  const { selection } = state;
  const path = selectedPath(image, selection);
  return (
    <>
      <Header data={data} image={image} number={state.image} update={update} />
      <main>
        <Totals image={image} />
        <LayerStrip image={image} selected={state.layer} update={update} />
        <div class="split">
          <MapView key={state.image} model={model} state={state} update={update} />
          <Panel {...{ model, selection, update }} mode={state.mode} />
        </div>
        <Lists key={state.image} model={model} state={state} update={update} />
      </main>
      <footer>
        nix-image {data.version ?? ""} · sizes in powers of 1000 · this page is one file and asks nothing of any network
      </footer>
      {state.graph && path !== undefined && <GraphDialog model={model} path={path} update={update} />}
    </>
  );
};
