import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Where Chromium is on Debian, unless CHROMIUM says otherwise. */
export const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** Runs `work` with a browser; false where there is none. */
export const withBrowser = async (work: (browser: Browser) => Promise<void>): Promise<boolean> => {
  if (!existsSync(CHROMIUM)) return false;
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  try {
    await work(browser);
  } finally {
    await browser.close();
  }
  return true;
};

export interface Picture {
  readonly html: string;
  readonly file: string;
  readonly width: number;
}

/** Draws a whole page. */
export const drawPage = async (browser: Browser, { html, file, width }: Picture): Promise<void> => {
  const page = await browser.newPage({ viewport: { width, height: 100 } });
  await page.setContent(html);
  await page.screenshot({ path: file, fullPage: true });
  await page.close();
};
