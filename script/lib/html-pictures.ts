import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { renderHtml } from "../../src/report/render/index.ts";
import { SAMPLES } from "../../test/support/sample-reports.ts";
import { trendBefore } from "../../test/support/sample-trend.ts";
import { buildReportClient } from "./report-client.ts";

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

/** Those that nobody looks at in the documents. */
const LIGHT_ONLY = ["change", "graph", "table"];

/** Pictures of the page of the sample that the documents show. */
export const drawHtml = async (browser: Browser, out: string): Promise<readonly string[]> => {
  const pictures: string[] = [];
  for (const colorScheme of ["light", "dark"] as const)
    for (const [scene, act] of Object.entries(SCENES)) {
      if (colorScheme === "dark" && LIGHT_ONLY.includes(scene)) continue;
      const page = await browser.newPage({ viewport: VIEWPORT, colorScheme });
      await page.goto(pathToFileURL(join(out, "grown.html")).href);
      await act(page);
      await page.mouse.move(0, 0);
      await page.waitForTimeout(200); // scrolling has no event that tells its end
      const picture = join(out, `html-${scene}${colorScheme === "dark" ? "-dark" : ""}.png`);
      await page.screenshot({ path: picture });
      await page.close();
      pictures.push(picture);
    }
  return pictures;
};

/** Writes the HTML report of every sample. */
export const writeHtml = async (out: string, runUrl: string): Promise<void> => {
  const { client } = await buildReportClient();
  for (const [name, sample] of Object.entries(SAMPLES)) {
    const report = sample();
    await writeFile(join(out, `${name}.html`), renderHtml([report], { client, runUrl, trend: trendBefore(report) }));
  }
};
