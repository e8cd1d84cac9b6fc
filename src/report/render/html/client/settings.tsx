import { formatBytes } from "../../../../core/units.ts";
import type { PageImage, PageWasteRow } from "../page-data.ts";

const Changes = ({ image }: { readonly image: PageImage }) =>
  image.configChanges.length === 0 ? null : (
    <table class="plain-table">
      <caption>Changed</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Before</th>
          <th scope="col">Now</th>
        </tr>
      </thead>
      <tbody>
        {image.configChanges.map(({ field, baseline, current }) => (
          <tr key={field}>
            <th scope="row">{field}</th>
            <td>
              <code>{baseline}</code>
            </td>
            <td>
              <code>{current}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );

/** What a container is started with. */
export const Settings = ({ image }: { readonly image: PageImage }) => (
  <>
    <Changes image={image} />
    {image.config.length === 0 ? (
      <p class="empty">The image sets nothing.</p>
    ) : (
      <table class="plain-table">
        <caption>Configuration</caption>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {image.config.map(({ field, value }, index) => (
            <tr key={index}>
              <th scope="row">{field}</th>
              <td>
                <code>{value}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </>
);

const WORDS = { ok: "kept", broken: "broken", warning: "warning", "not-judged": "not judged" } as const;

/** What became of the limits that were set. */
export const Budgets = ({ image }: { readonly image: PageImage }) => (
  <table class="plain-table">
    <caption>Budgets</caption>
    <thead>
      <tr>
        <th scope="col">Budget</th>
        <th scope="col">Limit</th>
        <th scope="col">Found</th>
        <th scope="col">Outcome</th>
      </tr>
    </thead>
    <tbody>
      {image.budgets.map(({ name, limit, found, mark, note }, index) => (
        <tr key={index}>
          <th scope="row">{name}</th>
          <td>{limit}</td>
          <td>{found}</td>
          <td>
            <span class={`tag ${mark}`}>{WORDS[mark]}</span> {note}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** Bytes that nobody would miss. */
export const Waste = ({ image: { waste } }: { readonly image: PageImage }) =>
  waste === undefined ? null : (
    <>
      <WasteTable title={`Could be left out: ${formatBytes(waste.size)} unpacked`} head="Why" rows={waste.kinds} />
      <WasteTable title="Largest cases" head="Files" rows={waste.cases} />
    </>
  );

const WasteTable = ({ title, head, rows }: { title: string; head: string; rows: readonly PageWasteRow[] }) => (
  <table class="plain-table">
    <caption>{title}</caption>
    <thead>
      <tr>
        <th scope="col">Unpacked</th>
        <th scope="col">{head}</th>
      </tr>
    </thead>
    <tbody>
      {rows.map(({ size, words }, index) => (
        <tr key={index}>
          <td class="bytes">{formatBytes(size)}</td>
          <td>{words}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
