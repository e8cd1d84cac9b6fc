import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import type { Report } from "../../../../src/report/index.ts";
import { assertQuiet, type Browsing, type OpenPage, startBrowsing } from "../../../support/report-page.ts";
import { aReport, aStorePath, grown, huge } from "../../../support/sample-reports.ts";

let browsing: Browsing;
before(async () => {
  browsing = await startBrowsing();
});
after(() => browsing[Symbol.asyncDispose]());

const openOnPhone = (...reports: readonly Report[]): Promise<OpenPage> =>
  browsing.open(reports, {}, { viewport: { width: 390, height: 844 } });

const MANY = Array.from({ length: 200 }, (_, index) => aStorePath(`package${index}-1.0`, 5000 + index));

/** Pixels that the page is wider than what is seen of it. */
const overflow = (page: Page): Promise<unknown> =>
  page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");

const lefts = (page: Page, selector: string): Promise<readonly number[]> =>
  page.locator(selector).evaluateAll((all) => all.map((it) => Math.round(it.getBoundingClientRect().left)));

describe("the HTML report on a phone", { concurrency: 2 }, () => {
  for (const [layers, report] of [
    [100, huge],
    [127, () => aReport({ storePaths: MANY, maxLayers: 127 })],
  ] as const)
    test(`an image of ${layers} layers is no wider than the page, and each layer can be chosen`, async () => {
      await using opened = await openOnPhone(report());
      const { page } = opened;
      assert.equal(await overflow(page), 0);
      const bars = page.getByRole("group", { name: "Layers, oldest first" }).getByRole("button");
      assert.equal(await bars.count(), layers);
      const widths = await bars.evaluateAll((all) => all.map((bar) => bar.getBoundingClientRect().width));
      assert.ok(Math.min(...widths) > 1.5, widths.join(" "));
      await bars.nth(layers - 1).click();
      assert.match(await page.locator(".layer-details").innerText(), new RegExp(`^Layer ${layers}\\b`));
      assert.equal(await overflow(page), 0);
      assertQuiet(opened);
    });

  test("totals stand in columns, the first below the name", async () => {
    await using opened = await openOnPhone(grown());
    const { page } = opened;
    const edges = await lefts(page, ".totals dt");
    assert.ok(edges.length > 2, `${edges.length} totals`);
    assert.deepEqual(new Set(edges).size, 2, edges.join(" "));
    assert.equal(edges[0], (await lefts(page, "h1"))[0]);
    assert.equal(await overflow(page), 0);
    assertQuiet(opened);
  });

  for (const [name, reports] of Object.entries({ "one image": [grown()], "two images": [grown(), huge()] }))
    test(`what is clicked stands beside the name of ${name}`, async () => {
      await using opened = await openOnPhone(...reports);
      const { page } = opened;
      const title = await page.getByRole("heading", { level: 1 }).boundingBox();
      const button = await page.getByRole("button", { name: /^Use .* colours$/ }).boundingBox();
      assert.ok(title !== null && button !== null);
      assert.ok(button.x >= title.x + title.width, "beside it");
      assert.ok(button.y < title.y + title.height && title.y < button.y + button.height, "in its row");
      assert.equal(await overflow(page), 0);
      assertQuiet(opened);
    });
});
