import assert from "node:assert/strict";
import { test } from "node:test";
import {
  commentMarker,
  markerValue,
  parseSectionStart,
  sectionKey,
  sectionStart,
  type Writer,
} from "../../../src/report/render/marker.ts";
import {
  COMMENT_LIMIT,
  joinSections,
  mergeSections,
  numberKeys,
  parseSections,
  type Section,
} from "../../../src/report/render/sections.ts";
import { NASTY } from "../../support/hostile-report.ts";
import { seeded } from "../../support/random.ts";

const MARKER = commentMarker("ci");
const section = (image: string, platform: string, text: string, writer?: Writer): Section => ({
  key: sectionKey({ name: image, platform }),
  ...(writer === undefined ? {} : { writer }),
  text: `### ${image}\n\n${text}`,
});
const comment = (...sections: readonly Section[]): string => joinSections({ marker: MARKER, sections }, COMMENT_LIMIT);

for (const nasty of NASTY) {
  test(`a workflow or image called ${JSON.stringify(nasty.slice(0, 40))} makes one marker that reads back`, () => {
    const marker = commentMarker(nasty);
    assert.match(marker, /^<!-- nix-image-action v1 wf=[\w%./:+~-]* -->$/);
    assert.equal(marker.indexOf("-->"), marker.length - 3);
    const key = sectionKey({ name: nasty, platform: nasty });
    assert.deepEqual(parseSectionStart(sectionStart({ key })), { key });
    const start = {
      key,
      writer: { job: nasty.toWellFormed().slice(0, 200).toWellFormed(), run: 7, attempt: 3, head: "c0ffee" },
    };
    assert.deepEqual(parseSectionStart(sectionStart(start)), start);
  });
}

test("marker values keep apart what differs", () => {
  assert.equal(markerValue("ghcr.io/acme/api:1.2"), "ghcr.io/acme/api:1.2");
  assert.notEqual(markerValue("a b"), markerValue("a%20b"));
  assert.notEqual(markerValue("a--b"), markerValue("a-b"));
});

test("sections read back as they were written, also with the line ends of GitHub's editor", () => {
  const sections = [section("api", "linux/amd64", "one"), section("web", "linux/arm64", "two")];
  assert.deepEqual(parseSections(comment(...sections)), sections);
  assert.deepEqual(parseSections(comment(...sections).replaceAll("\n", "\r\n")), sections);
});

test("a section without an end stops at the next one", () => {
  const broken = comment(section("a", "x", "one"), section("b", "x", "two")).replace("<!-- /section -->", "");
  assert.deepEqual(
    parseSections(broken).map((it) => it.text),
    ["### a\n\none", "### b\n\ntwo"],
  );
});

test("merging replaces own sections, keeps others, and sorts by image and platform", () => {
  const existing = comment(section("web", "linux/amd64", "web"), section("api", "linux/amd64", "old"));
  const own = comment(section("api", "linux/arm64", "arm"), section("api", "linux/amd64", "new"));
  const expected = comment(
    section("api", "linux/amd64", "new"),
    section("api", "linux/arm64", "arm"),
    section("web", "linux/amd64", "web"),
  );
  assert.equal(mergeSections([existing], own), expected);
  assert.equal(mergeSections([expected], own), expected);
});

test("the order in which jobs write does not matter", () => {
  const [a, b] = [comment(section("a", "x", "1")), comment(section("b", "x", "2"))];
  assert.equal(mergeSections([a], b), mergeSections([b], a));
});

const by = (job: string, run: number, head: string): Writer => ({ job, run, attempt: 1, head });

test("a job that runs for a newer commit drops its sections of images that it builds no more, and no others", () => {
  const renamed = section("renamed", "x", "1", by("image", 1, "a"));
  const others = [section("worker", "x", "2", by("worker", 1, "a")), section("kept", "x", "3")];
  const own = section("api", "x", "4", by("image", 2, "b"));
  const merged = mergeSections([comment(renamed, ...others)], comment(own));
  assert.equal(merged, comment(own, ...others));
  assert.equal(mergeSections([merged], comment(own)), merged);
});

test("jobs of a matrix and steps of one job, which share its id, keep each other's sections of the same commit", () => {
  const legs = (run: number, head: string) =>
    ["api", "web"].map((image) => section(image, "x", head, by("image", run, head)));
  const write = (body: string, sections: readonly Section[]): string =>
    sections.reduce((written, one) => mergeSections([written], comment(one)), body);
  const first = write(comment(), legs(1, "a"));
  assert.equal(first, comment(...legs(1, "a")));
  assert.equal(write(first, legs(2, "b")), comment(...legs(2, "b")));
  const [api] = legs(2, "a");
  assert.ok(api !== undefined);
  assert.equal(parseSections(mergeSections([first], comment(api))).length, 2);
});

test("a run that ends after a newer one changes nothing of what that wrote", () => {
  const newer = comment(section("api", "x", "1", by("image", 2, "b")));
  const late = [section("api", "x", "2", by("image", 1, "a")), section("web", "x", "3", by("image", 1, "a"))];
  assert.equal(mergeSections([newer], comment(...late)), newer);
  const other = section("web", "x", "3", by("worker", 1, "a"));
  assert.equal(parseSections(mergeSections([newer], comment(other))).length, 2);
});

