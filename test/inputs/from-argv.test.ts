import assert from "node:assert/strict";
import { test } from "node:test";
import { InputError } from "../../src/core/errors.ts";
import { type CliCommand, parseArgv } from "../../src/inputs/from-argv.ts";

const BUDGETS = {
  "max-size": "",
  "max-unpacked-size": "",
  "max-increase": "",
  "max-increase-percent": "",
  "max-update-pull": "",
  "max-layers": "",
  "forbid-packages": "",
  "budget-mode": "fail",
};
const REPORT = {
  compressed: false,
  compression: "gzip",
  platform: "",
  insecure: [],
  ignoreFindings: [],
  budgets: BUDGETS,
  buildArgs: [],
};
const PUSH = {
  tags: ["{rev}"],
  byDigest: false,
  revLength: "9",
  annotations: [],
  labels: [],
  compression: "gzip",
  mediaTypes: "oci",
  passwordFromStdin: false,
  reuseFrom: [],
  mountFrom: [],
  attach: [],
  allowDirty: false,
  insecure: [],
  platform: "",
  buildArgs: [],
};

const MERGE = {
  ...{ destination: "r.example/y", digests: ["sha256:1", "digests"], tags: ["{rev}"], revLength: "9" },
  ...{ annotations: [], passwordFromStdin: false, insecure: [], registryCa: [] },
};

const LOAD = { image: "a.tar", engine: "auto", platform: "", insecure: [], registryCa: [], buildArgs: [] };

const COMMANDS: readonly (readonly [string, CliCommand])[] = [
  ["", { kind: "help" }],
  ["help", { kind: "help" }],
  ["--help", { kind: "help" }],
  ["-h", { kind: "help" }],
  ["report --help", { kind: "help" }],
  ["push -h", { kind: "help" }],
  ["version", { kind: "version" }],
  ["--version", { kind: "version" }],
  ["report .#image", { kind: "report", options: { ...REPORT, image: ".#image" } }],
  [
    "report --json - --markdown m.md --sbom s.json --ignore-finding no-tmp image --platform linux/arm64 --insecure h:1 --registry-ca c.pem --file f.nix --compressed --compression zstd:7 --baseline main",
    {
      kind: "report",
      options: {
        ...REPORT,
        image: "image",
        platform: "linux/arm64",
        insecure: ["h:1"],
        registryCa: ["c.pem"],
        file: "f.nix",
        json: "-",
        markdown: "m.md",
        sbom: "s.json",
        ignoreFindings: ["no-tmp"],
        baseline: "main",
        compressed: true,
        compression: "zstd:7",
      },
    },
  ],
  [
    "report .#image -- --impure --help -- x",
    { kind: "report", options: { ...REPORT, image: ".#image", buildArgs: ["--impure", "--help", "--", "x"] } },
  ],
  [
    "report a.tar --max-size 200MB --max-increase-percent 2.5 --forbid-package gcc --forbid-package openssl-1.* --budget-mode warn",
    {
      kind: "report",
      options: {
        ...REPORT,
        image: "a.tar",
        budgets: {
          ...BUDGETS,
          "max-size": "200MB",
          "max-increase-percent": "2.5",
          "forbid-packages": "gcc\nopenssl-1.*",
          "budget-mode": "warn",
        },
      },
    },
  ],
  ["push a.tar oci:out", { kind: "push", options: { ...PUSH, image: "a.tar", destinations: ["oci:out"] } }],
  [
    "push a oci:x r.example/y --tag 1 --tag {rev} --rev-length 7 --annotation a=b --annotation c=d --label e=f --media-types docker --username u --password-stdin --reuse-from latest --reuse-from r.example/z:1 --mount-from acme/base --attach report --attach sbom --allow-dirty --insecure h:1 --insecure h:2 --registry-ca a.pem --registry-ca b.pem --platform all --compression none --file f.nix -- --impure",
    {
      kind: "push",
      options: {
        image: "a",
        destinations: ["oci:x", "r.example/y"],
        file: "f.nix",
        tags: ["1", "{rev}"],
        byDigest: false,
        revLength: "7",
        annotations: ["a=b", "c=d"],
        labels: ["e=f"],
        compression: "none",
        mediaTypes: "docker",
        username: "u",
        passwordFromStdin: true,
        reuseFrom: ["latest", "r.example/z:1"],
        mountFrom: ["acme/base"],
        attach: ["report", "sbom"],
        allowDirty: true,
        insecure: ["h:1", "h:2"],
        registryCa: ["a.pem", "b.pem"],
        platform: "all",
        buildArgs: ["--impure"],
      },
    },
  ],
  [
    "push a.tar r.example/y --by-digest",
    { kind: "push", options: { ...PUSH, image: "a.tar", destinations: ["r.example/y"], byDigest: true } },
  ],
  ["merge r.example/y sha256:1 digests", { kind: "merge", options: MERGE }],
  [
    "merge r.example/y sha256:1 digests --tag 1 --tag {rev} --rev-length 7 --annotation a=b --annotation c=d --username u --password-stdin --insecure h:1 --registry-ca c.pem",
    {
      kind: "merge",
      options: {
        ...MERGE,
        tags: ["1", "{rev}"],
        revLength: "7",
        annotations: ["a=b", "c=d"],
        username: "u",
        passwordFromStdin: true,
        insecure: ["h:1"],
        registryCa: ["c.pem"],
      },
    },
  ],
  ["load a.tar", { kind: "load", options: LOAD }],
  [
    "load a.tar --file f.nix --engine podman --platform linux/arm64 --insecure h:1 --registry-ca c.pem -- --impure",
    {
      kind: "load",
      options: {
        ...LOAD,
        file: "f.nix",
        engine: "podman",
        platform: "linux/arm64",
        insecure: ["h:1"],
        registryCa: ["c.pem"],
        buildArgs: ["--impure"],
      },
    },
  ],
  ["render r.json", { kind: "render", file: "r.json", format: "terminal" }],
  ["render --format markdown r.json", { kind: "render", file: "r.json", format: "markdown" }],
];

