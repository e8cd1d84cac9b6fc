import { escapeHtml } from "./escape.ts";
import type { PageImage } from "./page-data.ts";
import type { Rich } from "./rich.ts";

const TAGS = { name: "code", strong: "b" } as const;

const richHtml = (rich: Rich): string =>
  rich
    .map(({ kind, text }) =>
      kind === "text" ? escapeHtml(text) : `<${TAGS[kind]}>${escapeHtml(text)}</${TAGS[kind]}>`,
    )
    .join("");

const row = (head: string, cells: readonly (string | undefined)[]): string =>
  `<tr><th scope="row">${escapeHtml(head)}</th>${cells.map((cell) => `<td>${escapeHtml(cell ?? "–")}</td>`).join("")}</tr>`;

const totals = ({ totals, change }: PageImage): string => {
  const isCompared = change !== undefined;
  const head = isCompared ? "<tr><td></td><th>base</th><th>now</th><th>Δ</th></tr>" : "";
  const rows = totals.map(({ title, baseline, current, change, note }) => {
    const now = [current, note].filter((part) => part !== undefined).join(" · ");
    return row(title, isCompared ? [baseline, now, change] : [now]);
  });
  return `<table>${head}${rows.join("")}</table>`;
};

const findings = ({ findings, findingCounts }: PageImage): string =>
  findings.length === 0
    ? ""
    : `<h2>Findings: ${escapeHtml(findingCounts)}</h2><ul>${findings
        .map(({ title, sentence }) => `<li><b>${escapeHtml(title)}</b>: ${richHtml(sentence)}</li>`)
        .join("")}</ul>`;

/** What a browser shows that runs no script: verdict, cause, totals and findings of every image. */
export const staticSummary = (images: readonly PageImage[]): string =>
  images
    .map(
      (image) =>
        `<section><h1>${escapeHtml(image.name)} <small>${escapeHtml(image.platform)}</small></h1><p>${richHtml(image.verdict)}</p><p>${richHtml(image.why)}</p>${totals(image)}${findings(image)}</section>`,
    )
    .join("");
