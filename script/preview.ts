import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { promisify } from "node:util";
import { Marked } from "marked";
import markedAlert from "marked-alert";
import { renderComment, renderJson, renderSummary, renderTerminal } from "../src/report/render/index.ts";
import { SAMPLES } from "../test/support/sample-reports.ts";
import { previewHtml } from "./lib/preview-html.ts";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const ROOT = resolve(import.meta.dirname, "..");
const ORIGIN = {
  runUrl: "https://github.com/acme/api/actions/runs/1",
  headRevision: "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c",
};

const WIDTH = 900;

type Theme = "light" | "dark";

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

const page = async (markdown: string, theme: Theme): Promise<string> => {
  const css = await readFile(join(ROOT, `node_modules/github-markdown-css/github-markdown-${theme}.css`), "utf8");
  const html = await new Marked({ gfm: true }).use(markedAlert()).parse(markdown);
  return `<!doctype html><meta charset="utf-8"><title></title><style>${css}${FRAME[theme]}</style>
<body class="markdown-body"><div class="comment"><div class="bar"><b>github-actions</b> bot commented</div>
<div class="text">${html}</div></div>
<script>document.title = document.documentElement.scrollHeight</script>`;
};

const FLAGS = [
  ...["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  ...["--disable-component-update", "--disable-sync", "--hide-scrollbars"],
];

/** What Chromium prints; it gets a profile of its own, thrown away afterwards. */
const chromium = async (...args: readonly string[]): Promise<string> => {
  const profile = await mkdtemp(join(tmpdir(), "nix-image-preview-"));
  try {
    const flags = [...FLAGS, `--user-data-dir=${profile}`, ...args];
    return (await promisify(execFile)(CHROMIUM, flags, { timeout: 60_000, maxBuffer: 100_000_000 })).stdout;
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
};

/** A picture of a whole page, which writes its height into its title for that. */
const screenshot = async (html: string, image: string): Promise<void> => {
  const dom = await chromium(`--window-size=${WIDTH},100`, "--dump-dom", `file://${html}`);
  const height = /<title>(\d+)<\/title>/.exec(dom)?.[1];
  if (height === undefined)
    throw new Error(`${html}: Chromium told no height of the page; its version is not known here`);
  await chromium(`--window-size=${WIDTH},${Math.min(Number(height), 8000)}`, `--screenshot=${image}`, `file://${html}`);
};

const writeTexts = async (out: string): Promise<void> => {
  for (const [name, sample] of Object.entries(SAMPLES)) {
    const report = sample();
    const write = (extension: string, text: string) => writeFile(join(out, `${name}.${extension}`), text);
    await write("comment.md", renderComment([{ report }], { workflow: "ci", ...ORIGIN }));
    await write("summary.md", renderSummary([{ report }], ORIGIN));
    await write("terminal.txt", renderTerminal(report, { colour: false }));
    await write("terminal.ansi", renderTerminal(report, { colour: true }));
    await write("json", renderJson(report));
  }
};

/** Pictures of a comment as it is first seen, and with everything unfolded. */
const draw = async (out: string, name: string, theme: Theme): Promise<string> => {
  const markdown = await readFile(join(out, `${name}.comment.md`), "utf8");
  const base = join(out, `${name}.comment${theme === "dark" ? "-dark" : ""}`);
  await writeFile(`${base}.html`, await page(markdown, theme));
  await writeFile(`${base}-open.html`, await page(markdown.replaceAll("<details>", "<details open>"), theme));
  await screenshot(`${base}.html`, `${base}.png`);
  await screenshot(`${base}-open.html`, `${base}-open.png`);
  return `${base}.png`;
};

const docsName = (picture: string): string => join(ROOT, "docs/img", basename(picture).replace("grown.", ""));

const main = async (args: readonly string[]): Promise<void> => {
  const out = resolve(args.find((arg) => !arg.startsWith("--")) ?? join(tmpdir(), "nix-image-preview"));
  const forDocs = args.includes("--docs");
  await mkdir(out, { recursive: true });
  await writeTexts(out);
  const browser = existsSync(CHROMIUM) ? CHROMIUM : undefined;
  const docs = forDocs ? join(ROOT, "docs/img") : undefined;
  await previewHtml({ out, samples: SAMPLES, runUrl: ORIGIN.runUrl, browser, docs });
  if (!existsSync(CHROMIUM)) return console.log(`${out}: texts only; ${CHROMIUM} is not there, so no pictures`);
  for (const name of forDocs ? [] : Object.keys(SAMPLES)) await draw(out, name, "light");
  const pictures = [await draw(out, "grown", "light"), await draw(out, "grown", "dark")];
  if (forDocs) for (const picture of pictures) await copyFile(picture, docsName(picture));
  console.log(`${out}: texts and pictures`);
};

await main(process.argv.slice(2));
