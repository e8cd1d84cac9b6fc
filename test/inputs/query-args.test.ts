import assert from "node:assert/strict";
import { test } from "node:test";
import { InputError } from "../../src/core/errors.ts";
import { type CliCommand, parseArgv } from "../../src/inputs/from-argv.ts";

const QUERY = { image: "a", platform: "", insecure: [], json: false, buildArgs: [] };

const COMMANDS: readonly (readonly [string, CliCommand])[] = [
  ["why a openssl", { kind: "why", options: { ...QUERY, wanted: "openssl" } }],
  [
    "why a x --json --file f.nix --platform linux/arm64 --insecure h:1 --insecure h:2 --registry-ca c.pem -- --impure",
    {
      kind: "why",
      options: {
        ...QUERY,
        wanted: "x",
        json: true,
        file: "f.nix",
        platform: "linux/arm64",
        insecure: ["h:1", "h:2"],
        registryCa: ["c.pem"],
        buildArgs: ["--impure"],
      },
    },
  ],
  ["ls a", { kind: "ls", options: { ...QUERY, path: "/", limit: "20" } }],
  ["ls a /usr --layer 3 --limit 5", { kind: "ls", options: { ...QUERY, path: "/usr", layer: "3", limit: "5" } }],
  ["ls a --layer -1", { kind: "ls", options: { ...QUERY, path: "/", layer: "-1", limit: "20" } }],
  ["tree a", { kind: "tree", options: { ...QUERY, dot: false } }],
  ["tree a x --depth 2 --dot", { kind: "tree", options: { ...QUERY, wanted: "x", depth: "2", dot: true } }],
  ["dominators a", { kind: "dominators", options: { ...QUERY, depth: "3", limit: "8" } }],
  ["dominators a --depth 1 --limit 2", { kind: "dominators", options: { ...QUERY, depth: "1", limit: "2" } }],
  ["duplicates a --limit 3 --json", { kind: "duplicates", options: { ...QUERY, json: true, limit: "3" } }],
  ["why --help", { kind: "help" }],
];

for (const [line, command] of COMMANDS) {
  test(`nix-image ${line}`, () => assert.deepEqual(parseArgv(line.split(" ")), command));
}

const MISTAKES: readonly (readonly [string, RegExp])[] = [
  ["why", /^why needs IMAGE; /],
  ["why a", /^why needs IMAGE and STORE-PATH-OR-NAME; /],
  ["why a b c", /^why takes IMAGE and one STORE-PATH-OR-NAME; found also c; /],
  ["why a b --json f", /^why takes IMAGE and one STORE-PATH-OR-NAME; found also f; /],
  ["ls", /^ls needs IMAGE; /],
  ["ls a b c", /^ls takes IMAGE and one PATH; found also c; /],
  ["ls a -1", /^Unknown option '-1'/],
  ["ls a --layer", /^Option '--layer <value>' argument missing/],
  ["ls a --depth 1", /^Unknown option '--depth'/],
  ["tree a --dot --json", /^tree prints --dot or --json; give one of them; /],
  ["dominators", /^dominators needs IMAGE; /],
  ["duplicates a b", /^duplicates takes one IMAGE; found also b; /],
  ["duplicates a --compressed", /^Unknown option '--compressed'/],
];

for (const [line, message] of MISTAKES) {
  test(`nix-image ${line} is a mistake that is told`, () => {
    assert.throws(
      () => parseArgv(line.split(" ")),
      (error) => {
        assert.ok(error instanceof InputError);
        assert.equal(error.code, "USAGE");
        assert.match(error.message, message);
        return true;
      },
    );
  });
}
