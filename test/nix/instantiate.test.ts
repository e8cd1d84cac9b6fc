import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { after, describe, test } from "node:test";
import type { StorePath } from "../../src/core/store-path.ts";
import { findDerivers, hasDerivation, instantiate, openPlanStore } from "../../src/nix/index.ts";
import { detectedNixes, flakeNix, folderWith, foretell } from "./rig.ts";

for (const { nix, version, remove } of await detectedNixes()) {
  describe(`plans with Nix ${version}`, async () => {
    const salt = randomUUID();
    const dir = await folderWith({
      "flake.nix": flakeNix(`
        below = make "below-1.0" "echo ${salt} > $out";
        image = make "image" "echo \${below} > $out";
        several = derivation {
          name = "several";
          system = builtins.currentSystem;
          builder = bash;
          outputs = [ "dev" "out" ];
        };
        floating = derivation {
          name = "floating";
          system = builtins.currentSystem;
          builder = bash;
          __contentAddressed = true;
          outputHashMode = "recursive";
          outputHashAlgo = "sha256";
        };
        imports = make "imports" (builtins.readFile (make "script" "echo 'echo ${salt} > $out' > $out"));
      `),
    });
    after(async () => {
      await remove();
      await rm(dir, { recursive: true });
    });
    const options = { cwd: dir, args: ["--impure", "--print-build-logs"] };

    test("a plan and those below it are written, and nothing is built", async () => {
      await instantiate(nix, "path:.#image", options);
      const [image, below] = [
        await foretell(nix, dir, "--impure", "path:.#image"),
        await foretell(nix, dir, "--impure", "path:.#below"),
      ];
      assert.deepEqual(await Promise.all([image, below].map(({ drvPath }) => hasDerivation(drvPath as StorePath))), [
        true,
        true,
      ]);
      assert.deepEqual([existsSync(image.outPath), existsSync(below.outPath)], [false, false]);
    });

    test("it tells the output path that a build would have, of several outputs that of `out`", async () => {
      for (const name of ["image", "several"]) {
        const expected = await foretell(nix, dir, "--impure", `path:.#${name}`);
        assert.deepEqual(await instantiate(nix, `path:.#${name}`, options), expected);
      }
    });

    test("of a content-addressed output it tells no path, since only the build does", async () => {
      const args = [...options.args, "--option", "extra-experimental-features", "ca-derivations"];
      const plan = await instantiate(nix, "path:.#floating", { cwd: dir, args });
      assert.match(plan?.drvPath ?? "", /-floating\.drv$/);
      assert.equal(plan?.outPath, undefined);
    });

    test("what a plan makes is found in its closure, and nothing else", async () => {
      const image = await foretell(nix, dir, "--impure", "path:.#image");
      const below = await foretell(nix, dir, "--impure", "path:.#below");
      const stranger = "/nix/store/00000000000000000000000000000000-below-1.0";
      assert.deepEqual(
        await findDerivers(openPlanStore(nix), image.drvPath as StorePath, [below.outPath as StorePath, stranger]),
        new Map([[below.outPath, below.drvPath]]),
      );
    });

    test("a plan that depends on a build fails instead of building", async () => {
      await assert.rejects(instantiate(nix, "path:.#imports", options), { name: "NixError", message: /import/ });
    });

    test("a path that is no plan, or is not there, is none", async () => {
      const { outPath } = await foretell(nix, dir, "--impure", "path:.#image");
      const absent = "/nix/store/00000000000000000000000000000000-x.drv";
      assert.deepEqual(await Promise.all([hasDerivation(outPath as StorePath), hasDerivation(absent)]), [false, false]);
    });
  });
}
