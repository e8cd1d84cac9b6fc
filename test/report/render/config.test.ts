import assert from "node:assert/strict";
import { test } from "node:test";
import { columnsOf } from "../../../src/core/columns.ts";
import type { Compared, ConfigChange } from "../../../src/report/model.ts";
import { configTable } from "../../../src/report/render/config.ts";
import { paintFor } from "../../../src/report/render/paint.ts";
import { terminalConfig } from "../../../src/report/render/terminal-config.ts";
import { grown } from "../../support/sample-reports.ts";

const withChanges = (...config: readonly ConfigChange[]): Compared => {
  const { comparison } = grown();
  assert.ok(comparison?.kind === "compared");
  return { ...comparison, config };
};

const lines = (...config: readonly ConfigChange[]): readonly string[] =>
  terminalConfig(withChanges(...config), paintFor(false));

const PROGRAM = { field: "Cmd", baseline: `["/nix/store/${"0".repeat(32)}-app-1.0/bin/app"]` };

test("short values stand on one line, long ones below each other, without hashes", () => {
  assert.deepEqual(lines({ field: "User", baseline: "root", current: "web" }, { field: "Env A", current: "" }), [
    "Configuration",
    "  ~ User                     root → web",
    "  ~ Env A                    – → ",
  ]);
  assert.deepEqual(lines({ ...PROGRAM, current: `["/nix/store/${"1".repeat(32)}-app-1.1/bin/app"]` }), [
    "Configuration",
    "  ~ Cmd",
    '      − ["/nix/store/…-app-1.0/bin/app"]',
    '      + ["/nix/store/…-app-1.1/bin/app"]',
  ]);
});

test("of long values the part that differs is shown", () => {
  const start = "/nix/bin:".repeat(50);
  const change = { field: "Env PATH", baseline: `${start}/old/bin`, current: `${start}/new/bin:/sbin` };
  assert.deepEqual(lines(change).slice(2), [
    "      − …:/nix/bin:/nix/bin:/old/bin",
    "      + …:/nix/bin:/nix/bin:/new/bin:/sbin",
  ]);
  assert.match(
    configTable(withChanges(change)) ?? "",
    /\| `…:\/nix\/bin:\/nix\/bin:\/old\/bin` \| `…:\/nix\/bin:\/nix\/bin:\/new\/bin:\/sbin` \|/,
  );
});

test("no value is wider than the terminal, nor splits a character", () => {
  const change = {
    field: "Label 😀".repeat(20),
    baseline: "😀".repeat(200),
    current: `${"😀".repeat(150)}x${"界".repeat(90)}`,
  };
  for (const line of lines(change)) {
    assert.ok(columnsOf(line) <= 80, line);
    assert.doesNotMatch(line, /\\u\{d/);
  }
});
