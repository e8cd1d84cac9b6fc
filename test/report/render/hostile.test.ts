import assert from "node:assert/strict";
import { test } from "node:test";
import { Marked } from "marked";
import { columnsOf } from "../../../src/core/columns.ts";
import { visible } from "../../../src/core/visible.ts";
import { WORDS } from "../../../src/report/findings/index.ts";
import type { Report } from "../../../src/report/index.ts";
import { renderComment, renderSummary, renderTerminal } from "../../../src/report/render/index.ts";
import { parseSections } from "../../../src/report/render/sections.ts";
import { hostile, NASTY } from "../../support/hostile-report.ts";
import { grown, SAMPLES } from "../../support/sample-reports.ts";

const ALLOWED = "h3|p|code|sub|strong|em|table|thead|tbody|tr|th|td|details|summary|blockquote|a|ul|li|pre";

const snippetsOf = ({ findings = [], comparison }: Report): readonly string[] => {
  const fresh = comparison?.kind === "compared" ? (comparison.findings?.new ?? []) : [];
  return [...findings, ...fresh].flatMap((finding) => {
    const nix = WORDS.get(finding.id)?.fix(finding).nix ?? "";
    return nix.split("\n").map((line) => visible(line).trim());
  });
};

for (const [name, sample] of Object.entries(SAMPLES)) {
  const report = hostile(sample());

  test(`${name} with hostile names makes a comment of one section and nothing but our own markup`, () => {
    const comment = renderComment([{ report }], { workflow: NASTY[4] ?? "", runUrl: "javascript:alert(1)" });
    assert.equal(parseSections(comment).length, 1);
    assert.equal(comment.match(/<!--/g)?.length, 3);
    for (const text of [comment, renderSummary([{ report }])]) {
      const page = new Marked({ gfm: true }).parse(text, { async: false }).replace(/<!--.*?-->/g, "");
      assert.doesNotMatch(page, new RegExp(`<(?!/?(${ALLOWED})[ >])`));
      const ours = page.replaceAll(/<a href="https:\/\/github\.com\/nix-image-action\/[\w./-]*">/g, "");
      assert.doesNotMatch(ours.replace(/<code[^>]*>.*?<\/code>/gs, ""), /@octocat|#\d|evil|alert|href|forged/);
      assert.equal(page.match(/<details(?: open(?:="")?)?>/g)?.length, page.match(/<\/details>/g)?.length);
    }
  });

  test(`${name} with hostile names prints no control character and no line above 80 columns`, () => {
    for (const shown of [report, sample()]) {
      const text = renderTerminal(shown, { colour: false });
      assert.doesNotMatch(text.replaceAll("\n", ""), /[\p{Cc}\p{Cf}\p{Cs}]/u);
      const code = new Set(snippetsOf(shown)); // what is cut cannot be pasted
      for (const line of text.split("\n"))
        assert.ok(columnsOf(line) <= 80 || code.has(line.trim()), `${columnsOf(line)}: ${line}`);
    }
  });

  test(`${name} in colour is the same text with nothing but colours added`, () => {
    const coloured = renderTerminal(report, { colour: true });
    assert.match(coloured, /\x1b\[1m/);
    assert.equal(coloured.replace(/\x1b\[\d+m/g, "").replace(/ +$/gm, ""), renderTerminal(report, { colour: false }));
  });
}

test("a report made to keep its reader busy is shown in a moment", () => {
  const report = grown();
  const { comparison, findings: [finding] = [] } = report;
  assert.ok(comparison?.kind === "compared" && finding !== undefined);
  const added = comparison.packages.find(({ kind }) => kind === "added");
  assert.ok(added !== undefined);
  const { output: _, ...one } = added;
  const numbers = Array.from({ length: 20_000 }, (_, index) => index);
  // The last is folded into the first: a chain as long as the report, and a ring.
  const packages = numbers.map((n) => ({ ...one, pname: `p${n}`, foldedInto: `p${(n + 1) % 20_000}` }));
  const findings = numbers.map((n) => ({ ...finding, subject: `s${n}` }));
  const known = { new: findings, known: 0, resolved: [] };
  const busy = { ...report, findings, comparison: { ...comparison, packages, findings: known } };
  const start = performance.now();
  const open = { ...busy.comparison, packages: packages.with(-1, { ...one, pname: "p19999", foldedInto: "stranger" }) };
  for (const shown of [busy, { ...busy, comparison: open }]) renderComment([{ report: shown }], { workflow: "ci" });
  assert.ok(performance.now() - start < 8000, `${performance.now() - start} ms`);
});
