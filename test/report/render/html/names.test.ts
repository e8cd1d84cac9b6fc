import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertQuiet, type Browsing, startBrowsing } from "../../../support/report-page.ts";
import { aReport, aStorePath, grown, huge } from "../../../support/sample-reports.ts";

let browsing: Browsing;
before(async () => {
  browsing = await startBrowsing();
});
after(() => browsing[Symbol.asyncDispose]());

const LONG = "python3.12-opentelemetry-instrumentation-fastapi-0.48b0";

describe("names in the HTML report", { concurrency: 2 }, () => {
  test("a node of the graph that has no room for its name tells it all the same", async () => {
    const report = aReport({ storePaths: [aStorePath("api-1.0", 9000, [LONG]), aStorePath(LONG, 5000)] });
    await using opened = await browsing.open([report]);
    const { page } = opened;
    await page.getByRole("gridcell", { name: "opentelemetry" }).click();
    await page.getByRole("button", { name: /^Graph of/ }).click();
    const node = page.getByRole("dialog").locator(".node.chosen");
    await node.waitFor();
    assert.match((await node.locator("text").first().textContent()) ?? "", /^python3\.12-opentelemetry.*…$/);
    assert.equal(await node.locator("title").textContent(), `${LONG} frees 5.1 kB`);
    assert.equal(
      await page
        .getByRole("dialog")
        .getByRole("button", { name: `${LONG} frees 5.1 kB`, exact: true })
        .count(),
      1,
    );
    assert.deepEqual(await opened.violations(), []);
    assertQuiet(opened);
  });

  for (const [name, report] of Object.entries({ grown, huge }))
    test(`${name}: what has areas in it is expanded, what has them only when it is zoomed into is not`, async () => {
      await using opened = await browsing.open([report()]);
      const { page } = opened;
      const expanded = (selector: string): Promise<readonly (string | null)[]> =>
        page
          .locator(selector)
          .evaluateAll((all) => [...new Set(all.map((it) => it.getAttribute("aria-expanded")))].toSorted());
      assert.deepEqual(await expanded(".cell.group"), ["true"]);
      assert.deepEqual(await expanded(".cell.self"), [null]);
      const closed = page.locator('.cell[aria-expanded="false"]');
      await closed.first().press("Enter");
      assert.ok((await page.getByRole("navigation", { name: "Zoom" }).getByRole("listitem").count()) > 1);
      assert.ok((await page.getByRole("treeitem").count()) > 1);
      assert.deepEqual(await opened.violations(), []);
      assertQuiet(opened);
    });
});
