import type { PageImage } from "../page-data.ts";
import type { Model } from "./model.ts";
import type { State, Tab } from "./state.ts";

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, row) => row);

/** Whether a text holds every word that is searched for. */
const matcher = (query: string): ((text: string) => boolean) => {
  const words = query
    .toLowerCase()
    .replaceAll("/nix/store/", " ")
    .split(/\s+/)
    .filter((word) => word !== "");
  return (text) => words.every((word) => text.toLowerCase().includes(word));
};

interface Searched {
  readonly count: number;
  readonly text: (row: number) => string;
  /** Layers that a row is in; absent where it is in none. */
  readonly layers?: (row: number) => readonly number[];
}

/** What a package is found by: its name, versions, what became of it, and its store paths on both sides. */
const packageText = ({ store, change }: PageImage, row: number): string => {
  const it = change?.packages[row];
  if (it === undefined) return "";
  const paths = it.paths.map((path) => store.baseNames[path] ?? "");
  return [it.label, it.versions, it.mark, ...paths, ...it.gone].join(" ");
};

const searched = ({ image, count, nameOf }: Model, tab: Tab): Searched | undefined => {
  const { store, change, files, distribution } = image;
  switch (tab) {
    case "paths":
      return {
        count,
        text: (row) =>
          store.packages[row] === undefined
            ? (store.baseNames[row] ?? "")
            : `${store.baseNames[row]} ${nameOf(row).pname} ${nameOf(row).version ?? ""}`,
        layers: (row) => store.layers[row] ?? [],
      };
    case "packages":
      return {
        count: change?.packages.length ?? 0,
        text: (row) => packageText(image, row),
        layers: (row) => (change?.packages[row]?.paths ?? []).flatMap((path) => store.layers[path] ?? []),
      };
    case "files":
      return { count: files.length, text: (row) => files[row]?.path ?? "", layers: (row) => [files[row]?.layer ?? -1] };
    case "distribution":
      return {
        count: distribution?.packages.length ?? 0,
        text: (row) => `${distribution?.packages[row]?.name} ${distribution?.packages[row]?.version}`,
      };
    default:
      return undefined;
  }
};

/** Tabs that a search and a layer narrow. */
export const isSearched = (tab: Tab): boolean => ["paths", "packages", "files", "distribution"].includes(tab);

/** The rows of a tab that fit what is searched for and the layer that is chosen. */
export const rowsOf = (
  model: Model,
  { tab, query, layer }: Pick<State, "tab" | "query" | "layer">,
): readonly number[] => {
  const source = searched(model, tab);
  if (source === undefined) return [];
  const { text, layers } = source;
  const all = range(source.count);
  const inLayer = layer === undefined || layers === undefined ? all : all.filter((row) => layers(row).includes(layer));
  if (query.trim() === "") return inLayer;
  const matches = matcher(query);
  return inLayer.filter((row) => matches(text(row)));
};
