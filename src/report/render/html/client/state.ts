import type { PageData, PageImage } from "../page-data.ts";
import type { TreeNode } from "./tree-node.ts";

export type Mode = "size" | "change";

export type Tab = "paths" | "packages" | "files" | "findings" | "waste" | "budgets" | "config" | "distribution";

/** What the panel is about. */
export type Selection =
  | { readonly kind: "path"; readonly path: number }
  | { readonly kind: "package"; readonly package: number };

export interface State {
  readonly image: number;
  readonly mode: Mode;
  /** What is zoomed into, outermost first; empty for the whole image. */
  readonly zoom: readonly TreeNode[];
  readonly selection?: Selection | undefined;
  readonly tab: Tab;
  readonly query: string;
  /** Number of the layer that the table is filtered by. */
  readonly layer?: number | undefined;
  readonly graph: boolean;
  readonly printing: boolean;
}

export type Patch = Partial<State>;

export type Update = (patch: Patch) => void;

/** The list that says most of an image. */
export const firstTab = (image: PageImage | undefined): Tab => {
  if (image === undefined || image.store.baseNames.length > 0) return "paths";
  if (image.distribution !== undefined) return "distribution";
  return image.files.length > 0 ? "files" : "config";
};

/** The list of store paths and that of package changes take turns; what else is open stays. */
export const tabFor = (mode: Mode, open: Tab, image: PageImage | undefined): Tab => {
  if (open !== "paths" && open !== "packages") return open;
  return mode === "change" && (image?.change?.packages ?? []).length > 0 ? "packages" : firstTab(image);
};

/** What the address says after its `#`, as far as the page knows it. */
export const stateFromHash = (hash: string, data: PageData): State => {
  const asked = new URLSearchParams(hash.replace(/^#/, ""));
  const number = Number(asked.get("image") ?? "1") - 1;
  const image = data.images[number] === undefined ? 0 : number;
  const page = data.images[image];
  const wanted = asked.get("path");
  const path = wanted === null ? -1 : (page?.store.baseNames.indexOf(wanted) ?? -1);
  const mode = asked.get("mode") === "change" && page?.change !== undefined ? "change" : "size";
  return {
    ...{ image, mode },
    zoom: [],
    ...(path < 0 ? {} : { selection: { kind: "path", path } }),
    tab: tabFor(mode, firstTab(page), page),
    query: "",
    graph: false,
    printing: false,
  };
};

/** The store path that is selected, of a package that changed its first one. */
export const selectedPath = ({ change }: PageImage, selection: Selection | undefined): number | undefined =>
  selection?.kind === "package" ? change?.packages[selection.package]?.paths[0] : selection?.path;

/** The state as a part of the address, for links to it. */
export const hashOf = (state: State, data: PageData): string => {
  const parts = new URLSearchParams();
  if (state.image > 0) parts.set("image", String(state.image + 1));
  if (state.mode === "change") parts.set("mode", "change");
  const image = data.images[state.image];
  const path = image === undefined ? undefined : selectedPath(image, state.selection);
  const baseName = path === undefined ? undefined : image?.store.baseNames[path];
  if (baseName !== undefined) parts.set("path", baseName);
  return parts.toString();
};
