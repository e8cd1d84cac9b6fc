import assert from "node:assert/strict";
import { test } from "node:test";
import { evaluationArguments } from "../../src/nix/arguments.ts";
import { parseBuildResult } from "../../src/nix/build.ts";
import { nixCandidates } from "../../src/nix/candidates.ts";
import { parseFlakeMetadata } from "../../src/nix/flake.ts";
import { parseInstallable, shortRev, withRevision } from "../../src/nix/index.ts";
import { parsePathInfo } from "../../src/nix/path-info.ts";
import { openNix } from "../../src/nix/run.ts";
import { isAtLeast, parseNixVersion } from "../../src/nix/version.ts";
import { needsRecordings, RECORDED_VERSIONS, readRecording } from "./recorded.ts";

/** For error messages of parsers; it is never run. */
const nixOf = (version: string) =>
  openNix({ program: "/none/nix", version, run: () => Promise.reject(new Error("no parser runs a program")) });

const HELLO = "/nix/store/pi1xwyzp50jxv7gbzygss8hm6ms9cfcr-hello-server-1.0.0";
const OPENSSL = "/nix/store/309a08g09lajhayjnhlws5hkcs5b4g8h-openssl-3.0.20";
const ZLIB = "/nix/store/9d06snyzv757lr7sjasvg6s80vlgm8z9-zlib-1.2.13";
const GLIBC = "/nix/store/ngc29y376nkq0vzv2w2cfcnkd2qcvxaa-glibc-2.36-9";

for (const version of RECORDED_VERSIONS) {
  const nix = nixOf(version);
  const recorded = (name: string) => readRecording(version, name).stdout;

  test(`path info of Nix ${version} holds the valid path, not the invalid one beside it`, needsRecordings, () => {
    const infos = parsePathInfo(nix, recorded("path-info-json-mixed"));
    assert.deepEqual(infos, [
      {
        path: HELLO,
        narSize: 14928,
        references: [OPENSSL, ZLIB, GLIBC],
        deriver: "/nix/store/z33g2yfa20sn94fh4pi9zpvcql3srh9z-hello-server-1.0.0.drv",
      },
    ]);
    assert.deepEqual(parsePathInfo(nix, recorded("path-info-json-invalid")), []);
  });

  test(`path info of Nix ${version} has no reference to the path itself`, needsRecordings, () => {
    const infos = parsePathInfo(nix, recorded("path-info-json-r-S"));
    assert.equal(infos.length, 4);
    const openssl = infos.find(({ path }) => path === OPENSSL);
    assert.deepEqual([openssl?.narSize, openssl?.references], [5863136, [GLIBC]]);
  });

  test(
    `metadata of Nix ${version} tells the revision of a clean tree and that a dirty one has none`,
    needsRecordings,
    () => {
      const rev = "176a759774b170a2331168c9d7c8f1daf9f83c7f";
      const clean = {
        url: "git+file:///src/w/clean",
        dirty: false,
        revision: rev,
        lastModified: 1768039200,
        inputs: [],
      };
      assert.deepEqual(parseFlakeMetadata(nix, recorded("metadata-clean"), "/src/w/clean"), {
        ...clean,
        localDirectory: "/src/w/clean",
        lockedRef: `git+file:///src/w/clean?shallow=1&rev=${rev}`,
      });
      assert.deepEqual(parseFlakeMetadata(nix, recorded("metadata-untracked"), "/x").revision, rev);
      for (const name of ["metadata-dirty", "metadata-staged"]) {
        const { dirty, revision } = parseFlakeMetadata(nix, recorded(name), "/x");
        assert.deepEqual([dirty, revision], [true, undefined], name);
      }
    },
  );

  test(
    `metadata of Nix ${version} tells the flake's folder inside the repository, and of a folder without Git`,
    needsRecordings,
    () => {
      assert.equal(parseFlakeMetadata(nix, recorded("metadata-subdir"), "/x").localDirectory, "/src/w/sub/nix/image");
      const plain = parseFlakeMetadata(nix, recorded("metadata-path"), "/x");
      assert.deepEqual([plain.localDirectory, plain.dirty, plain.revision], ["/src/w/nogit", false, undefined]);
    },
  );

  test(`metadata of Nix ${version} leads to the flake at another commit`, needsRecordings, () => {
    const sha = "9b429b4a601397b8c82456a5d0763e2c88374310";
    const at = (name: string) => withRevision(parseFlakeMetadata(nix, recorded(name), "/x").url, sha);
    assert.equal(at("metadata-clean"), `git+file:///src/w/clean?shallow=1&rev=${sha}`);
    assert.equal(at("metadata-shallow-merge"), `git+file:///src/w/shallow?shallow=1&rev=${sha}`);
    assert.equal(at("metadata-subdir"), `git+file:///src/w/sub?shallow=1&rev=${sha}&dir=nix/image`);
    assert.equal(at("metadata-dot-rev"), `git+file:///src/w/clean?shallow=1&rev=${sha}`);
    assert.equal(at("metadata-path"), undefined);
  });

  test(`what nix build of ${version} prints leads to plan and output`, needsRecordings, () => {
    assert.deepEqual(parseBuildResult(nix, recorded("build-json"), ".#image"), {
      drvPath: "/nix/store/hi1v18f0k6igda6vhy118bvfiiqlbjj8-App.tar.gz.drv",
      outPath: "/nix/store/dskidv8kx578rmaj1j9j6svb0l9fg8y0-App.tar.gz",
    });
  });
}

