import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, describe, test } from "node:test";
import { parseStorePath, type StorePath } from "../../src/core/store-path.ts";
import { closureOf } from "../../src/nix/index.ts";
import { readDerivedNames } from "../../src/pipeline/derived-names.ts";
import { detectedNixes, folderWith, foretell } from "../nix/rig.ts";

/** An editor with an output that no list knows, and a library whose name has a number. */
const PACKAGES = `
  let
    make = attributes: derivation (attributes // {
      name = "\${attributes.pname}-\${attributes.version}";
      system = "x86_64-linux";
      builder = builtins.path { path = /bin/bash-static; name = "bash-static"; };
      args = [ "-c" "for o in \\\${outputs:-out}; do echo \${toString (attributes.inputs or [ ])} > \\\${!o}; done" ];
    });
  in rec {
    editor = make { pname = "editor"; version = "9.0"; outputs = [ "out" "xxd" ]; };
    library = make { pname = "lib-2-go"; version = "1.0"; };
    image = make { pname = "image"; version = "1"; inputs = [ editor editor.xxd library ]; };
  }
`;

for (const { nix, version, remove } of await detectedNixes()) {
  describe(`Nix ${version}`, () => {
    after(remove);

    test("names are split as the derivations say that are at hand, remembered or in the image's own plan", async () => {
      const dir = await folderWith({ "default.nix": PACKAGES });
      after(() => rm(dir, { recursive: true, force: true }));
      const { drvPath } = await foretell(nix, dir, "--impure", "--file", "default.nix", "image");
      const built = await nix.runSibling("nix-build", ["--no-out-link", "-A", "image", "default.nix"], { cwd: dir });
      const listed = await nix.runSibling("nix-store", ["--query", "--requisites", built.trim()]);
      const paths = listed.split("\n").flatMap((line) => parseStorePath(line) ?? []);
      const closure = await closureOf(nix, paths);
      assert.ok(closure !== undefined);
      const forgetful = {
        ...closure,
        paths: new Map(Array.from(closure.paths, ([path, { deriver: _, ...info }]) => [path, info])),
      };
      const namesIn = async (known: typeof closure, plan?: string): Promise<readonly string[]> => {
        const names = await readDerivedNames(known, plan as StorePath | undefined, nix);
        return [...names.values()].map(({ pname, version, output }) => [pname, version, output].join(" ")).sort();
      };
      const expected = ["editor 9.0 xxd", "lib-2-go 1.0 "];
      assert.deepEqual(await namesIn(closure), expected);
      assert.deepEqual(await namesIn(forgetful, drvPath), expected);
      assert.deepEqual(await namesIn(forgetful), []);
    });
  });
}
