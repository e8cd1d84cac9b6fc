import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { type ExampleRepo, makeExampleRepo } from "../support/example-flake.ts";
import { bytesWith, nixesToTestWith, runWith, type TestNix } from "../support/nix.ts";

const nixes = await nixesToTestWith();

for (const nix of nixes) {
  describe(`the self-contained example, with Nix ${nix.version}`, () => {
    let repo: ExampleRepo;
    let scratch: string;
    before(async () => {
      repo = await makeExampleRepo();
      scratch = await mkdtemp(join(tmpdir(), "example-image-"));
    });
    after(async () => {
      await repo.remove();
      await rm(scratch, { recursive: true, force: true });
    });

    test("the archive holds its layers under their hashes, then the configuration under its own, then the manifest", async () => {
      const archive = await build(nix, repo, "image-plain");
      const { names, manifest, configBytes, config } = await unpack(archive, join(scratch, "members"));
      assert.deepEqual(names, [...manifest.Layers, manifest.Config, "manifest.json"]);
      assert.equal(manifest.Config, `${sha256(configBytes)}.json`);
      assert.deepEqual(
        await Promise.all(manifest.Layers.map(async (name) => sha256(await readFile(join(scratch, "members", name))))),
        config.rootfs.diff_ids.map((diffId) => diffId.replace("sha256:", "")),
      );
      assert.deepEqual(
        manifest.Layers.map((name) => `sha256:${name.replace("/layer.tar", "")}`),
        config.rootfs.diff_ids,
      );
    });

    test("skopeo reads the archive and finds the same layers and configuration", async () => {
      const archive = await build(nix, repo, "image-plain");
      const { config } = await unpack(archive, join(scratch, "inspected"));
      const inspected = JSON.parse(await runWith(nix, ["skopeo", "inspect", `docker-archive:${archive}`]));
      assert.deepEqual(inspected.Layers, config.rootfs.diff_ids);
      assert.equal(inspected.Os, "linux");
      assert.deepEqual(inspected.Env, ["PATH=/bin", "PORT=8080", "GREETING_LANGUAGE=en"]);
    });

    test("GNU tar lists a layer as dockerTools writes it: absolute names, directories first, owner root, mtime 1", async () => {
      const archive = await build(nix, repo, "image-plain");
      const { manifest, config } = await unpack(archive, join(scratch, "listed"));
      const index = config.history.findIndex((entry) => entry.comment.includes("-libgreet-0.9.3'"));
      const path = config.history[index]?.comment.match(/^store paths: \['([^']+)'\]$/)?.[1];
      const layer = join(scratch, "listed", manifest.Layers[index] ?? "");
      const list = [
        "tar",
        "--list",
        "--verbose",
        "--numeric-owner",
        "--full-time",
        "--absolute-names",
        "--file",
        layer,
      ];
      const listing = await runWith({ ...nix, env: { ...nix.env, TZ: "UTC" } }, list);
      const size = (await readFile(`${path}/lib/greet.bash`)).length;
      assert.deepEqual(
        listing
          .trim()
          .split("\n")
          .map((line) => line.replace(/ +/g, " ")),
        [
          "drwxr-xr-x 0/0 0 1970-01-01 00:00:01 /nix/",
          "drwxr-xr-x 0/0 0 1970-01-01 00:00:01 /nix/store/",
          `dr-xr-xr-x 0/0 0 1970-01-01 00:00:01 ${path}/`,
          `dr-xr-xr-x 0/0 0 1970-01-01 00:00:01 ${path}/lib/`,
          `-r--r--r-- 0/0 ${size} 1970-01-01 00:00:01 ${path}/lib/greet.bash`,
        ],
      );
    });

    test("the last layer links the packages' programs into /bin", async () => {
      const archive = await build(nix, repo, "image-plain");
      const { manifest, config } = await unpack(archive, join(scratch, "links"));
      const listing = await runWith(nix, ["tar", "-tvf", join(scratch, "links", manifest.Layers.at(-1) ?? "")]);
      assert.match(listing, /^drwxr-xr-x root\/root .* \.\/$/m);
      assert.match(listing, /^lrwxrwxrwx root\/root .* \.\/bin\/sh -> \/nix\/store\/[a-z0-9]{32}-busybox\/bin\/sh$/m);
      assert.match(
        listing,
        /^lrwxrwxrwx root\/root .* \.\/bin\/api -> \/nix\/store\/[a-z0-9]{32}-api-1\.4\.0\/bin\/api$/m,
      );
      assert.match(config.config.Entrypoint[0] ?? "", /^\/nix\/store\/[a-z0-9]{32}-api-1\.4\.0\/bin\/api$/);
    });

    test("the stream script and the compressed archive have the bytes of the plain one", async () => {
      const plain = await readFile(await build(nix, repo, "image-plain"));
      const streamed = await bytesWith(nix, [await build(nix, repo, "image-stream")]);
      const compressed = await readFile(await build(nix, repo, "image"));
      assert.equal(sha256(streamed), sha256(plain));
      assert.equal(sha256(gunzipSync(compressed)), sha256(plain));
      assert.equal(plain.length % 10240, 0);
    });

    test("building it a second time gives the same bytes", async () => {
      for (const name of ["api", "image", "image-plain", "image-stream"]) {
        await build(nix, repo, name);
        await runWith(nix, ["nix", "build", "--impure", "--no-link", "--rebuild", `.#${name}`], repo.dir);
      }
    });

    test("the tag is the first 9 characters of the revision, and dev once a tracked file differs", async () => {
      const own = await makeExampleRepo();
      const repoTags = async () =>
        (await unpack(await build(nix, own, "image-plain"), join(scratch, "tags"))).manifest.RepoTags;
      const head = await own.head();
      assert.deepEqual(await repoTags(), [`api:${head.slice(0, 9)}`]);
      assert.equal(await evaluate(nix, own, "image-stream.imageTag"), head.slice(0, 9));
      await own.dirty();
      assert.deepEqual(await repoTags(), ["api:dev"]);
      assert.equal(await evaluate(nix, own, "image-stream.imageName"), "api");
      await own.remove();
    });

    test("Nix knows the real references: conf's closure is the store paths of the image", async () => {
      const conf = await build(nix, repo, "image-stream.conf");
      const closure = (await runWith(nix, ["nix", "path-info", "-r", conf])).trim().split("\n");
      const { store_layers, customisation_layer } = JSON.parse(await readFile(conf, "utf8"));
      assert.deepEqual(closure.toSorted(), [...store_layers.flat(), customisation_layer, conf].toSorted());
      const ends = [pathOf(closure, "api-1.4.0"), pathOf(closure, "unicode-names-15.1.0")];
      const chain = await runWith(nix, ["nix", "why-depends", ...ends]);
      for (const name of ["api-site-1.4.0", "libgreet-0.9.3"]) assert.ok(chain.includes(name), chain);
    });

    test("the second revision adds three packages, moves one to 2.2, rebuilds three and keeps the other layers", async () => {
      const own = await makeExampleRepo();
      const first = await build(nix, own, "image-plain");
      await own.commitRevision2();
      const second = await build(nix, own, "image-plain");
      const layers = await Promise.all(
        [first, second].map((archive, n) => layersByName(archive, join(scratch, `revision-${n}`))),
      );
      assert.deepEqual(compare(layers[0] ?? new Map(), layers[1] ?? new Map()), {
        added: ["codec-tables-3.2", "color-profiles-1.0", "greeting-templates-2.2", "imaging-7.1"],
        removed: ["greeting-templates-2.1"],
        rebuilt: ["api-1.4.0", "api-customisation-layer", "api-site-1.4.0", "libgreet-0.9.3"],
        kept: ["bash-static", "busybox", "time-zones-2025.2", "unicode-names-15.1.0"],
      });
      await own.remove();
    });

    test("it builds without flakes too, with the same content under the tag dev", async () => {
      const command = ["nix-build", "--no-out-link", "default.nix", "-A", "image-plain"];
      const { manifest } = await unpack((await runWith(nix, command, repo.dir)).trim(), join(scratch, "plain-nix"));
      const flake = await unpack(await build(nix, repo, "image-plain"), join(scratch, "flake"));
      assert.deepEqual(manifest, { ...flake.manifest, RepoTags: ["api:dev"] });
    });
  });
}

