import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { adviseOn } from "../../src/registry/advice.ts";
import { ADVICE_CASES, ON_GHCR } from "./support/advice-cases.ts";

const ROOT = join(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

test("docs/publishing.md has the table of answers and advice that follows from the rules", () => {
  const rows = ADVICE_CASES.map(({ answer, refusal, context }) => {
    const advice = adviseOn(refusal, { ...ON_GHCR, ...context }) ?? "";
    return `| ${answer} | ${advice.charAt(0).toUpperCase()}${advice.slice(1)} |`;
  });
  const table = ["| The registry says | What to do |", "|---|---|", ...rows].join("\n");
  const document = read("docs/publishing.md");
  const start = document.indexOf("| The registry says |");
  assert.equal(document.slice(start, document.indexOf("\n\n", start)), table, `the table is to be:\n${table}\n`);
});

test("every rule has a row, and no two rows have the same advice", () => {
  const advice = ADVICE_CASES.map(({ refusal, context }) => adviseOn(refusal, { ...ON_GHCR, ...context }));
  assert.equal(new Set(advice).size, ADVICE_CASES.length);
  // One `when` is that of the type.
  const rules = (read("src/registry/advice.ts").match(/\bwhen:/g) ?? []).length - 1;
  assert.equal(ADVICE_CASES.length, rules);
});
