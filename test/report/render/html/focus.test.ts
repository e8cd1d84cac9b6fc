import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { assertQuiet, type Browsing, type OpenPage, startBrowsing } from "../../../support/report-page.ts";
import { grown, unchanged } from "../../../support/sample-reports.ts";

let browsing: Browsing;
before(async () => {
  browsing = await startBrowsing();
});
after(() => browsing[Symbol.asyncDispose]());

const open = (): Promise<OpenPage> => browsing.open([grown()]);

const details = (page: Page) => page.getByRole("region", { name: "Details" });
const select = (page: Page, name: string) => page.getByRole("gridcell", { name }).click();
const bars = (page: Page) => page.getByRole("group", { name: "Layers, oldest first" }).getByRole("button");

/** The element that the keyboard is at, as `tag: text`. */
const focused = async (page: Page): Promise<string> => {
  const text = await page.evaluate(
    "document.activeElement.tagName.toLowerCase() + ': ' + (document.activeElement.innerText ?? '')",
  );
  return String(text).replace(/\s+/g, " ").trim();
};

describe("the keyboard in the HTML report has a place when what it was at goes away", { concurrency: 2 }, () => {
  test("details that are closed leave it at the heading of what comes in their place", async () => {
    await using opened = await open();
    const { page } = opened;
    await select(page, "x265");
    await page.getByRole("button", { name: "Close details" }).press("Enter");
    assert.equal(await focused(page), "h2: Removing frees most");
    assert.deepEqual(await opened.violations(), []);
    assertQuiet(opened);
  });

  test("details that are closed leave it in the panel where that has no heading", async () => {
    await using opened = await browsing.open([unchanged()]);
    const { page } = opened;
    await select(page, "glibc");
    await page.getByRole("button", { name: "Change", exact: true }).click();
    await page.getByRole("button", { name: "Close details" }).press("Enter");
    assert.match(await focused(page), /^section: No package was added, removed or changed\./);
    assertQuiet(opened);
  });

  test("a path in the details leads to the heading of its own", async () => {
    await using opened = await open();
    const { page } = opened;
    await select(page, "x265");
    await details(page)
      .locator(".chain")
      .getByRole("button", { name: /^imaging/ })
      .press("Enter");
    assert.equal(await focused(page), "h2: imaging 1.4.0");
    await details(page).locator(".paths").last().getByRole("button").first().press("Enter");
    assert.match(await focused(page), /^h2: (?!imaging)/);
    assertQuiet(opened);
  });

  test("a bar beside the treemap leads to the heading of what it stands for", async () => {
    await using opened = await open();
    const { page } = opened;
    await details(page)
      .getByRole("button", { name: /^icu4c/ })
      .press("Enter");
    assert.equal(await focused(page), "h2: icu4c 74.2");
    await page.getByRole("button", { name: "Close details" }).press("Enter");
    await page.getByRole("button", { name: "Change", exact: true }).click();
    await details(page).getByRole("button", { name: /^x265/ }).press("Enter");
    assert.match(await focused(page), /^h2: x265/);
    assertQuiet(opened);
  });

  test("a layer of the details stays where it is", async () => {
    await using opened = await open();
    const { page } = opened;
    await select(page, "x265");
    await details(page)
      .getByRole("button", { name: /^layer / })
      .first()
      .press("Enter");
    assert.match(await focused(page), /^button: layer \d+/);
    assertQuiet(opened);
  });

  test("a layer that is chosen no more leaves it in the search field", async () => {
    await using opened = await open();
    const { page } = opened;
    await bars(page).nth(22).click();
    await page.getByRole("button", { name: /layer 23 only/ }).press("Enter");
    await page.getByRole("button", { name: /layer 23 only/ }).waitFor({ state: "detached" });
    assert.equal(await page.evaluate("document.activeElement.id"), "search");
    assertQuiet(opened);
  });

  test("a graph that was left at another node leads back to the button for graphs", async () => {
    await using opened = await open();
    const { page } = opened;
    await page.getByRole("button", { name: "Change", exact: true }).click();
    await page.getByRole("gridcell", { name: "x265" }).click();
    await page.getByRole("button", { name: /^Graph of/ }).press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: /^glibc/ }).press("Enter");
    await dialog.locator(".chosen", { hasText: "glibc" }).waitFor();
    await dialog.getByRole("button", { name: "Close" }).press("Enter");
    await page.locator("dialog").waitFor({ state: "detached" });
    assert.equal(await focused(page), "button: Graph of all ways to it");
    assert.match(await details(page).innerText(), /glibc 2\.40/);
    assertQuiet(opened);
  });

  test("a step back out of the treemap keeps it at that step", async () => {
    await using opened = await open();
    const { page } = opened;
    await page
      .getByRole("treeitem", { name: /^imaging/ })
      .first()
      .click({ position: { x: 10, y: 8 } });
    await page.getByRole("navigation", { name: "Zoom" }).getByRole("button", { name: "api-1.12.0" }).press("Enter");
    assert.equal(await focused(page), "span: api-1.12.0");
    assertQuiet(opened);
  });
});
