import assert from "node:assert/strict";
import { readFile, rm } from "node:fs/promises";
import { after, describe, test } from "node:test";
import type { StorePath } from "../../src/core/store-path.ts";
import { openPlanStore } from "../../src/nix/index.ts";
import { findRebuildCauses, type RebuildCause, type SearchLimits } from "../../src/nix/rebuild-causes.ts";
import { detectedNixes, type FoundNix, folderWith, foretell } from "./rig.ts";

const CA = ["--extra-experimental-features", "ca-derivations"];

const made: string[] = [];
after(() => Promise.all(made.map((dir) => rm(dir, { recursive: true, force: true }))));

/** Packages that are only planned: zlib and a compiler below openssl, openssl below app. */
interface Plan {
  /** Attributes in Nix of each package. */
  readonly zlib?: string;
  readonly compiler?: string;
  readonly openssl?: string;
  readonly app?: string;
  /** Names with versions. */
  readonly opensslName?: string;
  readonly files?: Readonly<Record<string, string>>;
}

const download = (text: string, url = "https://example.invalid"): string => `make "source" {
  outputHashMode = "flat";
  outputHashAlgo = "sha256";
  outputHash = builtins.hashString "sha256" "${text}";
  url = "${url}";
}`;

const nixFile = ({ zlib = "", compiler = "", openssl = "", app = "", opensslName = "openssl-3.3.2" }: Plan): string => `
  let
    bash = builtins.path { path = /bin/bash-static; name = "bash-static"; };
    make = name: attributes: derivation ({
      inherit name;
      system = "x86_64-linux";
      builder = bash;
      args = [ "-c" "echo > $out" ];
    } // attributes);
  in rec {
    zlib = make "zlib-1.3" { ${zlib} };
    compiler = make "compiler-14" { ${compiler} };
    openssl = make "${opensslName}" ({ inherit zlib compiler; outputs = [ "out" "dev" ]; } // { ${openssl} });
    app = make "app-1.0" ({ buildInputs = [ openssl.dev compiler ]; script = "\${openssl}/bin/openssl"; } // { ${app} });
  }
`;

const plan = async (nix: FoundNix["nix"], it: Plan): Promise<StorePath> => {
  const dir = await folderWith({ "default.nix": nixFile(it), ...it.files });
  made.push(dir);
  return (await foretell(nix, dir, "--impure", "--file", "default.nix", "app")).drvPath as StorePath;
};

