import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { HELP } from "../../src/cli/help.ts";
import { parseArgv } from "../../src/inputs/from-argv.ts";

const INPUTS = join(import.meta.dirname, "../../src/inputs");

/** Every name that a table of options has, whichever command it is for. */
const OPTIONS = [
  ...new Set(
    readdirSync(INPUTS).flatMap((file) =>
      [...readFileSync(join(INPUTS, file), "utf8").matchAll(/"?([a-z-]+)"?: \{ type: "(?:string|boolean)"/g)].map(
        ([, name = ""]) => name,
      ),
    ),
  ),
];

const takes = (command: string, option: string): boolean => {
  try {
    parseArgv([command, `--${option}`]);
    return true;
  } catch (error) {
    return !/Unknown option/.test((error as Error).message);
  }
};

/** What the help says of a command, up to the next one. */
const partOf = (command: string): string => {
  const [, part = ""] = HELP.split(new RegExp(`^ {2}nix-image ${command} `, "m"));
  return part.split(/^ {2}nix-image /m)[0] ?? "";
};

const QUERIES = ["why", "ls", "tree", "dominators", "duplicates"];

/** Said once for all of them, behind the last. */
const ALL_QUERIES = HELP.slice(HELP.indexOf("all five also take"));

describe("nix-image --help", () => {
  test("fits 80 columns", () => {
    assert.deepEqual(
      HELP.split("\n").filter((line) => [...line].length > 80),
      [],
    );
  });

  for (const command of ["report", "push", "merge", "load", "render", ...QUERIES]) {
    test(`lists what ${command} takes`, () => {
      const taken = OPTIONS.filter((option) => takes(command, option));
      assert.ok(taken.length > 0);
      const said = partOf(command) + (QUERIES.includes(command) ? ALL_QUERIES : "");
      assert.deepEqual(
        taken.filter((option) => !new RegExp(`--${option}(?![a-z-])`).test(said)),
        [],
      );
    });
  }
});
