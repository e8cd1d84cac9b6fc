import assert from "node:assert/strict";
import { test } from "node:test";
import { InputError } from "../../src/core/errors.ts";
import { Problems } from "../../src/inputs/problems.ts";
import { args, boolean, compression, integer, lines, oneOf, optional } from "../../src/inputs/values.ts";

/** What a parser gives, and what it complains about. */
const parsing = <T>(parse: (problems: Problems) => T): readonly [T, string] => {
  const problems = new Problems();
  const value = parse(problems);
  try {
    problems.throwAny();
    return [value, ""];
  } catch (error) {
    assert.ok(error instanceof InputError);
    assert.deepEqual([error.code, error.exitCode], ["BAD_INPUT", 2]);
    return [value, error.message];
  }
};

test("lines are trimmed, empty ones left out, and Windows line ends are line ends", () => {
  assert.deepEqual(lines(" a \r\n\n\tb c\n"), ["a", "b c"]);
  assert.deepEqual(lines(" \n "), []);
});

test("blank text is absent", () => {
  assert.equal(optional(" \n"), undefined);
  assert.equal(optional(" a b "), "a b");
});

test("booleans take the spellings of YAML's core schema and no other", () => {
  const all = ["true", " True\n", "TRUE", "false", "False", "FALSE", ""];
  assert.deepEqual(
    all.map((text) => parsing((problems) => boolean("push", text, problems))),
    [true, true, true, false, false, false, false].map((value) => [value, ""]),
  );
  for (const text of ["yes", "1", "on", "tRue", "'true'"]) {
    const message = `push is ${JSON.stringify(text)}; expected true or false`;
    assert.deepEqual(
      parsing((problems) => boolean("push", text, problems)),
      [false, message],
    );
  }
});

test("a choice is one of its words", () => {
  const choose = (text: string) =>
    parsing((problems) => oneOf("comment", text, ["changes", "always", "never"], problems));
  assert.deepEqual(choose(" never "), ["never", ""]);
  assert.deepEqual(choose("alway"), ["changes", 'comment is "alway"; expected one of: changes, always, never']);
  assert.deepEqual(choose(""), ["changes", "comment is empty; expected one of: changes, always, never"]);
});

test("a number is whole and in its range", () => {
  const parse = (text: string) => parsing((problems) => integer("rev-length", text, [4, 40], problems));
  assert.deepEqual(["4", " 9 ", "40"].map(parse), [
    [4, ""],
    [9, ""],
    [40, ""],
  ]);
  for (const text of ["3", "41", "-9", "9.5", "0x9", "1e1", "９", "9 9", "99999999999999999999"]) {
    assert.deepEqual(parse(text), [4, `rev-length is ${JSON.stringify(text)}; expected a whole number from 4 to 40`]);
  }
  assert.deepEqual(parse(""), [4, "rev-length is empty; expected a whole number from 4 to 40"]);
});

test("a compression has the level that is fast enough for everybody, or its own", () => {
  const parse = (text: string) => parsing((problems) => compression("compression", text, problems));
  assert.deepEqual(["gzip", "zstd", "none", "gzip:9", " zstd:19 "].map(parse), [
    [{ kind: "gzip", level: 4 }, ""],
    [{ kind: "zstd", level: 3 }, ""],
    [{ kind: "none", level: 0 }, ""],
    [{ kind: "gzip", level: 9 }, ""],
    [{ kind: "zstd", level: 19 }, ""],
  ]);
});

test("a compression that there is not, or at no such level, says what there is", () => {
  const problem = (text: string) => parsing((problems) => compression("compression", text, problems))[1];
  const wanted = "expected gzip, zstd or none, with a level as in gzip:6";
  assert.equal(problem("xz"), `compression is "xz"; ${wanted}`);
  assert.equal(problem("gzip:6:1"), `compression is "gzip:6:1"; ${wanted}`);
  assert.equal(problem("toString"), `compression is "toString"; ${wanted}`);
  assert.equal(problem(""), `compression is empty; ${wanted}`);
  assert.equal(problem("gzip:10"), 'compression level is "10"; expected a whole number from 1 to 9');
  assert.equal(problem("zstd:0"), 'compression level is "0"; expected a whole number from 1 to 19');
  assert.equal(problem("gzip:"), "compression level is empty; expected a whole number from 1 to 9");
});

test("arguments are separated by blanks and lines, and quotes keep blanks together", () => {
  const parse = (text: string) => parsing((problems) => args("build-args", text, problems));
  assert.deepEqual(parse("--impure\n--override-input a  path:b\n"), [
    ["--impure", "--override-input", "a", "path:b"],
    "",
  ]);
  assert.deepEqual(parse(`--arg config '{ allowUnfree = true; }' --argstr who "the world"`), [
    ["--arg", "config", "{ allowUnfree = true; }", "--argstr", "who", "the world"],
    "",
  ]);
  assert.deepEqual(parse(`--argstr empty ""`), [["--argstr", "empty", ""], ""]);
});

test("quotes may stand in the middle of an argument, and one kind within the other", () => {
  const parse = (text: string) => parsing((problems) => args("build-args", text, problems));
  assert.deepEqual(parse(`--option=a="b c"d 'say "hi"' "it's"`), [["--option=a=b cd", 'say "hi"', "it's"], ""]);
});

test("a quote that is not closed is a problem of its line", () => {
  const problem = (text: string) => parsing((problems) => args("build-args", text, problems))[1];
  assert.equal(problem('--argstr a "b\n--impure'), 'build-args: the quotes in "--argstr a \\"b" do not match');
  assert.equal(problem(`"a' 'b"`), "");
  assert.match(problem(`a 'b"`), /do not match/);
  assert.match(problem(`"it's" 'x`), /do not match/);
});
