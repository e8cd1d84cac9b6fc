import assert from "node:assert/strict";
import { readFile, readlink, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { StorePath } from "../../src/core/store-path.ts";
import { buildFile, buildInstallable, closureOf, queryPathInfo } from "../../src/nix/index.ts";
import { commitAll, detectedNixes, flakeNix, folderWith, foretell, git, recordingLog } from "./rig.ts";

/** Names differ from version to version and run to run, so that every Nix has something to build. */
const flakeOf = (unique: string): string =>
  flakeNix(`
    library = make "library-1.0" "echo ${unique} > $out";
    image = make "image" "echo some words; echo \${library} \${rev} > $out";
    lonely = make "lonely" "echo ${unique} > $out";
    broken = make "broken-${unique}" "echo compiling; echo main.c:3: wrong >&2; exit 3";
    user = make "user" "echo \${broken} > $out";
    throws = throw "port must be an integer";
    text = "abc";
    foreign = derivation { name = "foreign"; system = "mips-linux"; builder = "/bin/sh"; };
    several = derivation {
      name = "several";
      system = builtins.currentSystem;
      builder = bash;
      outputs = [ "out" "man" ];
      args = [ "-c" "echo ${unique} > $out; echo man > $man" ];
    };`);

const fileOf = (unique: string): string => `
{ word ? "default" }:
{
  nested.image = derivation {
    name = "from-file";
    system = builtins.currentSystem;
    builder = builtins.path { path = /bin/bash-static; name = "bash-static"; };
    args = [ "-c" "echo ${unique} \${word} > $out" ];
  };
  broken = derivation {
    name = "file-broken";
    system = builtins.currentSystem;
    builder = builtins.path { path = /bin/bash-static; name = "bash-static"; };
    args = [ "-c" "echo ${unique} is wrong; exit 3" ];
  };
}
`;

for (const { nix, version, remove } of await detectedNixes()) {
  describe(`Nix ${version}`, () => {
    after(remove);
    const unique = `u${Date.now().toString(36)}-${version.replaceAll(".", "-")}`;
    const args = ["--impure"];
    let cwd = "";
    let head = "";
    before(async () => {
      cwd = await folderWith({ "flake.nix": flakeOf(unique), "image.nix": fileOf(unique) });
      head = await commitAll(cwd, "First");
    });
    after(() => rm(cwd, { recursive: true, force: true }));

    const build = (installable: string) => buildInstallable(nix, { installable, args, cwd, log: recordingLog() });

    test("an installable is built as evaluation foretold, its log shown in a group, its result linked", async () => {
      const log = recordingLog();
      const outLink = join(cwd, "result-link");
      const foretold = await foretell(nix, cwd, "--impure", ".#image");
      const built = await buildInstallable(nix, { installable: ".#image", args, cwd, outLink, log });
      assert.deepEqual(built, foretold);
      assert.equal(await readlink(outLink), built.outPath);
      assert.match(await readFile(built.outPath, "utf8"), new RegExp(`^/nix/store/.*-library-1.0 ${head}\n$`));
      assert.equal(log.lines[0], "> nix build .#image");
      assert.ok(log.lines.includes("image> some words"), log.lines.join("\n"));
      await rm(outLink);
    });

    test("building leaves the tree clean, so that the revision stays", async () => {
      await build(".#image");
      assert.equal(await git(cwd, "status", "--porcelain", "-uno"), "");
    });

    test("of several outputs `out` is taken", async () => {
      const { outPath } = await build(".#several");
      assert.equal(await readFile(outPath, "utf8"), `${unique}\n`);
    });

    test("an attribute of a file is built with its default arguments, and with given ones", async () => {
      const options = { file: "image.nix", attribute: "nested.image", cwd, log: recordingLog() };
      const plain = await buildFile(nix, options);
      assert.equal(await readFile(plain.outPath, "utf8"), `${unique} default\n`);
      assert.deepEqual(await foretell(nix, cwd, "--file", "image.nix", "nested.image"), plain);
      const given = await buildFile(nix, { ...options, args: ["--argstr", "word", "given"] });
      assert.equal(await readFile(given.outPath, "utf8"), `${unique} given\n`);
    });

    test("an attribute that the file lacks is said to be missing", async () => {
      const log = recordingLog();
      await assert.rejects(buildFile(nix, { file: "image.nix", attribute: "nope", cwd, log }), {
        code: "ATTRIBUTE_MISSING",
        message: /^image\.nix -A nope: there is no attribute nope; /,
      });
    });

    test("a failed build of a file's attribute shows the derivation and its log", async () => {
      const log = recordingLog();
      await assert.rejects(buildFile(nix, { file: "image.nix", attribute: "broken", cwd, log }), {
        code: "BUILD_FAILED",
        message: new RegExp(
          `^image\\.nix -A broken: the build of /nix/store/\\S+-file-broken\\.drv failed[^]*${unique} is wrong`,
        ),
      });
    });

    test("a failed build tells the derivation and its last lines, also when another one needed it", async () => {
      for (const installable of [".#broken", ".#user"]) {
        await assert.rejects(build(installable), (error: Error & { code?: string }) => {
          assert.equal(error.code, "BUILD_FAILED");
          const [first = "", ...rest] = error.message.split("\n");
          assert.match(
            first,
            new RegExp(
              `^${installable}: the build of /nix/store/\\S+-broken-${unique}\\.drv failed with exit code 3; `,
            ),
          );
          assert.deepEqual(rest, ["  compiling", "  main.c:3: wrong"]);
          return true;
        });
      }
    });

    test("mistakes in the flake and in its use get their codes", async () => {
      await assert.rejects(build(".#imag"), { code: "ATTRIBUTE_MISSING", message: /Did you mean image\?/ });
      await assert.rejects(build(".#throws"), {
        code: "EVAL_FAILED",
        message: /^\.#throws: port must be an integer; /,
      });
      await assert.rejects(build(".#text"), { code: "NOT_A_DERIVATION" });
      await assert.rejects(build(".#foreign"), { code: "PLATFORM_MISMATCH", message: /system mips-linux/ });
      await assert.rejects(build("./none#image"), { code: "NOT_FOUND" });
      await assert.rejects(buildInstallable(nix, { installable: ".#image", cwd, log: recordingLog() }), {
        code: "EVAL_FAILED",
        message: /pure evaluation has no builtins\.currentSystem; .*--impure/,
      });
      await assert.rejects(
        buildInstallable(nix, { installable: ".#image", cwd, args: ["--nonsense"], log: recordingLog() }),
        {
          code: "BAD_ARGUMENT",
          message: /--nonsense/,
        },
      );
    });

    test("an installable that looks like a flag is taken for a name", async () => {
      await assert.rejects(build("--version"), { code: "NOT_FOUND" });
    });

    test("the closure holds the asked paths that the store has, and the references between them", async () => {
      const { outPath: image } = await build(".#image");
      const { outPath: library } = await build(".#library");
      const { outPath: lonely } = await build(".#lonely");
      const absent: readonly StorePath[] = [
        "/nix/store/00000000000000000000000000000000-absent",
        "/nix/store/00000000000000000000000000000000-absent.drv",
        "/nix/store/00000000000000000000000000000000-..",
      ];
      const closure = await closureOf(nix, [image, library, ...absent]);
      assert.deepEqual([...(closure?.paths.keys() ?? [])].toSorted(), [image, library].toSorted());
      assert.deepEqual(closure?.paths.get(image)?.references, [library]);
      assert.deepEqual(closure?.roots, []);
      assert.ok((closure?.paths.get(image)?.narSize ?? 0) > 100);

      const restricted = await closureOf(nix, [image, lonely]);
      assert.deepEqual(restricted?.paths.get(image)?.references, []);
      assert.equal(await closureOf(nix, absent), undefined);
      assert.equal(await closureOf(nix, []), undefined);
    });

    test("more paths than fit one command line are asked for in several", async () => {
      const { outPath } = await build(".#library");
      const digits = (n: number) => n.toString().padStart(32, "0");
      const absent = Array.from({ length: 12_000 }, (_, n): StorePath => `/nix/store/${digits(n)}-${"x".repeat(150)}`);
      const infos = await queryPathInfo(nix, [...absent, outPath]);
      assert.deepEqual(
        infos.map(({ path }) => path),
        [outPath],
      );
    });
  });
}
