import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import type { Report } from "../../../../src/report/index.ts";
import { assertQuiet, type Browsing, startBrowsing } from "../../../support/report-page.ts";
import { aReport, aStorePath, compared, unchanged } from "../../../support/sample-reports.ts";

let browsing: Browsing;
before(async () => {
  browsing = await startBrowsing();
});
after(() => browsing[Symbol.asyncDispose]());

const withoutFiles = (): Report => aReport({ storePaths: [], rootSize: 0 });
const withoutLayers = (): Report => ({ ...withoutFiles(), layers: [] });
const withoutStore = (): Report => aReport({ storePaths: [] });
const sameSize = (): Report => {
  const of = (salt: string) => aReport({ storePaths: [aStorePath("tool-1.0", 5000, [], { salt })] });
  return compared(of("before"), of("next"));
};

const details = (page: Page) => page.getByRole("region", { name: "Details" });
const map = (page: Page) => page.locator(".map");

interface Case {
  readonly report: () => Report;
  readonly mode?: "Change";
  /** In place of the treemap. */
  readonly map: string;
  /** The first line beside it. */
  readonly details: string;
}

const CASES: Readonly<Record<string, Case>> = {
  "an image that did not change": {
    ...{ report: unchanged, mode: "Change", map: "No package changed its size." },
    details: "No package was added, removed or changed.",
  },
  "an image whose packages were rebuilt": {
    ...{ report: sameSize, mode: "Change", map: "No package changed its size.", details: "Changed most" },
  },
  "an image without a store that did not change": {
    ...{ report: () => compared(withoutStore(), withoutStore()), mode: "Change" },
    ...{
      map: "The files take as many bytes as in the baseline.",
      details: "No package was added, removed or changed.",
    },
  },
  "an image without files": { report: withoutFiles, map: "The image holds no files.", details: "Largest layers" },
  "an image without layers": {
    ...{ report: withoutLayers, map: "The image holds no files.", details: "The image has no layers." },
  },
};

describe("what is empty in the HTML report", { concurrency: 2 }, () => {
  for (const [name, { report, mode, map: wanted, details: line }] of Object.entries(CASES))
    test(`${name} says so in place of areas that nobody can see`, async () => {
      await using opened = await browsing.open([report()]);
      const { page } = opened;
      if (mode !== undefined) await page.getByRole("button", { name: mode, exact: true }).click();
      assert.equal(await map(page).locator(".empty").innerText(), wanted);
      assert.equal(await page.getByRole("treeitem").count(), 0);
      assert.equal((await details(page).innerText()).split("\n")[0], line);
      assert.deepEqual(await opened.violations(), []);
      assertQuiet(opened);
    });

  test("the treemap is there again in the mode that has areas", async () => {
    await using opened = await browsing.open([unchanged()]);
    const { page } = opened;
    const areas = await page.getByRole("treeitem").count();
    await page.getByRole("button", { name: "Change", exact: true }).click();
    await page.getByRole("button", { name: "Size", exact: true }).click();
    assert.equal(await page.getByRole("treeitem").count(), areas);
    assert.ok(areas > 10, `${areas} areas`);
    assertQuiet(opened);
  });
});
