import type { PageImage } from "../page-data.ts";

const signClass = (change: string | undefined): string => {
  if (change === undefined) return "";
  // Of counts, more is neither good nor bad.
  if (!change.endsWith("B")) return "";
  return change.startsWith("+") ? "grown" : change.startsWith("−") ? "shrunk" : "";
};

/** The numbers of the image, and of a comparison what they were. */
export const Totals = ({ image }: { readonly image: PageImage }) => (
  <dl class="totals">
    {image.totals.map(({ title, baseline, current, change, note }) => (
      <div key={title}>
        <dt>{title}</dt>
        <dd>
          <span class="now">{current ?? "–"}</span>
          {change !== undefined && <span class={`delta ${signClass(change)}`}>{change}</span>}
          {baseline !== undefined && change !== undefined && <span class="before">was {baseline}</span>}
          {note !== undefined && <span class="before">{note}</span>}
        </dd>
      </div>
    ))}
  </dl>
);