test("every Nix builds the same store paths", {
  skip: nixes.length < 2 && "NIX_IMAGE_NIX_TARBALL names no second Nix",
}, async () => {
  const repo = await makeExampleRepo();
  const names = ["api", "image", "image-plain", "image-stream"];
  const built = await Promise.all(nixes.map((nix) => Promise.all(names.map((name) => build(nix, repo, name)))));
  assert.equal(built.length, nixes.length);
  for (const outPaths of built) assert.deepEqual(outPaths, built[0]);
  await repo.remove();
});

interface Unpacked {
  /** Members in the order of the archive. */
  readonly names: readonly string[];
  readonly manifest: {
    readonly Config: string;
    readonly RepoTags: readonly string[];
    readonly Layers: readonly string[];
  };
  readonly configBytes: Buffer;
  readonly config: {
    readonly config: { readonly Entrypoint: readonly string[] };
    readonly rootfs: { readonly diff_ids: readonly string[] };
    readonly history: readonly { readonly comment: string }[];
  };
}

/** The archive's members, unpacked by GNU tar into `dir`. */
async function unpack(archive: string, dir: string): Promise<Unpacked> {
  const [nix] = nixes as [TestNix];
  await mkdir(dir, { recursive: true });
  const names = await runWith(nix, ["tar", "-xvf", archive, "-C", dir]);
  const [manifest] = JSON.parse(await readFile(join(dir, "manifest.json"), "utf8"));
  const configBytes = await readFile(join(dir, manifest.Config));
  return { names: names.trim().split("\n"), manifest, configBytes, config: JSON.parse(configBytes.toString()) };
}

