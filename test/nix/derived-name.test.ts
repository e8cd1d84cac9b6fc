import assert from "node:assert/strict";
import { test } from "node:test";
import type { StorePath } from "../../src/core/store-path.ts";
import type { Derivation } from "../../src/nix/derivation.ts";
import { isPlainName, splitByDerivation } from "../../src/nix/derived-name.ts";

const pathOf = (name: string): StorePath => `/nix/store/${"0".repeat(32)}-${name}`;

/** The split of a name, given what its derivation says. */
const split = (name: string, attributes: Readonly<Record<string, string>>, output = "out"): string => {
  const derivation: Derivation = {
    ...{ path: pathOf("x.drv"), name: "x", system: "", builder: "", args: [] },
    attributes: new Map(Object.entries(attributes)),
    outputs: new Map([[output, { path: pathOf(name) }]]),
    ...{ inputDrvs: new Map(), inputSrcs: [] },
  };
  const { pname, version, output: found } = splitByDerivation(pathOf(name), derivation);
  return [pname, version, found].map((part) => part ?? "–").join(" | ");
};

test("names with one version and an output that nixpkgs has leave nothing open", () => {
  for (const name of ["openssl-3.0.14", "openssl-3.0.14-bin", "nss-cacert-3.101", "python3.12-numpy-2.1.0"])
    assert.equal(isPlainName(pathOf(name)), true, name);
  for (const name of ["glibc-2.40-66", "vim-9.0-xxd", "foo-2-bar-1.0", "source", "api", "x-unstable-2024-01-02", "x-."])
    assert.equal(isPlainName(pathOf(name)), false, name);
});

test("version, package and output are those of the derivation, as far as the name is made of them", () => {
  const table: readonly (readonly [string, string, Record<string, string>, string?])[] = [
    ["glibc-2.40-66", "glibc | 2.40-66 | –", { pname: "glibc", version: "2.40-66" }],
    ["foo-2-bar-1.0", "foo-2-bar | 1.0 | –", { pname: "foo-2-bar", version: "1.0" }],
    ["vim-9.0-xxd", "vim | 9.0 | xxd", { pname: "vim", version: "9.0" }, "xxd"],
    ["openjdk-17.0.8+7-jre", "openjdk | 17.0.8+7 | jre", { version: "17.0.8+7" }, "jre"],
    [
      "python3.12-foo-0-unstable-2024-01-02",
      "python3.12-foo | 0-unstable-2024-01-02 | –",
      {
        pname: "foo",
        version: "0-unstable-2024-01-02",
      },
    ],
    ["api", "api | 1.4 | –", { pname: "api", version: "1.4" }],
    ["api", "api | – | –", { pname: "api" }],
    ["gcc-13.3.0-lib", "gcc | 13.3.0-lib | –", { pname: "gcc", version: "13" }],
    ["tool-1.0-r2", "tool | 1.0-r2 | –", { pname: "tool", version: "1.0" }],
  ];
  for (const [name, expected, attributes, output] of table)
    assert.equal(split(name, attributes, output), expected, name);
});

test("a name that is not made of what the derivation says is read as it stands", () => {
  assert.equal(split("glibc-2.40-66", { pname: "other", version: "9" }), "glibc | 2.40-66 | –");
  assert.equal(split("glibc-2.40-66", {}), "glibc | 2.40-66 | –");
  assert.equal(split("x-1.0-lib", {}), "x | 1.0-lib | –");
  assert.equal(split("x-1.0-bin", {}, "dev"), "x | 1.0 | bin");
  assert.equal(split("-1.0", { version: "1.0" }), "-1.0 | – | –");
});
