import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { CHROMIUM, withBrowser } from "../script/lib/browser.ts";
import { buildReportClient } from "../script/lib/report-client.ts";
import { renderHtml } from "../src/report/render/index.ts";
import { ACTS, timed } from "../test/support/page-acts.ts";
import { stressChange } from "../test/support/stress-report.ts";

/** bench/page.ts: how long the HTML report of 20,000 store paths takes to be there and to answer, beside a page that only parses its data. */
const ROUNDS = 9;

/** The least that any page could do with the data. */
const floorOf = (page: string): string => {
  const data = /<script type="application\/json" id="report">.*?<\/script>/s.exec(page)?.[0] ?? "";
  return `<!doctype html><meta charset="utf-8"><title></title>${data}
<script>JSON.parse(document.getElementById("report").textContent); performance.mark("report-ready")</script>`;
};

const READY = "performance.getEntriesByName('report-ready')[0]?.startTime";

/** Milliseconds until the page is there, then those of each act. */
const measure = async (browser: Browser, file: string, acts: readonly string[]): Promise<readonly number[]> => {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.goto(pathToFileURL(file).href);
  await page.waitForFunction(READY, undefined, { polling: 20 }).catch(() => {});
  const times = [Number(await page.evaluate(READY))];
  for (const act of acts) times.push(Number(await page.evaluate(timed(act))));
  await page.close();
  return times;
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const columns = (rounds: readonly (readonly number[])[]): readonly number[] =>
  (rounds[0] ?? []).map((_, column) => median(rounds.map((round) => round[column] ?? Number.NaN)));

const main = async (): Promise<void> => {
  const { client } = await buildReportClient();
  const html = renderHtml([stressChange(20_000)], { client });
  const dir = await mkdtemp(join(tmpdir(), "bench-page-"));
  const [ours, floor] = [join(dir, "report.html"), join(dir, "floor.html")];
  await writeFile(ours, html);
  await writeFile(floor, floorOf(html));
  const rounds: (readonly number[])[] = [];
  const floors: (readonly number[])[] = [];
  const ran = await withBrowser(async (browser) => {
    for (let round = 0; round <= ROUNDS; round++) {
      const pair = [await measure(browser, floor, []), await measure(browser, ours, Object.values(ACTS))] as const;
      if (round === 0) continue; // the first one warms up
      floors.push(pair[0]);
      rounds.push(pair[1]);
    }
  });
  await rm(dir, { recursive: true });
  if (!ran) return console.log(`${CHROMIUM} is not there`);
  const [ready = 0, ...acts] = columns(rounds);
  const [least = 0] = columns(floors);
  console.log(
    `| ready | ${Math.round(ready)} ms | parsing its data alone: ${Math.round(least)} ms | ${(ready / least).toFixed(1)} |`,
  );
  for (const [index, act] of Object.keys(ACTS).entries())
    console.log(`| ${act} | ${Math.round(acts[index] ?? 0)} ms | | |`);
};

await main();
