import assert from "node:assert/strict";
import { test } from "node:test";
import * as v from "valibot";
import { type FlakeInput, Locks, parseLocks } from "../../src/nix/locks.ts";

const parse = (nodes: Readonly<Record<string, unknown>>, root = "root"): readonly FlakeInput[] =>
  parseLocks(v.parse(Locks, { nodes, root, version: 7 }));

const REV = "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d";
const NAR = "sha256-u+Sr1v+8asVoKiORkVSXU/LomDiGWtwmbf4jurIvljQ=";

const github = (repo: string, ref?: string) => ({
  locked: { type: "github", owner: "acme", repo, rev: REV, narHash: NAR, lastModified: 1735776000 },
  original: { type: "github", owner: "acme", repo, ...(ref && { ref }) },
});

const pinned = (name: string, url: string): FlakeInput => ({
  name,
  url,
  revision: REV,
  lastModified: 1735776000,
  narHash: NAR,
});

const names = (inputs: readonly FlakeInput[]) => inputs.map(({ name }) => name);

test("inputs come with their way from the flake, direct ones first", () => {
  const inputs = parse({
    root: { inputs: { nixpkgs: "nixpkgs_2", imaging: "imaging" } },
    imaging: { ...github("imaging"), inputs: { nixpkgs: "nixpkgs", utils: "utils" } },
    utils: { ...github("utils"), inputs: { systems: "systems" } },
    systems: github("systems"),
    nixpkgs: github("nixpkgs"),
    nixpkgs_2: github("nixpkgs", "nixos-25.05"),
  });
  assert.deepEqual(inputs, [
    pinned("imaging", "github:acme/imaging"),
    pinned("nixpkgs", "github:acme/nixpkgs/nixos-25.05"),
    pinned("imaging/nixpkgs", "github:acme/nixpkgs"),
    pinned("imaging/utils", "github:acme/utils"),
    pinned("imaging/utils/systems", "github:acme/systems"),
  ]);
});

test("an input that follows another one is not told again, and a direct one that follows goes by its short name", () => {
  const inputs = parse({
    root: { inputs: { imaging: "imaging", nixpkgs: ["imaging", "nixpkgs"], other: "other" } },
    imaging: { ...github("imaging"), inputs: { nixpkgs: "nixpkgs" } },
    other: { ...github("other"), inputs: { nixpkgs: ["nixpkgs"], imaging: ["imaging"], gone: [] } },
    nixpkgs: github("nixpkgs"),
  });
  assert.deepEqual(names(inputs), ["imaging", "nixpkgs", "other"]);
});

test("version 5 of the file keeps what was found out in a place of its own", () => {
  const { narHash, lastModified, ...locked } = github("nixpkgs").locked;
  const node = { ...github("nixpkgs"), locked, info: { narHash, lastModified } };
  assert.deepEqual(parse({ root: { inputs: { nixpkgs: "nixpkgs" } }, nixpkgs: node }), [
    pinned("nixpkgs", "github:acme/nixpkgs"),
  ]);
});

test("every kind of reference has its address, without credentials and what pins a commit", () => {
  const cases: readonly (readonly [Record<string, unknown>, string | undefined])[] = [
    [
      { type: "git", url: "https://me:secret@example.org/x.git?token=abc", ref: "main" },
      "git+https://***@example.org/x.git",
    ],
    [{ type: "git", url: "ssh://git@example.org/x" }, "git+ssh://git@example.org/x"],
    [{ type: "tarball", url: "https://example.org/x.tar.gz#frag" }, "https://example.org/x.tar.gz"],
    [{ type: "path", path: "./nix" }, "path:./nix"],
    [{ type: "gitlab", owner: "a", repo: "b", host: "gitlab.example.org" }, "gitlab:a/b?host=gitlab.example.org"],
    [{ type: "indirect", id: "nixpkgs", ref: "release" }, "flake:nixpkgs/release"],
    [{ type: "github", owner: "a" }, undefined],
    [{ type: 7 }, undefined],
  ];
  for (const [original, url] of cases) {
    const [input] = parse({ root: { inputs: { x: "x" } }, x: { original } });
    assert.deepEqual(input, url === undefined ? { name: "x" } : { name: "x", url });
  }
});

test("an input from the registry is told by what the registry said", () => {
  const node = { ...github("nixpkgs"), original: { type: "indirect", id: "nixpkgs" } };
  const [input] = parse({ root: { inputs: { nixpkgs: "nixpkgs" } }, nixpkgs: node });
  assert.equal(input?.url, "github:acme/nixpkgs");
});

test("a lock file without inputs, or of other shapes, has none", () => {
  assert.deepEqual(parse({ root: {} }), []);
  assert.deepEqual(parse({}), []);
  assert.deepEqual(parse({ root: { inputs: { a: "gone", b: ["gone"], c: "odd" } }, odd: 5 }), []);
  assert.deepEqual(parse({ root: { inputs: 5 } }), []);
  assert.deepEqual(parse({ root: { inputs: { toString: ["toString"] } } }), []);
});

test("inputs in a ring, lists that lead to themselves and endless files come to an end", { timeout: 10_000 }, () => {
  const ring = parse({
    root: { inputs: { a: "a" } },
    a: { inputs: { b: "b" } },
    b: { inputs: { a: "a", top: "root" } },
  });
  assert.deepEqual(names(ring), ["a", "a/b"]);
  const many = Array.from({ length: 50 }, () => "x");
  assert.deepEqual(names(parse({ root: { inputs: { x: many, y: "y" } }, y: {} })), ["y"]);
  const chain = Object.fromEntries(
    Array.from({ length: 1000 }, (_, index) => [`n${index}`, { inputs: { n: `n${index + 1}` } }]),
  );
  assert.equal(parse(chain, "n0").length, 20);
  const wide = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`i${index}`, "leaf"]));
  const leaves = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`i${index}`, {}]));
  assert.deepEqual(names(parse({ root: { inputs: wide }, leaf: {} })), ["i0"]);
  const all = Object.fromEntries(Object.keys(leaves).map((key) => [key, key]));
  assert.equal(parse({ ...leaves, root: { inputs: all } }).length, 300);
});
