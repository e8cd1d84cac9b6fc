import assert from "node:assert/strict";
import { mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { silentLog } from "../../src/core/log.ts";
import type { StorePath } from "../../src/core/store-path.ts";
import { type LicenceOptions, queryLicences, readFlakeMetadata } from "../../src/nix/index.ts";
import { commitAll, detectedNixes, write } from "./rig.ts";

/** Packages as nixpkgs has them: a derivation with `meta`, which is not part of what is built. */
const LIBRARY = `{
  outputs = { self }: let
    package = { name, meta ? { }, outputs ? [ "out" ], ... }@it: derivation {
      inherit name outputs;
      system = "x86_64-linux";
      builder = "/bin/sh";
      args = [ "-c" "exit 1" ];
      extra = builtins.toJSON (it.buildInputs or [ ]);
    } // { inherit meta; buildInputs = it.buildInputs or [ ]; };
    mit = { spdxId = "MIT"; fullName = "MIT License"; shortName = "mit"; free = true; };
    apache = { spdxId = "Apache-2.0"; fullName = "Apache License 2.0"; };
    unfree = { fullName = "Unfree"; shortName = "unfree"; free = false; };
    zlib = package { name = "zlib-1.3"; outputs = [ "out" "dev" ]; meta.license = { spdxId = "Zlib"; }; };
  in {
    lib.package = package;
    legacyPackages.x86_64-linux = {
      inherit zlib;
      openssl = throw "an alias that is gone";
      openssl_1_1 = package { name = "openssl-1.1.1"; meta.license = "OpenSSL"; };
      openssl_3 = package {
        name = "openssl-3.0.1";
        meta = { license = [ apache mit ]; description = "Keeps secrets"; homepage = "https://openssl.example/"; };
      };
      either = package {
        name = "either-1";
        meta.license = { licenseType = "compound"; operator = "OR"; licenses = [ mit { licenseType = "compound"; operator = "AND"; licenses = [ apache unfree ]; } ]; };
      };
      text = package { name = "text-1"; meta.license = "Do what you like"; };
      unfree = package { name = "unfree-1"; meta.license = unfree; };
      silent = package { name = "silent-1"; };
      throwing = package { name = "throwing-1"; meta = throw "no meta"; };
      half = package { name = "half-1"; meta = { license = throw "no licence"; description = "Half of it"; }; };
      broken = throw "marked as broken";
      python312Packages.requests = package { name = "python3.12-requests-2.32"; meta.license = apache; };
      gcc = package { name = "gcc-wrapper-13"; } // { cc = package { name = "gcc-13.2"; outputs = [ "out" "lib" ]; meta.license = { spdxId = "GPL-3.0-or-later"; }; }; };
    };
  };
}
`;

const application = (dir: string, unfetched: string): string =>
  `{
  inputs.library.url = "git+file://${dir}";
  inputs.data = { url = "path:${unfetched}"; flake = false; };
  outputs = { self, library, data }: {
    packages.x86_64-linux = rec {
      default = library.lib.package { name = "app-\${self.shortRev or "dirty"}"; buildInputs = [ patched ]; meta.license.spdxId = "ISC"; };
      broken = throw "not on this platform";
      image = library.lib.package { name = "image-1"; };
      zlib = library.legacyPackages.x86_64-linux.zlib // { meta.license.spdxId = "BSD-3-Clause"; };
    };
    hidden = patched;
    lib.patched = patched;
  };
}
`.replace(
    "outputs = { self, library, data }: {",
    `outputs = { self, library, data }: let
    patched = library.lib.package { name = "libpatched-2"; meta.license.spdxId = "0BSD"; };
  in {`,
  );

const made: string[] = [];
after(() => Promise.all(made.map((dir) => rm(dir, { recursive: true, force: true }))));
const temporary = async (files: Readonly<Record<string, string>>): Promise<string> => {
  const dir = await realpath(await mkdtemp(join(tmpdir(), "licences-")));
  made.push(dir);
  await write(dir, files);
  return dir;
};

for (const { nix, version, remove } of await detectedNixes()) {
  describe(`Nix ${version}`, () => {
    after(remove);
    let dir = "";
    let library = "";
    before(async () => {
      library = await temporary({ "flake.nix": LIBRARY });
      await commitAll(library, "Library");
      const data = await temporary({ file: "data" });
      dir = await temporary({ "flake.nix": application(library, data), tracked: "1" });
      await commitAll(dir, "Application");
      await nix.run(["flake", "lock"], { cwd: dir });
      await commitAll(dir, "Locked");
    });

    /** What Nix says the output path of an attribute is. */
    const outPath = async (attribute: string, flake = library): Promise<StorePath> =>
      JSON.parse(await nix.run(["eval", "--json", "--read-only", `${flake}#${attribute}.outPath`], { cwd: dir }));
    const inLibrary = (name: string) => outPath(`legacyPackages.x86_64-linux.${name}`);

    const ask = async (paths: readonly StorePath[], options: Partial<LicenceOptions> = {}, cwd = dir) => {
      const said: string[] = [];
      const { lockedRef = "" } = await readFlakeMetadata(nix, ".", { cwd });
      const systems = ["x86_64-linux"];
      const log = { ...silentLog, debug: (line: string) => void said.push(line) };
      const found = await queryLicences(nix, { flakeRef: lockedRef, systems, paths, cwd, args: [], log, ...options });
      return { found, said };
    };

    test("licences, description and homepage of an input's package are found by the output path alone", async () => {
      const path = await inLibrary("openssl_3");
      const { found, said } = await ask([path]);
      assert.deepEqual(said, []);
      assert.deepEqual(
        [...found],
        [
          [
            path,
            { licences: ["Apache-2.0", "MIT"], description: "Keeps secrets", homepage: "https://openssl.example/" },
          ],
        ],
      );
    });

    test("every form of a licence is read, and what is not said stays unsaid", async () => {
      const names = ["either", "text", "unfree", "silent", "throwing", "half", "openssl_1_1"];
      const paths = await Promise.all(names.map(inLibrary));
      const { found } = await ask(paths);
      assert.deepEqual(
        Object.fromEntries(names.map((name, index) => [name, found.get(paths[index] as StorePath)?.licences])),
        {
          either: ["MIT OR (Apache-2.0 AND Unfree)"],
          text: ["Do what you like"],
          unfree: ["Unfree"],
          silent: [],
          throwing: [],
          half: [],
          openssl_1_1: ["OpenSSL"],
        },
      );
      assert.equal(found.get(paths[5] as StorePath)?.description, "Half of it");
    });

    test("other outputs, packages of interpreters and the compiler behind its wrapper are found", async () => {
      const requests = await inLibrary("python312Packages.requests");
      const dev = await inLibrary("zlib.dev");
      const lib = await inLibrary("gcc.cc.lib");
      const { found } = await ask([requests, dev, lib]);
      assert.deepEqual(
        [requests, lib].map((path) => found.get(path)?.licences),
        [["Apache-2.0"], ["GPL-3.0-or-later"]],
      );
      assert.ok(found.has(dev));
    });

    test("the flake's own packages are found, before those of inputs, and what they are built with", async () => {
      const [app, zlib, patched] = await Promise.all([
        outPath("packages.x86_64-linux.default", dir),
        outPath("packages.x86_64-linux.zlib", dir),
        outPath("lib.patched", dir),
      ]);
      const { found } = await ask([app, zlib, patched]);
      assert.deepEqual(
        [app, zlib, patched].map((path) => found.get(path)?.licences),
        [["ISC"], ["BSD-3-Clause"], ["0BSD"]],
      );
    });

    test("a package of the same name and version with another output path has no licence", async () => {
      const path = await inLibrary("openssl_3");
      const other = path.replace(
        /^(\/nix\/store\/)./,
        (_, start) => `${start}${path[11] === "0" ? "1" : "0"}`,
      ) as StorePath;
      const { found, said } = await ask([other]);
      assert.deepEqual([[...found], said], [[], []]);
    });

    test("thousands of paths are asked for in several evaluations", async () => {
      const path = await inLibrary("openssl_3");
      const many = Array.from(
        { length: 1600 },
        (_, index): StorePath => `/nix/store/${String(index).padStart(32, "0")}-package-with-a-long-name-${index}-1.0`,
      );
      const { found, said } = await ask([...many, path]);
      assert.deepEqual([[...found.keys()], said], [[path], []]);
    });

    test("a dirty tree is evaluated as it is", async () => {
      const own = await temporary({ "flake.nix": application(library, library), tracked: "1" });
      await commitAll(own, "First");
      await nix.run(["flake", "lock"], { cwd: own });
      await commitAll(own, "Locked");
      await write(own, { tracked: "2" });
      const path = await outPath("packages.x86_64-linux.default", own);
      assert.deepEqual((await ask([path], {}, own)).found.get(path), { licences: ["ISC"] });
    });

    test("an input that cannot be had leaves the others, and says so to who debugs", async () => {
      const gone = await temporary({ "flake.nix": "{ outputs = { self }: { }; }" });
      const own = await temporary({
        "flake.nix": `{ inputs.gone.url = "path:${gone}"; inputs.library.url = "git+file://${library}"; outputs = { self, gone, library }: { }; }`,
      });
      await commitAll(own, "First");
      await nix.run(["flake", "lock"], { cwd: own });
      const lock = JSON.parse(await readFile(join(own, "flake.lock"), "utf8"));
      lock.nodes.gone.locked.narHash = `sha256-${"A".repeat(43)}=`; // as if the content had changed since
      await write(own, { "flake.lock": JSON.stringify(lock) });
      await commitAll(own, "Locked");
      const path = await inLibrary("openssl_3");
      const { found, said } = await ask([path], {}, own);
      assert.deepEqual(found.get(path)?.licences, ["Apache-2.0", "MIT"]);
      assert.match(said.join("\n"), /hash mismatch/i);
    });

    test("a flake that cannot be evaluated has no licences, which is no failure", async () => {
      const path = await inLibrary("openssl_3");
      const { found, said } = await ask([path], { flakeRef: `git+file:///nowhere?rev=${"0".repeat(40)}` });
      assert.equal(found.size, 0);
      assert.ok(
        said.some((line) => line.startsWith("licences of git+file:///nowhere")),
        said.join("\n"),
      );
    });

    test("nothing is built: a package set that has to be built first is passed over, the others are not", async () => {
      const own = await temporary({
        "flake.nix": `{
          inputs.library.url = "git+file://${library}";
          outputs = { self, library }: let
            made = derivation { name = "made"; system = "x86_64-linux"; builder = "/bin/sh"; args = [ "-c" "echo { } > $out" ]; };
          in { inherit made; packages.x86_64-linux = import made; };
        }`,
      });
      await commitAll(own, "First");
      await nix.run(["flake", "lock"], { cwd: own });
      await commitAll(own, "Locked");
      const plan = `(builtins.getFlake "git+file://${own}").made.drvPath`;
      await nix.run(["eval", "--impure", "--expr", plan]); // the plan is there, as after the image's build
      const path = await inLibrary("openssl_3");
      const { found, said } = await ask([path], {}, own);
      assert.deepEqual(found.get(path)?.licences, ["Apache-2.0", "MIT"]);
      assert.match(said.join("\n"), /allow-import-from-derivation/);
      assert.doesNotMatch(said.join("\n"), /the build of/);
    });
  });
}
