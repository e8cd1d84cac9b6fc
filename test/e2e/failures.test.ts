import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { nixesToTestWith } from "../support/nix.ts";
import { builderFlake, makeBuilderOrigin } from "./scenario/example.ts";
import { type Machine, makeMachine, type Ran, type RunRequest } from "./scenario/machine.ts";
import type { OriginWith } from "./scenario/origin.ts";

const UNKNOWN_COMMIT = "1".repeat(40);
const UNIQUE = Date.now().toString(36);

/** Lines that the runner would obey if a program printed them as they are. */
const COMMANDS = [
  "::set-output name=digest::forged",
  "  ::error::forged",
  "::warning file=a,line=1::forged",
  "##[error]forged",
  "before ##[warning]forged",
  "::add-mask::linux",
  "::set-env name=PATH::/forged",
  "::stop-commands::forged",
];

const printed = [
  ...COMMANDS.map((line) => `echo '${line}'; echo '${line}' >&2`),
  "printf 'a\\r::error::forged\\n'",
].join("; ");

const busybox = `\${programs.busybox}/bin/busybox`;

const FLAKE = builderFlake(`
  image = image "image" [ programs.bash ];
  broken = make "broken-${UNIQUE}" "echo compiling; echo 'main.c:3: expected a semicolon' >&2; exit 3";
  shouting = make "shouting-${UNIQUE}" ''${printed}; exit 1'';
  throws = throw "the port must be an integer";
  text = make "text" "echo no image > $out";
  loud = image "loud" [ (make "loud-${UNIQUE}" ''${printed}; ${busybox} mkdir $out'') ];
`);

const [nix] = await nixesToTestWith();
assert.ok(nix !== undefined);

describe("what goes wrong", () => {
  let origin: OriginWith;
  let machine: Machine;
  before(async () => {
    origin = await makeBuilderOrigin([{ ...FLAKE, "notes.tar": "no archive at all\n".repeat(100) }]);
    machine = makeMachine({ nix });
  });

  const run = async (inputs: Readonly<Record<string, string>>, more: Partial<RunRequest> = {}): Promise<Ran> => {
    const checkout = await origin.pushed({ before: UNKNOWN_COMMIT, after: origin.revisions[0] ?? "" });
    return machine.run({ checkout, inputs, ...more });
  };

  /** The one annotation of a failed step; its text is not printed a second time. */
  const failure = async (inputs: Readonly<Record<string, string>>): Promise<string> => {
    const { outcome, exitCode, annotations, log, post } = await run(inputs);
    assert.deepEqual([outcome, exitCode], ["failure", 1], log);
    assert.deepEqual(
      annotations.map(({ level }) => level),
      ["error"],
    );
    assert.deepEqual([post?.outcome, post?.log], ["success", ""]);
    return annotations[0]?.message ?? "";
  };

  test("no image: the message says what to give", async () => {
    assert.match(await failure({ image: "" }), /^image is empty; expected a flake installable such as \.#dockerImage/);
  });

  test("several bad inputs are told at once, and nothing is built", async () => {
    const message = await failure({
      image: "dir:app",
      push: "yes",
      "rev-length": "99",
      compression: "brotli",
      comment: "sometimes",
      "build-args": "--argstr name 'unclosed",
    });
    const lines = message.split("\n");
    for (const name of ["image", "push", "rev-length", "compression", "comment", "build-args"])
      assert.ok(
        lines.some((line) => line.startsWith(name)),
        `${name} is not named in\n${message}`,
      );
    assert.match(message, /^push is "yes"; expected true, false or by-digest$/m);
    assert.match(message, /^comment is "sometimes"; expected one of: changes, always, never$/m);
  });

  test("an attribute that the flake lacks", async () => {
    assert.match(await failure({ image: ".#imgae" }), /^\.#imgae: there is no attribute .*imgae.*check the name/);
  });

  test("a flake that does not evaluate: its own words", async () => {
    assert.match(await failure({ image: ".#throws" }), /^\.#throws: the port must be an integer; /);
  });

  test("pure evaluation of an impure flake: the argument that helps", async () => {
    assert.match(await failure({ image: ".#image", "build-args": "" }), /--impure/);
  });

  test("a build that fails: the derivation, its exit status and the end of its log", async () => {
    const message = await failure({ image: ".#broken" });
    assert.match(message, /^\.#broken: the build of \/nix\/store\/\S+-broken-\S+\.drv failed with exit code 3; /);
    assert.match(message, /\n {2}compiling\n {2}main\.c:3: expected a semicolon$/);
  });

  test("a build result that is no image", async () => {
    assert.match(await failure({ image: ".#text" }), /^\/nix\/store\/\S+-text: .*; /);
  });

  test("a file that is no image, and one that is not there", async () => {
    assert.match(await failure({ image: "notes.tar" }), /notes\.tar: .*; /);
    assert.match(await failure({ image: "missing.tar" }), /missing\.tar: .*; /);
  });

  test("commands that a build prints are shown in the log and not obeyed", async () => {
    const { outcome, outputs, annotations, log, rawLog } = await run({ image: ".#loud" });
    assert.equal(outcome, "success", log);
    assert.deepEqual(annotations, []);
    assert.equal(outputs["digest"] ?? "", "");
    assert.ok(rawLog.includes("forged"), rawLog);
    assert.equal(rawLog, log, "something was masked");
  });

  test("commands that a failing build prints are not obeyed either", async () => {
    const { outcome, annotations, log, rawLog } = await run({ image: ".#shouting" });
    assert.equal(outcome, "failure", log);
    assert.equal(annotations.length, 1);
    assert.match(annotations[0]?.message ?? "", /^\.#shouting: the build of /);
    assert.ok(rawLog.includes("forged"), rawLog);
    assert.equal(rawLog, log, "something was masked");
  });
});
