import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { buildReportClient } from "../../script/lib/report-client.ts";
import type { Report } from "../../src/report/index.ts";
import { type HtmlOptions, type ReportClient, renderHtml } from "../../src/report/render/index.ts";

const BROWSERS = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/google-chrome"];

const findBrowser = (): string => {
  const found = BROWSERS.find((file) => file !== undefined && existsSync(file));
  if (found !== undefined) return found;
  throw new Error(
    "no browser to open the HTML report in; script/bootstrap installs chromium, or CHROMIUM says where it is",
  );
};

let client: Promise<ReportClient> | undefined;

/** What a browser runs of the page, made from the sources as they are. */
export const reportClient = (): Promise<ReportClient> => {
  client ??= buildReportClient().then((built) => built.client);
  return client;
};

export type PageOptions = Omit<HtmlOptions, "client">;

/** A page that is open, and what it did that it should not. */
export interface OpenPage extends AsyncDisposable {
  readonly page: Page;
  /** Messages of the console, requests, dialogs, errors: a good page has none. */
  readonly incidents: readonly string[];
  /** Violations of accessibility that axe finds now. */
  readonly violations: () => Promise<readonly string[]>;
}

export interface Browsing extends AsyncDisposable {
  readonly open: (
    reports: readonly Report[],
    options?: PageOptions,
    context?: BrowserContextOptions,
  ) => Promise<OpenPage>;
}

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Rules of the standards and good practice; `page` has what the report has open. */
const findViolations = async (page: Page, axe: string): Promise<readonly string[]> => {
  // By the debugger's way, which the page's policy does not concern.
  await page.evaluate(`${axe};0`);
  const found: unknown = await page.evaluate(
    "axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 200) + ' ' + failureSummary)))",
  );
  return found as readonly string[];
};

/** One browser, each report in a context of its own. */
export const startBrowsing = async (): Promise<Browsing> => {
  const browser: Browser = await chromium.launch({ executablePath: findBrowser(), args: ["--no-sandbox"] });
  const dir = await mkdtemp(path.join(os.tmpdir(), "report-page-"));
  const axe = await readFile(AXE, "utf8");
  let pages = 0;
  return {
    open: async (reports, options = {}, context = {}) => {
      const file = path.join(dir, `${pages++}.html`);
      await writeFile(file, renderHtml(reports, { ...options, client: await reportClient() }));
      const own = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...context });
      const page = await own.newPage();
      const incidents = watch(page, pathToFileURL(file).href);
      await page.goto(pathToFileURL(file).href);
      if (context.javaScriptEnabled !== false) await untilReady(page);
      return {
        ...{ page, incidents },
        violations: () => findViolations(page, axe),
        [Symbol.asyncDispose]: () => own.close(),
      };
    },
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      await rm(dir, { recursive: true });
    },
  };
};

/** Waits for the first frame; not by the browser's own polling, which the page's policy stops. */
export const untilReady = async (page: Page): Promise<void> => {
  const isReady = (): Promise<unknown> => page.evaluate("performance.getEntriesByName('report-ready').length > 0");
  while ((await isReady()) !== true) await setTimeout(20);
};

const watch = (page: Page, address: string): readonly string[] => {
  const incidents: string[] = [];
  page.on("console", (message) => incidents.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => incidents.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== address) incidents.push(`request: ${request.url()}`);
  });
  page.on("dialog", (dialog) => {
    incidents.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("popup", (popup) => incidents.push(`popup: ${popup.url()}`));
  return incidents;
};

/** Fails when the page did what it should not. */
export const assertQuiet = ({ incidents }: OpenPage): void => assert.deepEqual(incidents, []);
