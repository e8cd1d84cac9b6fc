import assert from "node:assert/strict";
import { test } from "node:test";
import { InputError } from "../../src/core/errors.ts";
import { type BudgetInput, parseBudgets } from "../../src/inputs/budgets.ts";
import { Problems } from "../../src/inputs/index.ts";

type Given = Partial<Record<BudgetInput, string>>;

/** The budgets, or the lines that say what is wrong with them. */
const parse = (given: Given, notCompared?: string) => {
  const problems = new Problems();
  const get = (name: BudgetInput): string => given[name] ?? (name === "budget-mode" ? "fail" : "");
  const source = { get, nameOf: (name: BudgetInput) => `--${name}`, ...(notCompared && { notCompared }) };
  const budgets = parseBudgets(source, problems);
  try {
    problems.throwAny();
    return budgets;
  } catch (error) {
    assert.ok(error instanceof InputError);
    return error.message.split("\n");
  }
};

test("nothing given is no budget", () => {
  assert.deepEqual(parse({}), { limits: {}, forbidPackages: [], mode: "fail" });
  assert.deepEqual(parse({ "max-size": "  ", "forbid-packages": "\n\n" }), parse({}));
});

test("no increase at all is a limit too", () => {
  assert.deepEqual(parse({ "max-increase": "0", "max-increase-percent": "0 %" }), {
    ...{ limits: { "max-increase": 0, "max-increase-percent": 0 }, forbidPackages: [], mode: "fail" },
  });
});

test("a percentage has three decimals at most, so that it is compared exactly", () => {
  assert.deepEqual(parse({ "max-increase-percent": "0.125%" }), {
    ...{ limits: { "max-increase-percent": 0.125 }, forbidPackages: [], mode: "fail" },
  });
  for (const text of ["0.1255", "5 MB", "-1", "%", "1e3", "5 % %"])
    assert.deepEqual(parse({ "max-increase-percent": text }), [
      `--max-increase-percent is ${JSON.stringify(text)}; expected a percentage such as 5 or 2.5 %, of at most 3 decimals`,
    ]);
});

test("every problem is told at once, under the names that the user knows", () => {
  assert.deepEqual(
    parse({ "max-size": "200M", "max-layers": "many", "forbid-packages": "gcc\na b", "budget-mode": "maybe" }),
    [
      '--budget-mode is "maybe"; expected one of: fail, warn',
      '--max-size is "200M"; expected a size such as 200 MB, 64 MiB, 1.5 GB, or a number of bytes',
      '--max-layers is "many"; expected a whole number from 1 to 10000',
      "--forbid-packages: \"a b\" can be no package's name; expected a package's name, alone or with its version, in which * and ? may stand: openssl-1.*",
    ],
  );
});

test("a limit on a change is refused where nothing is compared, one on the image is not", () => {
  const given = { "max-size": "1 MB", "max-increase": "1 MB", "max-update-pull": "1 MB" };
  assert.deepEqual(parse(given, "give --baseline"), [
    "--max-increase limits a change, and nothing is compared; give --baseline, or take --max-increase away",
    "--max-update-pull limits a change, and nothing is compared; give --baseline, or take --max-update-pull away",
  ]);
});