test("path info of format 2 is read too, where base names stand for paths", needsRecordings, () => {
  const v2 = parsePathInfo(nixOf("2.34.8"), readRecording("2.34.8", "path-info-json-format-2").stdout);
  const v1 = parsePathInfo(nixOf("2.34.8"), readRecording("2.34.8", "path-info-json-format-1").stdout);
  assert.equal(v1.length, 4);
  assert.deepEqual(v2, v1);
});

test("all three shapes of path info give the same, and entries that make no sense are left out", () => {
  const base = "9d06snyzv757lr7sjasvg6s80vlgm8z9-zlib-1.2.13";
  const glibc = "ngc29y376nkq0vzv2w2cfcnkd2qcvxaa-glibc-2.36-9";
  const at = (prefix: string) => ({ narSize: 10, references: [`${prefix}${base}`, `${prefix}${glibc}`] });
  const shapes = [
    [
      { path: ZLIB, ...at("/nix/store/") },
      { path: GLIBC, valid: false },
      { path: "/etc/passwd", narSize: 1, references: [] },
    ],
    { [ZLIB]: { ...at("/nix/store/"), deriver: null }, [GLIBC]: null, [OPENSSL]: { narSize: -1, references: [] } },
    { version: 2, storeDir: "/nix/store", info: { [base]: at(""), [glibc]: null } },
  ];
  for (const shape of shapes) {
    const infos = parsePathInfo(nixOf("9.9"), JSON.stringify(shape));
    assert.deepEqual(infos, [{ path: ZLIB, narSize: 10, references: [GLIBC] }]);
  }
});

