import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Marked } from "marked";
import markedAlert from "marked-alert";

const ROOT = resolve(import.meta.dirname, "../..");

export type Theme = "light" | "dark";

/** What GitHub puts around a comment. */
const frame = (line: string, bar: string, back: string): string => `
  body { margin: 0; padding: 16px !important; background: ${back}; }
  .comment { border: 1px solid ${line}; border-radius: 6px; overflow: hidden; }
  .bar { padding: 8px 16px; background: ${bar}; border-bottom: 1px solid ${line}; font-size: 14px; opacity: 0.9; }
  .text { padding: 16px; font-size: 14px; }
  .text > :first-child { margin-top: 0; }
  .text > :last-child { margin-bottom: 0; }`;

const FRAME: Readonly<Record<Theme, string>> = {
  light: frame("#d1d9e0", "#f6f8fa", "#ffffff"),
  dark: frame("#3d444d", "#151b23", "#0d1117"),
};

/** What stands above each kind of Markdown. */
const BARS: Readonly<Record<MarkdownKind, string>> = {
  comment: "<b>github-actions</b> bot commented",
  summary: "<b>image</b> summary",
};

export type MarkdownKind = "comment" | "summary";

/** Markdown as GitHub would draw it, by the style sheet that GitHub publishes. */
export const markdownPage = async (markdown: string, kind: MarkdownKind, theme: Theme): Promise<string> => {
  const css = await readFile(join(ROOT, `node_modules/github-markdown-css/github-markdown-${theme}.css`), "utf8");
  const html = await new Marked({ gfm: true }).use(markedAlert()).parse(markdown);
  return `<!doctype html><meta charset="utf-8"><style>${css}${FRAME[theme]}</style>
<body class="markdown-body"><div class="comment"><div class="bar">${BARS[kind]}</div>
<div class="text">${html}</div></div>`;
};
