import type { Report } from "../../model.ts";
import type { TrendPoint } from "../../trend.ts";
import { shortRevision } from "../baseline-words.ts";
import { tellApart } from "../tell-apart.ts";
import { escapeHtml, jsonForHtml } from "./escape.ts";
import type { PageData, PageImage } from "./page-data.ts";
import { pageImage } from "./page-image.ts";
import type { ReportClient } from "./report-client.ts";
import { staticSummary } from "./static-summary.ts";

export interface HtmlOptions {
  readonly client: ReportClient;
  /** One point for each run of the default branch, oldest first. */
  readonly trend?: readonly TrendPoint[] | undefined;
  readonly runUrl?: string | undefined;
  /** Commit that the images were built from. */
  readonly headRevision?: string | undefined;
  /** Of this program. */
  readonly version?: string | undefined;
}

/**
 * One page that explains the images and needs nothing else: no server, no network. It holds what the reports say, and
 * runs only the scripts whose hashes its policy names, so nothing that an image brings along is ever run or fetched.
 */
export const renderHtml = (reports: readonly Report[], options: HtmlOptions): string => {
  const images = tellApart(reports.map((report) => ({ report }))).map(({ report }) =>
    withRevision(pageImage(report, options.trend ?? []), options.headRevision),
  );
  const { script, style, graphviz } = options.client;
  return [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy(options.client)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(titleOf(images))}</title>`,
    `<style>${style.text}</style>\n</head>\n<body>`,
    `<div id="app"></div>\n<noscript>${staticSummary(images)}<p>With scripts on, this page shows a treemap, tables and graphs.</p></noscript>`,
    `<script type="application/json" id="report">${jsonForHtml(pageData(images, options))}</script>`,
    `<script type="text/plain" id="graphviz">${graphviz.text}</script>`,
    `<script>${script.text}</script>\n</body>\n</html>\n`,
  ].join("\n");
};

const policy = ({ script, style, graphviz }: ReportClient): string =>
  [
    "default-src 'none'",
    `script-src '${script.hash}' '${graphviz.hash}' 'wasm-unsafe-eval'`,
    `style-src '${style.hash}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

const HTTPS = /^https:\/\/[\w.-]+(:\d+)?\//;

const pageData = (images: readonly PageImage[], { runUrl, version }: HtmlOptions): PageData => ({
  images,
  ...(runUrl !== undefined && HTTPS.test(runUrl) ? { runUrl } : {}),
  ...(version === undefined ? {} : { version }),
});

const withRevision = (image: PageImage, revision: string | undefined): PageImage =>
  revision === undefined || image.facts.some(({ label }) => label === "revision")
    ? image
    : { ...image, facts: [{ label: "revision", value: shortRevision(revision) }, ...image.facts] };

const titleOf = (images: readonly PageImage[]): string => {
  const [first] = images;
  if (first === undefined) return "nix-image report";
  if (images.length > 1) return `${images.length} images · nix-image report`;
  return `${first.name} ${first.verdict.map(({ text }) => text).join("")} · nix-image report`;
};