/** The output path of a flake output of the example. */
async function build(nix: TestNix, repo: ExampleRepo, name: string): Promise<string> {
  const printed = await runWith(nix, ["nix", "build", "--impure", "--no-link", "--json", `.#${name}`], repo.dir);
  return JSON.parse(printed)[0].outputs.out;
}

const evaluate = (nix: TestNix, repo: ExampleRepo, attribute: string): Promise<string> =>
  runWith(nix, ["nix", "eval", "--impure", "--raw", `.#${attribute}`], repo.dir);

/** The layers' diffIds by the name of the one store path that each holds. */
async function layersByName(archive: string, dir: string): Promise<ReadonlyMap<string, string>> {
  const { config } = await unpack(archive, dir);
  const names = config.history.map(
    ({ comment }) => comment.match(/\['\/nix\/store\/[a-z0-9]{32}-([^']+)'\]$/)?.[1] ?? comment,
  );
  return new Map(names.map((name, index) => [name, config.rootfs.diff_ids[index] ?? ""]));
}

function compare(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>) {
  const shared = [...after.keys()].filter((name) => before.has(name)).toSorted();
  return {
    added: [...after.keys()].filter((name) => !before.has(name)).toSorted(),
    removed: [...before.keys()].filter((name) => !after.has(name)).toSorted(),
    rebuilt: shared.filter((name) => before.get(name) !== after.get(name)),
    kept: shared.filter((name) => before.get(name) === after.get(name)),
  };
}

const pathOf = (closure: readonly string[], name: string): string => {
  const path = closure.find((candidate) => candidate.slice("/nix/store/".length + 33) === name);
  assert.ok(path, `${name} is not in ${closure.join(" ")}`);
  return path;
};

const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
