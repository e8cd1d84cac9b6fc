import assert from "node:assert/strict";
import { test } from "node:test";
import {
  nameOf,
  parseStoreName,
  parseStorePath,
  type StorePath,
  storePathFromBaseName,
  storePathOf,
} from "../../src/core/store-path.ts";

const HASH = "309a08g09lajhayjnhlws5hkcs5b4g8h";
const named = (name: string): StorePath => `/nix/store/${HASH}-${name}`;

/** `pname | version | output` of a name. */
const split = (name: string): string => {
  const { pname, version, output } = parseStoreName(named(name));
  return [pname, version, output].map((part) => part ?? "").join(" | ");
};

test("a store path is a direct child of the store with a hash and a name", () => {
  assert.equal(parseStorePath(named("openssl-3.0.20")), named("openssl-3.0.20"));
  assert.equal(storePathFromBaseName(`${HASH}-a+b._?=c`), named("a+b._?=c"));
});

test("anything else is no store path", () => {
  const others = [
    "",
    "/nix/store",
    "/nix/store/",
    `/nix/store/${HASH}`,
    `/nix/store/${HASH}-`,
    `${named("a")}/bin`,
    `${named("a")}\n`,
    named("a b"),
    named("ü"),
    named("a".repeat(212)),
    `/nix/store/${HASH.toUpperCase()}-a`,
    `/nix/store/${"e".repeat(32)}-a`,
    `/nix/store/../store/${HASH}-a`,
    `/gnu/store/${HASH}-a`,
  ];
  for (const text of others) assert.equal(parseStorePath(text), undefined, JSON.stringify(text));
});

test("a file belongs to the store path that it lies in", () => {
  assert.equal(storePathOf(`${named("a-1")}/bin/../a`), named("a-1"));
  assert.equal(storePathOf(named("a-1")), named("a-1"));
  assert.equal(storePathOf(`${named("a-1")}/`), named("a-1"));
  assert.equal(storePathOf("/nix/store/.links/0abc"), undefined);
  assert.equal(storePathOf("/nix/var/nix/db"), undefined);
  assert.equal(storePathOf(`/mnt${named("a-1")}/bin`), undefined);
});

test("the name of a store path is what follows the hash", () => {
  assert.equal(nameOf(named("glibc-2.40-66")), "glibc-2.40-66");
});

test("the version starts after the first dash that no letter follows", () => {
  assert.equal(split("openssl-3.0.20"), "openssl | 3.0.20 | ");
  assert.equal(split("hello-server-1.0.0"), "hello-server | 1.0.0 | ");
  assert.equal(split("python3.12-requests-2.31.0"), "python3.12-requests | 2.31.0 | ");
  assert.equal(split("glibc-2.40-66"), "glibc | 2.40-66 | ");
  assert.equal(split("tzdata-2026b"), "tzdata | 2026b | ");
  assert.equal(split("foo--bar"), "foo | -bar | ");
  assert.equal(split("x-_y"), "x | _y | ");
});

test("a name without a version is the package name, dashes and all", () => {
  assert.equal(split("etc-os-release"), "etc-os-release |  | ");
  assert.equal(split("App-customisation-layer"), "App-customisation-layer |  | ");
  assert.equal(split("nss-cacert-dev"), "nss-cacert-dev |  | ");
  assert.equal(split("trailing-"), "trailing- |  | ");
  assert.equal(split("-1"), "-1 |  | ");
});

test("an output that nixpkgs knows is split off the version", () => {
  assert.equal(split("gcc-13.3.0-lib"), "gcc | 13.3.0 | lib");
  assert.equal(split("glibc-2.40-66-bin"), "glibc | 2.40-66 | bin");
  assert.equal(split("gcc-13.3.0-libgcc"), "gcc | 13.3.0 | libgcc");
  assert.equal(split("nixos-25.12-system-path"), "nixos | 25.12-system-path | ");
  assert.equal(split("foo-lib"), "foo-lib |  | ");
});
