import assert from "node:assert/strict";
import { test } from "node:test";
import { addCauses, type Compared, type InputChange, type RebuildCause } from "../../../src/report/index.ts";
import { inputWords } from "../../../src/report/render/input-words.ts";
import { code, strong, word } from "../../../src/report/render/markdown.ts";
import { becauseWords, causeWords, reasonWords, rebuildWords } from "../../../src/report/render/rebuild-words.ts";
import { whySentence } from "../../../src/report/render/why-sentence.ts";
import { aReport, aStorePath, compared } from "../../support/sample-reports.ts";

const STYLE = { name: code, word, strong };

type Reason = RebuildCause["reason"];

const reason = (over: Partial<Reason>): Reason => ({ kind: "env", derivation: "openssl-3.3.2", ...over });

/** One package of the same version, rebuilt; or of another version. */
const changeOf = (version = "1.0"): Compared => {
  const side = (at: string, salt: string) => aReport({ storePaths: [aStorePath(`app-${at}`, 1000, [], { salt })] });
  const { comparison } = compared(side("1.0", "one"), side(version, "two"));
  assert.ok(comparison?.kind === "compared");
  return comparison;
};

test("every kind of difference has its words", () => {
  const cases: readonly (readonly [Partial<Reason>, string])[] = [
    [{ attribute: "patches", before: "", after: "a.patch" }, "changed `patches`"],
    [{ attribute: "version", before: "3.3.1", after: "3.3.2" }, "version 3.3.1 → 3.3.2"],
    [{ attribute: "version", before: "", after: "3.3.2" }, "version – → 3.3.2"],
    [{ attribute: "secret", before: "hunter2", after: "hunter3" }, "changed `secret`"],
    [{ kind: "source", attribute: "src", before: "/nix/store/a", after: "/nix/store/b" }, "changed source `src`"],
    [{ kind: "source" }, "changed source"],
    [{ kind: "fixed-output", attribute: "src" }, "other download `src`"],
    [{ kind: "builder", before: "bash", after: "sh" }, "other builder"],
    [{ kind: "args", before: "-c a", after: "-c b" }, "other builder arguments"],
    [{ kind: "system", before: "x86_64-linux", after: "aarch64-linux" }, "system x86\\_64-linux → aarch64-linux"],
    [{ kind: "input-added", after: "zstd-1.5" }, "new input `zstd-1.5`"],
    [{ kind: "input-removed", before: "zstd-1.5" }, "without input `zstd-1.5`"],
  ];
  for (const [over, words] of cases) assert.equal(reasonWords(reason(over), STYLE), `\`openssl\`: ${words}`);
});

test("of many causes the first are told with their packages, and the others counted", () => {
  const cause = (packages: number, input?: string): RebuildCause => ({
    ...(input === undefined ? {} : { input }),
    reason: reason({ attribute: "patches" }),
    packages,
    change: 0,
  });
  const causes = [cause(30, "nixpkgs"), cause(2), cause(1), cause(1)];
  const [first, second] = [
    "`nixpkgs` → `openssl`: changed `patches` (30 packages)",
    "`openssl`: changed `patches` (2 packages)",
  ];
  assert.equal(rebuildWords(causes, 2, STYLE), `${first}; ${second}; 2 other causes`);
  assert.equal(rebuildWords(causes, 4, STYLE).split("; ").length, 4);
  assert.equal(rebuildWords([], 2, STYLE), "");
});

test("the sentence of a rebuild names what brought it about", () => {
  const comparison = changeOf();
  const [change] = comparison.packages;
  assert.ok(change);
  const found = { ...reason({ attribute: "patches", before: "", after: "a" }), via: ["app-1.0", "openssl-3.3.2"] };
  const explained = addCauses(comparison, new Map([[change, { reason: found }]]));
  const sentence = "`app` 1.0 was rebuilt (same size)";
  assert.equal(whySentence(comparison, STYLE), sentence);
  assert.equal(whySentence(explained, STYLE), `${sentence}, by \`openssl\`: changed \`patches\` (1 package)`);
});

test("a new version is its own cause, so only where it is from is said of it", () => {
  const comparison = changeOf("2.0");
  const [change] = comparison.packages;
  assert.ok(change);
  const own = {
    ...reason({ derivation: "app-2.0", attribute: "version", before: "1.0", after: "2.0" }),
    via: ["app-2.0"],
  };
  const itself = { ...change, cause: { input: "nixpkgs", reason: own } };
  assert.deepEqual([becauseWords(itself, STYLE), causeWords(itself, STYLE)], ["", "input `nixpkgs`"]);
  const other = {
    ...change,
    cause: { reason: { ...own, derivation: "python3-3.13", via: ["app-2.0", "python3-3.13"] } },
  };
  assert.equal(causeWords(other, STYLE), "`python3`: version 1.0 → 2.0");
  assert.equal(causeWords(change, STYLE), "");
});

test("inputs that moved, came and went have their words, and more than four are counted", () => {
  const moved: InputChange = {
    kind: "moved",
    name: "nixpkgs",
    baseline: { revision: "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d", date: "2025-01-02T03:04:05Z" },
    current: { revision: "5d6e7f8091a2b3c4d1a2b3c4d5e6f708192a3b4c", date: "2025-02-03T03:04:05Z" },
  };
  const words = "`nixpkgs` 1a2b3c4 (2025-01-02) → 5d6e7f8 (2025-02-03)";
  const cases: readonly (readonly [InputChange, string])[] = [
    [moved, words],
    [
      { kind: "added", name: "imaging/systems", current: { date: "2025-01-02T03:04:05Z" } },
      "`imaging/systems` 2025-01-02 is new",
    ],
    [{ kind: "added", name: "x", current: {} }, "`x` is new"],
    [{ kind: "removed", name: "x", baseline: { revision: "abc" } }, "`x` is gone"],
    [{ kind: "moved", name: "x", baseline: {}, current: {} }, "`x` changed"],
    [{ kind: "moved", name: "x", baseline: {}, current: { revision: "abc" } }, "`x` – → abc"],
  ];
  for (const [input, expected] of cases) assert.equal(inputWords([input], STYLE), expected);
  assert.equal(
    inputWords([moved, moved, moved, moved, moved, moved], STYLE),
    `${[words, words, words, words].join(", ")}, 2 more`,
  );
  assert.deepEqual([inputWords([], STYLE), inputWords(undefined, STYLE)], [undefined, undefined]);
});
