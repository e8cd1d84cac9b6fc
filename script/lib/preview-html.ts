import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import type { Report, TrendPoint } from "../../src/report/index.ts";
import { renderHtml } from "../../src/report/render/index.ts";
import { buildReportClient } from "./report-client.ts";

export interface PreviewOptions {
  /** Folder that is written to. */
  readonly out: string;
  readonly samples: Readonly<Record<string, () => Report>>;
  readonly runUrl: string;
  /** The browser; without it there are no pictures. */
  readonly browser: string | undefined;
  /** Folder that the best pictures are copied to. */
  readonly docs: string | undefined;
}

/** Sizes of the sample image over two weeks: now and then something comes in, once something goes. */
const trendOf = ({ image, totals }: Report): readonly TrendPoint[] =>
  [0.62, 0.62, 0.64, 0.64, 0.645, 0.7, 0.7, 0.71, 0.66, 0.66, 0.67, 0.67, 0.69, 0.71].map((part, day) => ({
    revision: (day + 10).toString(16).repeat(40).slice(0, 40),
    date: `2025-01-${String(day + 1).padStart(2, "0")}T08:00:00Z`,
    images: [
      {
        ...{ name: image.name, platform: image.platform, layers: totals.layers, storePaths: totals.storePaths },
        compressedSize: Math.round((totals.compressedSize ?? totals.contentSize) * part),
        contentSize: Math.round(totals.contentSize * part),
      },
    ],
  }));

/** What is to be seen on a picture of the page, by its name. */
const SCENES: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  treemap: async (page) => {
    await page.getByRole("gridcell", { name: "x265" }).click();
    await page.getByRole("banner").scrollIntoViewIfNeeded();
  },
  change: async (page) => page.getByRole("button", { name: "Change", exact: true }).click(),
  graph: async (page) => {
    await page.getByRole("searchbox").fill("zlib");
    await page.getByRole("gridcell", { name: "zlib" }).click();
    await page.getByRole("searchbox").fill("");
    await page.getByRole("button", { name: /^Graph of/ }).click();
    await page.getByRole("dialog").locator(".chosen").waitFor();
  },
  table: async (page) => {
    await page.getByRole("tab", { name: /^Package changes/ }).click();
    await page.getByRole("grid").getByRole("gridcell", { name: "nodejs-slim" }).click();
    await page.getByRole("tabpanel").evaluate((list) => list.scrollIntoView({ block: "end" }));
  },
};

const VIEWPORT = { width: 1400, height: 900 };

const draw = async (browser: Browser, file: string, base: string): Promise<readonly string[]> => {
  const pictures: string[] = [];
  for (const colorScheme of ["light", "dark"] as const)
    for (const [scene, act] of Object.entries(SCENES)) {
      const page = await browser.newPage({ viewport: VIEWPORT, colorScheme });
      await page.goto(pathToFileURL(file).href);
      await act(page);
      await page.mouse.move(0, 0);
      await page.waitForTimeout(200); // scrolling has no event that tells its end
      const picture = `${base}-${scene}${colorScheme === "dark" ? "-dark" : ""}.png`;
      await page.screenshot({ path: picture });
      await page.close();
      pictures.push(picture);
    }
  return pictures;
};

/** In the README, each for a light and a dark page. */
const IN_DOCS = ["html-treemap.png", "html-treemap-dark.png", "html-change.png", "html-graph.png", "html-table.png"];

/** Writes the HTML report of every sample, and pictures of the one that the README shows. */
export const previewHtml = async ({ out, samples, runUrl, browser, docs }: PreviewOptions): Promise<void> => {
  const { client } = await buildReportClient();
  for (const [name, sample] of Object.entries(samples)) {
    const report = sample();
    await writeFile(join(out, `${name}.html`), renderHtml([report], { client, runUrl, trend: trendOf(report) }));
  }
  if (browser === undefined) return;
  const running = await chromium.launch({ executablePath: browser, args: ["--no-sandbox"] });
  try {
    await draw(running, join(out, "grown.html"), join(out, "html"));
  } finally {
    await running.close();
  }
  if (docs !== undefined) for (const name of IN_DOCS) await copyFile(join(out, name), join(docs, name));
};
