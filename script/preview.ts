import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import type { Browser } from "playwright-core";
import { renderComment, renderJson, renderSummary, renderTerminal } from "../src/report/render/index.ts";
import { SAMPLES } from "../test/support/sample-reports.ts";
import { trendBefore } from "../test/support/sample-trend.ts";
import { CHROMIUM, drawPage, withBrowser } from "./lib/browser.ts";
import { drawHtml, writeHtml } from "./lib/html-pictures.ts";
import { type MarkdownKind, markdownPage, type Theme } from "./lib/markdown-page.ts";
import { terminalPage } from "./lib/terminal-page.ts";

const ROOT = resolve(import.meta.dirname, "..");
const ORIGIN = {
  runUrl: "https://github.com/acme/api/actions/runs/1",
  headRevision: "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c",
};

const WIDTH = 900;

const writeTexts = async (out: string): Promise<void> => {
  for (const [name, sample] of Object.entries(SAMPLES)) {
    const report = sample();
    const write = (extension: string, text: string) => writeFile(join(out, `${name}.${extension}`), text);
    await write("comment.md", renderComment([{ report }], { workflow: "ci", ...ORIGIN }));
    await write("summary.md", renderSummary([{ report }], { ...ORIGIN, trend: trendBefore(report) }));
    await write("terminal.txt", renderTerminal(report, { colour: false }));
    await write("terminal.ansi", renderTerminal(report, { colour: true }));
    await write("json", renderJson(report));
  }
};

interface Drawing {
  readonly browser: Browser;
  readonly out: string;
  readonly name: string;
}

/** Pictures of Markdown as it is first seen, and with everything unfolded. */
const drawMarkdown = async ({ browser, out, name }: Drawing, kind: MarkdownKind, theme: Theme): Promise<string> => {
  const markdown = await readFile(join(out, `${name}.${kind}.md`), "utf8");
  const base = join(out, `${name}.${kind}${theme === "dark" ? "-dark" : ""}`);
  const open = markdown.replaceAll("<details>", "<details open>");
  for (const [file, text] of [
    [base, markdown],
    [`${base}-open`, open],
  ] as const) {
    const html = await markdownPage(text, kind, theme);
    await writeFile(`${file}.html`, html);
    await drawPage(browser, { html, file: `${file}.png`, width: WIDTH });
  }
  return `${base}.png`;
};

const drawTerminal = async ({ browser, out, name }: Drawing): Promise<string> => {
  const ansi = await readFile(join(out, `${name}.terminal.ansi`), "utf8");
  const file = join(out, `${name}.terminal.png`);
  const html = terminalPage("nix-image report .#dockerImage --baseline HEAD^ --compressed", ansi);
  await drawPage(browser, { html, file, width: 700 });
  return file;
};

/** Every picture of a sample, by its file. */
const drawSample = async (drawing: Drawing): Promise<readonly string[]> => [
  await drawMarkdown(drawing, "comment", "light"),
  await drawMarkdown(drawing, "comment", "dark"),
  await drawMarkdown(drawing, "summary", "light"),
  await drawTerminal(drawing),
];

const docsName = (picture: string): string => join(ROOT, "docs/img", basename(picture).replace("grown.", ""));

const main = async (args: readonly string[]): Promise<void> => {
  const out = resolve(args.find((arg) => !arg.startsWith("--")) ?? join(tmpdir(), "nix-image-preview"));
  const forDocs = args.includes("--docs");
  await mkdir(out, { recursive: true });
  await writeTexts(out);
  await writeHtml(out, ORIGIN.runUrl);
  const drawn = await withBrowser(async (browser) => {
    const pictures: string[] = [];
    for (const name of forDocs ? ["grown"] : Object.keys(SAMPLES))
      pictures.push(...(await drawSample({ browser, out, name })));
    pictures.push(...(await drawHtml(browser, out)));
    if (forDocs) for (const picture of pictures) await copyFile(picture, docsName(picture));
  });
  console.log(drawn ? `${out}: texts and pictures` : `${out}: texts only; ${CHROMIUM} is not there, so no pictures`);
};

await main(process.argv.slice(2));
