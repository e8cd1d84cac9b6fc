import assert from "node:assert/strict";
import { test } from "node:test";
import { Marked } from "marked";
import { code, link, table, word } from "../../../src/report/render/markdown.ts";
import { NASTY } from "../../support/hostile-report.ts";

const html = (markdown: string): string => new Marked({ gfm: true }).parse(markdown, { async: false });

/** A page's text outside of code, where GitHub looks for mentions, references and addresses. */
const outsideCode = (page: string): string => page.replace(/<code>.*?<\/code>/gs, "");

for (const nasty of NASTY) {
  test(`${JSON.stringify(nasty.slice(0, 40))} is inert as code and as a word`, () => {
    for (const markdown of [code(nasty), word(nasty)]) {
      const page = html(`before ${markdown} after`);
      assert.match(page, /^<p>before .* after<\/p>\n$/s);
      assert.doesNotMatch(page, /<(?!\/?(p|code)>)/);
      assert.doesNotMatch(outsideCode(page), /[@#`*]\w|evil|::|forged/);
      assert.doesNotMatch(markdown, /[|\n\r\x1b\u202e]|-->|<!--/);
    }
  });

  test(`${JSON.stringify(nasty.slice(0, 40))} stays in its table cell`, () => {
    const page = html(table([{ title: "a" }, { title: "b" }], [[code(nasty), word(nasty)]]));
    assert.equal(page.match(/<td>/g)?.length, 2);
    assert.equal(page.match(/<tr>/g)?.length, 2);
  });
}

test("code shows the very characters of a hostile text", () => {
  const shown = html(code("a|b\\|c `x` <b> **y** &lt; @z #1"));
  const text = shown
    .replace(/<[^>]+>/g, "")
    .replace(/&#(\d+);/g, (_, number) => String.fromCharCode(Number(number)))
    .trim();
  assert.equal(text, "a|b\\|c `x` <b> **y** &lt; @z #1");
});

test("package names and versions stay plain, with underscores kept from meaning emphasis", () => {
  assert.equal(word("nodejs-slim"), "nodejs-slim");
  assert.equal(word("22.11.0"), "22.11.0");
  assert.equal(word("libstdc++-_x_"), "libstdc++-\\_x\\_");
  assert.equal(html(word("a-_b_")), "<p>a-_b_</p>\n");
});

test("words that GitHub would link become code", () => {
  assert.equal(word("GH-12"), "`GH-12`");
  assert.equal(word("www.evil.example"), "`www.evil.example`");
  assert.equal(word("acme/api#3"), "`acme/api#3`");
});

test("long names lose their middle", () => {
  assert.equal(word("abcdefghijklmnopqrstuvwxyz", 9), "`abcd…wxyz`".replaceAll("`", ""));
  assert.equal(code("abcdefghijklmnopqrstuvwxyz", 9), "`abcd…wxyz`");
});

test("only plain web addresses become links", () => {
  assert.equal(link("run", "https://github.com/a/b/actions/runs/1"), "[run](https://github.com/a/b/actions/runs/1)");
  for (const address of ["javascript:alert(1)", "https://x.example/) [y](z", "https://x.example/<b>", "https://x\n"])
    assert.equal(link("run", address), "run");
});
