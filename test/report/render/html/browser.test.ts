import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { formatBytes, formatChange } from "../../../../src/core/units.ts";
import { compareVersions } from "../../../../src/core/version.ts";
import { parseReportFile, type Report } from "../../../../src/report/index.ts";
import { runCli } from "../../../cli/support/run-cli.ts";
import { fixturePath, withoutFixtures } from "../../../support/fixtures.ts";
import { hostile } from "../../../support/hostile-report.ts";
import { ACTS, timed } from "../../../support/page-acts.ts";
import { assertQuiet, type Browsing, type OpenPage, startBrowsing, untilReady } from "../../../support/report-page.ts";
import { aReport, grown, overBudget, SAMPLES } from "../../../support/sample-reports.ts";
import { stressChange } from "../../../support/stress-report.ts";

let browsing: Browsing;
before(async () => {
  browsing = await startBrowsing();
});
after(() => browsing[Symbol.asyncDispose]());

const open = (report: Report, ...more: readonly Report[]): Promise<OpenPage> => browsing.open([report, ...more]);

const TREND = Array.from({ length: 5 }, (_, index) => ({
  revision: String(index).repeat(40),
  date: "2025-01-02T03:04:05Z",
  images: [
    {
      name: "api",
      platform: "linux/amd64",
      compressedSize: 1e8 + index * 1e6,
      contentSize: 3e8,
      layers: 24,
      storePaths: 27,
    },
  ],
}));

const cell = (page: Page, name: string) => page.getByRole("treeitem", { name: new RegExp(`^${name}`) }).first();
const crumbs = (page: Page) => page.getByRole("navigation", { name: "Zoom" }).getByRole("listitem").allInnerTexts();
const panel = (page: Page) => page.getByRole("region", { name: "Details" });
const rows = (page: Page) => page.locator(".grid .row:not(.head)");
const firstCells = (page: Page, count: number) =>
  rows(page)
    .locator(":scope > :first-child")
    .allInnerTexts()
    .then((texts) => texts.slice(0, count));
/** Of all rows, also those that are not in the page. */
const count = async (page: Page) => Number(await page.getByRole("grid").getAttribute("aria-rowcount")) - 1;
const focusedName = (page: Page) => page.evaluate("document.activeElement.getAttribute('aria-label')");

/** Presses one key after the other, as somebody without a mouse. */
const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};

