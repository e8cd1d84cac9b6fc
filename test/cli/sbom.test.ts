import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { commitAll } from "../nix/rig.ts";
import {
  makeConfig,
  makeDockerArchive,
  makeSampleLayer,
  makeTar,
  STORE_A,
  STORE_B,
  sha256Hex,
} from "../support/archives.ts";
import { type ExampleRepo, makeExampleRepo } from "../support/example-flake.ts";
import { fixturePath, readFixture, withoutFixtures } from "../support/fixtures.ts";
import { nixesToTestWith, runWith } from "../support/nix.ts";
import { recordedClosure } from "../support/recorded.ts";
import { edgesOf, parseSbom } from "../support/sbom.ts";
import { complaintOf, runCli } from "./support/run-cli.ts";

let dir: string;
before(async () => {
  dir = await realpath(await mkdtemp(path.join(os.tmpdir(), "cli-sbom-")));
  const layer = await makeSampleLayer();
  await writeFile(path.join(dir, "app.tar"), await makeDockerArchive({ layers: [layer] }));
  const other = await makeTar([{ name: "b", content: "b" }]);
  const images = [layer, other].map((bytes) => ({
    bytes,
    config: makeConfig([bytes]),
    name: `${sha256Hex(bytes)}.tar`,
  }));
  const manifest = images.map(({ name }, index) => ({
    Config: `${index}.json`,
    RepoTags: [`app-${index}:1`],
    Layers: [name],
  }));
  const two = await makeTar([
    ...images.map(({ bytes, name }) => ({ name, content: bytes })),
    ...images.map(({ config }, index) => ({ name: `${index}.json`, content: config })),
    { name: "manifest.json", content: JSON.stringify(manifest) },
  ]);
  await writeFile(path.join(dir, "two.tar"), two);
});
after(() => rm(dir, { recursive: true }));

const cli = (...args: readonly string[]) => runCli(args, { cwd: dir });

const fails = async (args: readonly string[], message: RegExp): Promise<void> => {
  const ran = await cli(...args);
  assert.deepEqual([ran.status, ran.stdout], [2, ""], ran.stderr);
  assert.match(complaintOf(ran), message);
};

describe("nix-image report --sbom", { concurrency: 2 }, () => {
  test("- prints the bill of materials alone, the same bytes each time", async () => {
    const [one, two] = [await cli("report", "app.tar", "--sbom", "-"), await cli("report", "app.tar", "--sbom", "-")];
    assert.equal(one.status, 0, one.stderr);
    assert.equal(one.stdout, two.stdout);
    const { components, metadata } = await parseSbom(one.stdout);
    assert.deepEqual(
      components.map((component) => component["bom-ref"]),
      [STORE_B, STORE_A],
    );
    assert.equal(metadata.component.purl, "pkg:oci/app?arch=amd64&tag=1");
    const { version } = JSON.parse(await readFile(path.resolve(import.meta.dirname, "../../package.json"), "utf8"));
    assert.equal(metadata.tools.components[0]?.version, version);
  });

  test("FILE writes a file, and the terminal still gets its report", async () => {
    const ran = await cli("report", "app.tar", "--sbom", "app.cdx.json", "--json", "app.json");
    assert.match(ran.stdout, /^app {2}15 B unpacked/);
    const bom = await parseSbom(await readFile(path.join(dir, "app.cdx.json"), "utf8"));
    const report = JSON.parse(await readFile(path.join(dir, "app.json"), "utf8"));
    assert.equal(bom.metadata.component["bom-ref"], report.image.configDigest);
  });

  test("of several images writes a file each, and nothing to standard output", async () => {
    const ran = await cli("report", "two.tar", "--sbom", "two.cdx.json");
    assert.equal(ran.status, 0, ran.stderr);
    const files = (await readdir(dir)).filter((name) => name.startsWith("two") && name.endsWith(".json"));
    assert.deepEqual(files.toSorted(), ["two-2.cdx.json", "two.cdx.json"]);
    const boms = await Promise.all(
      ["two.cdx.json", "two-2.cdx.json"].map(async (file) => parseSbom(await readFile(path.join(dir, file), "utf8"))),
    );
    assert.deepEqual(
      boms.map(({ metadata }) => metadata.component.name),
      ["app-0", "app-1"],
    );
    await fails(["report", "two.tar", "--sbom", "-"], /there are 2 images, .*; give a file, or name one image$/);
  });

  test("lists what a distribution's package manager has installed", async () => {
    const layer = await makeTar([
      { name: "etc/os-release", content: 'ID=debian\nVERSION_ID="12"\n' },
      {
        name: "var/lib/dpkg/status",
        content:
          "Package: libc6\nStatus: install ok installed\nArchitecture: amd64\nSource: glibc (2.36-9)\nVersion: 2.36-9+deb12u4\n\n",
      },
    ]);
    await writeFile(path.join(dir, "debian.tar"), await makeDockerArchive({ layers: [layer] }));
    const { components, metadata, dependencies } = await parseSbom(
      (await cli("report", "debian.tar", "--sbom", "-")).stdout,
    );
    const purl = "pkg:deb/debian/libc6@2.36-9%2Bdeb12u4?arch=amd64&distro=debian-12&upstream=glibc";
    assert.deepEqual(
      components.map((component) => [component.name, component.version, component.purl]),
      [["libc6", "2.36-9+deb12u4", purl]],
    );
    assert.deepEqual(dependencies, [{ ref: metadata.component["bom-ref"], dependsOn: [purl] }]);
  });

  test("shares standard output with nothing else, and needs a folder that is there", async () => {
    await fails(
      ["report", "app.tar", "--sbom", "-", "--json", "-"],
      /--json and --sbom cannot both be standard output; give one of them a file$/,
    );
    await fails(
      ["report", "app.tar", "--sbom", "-", "--json", "-", "--markdown", "-"],
      /--json and --markdown and --sbom cannot all be standard output; give all but one a file$/,
    );
    await fails(["report", "app.tar", "--sbom", "no/such/x.json"], /no\/such\/x\.json: .* cannot be written/);
  });
});