test("a run that is run again is newer than before, also when it has been run ten times", () => {
  const attempt = (count: number) =>
    comment(section("api", "x", `attempt ${count}`, { ...by("image", 7, "a"), attempt: count }));
  assert.match(attempt(10), / run=7\.10 /);
  for (const [older, newer] of [
    [attempt(1), attempt(2)],
    [attempt(9), attempt(10)],
  ] as const) {
    assert.equal(mergeSections([older], newer), newer);
    assert.equal(mergeSections([newer], older), newer);
  }
});

test("of two that write the same part in one run, the later has the last word", () => {
  const [a, b] = ["a", "b"].map((text) => comment(section("api", "x", text, by("image", 7, "a"))));
  assert.ok(a !== undefined && b !== undefined);
  assert.equal(mergeSections([a], b), b);
  assert.equal(mergeSections([a], b, { yields: true }), a);
  assert.equal(mergeSections([a, comment()], b, { yields: true }), b);
});

test("however many bodies are merged, in whatever order and how often, the comment is the same", () => {
  const { below, chance } = seeded(7);
  for (let round = 0; round < 300; round++) {
    const bodies = Array.from({ length: 5 }, (_, index) => {
      const [job, run] = [index % 2, 1 + below(3)];
      // A job has one head in a run, and one text in each attempt.
      const writer = { ...by(`job${job}`, run, `head${run}`), attempt: 1 + below(2) };
      const images = ["api", "web", "worker"].filter(() => chance(0.6));
      return comment(...images.map((image) => section(`${image}${job}`, "x", JSON.stringify(writer), writer)));
    });
    const [first = "", ...others] = bodies;
    const merged = mergeSections(others, first);
    const shuffled = bodies.map((body) => ({ body, at: below(1000) })).toSorted((a, b) => a.at - b.at);
    const [other = "", ...rest] = shuffled.map(({ body }) => body);
    assert.equal(mergeSections(rest, other), merged);
    assert.equal(mergeSections([...bodies, merged], merged), merged);
    assert.equal(mergeSections([...others, merged], first, { yields: true }), merged);
  }
});

test("sections of equal key are numbered, so that a merge keeps them all", () => {
  const twins = comment(...numberKeys(["1", "2", "3"].map((text) => section("api", "x", text))));
  assert.deepEqual(
    parseSections(twins).map(({ key, text }) => [key.image, text.at(-1)]),
    [
      ["api", "1"],
      ["api#2", "2"],
      ["api#3", "3"],
    ],
  );
  assert.equal(mergeSections([twins], twins), twins);
});

test("text around the sections of an existing comment is not carried along", () => {
  const existing = `${comment(section("a", "x", "1"))}\nsomebody's note`;
  assert.equal(mergeSections([existing], comment(section("a", "x", "2"))), comment(section("a", "x", "2")));
});

const rows = (count: number): string =>
  ["| a |", "|---|", ...Array.from({ length: count }, (_, index) => `| row ${index} |`)].join("\n");

const big = (image: string, count: number): Section =>
  section(image, "x", `${rows(2)}\n\n<details><summary>s</summary>\n\n${rows(count)}\n\n</details>\n\n<sub>end</sub>`);

test("two jobs with long sections share one comment, cut at rows with their blocks closed", () => {
  const merged = mergeSections([comment(big("a", 6000))], comment(big("b", 6000)));
  assert.ok(merged.length <= COMMENT_LIMIT, String(merged.length));
  assert.ok(merged.length > COMMENT_LIMIT - 200, "little room is wasted");
  assert.equal(merged.match(/<details>/g)?.length, 2);
  assert.equal(merged.match(/<\/details>/g)?.length, 2);
  assert.equal(merged.match(/<sub>end<\/sub>/g)?.length, 2);
  assert.equal(parseSections(merged).length, 2);
});

test("rows that are cut are counted, also when they are cut twice", () => {
  const kept = (text: string) => text.match(/\| row \d+ \|/g)?.length ?? 0;
  const told = (text: string) => Number(/_(\d+) more rows are cut: /.exec(text)?.[1]);
  const once = joinSections({ marker: MARKER, sections: [big("a", 3000)] }, 20_000);
  assert.equal(kept(once) + told(once), 3002);
  const twice = mergeSections([once], comment(section("b", "x", "short")), { limit: 10_000 });
  assert.ok(twice.length <= 10_000);
  assert.equal(kept(twice) + told(twice), 3002);
  assert.equal(twice.match(/more rows are cut/g)?.length, 1);
});

test("with no room for tables only headings stay, and then only as many images as fit", () => {
  const many = Array.from({ length: 40 }, (_, index) => section(`image${index}`, "x", "text ".repeat(100)));
  const outlined = joinSections({ marker: MARKER, sections: many }, 8000);
  assert.ok(outlined.length <= 8000);
  assert.equal(parseSections(outlined).length, 40);
  const dropped = joinSections({ marker: MARKER, sections: many }, 1000);
  assert.ok(dropped.length <= 1000);
  const shown = parseSections(dropped).length;
  assert.match(dropped, new RegExp(`_${40 - shown} more images are not shown._`));
  for (const body of [outlined, dropped]) assert.equal(mergeSections([body], body, { limit: body.length }), body);
});
