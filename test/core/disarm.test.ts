import assert from "node:assert/strict";
import { test } from "node:test";
import { disarm } from "../../src/core/disarm.ts";

/**
 * What the runner takes for a command, on each line that it sees.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
const isCommand = (output: string): boolean =>
  output.split(/\r\n|\r|\n/).some((line) => /^\s*::[^:]/.test(line) || line.includes("##["));

const COMMANDS = [
  "::set-output name=x::y",
  "  \t::warning::w",
  "::stop-commands::token",
  "building ##[error]x",
  "##[group]a ##[endgroup]",
  "progress 1%\r::add-mask::a",
  "a\n::error::b",
  "\u00a0::debug::c",
];

test("no line of another program is a workflow command", () => {
  for (const line of COMMANDS) {
    assert.ok(isCommand(line), line);
    assert.ok(!isCommand(disarm(line)), JSON.stringify(disarm(line)));
  }
});

test("the line still reads the same, and a harmless one is the same", () => {
  for (const line of COMMANDS) assert.equal(disarm(line).replaceAll("\u200b", ""), line);
  for (const line of ["std::vector<int>", "copying path '/nix/store/x'", "## [a](b)", "a: b:: c"]) {
    assert.equal(disarm(line), line);
  }
});