describe("the HTML report in a browser", { concurrency: 2 }, () => {
  test("the header says what the comment says", async () => {
    await using opened = await browsing.open([overBudget()], {
      runUrl: "https://github.com/acme/api/actions/runs/1",
      trend: TREND,
    });
    const { page } = opened;
    assert.match(await page.locator(".verdict").innerText(), /^\+36\.5 MB \(\+41 %\) → 125\.9 MB compressed/);
    assert.match(await page.locator(".why").first().innerText(), /^Why: ffmpeg 7\.1 is new/);
    assert.equal(
      await page.getByRole("link", { name: "workflow run" }).getAttribute("href"),
      "https://github.com/acme/api/actions/runs/1",
    );
    const trend = await page.getByRole("img").getAttribute("aria-label");
    assert.equal(
      trend,
      "compressed size, 5 earlier builds of the default branch and this one: from 100.0 MB to 125.9 MB, least 100.0 MB, most 125.9 MB",
    );
    await page.getByRole("button", { name: /budget 100 MB/ }).click();
    assert.match(await page.getByRole("tabpanel").innerText(), /max-size\s+100 MB\s+125\.9 MB\s+broken/);
    assertQuiet(opened);
  });

  test("a click zooms into a group and selects it, Escape leads out again", async () => {
    await using opened = await open(grown());
    const { page } = opened;
    await cell(page, "imaging-1.4.0").click({ position: { x: 10, y: 8 } });
    assert.deepEqual(await crumbs(page), ["api", "api-1.12.0", "imaging-1.4.0"]);
    assert.match(await panel(page).innerText(), /^×\s*imaging 1\.4\.0/);
    assert.equal(await page.getByRole("treeitem", { name: /^nodejs/ }).count(), 0);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    assert.deepEqual(await crumbs(page), ["api"]);
    await cell(page, "imaging-1.4.0").click({ position: { x: 10, y: 8 } });
    await page.getByRole("button", { name: "api-1.12.0", exact: true }).first().click();
    assert.deepEqual(await crumbs(page), ["api", "api-1.12.0"]);
    assertQuiet(opened);
  });

  test("a cell that is too small for its name is named where the pointer is", async () => {
    await using opened = await open(grown());
    const { page } = opened;
    await cell(page, "libogg-1.3.5").hover();
    assert.match(await page.locator(".legend").innerText(), /^libogg-1\.3\.5 60\.7 kB\s+348\.3 MB in all$/);
    await page.getByRole("searchbox").hover();
    assert.match(await page.locator(".legend").innerText(), /^Area: /);
    assertQuiet(opened);
  });

  test("the treemap is used by keyboard alone", async () => {
    await using opened = await open(grown());
    const { page } = opened;
    await page.locator('.treemap [tabindex="0"]').focus();
    assert.match(String(await focusedName(page)), /^api-1\.12\.0/);
    await press(page, "PageDown");
    const first = String(await focusedName(page));
    await press(page, "ArrowRight");
    assert.notEqual(await focusedName(page), first);
    await press(page, "ArrowLeft", "PageUp", "Enter");
    assert.equal((await crumbs(page)).length, 2);
    assert.equal(await page.evaluate("document.activeElement.getAttribute('role')"), "treeitem");
    await press(page, "Escape");
    assert.deepEqual(await crumbs(page), ["api"]);
    assert.equal(await page.evaluate("document.activeElement.getAttribute('role')"), "treeitem");
    assertQuiet(opened);
  });

  test("areas are as large as what they stand for, and no label leaves its cell", async () => {
    await using opened = await open(SAMPLES["without-graph"]?.() ?? grown());
    const { page } = opened;
    const cells = (await page.evaluate(
      "[...document.querySelectorAll('.cell.leaf:not(.rest)')].map((it) => ({ name: it.getAttribute('aria-label'), area: (it.getBoundingClientRect().width + 2) * (it.getBoundingClientRect().height + 2) }))",
    )) as readonly { name: string; area: number }[];
    const bytesOf = (name: string): number => {
      const [, value = "0", unit = ""] = / ([\d.]+) ([kMG]?B)$/.exec(name) ?? [];
      return Number(value) * ({ kB: 1e3, MB: 1e6, GB: 1e9 }[unit] ?? 1);
    };
    const scales = cells.filter(({ area }) => area > 2000).map(({ name, area }) => area / bytesOf(name));
    assert.ok(scales.length > 8, `${scales.length} cells`);
    assert.ok(Math.max(...scales) / Math.min(...scales) < 1.1, scales.join(" "));
    const outside = await page.evaluate(
      "[...document.querySelectorAll('.cell .label')].filter((it) => { const a = it.getBoundingClientRect(), b = it.parentElement.getBoundingClientRect(); return a.bottom > b.bottom + 1 || a.right > b.right + 1 }).map((it) => it.textContent)",
    );
    assert.deepEqual(outside, []);
    assertQuiet(opened);
  });

  test("change mode shows every change with its sign, and the comparison's sum", async () => {
    const report = grown();
    await using opened = await open(report);
    const { page } = opened;
    await page.getByRole("button", { name: "Change", exact: true }).click();
    const { comparison } = report;
    assert.ok(comparison?.kind === "compared");
    const { baseline = 0, current = 0 } = comparison.totals.contentSize;
    assert.match(
      await page.locator(".legend").innerText(),
      new RegExp(`together \\${formatChange(current - baseline)} unpacked`),
    );
    assert.match(
      (await page.getByRole("treeitem", { name: /and what it brought/ }).getAttribute("aria-label")) ?? "",
      /\+96\.9 MB$/,
    );
    assert.equal(await cell(page, "x265 4.1").evaluate((element) => element.className.includes("tone-new")), true);
    await cell(page, "x265 4.1").click();
    assert.match(await panel(page).innerText(), /In this change\s+new/);
    assert.match(await page.evaluate("location.hash"), /mode=change&path=/);
    assertQuiet(opened);
  });

  test("the panel tells why a path is there, and leads along the references", async () => {
    const report = grown();
    await using opened = await open(report);
    const { page } = opened;
    await page.getByRole("gridcell", { name: "x265" }).click();
    const entry = report.storePaths.find(({ pname }) => pname === "x265");
    const text = await panel(page).innerText();
    for (const bytes of [entry?.narSize, entry?.closureSize, entry?.retainedSize])
      assert.ok(text.includes(formatBytes(bytes ?? 0)), text);
    const chain = await panel(page).locator(".chain li").allInnerTexts();
    assert.deepEqual(
      chain.map((line) => line.split("\n")[0]),
      ["api", "api-1.12.0", "imaging-1.4.0", "ffmpeg-7.1-bin", "ffmpeg-7.1-lib", "x265-4.1"],
    );
    await panel(page)
      .locator("section", { hasText: "Refers to" })
      .last()
      .getByRole("button", { name: /^glibc/ })
      .click();
    assert.match(await panel(page).innerText(), /glibc 2\.40-36/);
    assert.equal(
      await page
        .locator('.row[aria-selected="true"]')
        .first()
        .innerText()
        .then((line) => line.split("\n")[0]),
      "glibc",
    );
    assertQuiet(opened);
  });

  test("tables are searched with a slash and sorted by every column", async () => {
    await using opened = await open(grown());
    const { page } = opened;
    await press(page, "/");
    await page.keyboard.type("FFMPEG 7.1");
    assert.deepEqual(
      (await firstCells(page, 9)).map((name) => name.replace(/\s+/g, " ")),
      ["ffmpeg lib", "ffmpeg bin"],
    );
    await page.getByRole("searchbox").fill("lib");
    const names = await firstCells(page, 40);
    for (const header of await page.getByRole("columnheader").all()) {
      await header.getByRole("button").click();
      const once = await header.getAttribute("aria-sort");
      const up = await firstCells(page, 40);
      await header.getByRole("button").click();
      const twice = await header.getAttribute("aria-sort");
      assert.deepEqual([once, twice].toSorted(), ["ascending", "descending"]);
      assert.deepEqual((await firstCells(page, 40)).toSorted(), names.toSorted());
      assert.ok(up.length === names.length);
    }
    await page.getByRole("columnheader", { name: "Name" }).getByRole("button").click();
    const sorted = await firstCells(page, 40);
    assert.deepEqual(
      sorted,
      [...sorted].sort((a, b) => (a < b ? -1 : 1)),
    );
    assertQuiet(opened);
  });

  test("versions are sorted as versions", async () => {
    await using opened = await open(grown());
    const { page } = opened;
    const versions = () => rows(page).locator(":scope > :nth-child(2)").allInnerTexts();
    await page.getByRole("columnheader", { name: "Version" }).getByRole("button").click();
    const sorted = (await versions()).filter((version) => version !== "");
    assert.ok(sorted.includes("3.11.0") && sorted.indexOf("3.4.6") < sorted.indexOf("3.11.0"), sorted.join(" "));
    assert.deepEqual(sorted, sorted.toSorted(compareVersions));
    assertQuiet(opened);
  });

  test("a whole store path finds its path, and the package that has it, also one that is gone", async () => {
    const report = grown();
    await using opened = await open(report);
    const { page } = opened;
    const path = report.storePaths.find(({ pname }) => pname === "x265")?.path ?? "";
    await page.getByRole("searchbox").fill(path);
    assert.deepEqual(await firstCells(page, 9), ["x265"]);
    await page.getByRole("tab", { name: /^Package changes/ }).click();
    assert.equal(await count(page), 1);
    assert.ok(report.comparison?.kind === "compared");
    const gone = report.comparison.packages.find(({ pname }) => pname === "nodejs-slim")?.baseline.paths[0] ?? "";
    await page.getByRole("searchbox").fill(gone);
    assert.match(await rows(page).first().innerText(), /nodejs-slim/);
    assertQuiet(opened);
  });

  test("a key that is pressed with Alt is the browser's", async () => {
    await using opened = await open(grown());
    const { page } = opened;
    await cell(page, "icu4c-74.2").click();
    await press(page, "Alt+ArrowDown");
    assert.match(String(await focusedName(page)), /^icu4c/);
    await press(page, "ArrowDown");
    assert.doesNotMatch(String(await focusedName(page)), /^icu4c/);
    assertQuiet(opened);
  });

  test("a package that is chosen by its change stays chosen among the sizes", async () => {
    await using opened = await open(grown());
    const { page } = opened;
    await page.getByRole("button", { name: "Change", exact: true }).click();
    await cell(page, "x265").click();
    await page.getByRole("button", { name: "Size", exact: true }).click();
    assert.match((await page.locator('.cell[aria-selected="true"]').getAttribute("aria-label")) ?? "", /^x265/);
    assertQuiet(opened);
  });

  test("a table is used by keyboard alone", async () => {
    await using opened = await open(grown());
    const { page } = opened;
    await page.getByRole("grid").focus();
    await press(page, "ArrowDown", "ArrowDown", "Enter");
    assert.match(await panel(page).innerText(), /api-node-modules/);
    await press(page, "End", "Enter");
    assert.equal(await page.locator('.row[aria-selected="true"]').count(), 1);
    await page.getByRole("tab", { name: /Store paths/ }).focus();
    await press(page, "ArrowRight");
    assert.match(await page.getByRole("tab", { selected: true }).innerText(), /^Package changes/);
    await page.getByRole("grid").focus();
    await press(page, "ArrowDown", "Enter");
    assert.match(await panel(page).innerText(), /In this change/);
    assertQuiet(opened);
  });

  test("a layer filters the tables and says what it is", async () => {
    const report = grown();
    await using opened = await open(report);
    const { page } = opened;
    const bars = page.getByRole("group", { name: "Layers, oldest first" }).getByRole("button");
    assert.equal(await bars.count(), report.layers.length);
    const widths = await bars.evaluateAll((all) => all.map((bar) => bar.clientWidth));
    const largest = report.layers.map(({ compressedSize = 0 }) => compressedSize);
    assert.equal(widths.indexOf(Math.max(...widths)), largest.indexOf(Math.max(...largest)));
    await bars.nth(22).click();
    const held = report.storePaths.filter(({ layers }) => layers.includes(22));
    assert.equal(await count(page), held.length);
    assert.ok((await page.locator(".layer-details").innerText()).includes(report.layers[22]?.diffId ?? "?"));
    await bars.nth(22).press("ArrowLeft");
    await press(page, "Enter");
    assert.match(await page.locator(".layer-details").innerText(), /^Layer 22/);
    await page.getByRole("button", { name: /layer 22 only/ }).click();
    assert.equal(await count(page), report.storePaths.length);
    assertQuiet(opened);
  });

  test("the graph of a path is drawn by Graphviz, and leads on from node to node", async () => {
    await using opened = await open(grown());
    const { page } = opened;
    assert.equal(await page.evaluate("typeof reportGraphviz"), "undefined");
    await page.getByRole("gridcell", { name: "x265" }).click();
    await page.getByRole("button", { name: /^Graph of/ }).click();
    const dialog = page.getByRole("dialog");
    const node = (name: string) => dialog.getByRole("button", { name: new RegExp(`^${name}`) });
    await node("x265-4.1").waitFor();
    assert.deepEqual(
      (await dialog.locator(".node.on-chain, .node.chosen").allTextContents())
        .map((text) => text.match(/(api-1|imaging|ffmpeg-7.1-bin|ffmpeg-7.1-lib|x265-4.1)/)?.[0])
        .toSorted(),
      ["api-1", "ffmpeg-7.1-bin", "ffmpeg-7.1-lib", "imaging", "x265-4.1"],
    );
    assert.equal(await dialog.locator(".edge.on-chain").count(), 4);
    await node("glibc").focus();
    await press(page, "Enter");
    await dialog.locator(".chosen", { hasText: "glibc" }).waitFor();
    assert.match(await panel(page).innerText(), /glibc 2\.40/);
    await press(page, "Escape");
    assert.equal(await page.getByRole("dialog").count(), 0);
    assertQuiet(opened);
  });

  test("a graph that is too large says what it leaves out", async () => {
    await using opened = await open(SAMPLES["huge"]?.() ?? grown(), grown());
    const { page } = opened;
    await page.getByRole("combobox", { name: "Image" }).selectOption({ index: 0 });
    await page.getByRole("searchbox").fill("package2047-");
    await rows(page).first().click();
    await page.getByRole("button", { name: /^Graph of/ }).click();
    await page.getByRole("dialog").locator(".chosen").waitFor();
    const nodes = await page.getByRole("dialog").locator(".node").count();
    assert.ok(nodes > 1 && nodes <= 60, `${nodes} nodes`);
    assertQuiet(opened);
  });

  test("one of several images is picked", async () => {
    await using opened = await open(grown(), aReport({ name: "worker" }));
    const { page } = opened;
    await page.getByRole("combobox", { name: "Image" }).selectOption({ label: "worker · linux/amd64" });
    assert.match(await page.getByRole("heading", { level: 1 }).innerText(), /^worker/);
    assert.equal(await page.getByRole("button", { name: "Change", exact: true }).isDisabled(), true);
    assert.equal(await page.evaluate("location.hash"), "#image=2");
    assertQuiet(opened);
  });

  test("a link leads to a path in change mode", async () => {
    const report = grown();
    await using opened = await open(report);
    const { page } = opened;
    const base = report.storePaths.find(({ pname }) => pname === "x265")?.path.slice("/nix/store/".length);
    await page.evaluate(`location.hash = "#mode=change&path=${base}"`);
    await panel(page).getByText("x265").first().waitFor(); // in the page that is open
    await page.reload();
    await untilReady(page);
    assert.match(await panel(page).innerText(), /x265 4\.1/);
    assert.match(await page.getByRole("tab", { selected: true }).innerText(), /^Package changes/);
    assert.equal(await page.getByRole("button", { name: "Change", exact: true }).getAttribute("aria-pressed"), "true");
  });

  test("colours follow the system, and the reader's choice goes before it", async () => {
    await using opened = await browsing.open([grown()], {}, { colorScheme: "dark" });
    const { page } = opened;
    const back = (): Promise<unknown> => page.evaluate("getComputedStyle(document.body).backgroundColor");
    assert.equal(await back(), "rgb(15, 19, 24)");
    await page.getByRole("button", { name: "Use light colours" }).click();
    assert.equal(await back(), "rgb(255, 255, 255)");
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await page.getByRole("heading", { level: 1 }).waitFor();
    assert.equal(await back(), "rgb(255, 255, 255)");
    assertQuiet(opened);
  });

  test("on paper there are treemap, totals and tables, no controls and nothing cut off", async () => {
    await using opened = await open(overBudget());
    const { page } = opened;
    const pdf = await page.pdf({ format: "A4" });
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
    await page.setViewportSize({ width: 703, height: 1000 });
    await page.emulateMedia({ media: "print" });
    for (const text of ["Package changes", "Store paths", "Findings", "Budgets"])
      await page.getByRole("heading", { name: text }).first().waitFor();
    assert.equal(await page.getByRole("searchbox").count(), 0);
    assert.equal(await page.locator(".controls").isVisible(), false);
    const wide = await page.evaluate("document.documentElement.scrollWidth");
    assert.ok(Number(wide) <= 703, `${wide} pixels wide`);
    assert.equal(
      await page.evaluate(
        "[...document.querySelectorAll('.grid')].every((it) => it.scrollHeight <= it.clientHeight + 1)",
      ),
      true,
    );
    await page.emulateMedia({ media: "screen" });
    await page.getByRole("searchbox").waitFor();
    assertQuiet(opened);
  });

  test("areas and layers stay apart where the system sets the colours", async () => {
    await using opened = await browsing.open([grown()], {}, { forcedColors: "active" });
    const { page } = opened;
    const backgrounds = (selector: string): Promise<readonly string[]> =>
      page.evaluate(
        `[...new Set([...document.querySelectorAll("${selector}")].map((it) => getComputedStyle(it).backgroundColor))]`,
      );
    assert.ok((await backgrounds(".cell")).length > 4);
    assert.equal((await backgrounds(".bar")).length, 2);
    assertQuiet(opened);
  });

  for (const colorScheme of ["light", "dark"] as const)
    test(`axe finds nothing in ${colorScheme} colours, whatever is open`, async () => {
      await using opened = await browsing.open([overBudget(), grown()], { trend: TREND }, { colorScheme });
      const { page, violations } = opened;
      assert.deepEqual(await violations(), [], "as it opens");
      await page.getByRole("gridcell", { name: "x265" }).click();
      await page.getByRole("group", { name: "Layers, oldest first" }).getByRole("button").nth(22).click();
      assert.deepEqual(await violations(), [], "with a path and a layer");
      await page.getByRole("button", { name: "Change", exact: true }).click();
      for (const tab of ["Package changes", "Largest files", "Findings", "Budgets", "Configuration"]) {
        await page.getByRole("tab", { name: new RegExp(`^${tab}`) }).click();
        assert.deepEqual(await violations(), [], tab);
      }
      await page.getByRole("button", { name: /^Graph of/ }).click();
      await page.getByRole("dialog").locator(".chosen").waitFor();
      assert.deepEqual(await violations(), [], "graph");
      assertQuiet(opened);
    });

  test("axe finds nothing in the images that have no graph, no store, or no change", async () => {
    for (const name of ["without-graph", "dockerfile-upgraded", "unchanged", "wasteful"]) {
      await using opened = await open(SAMPLES[name]?.() ?? grown());
      await opened.page.getByRole("tab").last().click();
      if (name === "wasteful") await opened.page.getByRole("tab", { name: /^Could be left out/ }).click();
      assert.deepEqual(await opened.violations(), [], name);
      assertQuiet(opened);
    }
  });

  for (const name of ["grown", "hostile-budgets", "hostile-causes", "hostile-dockerfile"])
    test(`${name} with nasty names runs nothing and asks for nothing`, async () => {
      await using opened = await open(hostile(SAMPLES[name]?.() ?? grown()));
      const { page } = opened;
      for (const tab of await page.getByRole("tab").all()) await tab.click();
      for (const button of await page.locator(".segments button:enabled").all()) await button.click();
      for (const item of (await page.getByRole("treeitem").all()).slice(0, 5))
        if (await item.isVisible()) await item.click({ force: true });
      const graph = page.getByRole("button", { name: /^Graph of/ });
      if ((await graph.count()) > 0) {
        await graph.click();
        await page.getByRole("dialog").locator(".chosen").waitFor();
      }
      const links = await page.locator("a").evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
      assert.deepEqual(
        links.filter((href) => !href.startsWith("https://github.com/nix-image-action/")),
        [],
      );
      assert.equal(await page.locator("img, iframe, object, embed, link, form").count(), 0);
      assertQuiet(opened);
    });

  test("the policy stops a script that would get into the page all the same", async () => {
    await using opened = await open(grown());
    const { page, incidents } = opened;
    const failed: (string | undefined)[] = [];
    page.on("requestfailed", (request) => failed.push(request.failure()?.errorText));
    await page.evaluate(
      "const it = document.createElement('script'); it.textContent = 'globalThis.ran = true'; document.body.append(it); const image = new Image(); image.src = 'https://evil.example/x.png'; document.body.append(image)",
    );
    assert.equal(await page.evaluate("typeof ran"), "undefined");
    assert.equal(incidents.filter((it) => /Content Security Policy/.test(it)).length, 2, incidents.join("\n"));
    assert.deepEqual(failed, ["csp"]);
  });

  test("an image that Nix made is shown with what it was built from", { skip: withoutFixtures }, async () => {
    const [baseline, current] = ["a", "b"].map((side) => fixturePath(`images/app-rev-${side}.tar.gz`));
    const args = ["report", current ?? "", "--baseline", baseline ?? "", "--json", "-"];
    const { stdout } = await runCli(args, { cwd: import.meta.dirname });
    const parsed = parseReportFile(stdout);
    assert.ok(parsed.kind === "ok");
    await using opened = await browsing.open(parsed.value);
    const { page } = opened;
    assert.match(await page.locator(".why").first().innerText(), /^Why: nss-cacert 3\.101 is new/);
    await cell(page, "openssl-3.0.22").click();
    const chain = await panel(page).locator(".chain li").allInnerTexts();
    assert.deepEqual(
      chain.map((line) => line.split("\n")[0]),
      ["app", "hello-server-1.1.0", "openssl-3.0.22"],
    );
    assert.match(await panel(page).innerText(), /upgraded 3\.0\.20 → 3\.0\.22 \+8\.1 kB/);
    assert.deepEqual(await opened.violations(), []);
    assertQuiet(opened);
  });

  test("without scripts the summary is read", async () => {
    await using opened = await browsing.open([grown()], {}, { javaScriptEnabled: false });
    assert.match(await opened.page.locator("body").innerText(), /\+36\.5 MB \(\+41 %\) → 125\.9 MB compressed/);
    assertQuiet(opened);
  });
});

/** After all others, so that nothing else is running. `bench/page` measures; here the figures are only told. */
test("20,000 store paths with 100,000 references are there, and answer", async (context) => {
  await using opened = await open(stressChange(20_000));
  const { page } = opened;
  const ready = Number(await page.evaluate("performance.getEntriesByName('report-ready')[0].startTime"));
  context.diagnostic(`ready after ${Math.round(ready)} ms`);
  for (const [what, act] of Object.entries(ACTS)) {
    context.diagnostic(`${what}: ${Math.round(Number(await page.evaluate(timed(act))))} ms`);
    // Only what is to be seen of 20,000 rows is in the page, whatever is done to them.
    assert.ok((await rows(page).count()) < 60, what);
  }
  assert.equal((await page.getByRole("grid").getAttribute("aria-rowcount").then(Number)) > 1, true);
  assertQuiet(opened);
});
