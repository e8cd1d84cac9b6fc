import assert from "node:assert/strict";
import { test } from "node:test";
import type { NixErrorCode } from "../../src/nix/errors.ts";
import { nixFailure } from "../../src/nix/failure.ts";
import { needsRecordings, RECORDED_VERSIONS, type RecordedVersion, recordings } from "./recorded.ts";

const explain = (stderr: string, args = ["build", ".#image"]) => nixFailure({ args, status: 1, stderr });

/** Beginning of a recording's name -> code; the longest beginning counts. */
const EXPECTED: Readonly<Record<string, NixErrorCode>> = {
  "fail-bad-fragment": "ATTRIBUTE_MISSING",
  "fail-build": "BUILD_FAILED",
  "fail-daemon": "STORE_UNREACHABLE",
  "fail-download": "BUILD_FAILED",
  "fail-eval": "EVAL_FAILED",
  "fail-experimental-off": "FEATURES_DISABLED",
  "fail-hash-mismatch": "HASH_MISMATCH",
  "fail-ifd-readonly": "EVAL_FAILED",
  "fail-interrupted": "INTERRUPTED",
  "fail-kvm": "SYSTEM_FEATURE_MISSING",
  "fail-max-silent": "TIMEOUT",
  "fail-missing-attr": "ATTRIBUTE_MISSING",
  "fail-no-flake": "NOT_A_FLAKE",
  "fail-no-such-dir": "NOT_FOUND",
  "fail-not-derivation": "NOT_A_DERIVATION",
  "fail-other-system": "PLATFORM_MISMATCH",
  "fail-syntax": "EVAL_FAILED",
  "fail-timeout": "TIMEOUT",
  "fail-untracked-import": "UNTRACKED_FILE",
  "metadata-missing-rev": "REVISION_MISSING",
  "metadata-short-rev": "REVISION_MISSING",
  "owner-mismatch": "NOT_OWNED",
  "cc-blobless": "REVISION_MISSING",
  "cc-shallow": "SHALLOW_CLONE",
  "cc-shallow-rev-absent": "REVISION_MISSING",
};

const expectedCode = (version: RecordedVersion, name: string): NixErrorCode | undefined => {
  const prefix = Object.keys(EXPECTED)
    .filter((key) => name.startsWith(key))
    .sort((a, b) => b.length - a.length)[0];
  const code = prefix === undefined ? undefined : EXPECTED[prefix];
  // Nix 2.8 hid the evaluation error in these runs.
  return version === "2.8.0" && prefix === "fail-eval" ? "NOT_A_DERIVATION" : code;
};