describe("recorded images", { skip: withoutFixtures }, () => {
  for (const name of ["app-rev-a", "base"]) {
    test(`${name} has a component for each of its store paths, also without a Nix that knows them`, async () => {
      const { status, stdout, stderr } = await cli("report", fixturePath(`images/${name}.tar.gz`), "--sbom", "-");
      assert.equal(status, 0, stderr);
      const { images } = JSON.parse(readFixture("manifest.json"));
      const { layers } = images.find((image: { name: string }) => image.name === name).images[0];
      const owners = layers.flatMap((layer: { storePaths: object }) => Object.keys(layer.storePaths));
      const paths = new Set(
        owners.filter((owner: string) => owner !== "(root)").map((it: string) => `/nix/store/${it}`),
      );
      const { components } = await parseSbom(stdout);
      const stored = components.flatMap((component) => component["bom-ref"] ?? []).filter((ref) => ref.startsWith("/"));
      assert.deepEqual(stored.toSorted(), [...paths].toSorted());
    });
  }

  test("app-rev-a has the references that Nix recorded, read off the image itself", async () => {
    const ran = await cli("report", fixturePath("images/app-rev-a.tar.gz"), "--sbom", "-");
    const bom = await parseSbom(ran.stdout);
    const here = new Set(bom.components.map((component) => component["bom-ref"]));
    const edges = [...recordedClosure("app-rev-a").closure.paths.values()].flatMap(({ path: from, references }) =>
      references.filter((to) => to !== from && here.has(to) && here.has(from)).map((to) => `${from} ${to}`),
    );
    assert.ok(edges.length > 3);
    assert.deepEqual(
      edgesOf(bom).filter((edge) => edge.startsWith("/nix/store/")),
      edges.toSorted(),
    );
  });
});

/** The example with a licence, which is no part of the derivation. */
const LICENSED = `api = everything.api // { meta = { license = { spdxId = "MIT"; }; homepage = "https://api.example/"; }; };`;

for (const nix of await nixesToTestWith()) {
  describe(`an image of a flake, with Nix ${nix.version}`, () => {
    let repo: ExampleRepo;
    before(async () => {
      repo = await makeExampleRepo();
      const file = path.join(repo.dir, "flake.nix");
      const text = await readFile(file, "utf8");
      const licensed = text.replace(
        "inherit (everything) api image",
        `${LICENSED}\n          inherit (everything) image`,
      );
      assert.notEqual(licensed, text);
      await writeFile(file, licensed);
      await commitAll(repo.dir, "Say the licence");
    });
    after(() => repo.remove());

    const run = async (...args: readonly string[]) => {
      const ran = await runCli(["report", ".#image", ...args, "--", "--impure"], {
        cwd: repo.dir,
        env: { ...nix.env, HOME: dir, NIX_IMAGE_DEBUG: "1" },
      });
      assert.equal(ran.status, 0, ran.stderr);
      return ran;
    };

    test("has the references that the store knows, and the licence of the package that says one", async () => {
      const { stdout, stderr } = await run("--sbom", "-");
      const bom = await parseSbom(stdout);
      const paths = bom.components.map((component) => component["bom-ref"] ?? "");
      assert.ok(paths.length > 5 && new Set(paths).size === paths.length);
      const known = await Promise.all(
        paths.map(async (from) => {
          const references = (await runWith(nix, ["nix-store", "--query", "--references", from])).trim().split("\n");
          return references.filter((to) => to !== from && paths.includes(to)).map((to) => `${from} ${to}`);
        }),
      );
      assert.deepEqual(
        edgesOf(bom).filter((edge) => edge.startsWith("/nix/store/")),
        known.flat().toSorted(),
      );
      const roots = edgesOf(bom).filter((edge) => edge.startsWith("sha256:"));
      assert.ok(roots.length > 0 && roots.length < paths.length);
      const licensed = bom.components.filter(({ licenses }) => licenses !== undefined);
      assert.deepEqual(
        licensed.map(({ name, licenses, externalReferences }) => ({ name, licenses, externalReferences })),
        [
          {
            name: "api",
            licenses: [{ license: { id: "MIT", acknowledgement: "declared" } }],
            externalReferences: [{ type: "website", url: "https://api.example/" }],
          },
        ],
        stderr,
      );
    });

    test("is the same in bytes when it is made again", async () => {
      assert.equal((await run("--sbom", "-")).stdout, (await run("--sbom", "-")).stdout);
    });
  });
}