for (const { nix, version, remove } of await detectedNixes()) {
  describe(`Nix ${version}`, () => {
    after(remove);

    const causeOf = async (before: Plan, now: Plan, limits?: SearchLimits): Promise<RebuildCause | undefined> => {
      const pair = { baseline: await plan(nix, before), current: await plan(nix, now) };
      return (await findRebuildCauses([pair], openPlanStore(nix).read, limits))[0];
    };

    test("a difference in the environment is named with both texts", async () => {
      assert.deepEqual(await causeOf({ app: `flags = "-O2";` }, { app: `flags = "-O3";` }), {
        reason: { kind: "env", derivation: "app-1.0", attribute: "flags", before: "-O2", after: "-O3" },
        via: ["app-1.0"],
      });
    });

    test("a difference two levels down is found there, and the way to it is told", async () => {
      assert.deepEqual(await causeOf({}, { zlib: `patches = [ "CVE-1" ];` }), {
        reason: { kind: "env", derivation: "zlib-1.3", attribute: "patches", before: "", after: "CVE-1" },
        via: ["app-1.0", "openssl-3.3.2", "zlib-1.3"],
      });
    });

    test("of two causes the nearer one is told", async () => {
      const cause = await causeOf({}, { zlib: `x = "1";`, compiler: `x = "2";` });
      assert.deepEqual([cause?.reason.derivation, cause?.via], ["compiler-14", ["app-1.0", "compiler-14"]]);
    });

    test("a new version of an input is the input's own cause, and its version comes before what follows from it", async () => {
      const before = { openssl: `version = "3.3.2"; src = "openssl-3.3.2.tar";` };
      const now = { openssl: `version = "3.3.3"; src = "openssl-3.3.3.tar";`, opensslName: "openssl-3.3.3" };
      assert.deepEqual(await causeOf(before, now), {
        reason: { kind: "env", derivation: "openssl-3.3.3", attribute: "version", before: "3.3.2", after: "3.3.3" },
        via: ["app-1.0", "openssl-3.3.3"],
      });
      assert.deepEqual((await causeOf({}, { opensslName: "openssl-3.3.3" }))?.reason, {
        kind: "env",
        derivation: "openssl-3.3.3",
        attribute: "name",
        before: "openssl-3.3.2",
        after: "openssl-3.3.3",
      });
    });

    test("a source that is the same by name and another by content is a changed source", async () => {
      const source = (text: string): Plan => ({ app: "src = ./code;", files: { code: text } });
      const cause = await causeOf(source("one"), source("two"));
      assert.deepEqual(
        [cause?.reason.kind, cause?.reason.derivation, cause?.reason.attribute],
        ["source", "app-1.0", "src"],
      );
      assert.equal(await readFile(cause?.reason.before ?? "", "utf8"), "one");
      assert.equal(await readFile(cause?.reason.after ?? "", "utf8"), "two");
    });

    test("builder, arguments and system are told apart", async () => {
      const bash = (name: string) => `builder = builtins.path { path = /bin/bash-static; name = "${name}"; };`;
      assert.deepEqual((await causeOf({}, { zlib: bash("sh") }))?.reason, {
        kind: "builder",
        derivation: "zlib-1.3",
        before: "bash-static",
        after: "sh",
      });
      assert.deepEqual((await causeOf({}, { zlib: `args = [ "-c" "echo 2 > $out" ];` }))?.reason, {
        kind: "args",
        derivation: "zlib-1.3",
        before: "-c echo > $out",
        after: "-c echo 2 > $out",
      });
      assert.deepEqual((await causeOf({}, { zlib: `system = "aarch64-linux";` }))?.reason, {
        kind: "system",
        derivation: "zlib-1.3",
        before: "x86_64-linux",
        after: "aarch64-linux",
      });
    });

    test("a download with another hash is told by who uses it, and as what", async () => {
      const source = (text: string): Plan => ({ zlib: `src = ${download(text)};` });
      const cause = await causeOf(source("one"), source("two"));
      const { before = "", after = "", ...reason } = cause?.reason ?? {};
      assert.deepEqual(reason, { kind: "fixed-output", derivation: "zlib-1.3", attribute: "src" });
      assert.notEqual(before, after);
      assert.deepEqual(cause?.via, ["app-1.0", "openssl-3.3.2", "zlib-1.3", "source"]);
    });

    test("another way to the same download is no cause, here and above", async () => {
      const source = (mirror: string): Plan => ({ zlib: `src = ${download("same", mirror)};` });
      const [a, b] = [await plan(nix, source("https://one.example")), await plan(nix, source("https://two.example"))];
      assert.notEqual(a, b);
      assert.deepEqual(await findRebuildCauses([{ baseline: a, current: b }], openPlanStore(nix).read), [undefined]);
    });

    test("an input that came or went is named, with the attribute that holds it", async () => {
      const withZstd: Plan = { openssl: `zstd = make "zstd-1.5" { };` };
      assert.deepEqual((await causeOf({}, withZstd))?.reason, {
        kind: "input-added",
        derivation: "openssl-3.3.2",
        attribute: "zstd",
        after: "zstd-1.5",
      });
      assert.deepEqual((await causeOf(withZstd, {}))?.reason, {
        kind: "input-removed",
        derivation: "openssl-3.3.2",
        attribute: "zstd",
        before: "zstd-1.5",
      });
    });

    test("structured attributes are compared one by one", async () => {
      const structured = (flags: string): Plan => ({
        zlib: `__structuredAttrs = true; flags = [ ${flags} ]; n.x = 1;`,
      });
      assert.deepEqual((await causeOf(structured(`"-a"`), structured(`"-a" "-b"`)))?.reason, {
        kind: "env",
        derivation: "zlib-1.3",
        attribute: "flags",
        before: "-a",
        after: "-a -b",
      });
    });

    test("a hash that stands in a text without being an input is still found", async () => {
      const mentions = (text: string): Plan => ({
        app: `hint = builtins.unsafeDiscardStringContext (make "hint" { x = "${text}"; }).outPath;`,
      });
      const { before = "", after = "", ...reason } = (await causeOf(mentions("1"), mentions("2")))?.reason ?? {};
      assert.deepEqual(reason, { kind: "env", derivation: "app-1.0", attribute: "hint" });
      assert.match(before, /^\/nix\/store\/\w{32}-hint$/);
      assert.notEqual(before, after);
    });

    test("outputs whose paths only the build tells are no difference of those who use them", async () => {
      const withFeature = {
        ...nix,
        run: ((args, options) => nix.run([...CA, ...args], options)) satisfies typeof nix.run,
      };
      const addressed = (x: string) =>
        `__contentAddressed = true; outputHashMode = "recursive"; outputHashAlgo = "sha256"; x = "${x}";`;
      const planned = async (x: string) => {
        const dir = await folderWith({ "default.nix": nixFile({ zlib: addressed(x), openssl: addressed("1") }) });
        made.push(dir);
        const args = ["--impure", "--raw", "--file", "default.nix", "openssl.drvPath"];
        return (await withFeature.run(["eval", ...args], { cwd: dir })) as StorePath;
      };
      const pair = { baseline: await planned("1"), current: await planned("2") };
      const [cause] = await findRebuildCauses([pair], openPlanStore(withFeature).read);
      assert.deepEqual([cause?.reason.attribute, cause?.via], ["x", ["openssl-3.3.2", "zlib-1.3"]]);
    });

    test("of several versions of an input the older is the older and the newer the newer", async () => {
      const inputs = (older: string, newer: string): Plan => ({
        app: `old = make "lua-${older}" { version = "${older}"; }; new = make "lua-${newer}" { version = "${newer}"; };`,
      });
      for (const [older, newer] of [
        ["5.1.1", "5.4.10"],
        ["5.1.2", "5.4.9"],
        ["5.1.3", "5.4.11"],
      ] as const) {
        const { before, after: now } = (await causeOf(inputs("5.1", "5.4"), inputs(older, newer)))?.reason ?? {};
        assert.deepEqual([before, now], ["5.1", older]);
      }
    });

    test("a long text is cut to where it begins to differ", async () => {
      const long = (end: string): Plan => ({ app: `script = "${"x".repeat(5000)}${end}${"y".repeat(5000)}";` });
      const { before = "", after = "" } = (await causeOf(long("1"), long("2")))?.reason ?? {};
      assert.match(before, /^…x{20}1y{179}…$/);
      assert.match(after, /^…x{20}2y{179}…$/);
    });

    test("equal derivations have no cause, and one that is not at hand has none that is known", async () => {
      const path = await plan(nix, {});
      const absent = path.replace(/store\/.{8}/, "store/00000000") as StorePath;
      const pairs = [
        { baseline: path, current: path },
        { baseline: path, current: absent },
      ];
      assert.deepEqual(await findRebuildCauses(pairs, openPlanStore(nix).read), [undefined, undefined]);
    });

    test("behind the limits nothing is known", async () => {
      const deep = { zlib: `x = "1";` };
      assert.equal(await causeOf({}, deep, { derivations: 2000, levels: 2 }), undefined);
      assert.equal(await causeOf({}, deep, { derivations: 4, levels: 60 }), undefined);
      assert.equal((await causeOf({}, deep, { derivations: 6, levels: 3 }))?.reason.derivation, "zlib-1.3");
    });
  });
}