for (const [line, command] of COMMANDS) {
  test(`nix-image ${line}`, () => assert.deepEqual(parseArgv(line.split(" ").filter((word) => word !== "")), command));
}

const MISTAKES: readonly (readonly [string, RegExp])[] = [
  ["build .#image", /^"build" is no command; /],
  [".#image", /^".#image" is no command; /],
  ["report", /^report needs IMAGE; /],
  ["report -- --impure", /^report needs IMAGE; /],
  ["report a b c", /^report takes one IMAGE; found also b c; /],
  ["report a --htm f", /^Unknown option '--htm'/],
  ["report a --json", /^Option '--json <value>' argument missing/],
  ["report a --json --markdown", /^Option '--json' argument is ambiguous/],
  ["report a --compressed=yes", /^Option '--compressed' does not take an argument/],
  ["report a --tag x", /^Unknown option '--tag'/],
  ["push", /^push needs IMAGE and at least one DESTINATION; /],
  ["push a", /^push needs IMAGE and at least one DESTINATION; /],
  ["push a b --password secret", /^Unknown option '--password'/],
  ["push a b --by-digest --tag 1", /^--by-digest publishes without a tag; give it or --tag; /],
  ["merge", /^merge needs DESTINATION and at least one DIGEST; /],
  ["merge a", /^merge needs DESTINATION and at least one DIGEST; /],
  ["load", /^load needs IMAGE; /],
  ["load a b", /^load takes one IMAGE; found also b; /],
  ["render", /^render needs REPORT.json; /],
  ["render a b", /^render takes one REPORT.json; found also b; /],
];

for (const [line, message] of MISTAKES) {
  test(`nix-image ${line} is a mistake that is told`, () => {
    assert.throws(
      () => parseArgv(line.split(" ")),
      (error) => {
        assert.ok(error instanceof InputError);
        assert.deepEqual([error.code, error.exitCode], ["USAGE", 2]);
        assert.match(error.message, message);
        assert.match(error.message, /; nix-image --help shows what there is$/);
        return true;
      },
    );
  });
}

test("what is refused is quoted so that it cannot draw on the terminal", () => {
  assert.throws(() => parseArgv(["\u001b[31mx"]), /"\\u001b\[31mx" is no command/);
});