test("output that is not what it should be names the Nix version and the command", () => {
  assert.throws(() => parsePathInfo(nixOf("9.9"), "oops"), {
    code: "UNEXPECTED_OUTPUT",
    message: /^nix path-info --json: Nix 9\.9 printed JSON of a shape that is not known here \(not JSON/,
  });
  assert.throws(() => parseBuildResult(nixOf("9.9"), "[]", ".#image"), {
    code: "UNEXPECTED_OUTPUT",
    message: /^\.#image: /,
  });
});

test("of several outputs the image is `out`, else the first; a store path stands for itself", () => {
  const drvPath = "/nix/store/z33g2yfa20sn94fh4pi9zpvcql3srh9z-hello-server-1.0.0.drv";
  const build = (value: unknown) => parseBuildResult(nixOf("9.9"), JSON.stringify([value]), ".#x");
  assert.deepEqual(build({ drvPath, outputs: { man: ZLIB, out: HELLO } }), { drvPath, outPath: HELLO });
  assert.deepEqual(build({ drvPath, outputs: { man: ZLIB } }), { drvPath, outPath: ZLIB });
  assert.deepEqual(build(HELLO), { outPath: HELLO });
  assert.deepEqual(build({ path: HELLO }), { outPath: HELLO });
});

test("an installable is a flake, an attribute and outputs", () => {
  const cases: readonly (readonly [string, ReturnType<typeof parseInstallable>])[] = [
    [".#image", { flakeRef: ".", attribute: "image", outputs: [] }],
    ["#image", { flakeRef: ".", attribute: "image", outputs: [] }],
    [".", { flakeRef: ".", attribute: "", outputs: [] }],
    ["./nix?dir=a#x.y^out,man", { flakeRef: "./nix?dir=a", attribute: "x.y", outputs: ["out", "man"] }],
    ['github:o/r#"a^b".c', { flakeRef: "github:o/r", attribute: '"a^b".c', outputs: [] }],
    ['.#"a#b"^*', { flakeRef: ".", attribute: '"a#b"', outputs: ["*"] }],
  ];
  for (const [text, parts] of cases) assert.deepEqual(parseInstallable(text), parts, text);
});

test("a flake on a forge can be had at another commit, one in a tarball cannot", () => {
  const sha = "9b429b4a601397b8c82456a5d0763e2c88374310";
  assert.equal(withRevision("github:o/r", sha), `github:o/r/${sha}`);
  assert.equal(withRevision("github:o/r/main?dir=nix&narHash=sha256-x", sha), `github:o/r/${sha}?dir=nix`);
  assert.equal(
    withRevision("gitlab:o%2Fgroup/r?host=git.example.org", sha),
    `gitlab:o%2Fgroup/r/${sha}?host=git.example.org`,
  );
  assert.equal(withRevision("https://example.org/x.tar.gz", sha), undefined);
  assert.equal(withRevision("git+https://example.org/x", sha), undefined);
  assert.equal(
    withRevision("git+file:///a/my%20app?ref=main&rev=1&submodules=1&dir=a%26b", sha),
    `git+file:///a/my%20app?shallow=1&rev=${sha}&submodules=1&dir=a%26b`,
  );
});

test("the short revision is 9 characters unless asked otherwise, and `dev` without a commit", () => {
  const revision = "9b429b4a601397b8c82456a5d0763e2c88374310";
  assert.equal(shortRev({ revision }), "9b429b4a6");
  assert.equal(shortRev({ revision }, 7), "9b429b4");
  assert.equal(shortRev({}), "dev");
});

test("versions are read from Nix and its forks, and compared by number", () => {
  assert.equal(parseNixVersion("nix (Nix) 2.34.8\n"), "2.34.8");
  assert.equal(parseNixVersion("nix (Lix, like Nix) 2.93.0\n"), "2.93.0");
  assert.equal(parseNixVersion("nix (Determinate Nix 3.11.2) 2.31.1\n"), "2.31.1");
  assert.equal(parseNixVersion("nix (Nix) 2.36.0pre20260101_abcdef\n"), "2.36.0pre20260101_abcdef");
  assert.equal(parseNixVersion("GNU bash, version 5.2"), undefined);
  assert.deepEqual(
    ["2.8.0", "2.33.0", "2.100.0", "3.0"].map((version) => isAtLeast(version, 2, 33)),
    [false, true, true, true],
  );
});

test("candidates are PATH and then every place where an installer puts Nix", () => {
  assert.deepEqual(nixCandidates({ PATH: "/a/bin:bin::.:/usr/bin", HOME: "/home/me", USER: "me" }), [
    "/a/bin/nix",
    "/usr/bin/nix",
    "/home/me/.nix-profile/bin/nix",
    "/home/me/.local/state/nix/profile/bin/nix",
    "/nix/var/nix/profiles/default/bin/nix",
    "/run/current-system/sw/bin/nix",
    "/etc/profiles/per-user/me/bin/nix",
    "/usr/local/bin/nix",
  ]);
  assert.equal(nixCandidates({ XDG_STATE_HOME: "/state" })[0], "/state/nix/profile/bin/nix");
});

test("an evaluation gets those of the build's arguments that it understands", () => {
  const args = [
    "--impure",
    "-L",
    "--override-input",
    "nixpkgs",
    "path:/p",
    "--keep-going",
    "--option",
    "sandbox",
    "false",
    "-j",
    "4",
  ];
  assert.deepEqual(evaluationArguments(args), [
    "--impure",
    "--override-input",
    "nixpkgs",
    "path:/p",
    "--option",
    "sandbox",
    "false",
  ]);
});