for (const version of RECORDED_VERSIONS) {
  test(
    `every recorded failure of Nix ${version} gets its code and a first line that says what to do`,
    needsRecordings,
    () => {
      const failures = ["fail-", "metadata-", "owner-", "cc-"]
        .flatMap((prefix) => recordings(version, prefix))
        .filter(({ status }) => status !== 0);
      assert.ok(failures.length >= 40, `only ${failures.length} recordings`);
      const codes = failures.map(({ name, status, stderr }) => {
        const error = nixFailure({ args: ["build"], status, stderr, about: ".#image" });
        assert.match(error.message, /^\.#image: .+; .+$/m, name);
        return [name, error.code];
      });
      assert.deepEqual(
        codes,
        failures.map(({ name }) => [name, expectedCode(version, name)]),
      );
    },
  );

  test(`a failed build of Nix ${version} ends its message with the builder's last lines`, needsRecordings, () => {
    const builds = recordings(version, "fail-build").filter(({ status }) => status !== 0);
    for (const { name, status, stderr } of builds) {
      const { message } = nixFailure({ args: ["build"], status, stderr });
      assert.match(
        message,
        /failed with exit code 3[^\n]*\n {2}compiling\.\.\.\n {2}main\.c:3: error: something is wrong/,
        name,
      );
    }
  });
}

test("the message names the command, the cause, and what to do, then shows Nix's own words", () => {
  const error = explain(`warning: Git tree '/src/app' is dirty
error: flake 'git+file:///src/app' does not provide attribute 'packages.x86_64-linux.imag', 'legacyPackages.x86_64-linux.imag' or 'imag'
       Did you mean image?`);
  assert.deepEqual(error.message.split("\n"), [
    "nix build: there is no attribute packages.x86_64-linux.imag; check the name; `nix flake show` lists what the flake has",
    "  error: flake 'git+file:///src/app' does not provide attribute 'packages.x86_64-linux.imag', 'legacyPackages.x86_64-linux.imag' or 'imag'",
    "         Did you mean image?",
  ]);
  assert.equal(error.exitCode, 3);
  assert.equal(error.status, 1);
});

test("what a builder prints is not taken for Nix speaking", () => {
  const drv = "/nix/store/09cg643ra45cm997rx7afx8g79j5s0rq-app-1.0.drv";
  const error = explain(`building '${drv}'...
other> unrelated
app-1.0> error: hash mismatch in fixed-output derivation '/nix/store/x': specified: a got: b
app-1.0> error: interrupted by the user
error: builder for '${drv}' failed with exit code 2`);
  assert.equal(error.code, "BUILD_FAILED");
  assert.deepEqual(error.message.split("\n").slice(1), [
    "  error: hash mismatch in fixed-output derivation '/nix/store/x': specified: a got: b",
    "  error: interrupted by the user",
  ]);
});

test("what an excerpt of Nix code says is not taken for Nix speaking", () => {
  const error = explain(`error:
       … while calling the 'throw' builtin
         at /src/flake.nix:3:5:
            2|   # error: interrupted by the user
            3|   throw "no port"
             |   ^

       error: no port`);
  assert.equal(error.code, "EVAL_FAILED");
  assert.match(error.message, /^nix build: no port; /);
});

test("only a long log's last 20 lines are shown", () => {
  const drv = "/nix/store/09cg643ra45cm997rx7afx8g79j5s0rq-app.drv";
  const log = Array.from({ length: 30 }, (_, line) => `app> line ${line}`).join("\n");
  const lines = explain(`${log}\nerror: builder for '${drv}' failed with exit code 2`).message.split("\n");
  assert.equal(lines.length, 21);
  assert.equal(lines[1], "  line 10");
});

test("credentials in arguments and in Nix's words stay out of the error", () => {
  const args = [
    "build",
    "--option",
    "access-tokens",
    "git.example.org=secret-one",
    "git+https://me:secret-two@example.org/x#y",
  ];
  const error = explain("error: unable to download 'https://me:secret-two@example.org/x': HTTP error 404", args);
  assert.equal(error.code, "DOWNLOAD_FAILED");
  assert.doesNotMatch(JSON.stringify([error.message, error.argv, error.stderr]), /secret/);
});

test("a store of another user is said to be unusable", () => {
  for (const words of [
    'opening lock file "/nix/var/nix/db/big-lock": Permission denied',
    "could not set permissions on '/nix/var/nix/profiles/per-user' to 755: Operation not permitted",
  ]) {
    assert.equal(explain(`error: ${words}`).code, "STORE_UNREACHABLE", words);
  }
});

test("a builder that writes no output is told apart from one that fails", () => {
  const drv = "/nix/store/09cg643ra45cm997rx7afx8g79j5s0rq-app.drv";
  const { code, message } = explain(`app> done
error: builder for '${drv}' failed to produce output path for output 'out' at '${drv}.chroot/nix/store/x'`);
  assert.equal(code, "BUILD_FAILED");
  assert.equal(
    message,
    `nix build: the build of ${drv} ended without writing its output; its builder must write to $out; see its last lines below\n  done`,
  );
});

test("a flake that reads what lies outside of it is told about --impure", () => {
  for (const mode of ["pure eval mode", "pure evaluation mode"]) {
    const { message } = explain(
      `error: access to absolute path '/etc/os-release' is forbidden in ${mode} (use '--impure' to override)`,
    );
    assert.match(message, /^nix build: the flake reads \/etc\/os-release, which lies outside of it; .*--impure/);
  }
});

test("an error in unknown words keeps them; only commands that evaluate blame the evaluation", () => {
  assert.equal(explain("error: port must be an integer").code, "EVAL_FAILED");
  const other = explain("error: SQLite database is busy", ["path-info", "--json"]);
  assert.equal(other.code, "NIX_FAILED");
  assert.match(other.message, /^nix path-info: SQLite database is busy; /);
});
