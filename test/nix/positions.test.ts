import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { silentLog } from "../../src/core/log.ts";
import { type PositionOptions, queryPositions, readFlakeMetadata } from "../../src/nix/index.ts";
import { commitAll, detectedNixes, folderWith, foretell } from "./rig.ts";

const FLAKE = `{
  outputs = { self }: let
    package = name: derivation { inherit name; system = "x86_64-linux"; builder = "/bin/sh"; };
  in {
    packages.x86_64-linux = rec {
      default = image;
      image = package "image";
      imaging = package "imaging-1.4";
      "with.dot" = package "dotted";
      broken = throw "not here";
    } // builtins.mapAttrs (name: _: package name) { mapped = 1; };
    legacyPackages.x86_64-linux.nested.image = package "nested";
    top = package "top";
  };
}
`;
for (const { nix, version, remove } of await detectedNixes()) {
  describe(`Nix ${version}`, () => {
    after(remove);
    let dir = "";
    let flakeRef = "";
    before(async () => {
      dir = await folderWith({ "flake.nix": FLAKE });
      await commitAll(dir, "Flake");
      flakeRef = (await readFlakeMetadata(nix, ".", { cwd: dir })).lockedRef ?? "";
    });
    after(() => rm(dir, { recursive: true }));

    const ask = (options: Partial<PositionOptions> = {}) =>
      queryPositions(nix, {
        ...{ flakeRef, system: "x86_64-linux", attribute: "image", names: [], cwd: dir, args: [], log: silentLog },
        ...options,
      });

    test("the image's attribute is found wherever an installable would find it", async () => {
      const lineOf = async (attribute: string) => (await ask({ attribute })).image;
      assert.deepEqual(await lineOf("image"), { file: "flake.nix", line: 7 });
      assert.deepEqual(await lineOf(""), { file: "flake.nix", line: 6 });
      assert.deepEqual(await lineOf("packages.x86_64-linux.image"), { file: "flake.nix", line: 7 });
      assert.deepEqual(await lineOf('"with.dot"'), { file: "flake.nix", line: 9 });
      assert.deepEqual(await lineOf("nested.image"), { file: "flake.nix", line: 12 });
      assert.deepEqual(await lineOf("top"), { file: "flake.nix", line: 13 });
    });

    test("an attribute that is not there, or that a function made, has no position", async () => {
      for (const attribute of ["missing", "nested.missing.deep", "top.outPath.x", "mapped"])
        assert.deepEqual(await ask({ attribute }), { packages: new Map() }, attribute);
    });

    test("the flake's own packages are found by name, each with its output path", async () => {
      const { packages } = await ask({ names: ["imaging", "broken", "glibc", "mapped"] });
      const { outPath } = await foretell(nix, dir, ".#imaging");
      assert.deepEqual([...packages], [[outPath, { file: "flake.nix", line: 8 }]]);
    });

    test("a flake that cannot be evaluated has no positions, which is no error", async () => {
      assert.deepEqual(await ask({ flakeRef: `${flakeRef}x` }), { packages: new Map() });
    });
  });
}
