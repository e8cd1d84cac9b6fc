import { formatBytes, formatChange } from "../../../../core/units.ts";
import { compareVersions } from "../../../../core/version.ts";
import type { PageImage } from "../page-data.ts";
import type { Model } from "./model.ts";
import { RichText } from "./rich-text.tsx";
import type { Column } from "./sort-rows.ts";

const NONE = "–";

const bytes = (value: number | undefined): string => (value === undefined ? NONE : formatBytes(value));

const size = (id: string, title: string, hint: string, of: (row: number) => number | undefined): Column => ({
  ...{ id, title, hint, width: "minmax(72px, 104px)", isNumber: true },
  value: (row) => of(row) ?? -1,
  cell: (row) => bytes(of(row)),
});

const sign = (change: number): string => (change > 0 ? "grown" : change < 0 ? "shrunk" : "");

const delta = (title: string, of: (row: number) => number | undefined): Column => ({
  ...{ id: "change", title, hint: "Change of the bytes of its files", width: "minmax(72px, 104px)", isNumber: true },
  value: (row) => of(row) ?? Number.NEGATIVE_INFINITY,
  cell: (row) => {
    const change = of(row);
    return change === undefined ? "" : <span class={sign(change)}>{formatChange(change)}</span>;
  },
});

const layerWords = (layers: readonly number[]): string => layers.map((layer) => layer + 1).join(", ");

/** Store paths: what they are called, what they weigh in every sense, where they are. */
export const pathColumns = (model: Model): readonly Column[] => [
  {
    ...{ id: "name", title: "Name", width: "minmax(110px, 2fr)" },
    value: (row) => model.nameOf(row).pname,
    cell: (row) => {
      const { pname, output } = model.nameOf(row);
      return (
        <>
          {pname} {output !== undefined && <small class="output">{output}</small>}
        </>
      );
    },
  },
  {
    ...{ id: "version", title: "Version", width: "minmax(64px, 1fr)" },
    value: (row) => model.nameOf(row).version ?? "",
    compare: compareVersions,
    cell: (row) => model.nameOf(row).version ?? "",
  },
  {
    ...{ id: "hash", title: "Hash", width: "minmax(70px, 88px)" },
    value: (row) => model.hashOf(row),
    cell: (row) => <code>{model.hashOf(row).slice(0, 8)}</code>,
  },
  size("own", "Itself", "Bytes of the store path alone", model.ownOf),
  ...(model.hasGraph
    ? [
        size("closure", "Closure", "With everything that it refers to, however far", model.closureOf),
        size("retained", "Frees", "What removing it frees: retained size", model.retainedOf),
      ]
    : []),
  {
    ...{ id: "layers", title: "Layers", width: "minmax(48px, 76px)", isNumber: true },
    value: (row) => model.image.store.layers[row]?.[0] ?? -1,
    cell: (row) => layerWords(model.image.store.layers[row] ?? []),
  },
  ...(model.image.change === undefined ? [] : [delta("Δ", (row) => changeAt(model, row))]),
];

/** Change of the package, told once where several paths make it. */
const changeAt = ({ packageOf }: Model, row: number): number | undefined => {
  const it = packageOf(row);
  return it?.paths[0] === row ? it.change : undefined;
};

/** Package changes. */
export const packageColumns = ({ change }: PageImage): readonly Column[] => {
  const at = (row: number) => change?.packages[row];
  return [
    {
      ...{ id: "mark", title: "What", width: "minmax(80px, 96px)" },
      value: (row) => at(row)?.mark ?? "",
      cell: (row) => <span class={`tag ${at(row)?.kind}`}>{at(row)?.mark}</span>,
    },
    {
      ...{ id: "name", title: "Package", width: "minmax(90px, 1.4fr)" },
      value: (row) => at(row)?.label ?? "",
      cell: (row) => at(row)?.label,
    },
    {
      ...{ id: "version", title: "Version", width: "minmax(80px, 1.2fr)" },
      value: (row) => at(row)?.versions.split(" → ").at(-1) ?? "",
      compare: compareVersions,
      cell: (row) => at(row)?.versions,
    },
    delta("Δ unpacked", (row) => at(row)?.change),
    size("before", "Before", "Bytes of its files in the baseline", (row) => at(row)?.baselineSize || undefined),
    size("now", "Now", "Bytes of its files in this image", (row) => at(row)?.currentSize || undefined),
    {
      ...{ id: "because", title: "Because of", width: "minmax(90px, 1.6fr)" },
      value: (row) => at(row)?.introducedBy ?? "",
      cell: (row) => {
        const it = at(row);
        if (it?.cause) return <RichText rich={it.cause} />;
        return it?.chain === undefined ? (it?.introducedBy ?? "") : it.chain.slice(0, -1).join(" → ");
      },
    },
  ];
};

/** Largest files. */
export const fileColumns = (model: Model): readonly Column[] => {
  const at = (row: number) => model.image.files[row];
  return [
    {
      ...{ id: "path", title: "File", width: "minmax(200px, 4fr)" },
      value: (row) => at(row)?.path ?? "",
      cell: (row) => <code>{at(row)?.path}</code>,
    },
    size("size", "Size", "Bytes of the file", (row) => at(row)?.size),
    {
      ...{ id: "layer", title: "Layer", width: "minmax(48px, 76px)", isNumber: true },
      value: (row) => at(row)?.layer ?? -1,
      cell: (row) => (at(row)?.layer ?? 0) + 1,
    },
  ];
};

/** Packages of dpkg or apk. */
export const distributionColumns = ({ distribution }: PageImage): readonly Column[] => {
  const at = (row: number) => distribution?.packages[row];
  const text = (id: string, title: string, width: string, of: (row: number) => string | undefined): Column => ({
    ...{ id, title, width },
    value: (row) => of(row) ?? "",
    cell: (row) => of(row) ?? "",
  });
  return [
    text("name", "Package", "minmax(90px, 1.4fr)", (row) => at(row)?.name),
    { ...text("version", "Version", "minmax(90px, 1.4fr)", (row) => at(row)?.version), compare: compareVersions },
    text("manager", "By", "64px", (row) => at(row)?.manager),
    size("installed", "As listed", "Installed size, as the package manager lists it", (row) => at(row)?.installedSize),
    text("licence", "Licence", "minmax(70px, 1fr)", (row) => at(row)?.licence),
    text("change", "Change", "minmax(70px, 1.4fr)", (row) => at(row)?.change),
  ];
};
