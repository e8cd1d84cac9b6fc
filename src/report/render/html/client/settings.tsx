import { formatBytes } from "../../../../core/units.ts";
import type { PageImage, PageWasteRow } from "../page-data.ts";
import { PlainTable } from "./plain-table.tsx";

const code = (text: string) => <code>{text}</code>;

const Changes = ({ image: { configChanges } }: { readonly image: PageImage }) =>
  configChanges.length === 0 ? null : (
    <PlainTable
      isNamed
      caption="Changed"
      heads={["Field", "Before", "Now"]}
      rows={configChanges.map(({ field, baseline, current }) => [field, code(baseline), code(current)])}
    />
  );

/** What a container is started with. */
export const Settings = ({ image }: { readonly image: PageImage }) => (
  <>
    <Changes image={image} />
    {image.config.length === 0 ? (
      <p class="empty">The image sets nothing.</p>
    ) : (
      <PlainTable
        isNamed
        caption="Configuration"
        heads={["Field", "Value"]}
        rows={image.config.map(({ field, value }) => [field, code(value)])}
      />
    )}
  </>
);

const WORDS = { ok: "kept", broken: "broken", warning: "warning", "not-judged": "not judged" } as const;

/** What became of the limits that were set. */
export const Budgets = ({ image }: { readonly image: PageImage }) => (
  <PlainTable
    isNamed
    caption="Budgets"
    heads={["Budget", "Limit", "Found", "Outcome"]}
    rows={image.budgets.map(({ name, limit, found, mark, note }) => [
      name,
      limit,
      found,
      <>
        <span class={`tag ${mark}`}>{WORDS[mark]}</span> {note}
      </>,
    ])}
  />
);

/** Bytes that nobody would miss. */
export const Waste = ({ image: { waste } }: { readonly image: PageImage }) =>
  waste === undefined ? null : (
    <>
      <PlainTable
        caption={`Could be left out: ${formatBytes(waste.size)} unpacked`}
        heads={["Unpacked", "Why"]}
        rows={waste.kinds.map(wasteCells)}
      />
      <PlainTable caption="Largest cases" heads={["Unpacked", "Files"]} rows={waste.cases.map(wasteCells)} />
    </>
  );

const wasteCells = ({ size, words }: PageWasteRow) => [formatBytes(size), words];
