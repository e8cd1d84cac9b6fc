import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { hexOf } from "../../src/core/digest.ts";
import { sha256 } from "../../src/core/hash.ts";
import { commitAll, write } from "../nix/rig.ts";
import { copy, inspect } from "../publish/support/skopeo.ts";
import { makeConfig, makeDockerArchive, makeSampleLayer, makeTar } from "../support/archives.ts";
import { freePort } from "../support/ports.ts";
import { type Registry, type RegistryRequest, startRegistry } from "../support/registry.ts";
import { type CliOptions, complaintOf, type Ran, runCli } from "./support/run-cli.ts";

const exec = promisify(execFile);

/** A repository with one commit that holds an image; pushes run in its folder. */
let dir: string;
let revision: string;
let layers: readonly Buffer[];

before(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "cli-push-"));
  layers = [await makeSampleLayer(), await makeTar([{ name: "second", content: "2" }])];
  await write(dir, { tracked: "1", ".gitignore": "*\n!tracked\n" });
  await writeFile(path.join(dir, "app.tar"), await makeDockerArchive({ layers }));
  revision = await commitAll(dir, "first");
});
after(() => rm(dir, { recursive: true }));

const cli = (args: readonly string[], options: Partial<CliOptions> = {}): Promise<Ran> =>
  runCli(args, { cwd: dir, ...options });

const rev = (): string => revision.slice(0, 9);

const pushed = (ran: Ran): string => {
  assert.equal(ran.status, 0, ran.stderr);
  return ran.stdout;
};

/** The config and the diffIds that skopeo finds, once it has checked every blob. */
const contentAt = async (reference: string): Promise<unknown> => {
  const to = await mkdtemp(path.join(dir, "copy-"));
  await copy(reference, `dir:${to}`);
  const manifest = JSON.parse(await readFile(path.join(to, "manifest.json"), "utf8"));
  const config = await readFile(path.join(to, manifest.config.digest.slice("sha256:".length)), "utf8");
  return { digest: manifest.config.digest, diffIds: JSON.parse(config).rootfs.diff_ids };
};

/** A layout `both` in which one tag stands for an index of two platforms, as `skopeo copy --all` writes it. */
const makeTwoPlatforms = async (): Promise<void> => {
  for (const architecture of ["amd64", "arm64"]) {
    await writeFile(
      path.join(dir, `${architecture}.tar`),
      await makeDockerArchive({ layers, config: { architecture } }),
    );
    pushed(await cli(["push", `${architecture}.tar`, "oci:both", "--tag", architecture]));
  }
  const file = path.join(dir, "both/index.json");
  const { manifests } = JSON.parse(await readFile(file, "utf8"));
  const mediaType = "application/vnd.oci.image.index.v1+json";
  const index = JSON.stringify({ schemaVersion: 2, mediaType, manifests });
  const digest = sha256(index);
  await writeFile(path.join(dir, "both/blobs/sha256", hexOf(digest)), index);
  const annotations = { "org.opencontainers.image.ref.name": "v1" };
  const entry = { mediaType, digest, size: index.length, annotations };
  await writeFile(file, JSON.stringify({ schemaVersion: 2, manifests: [entry] }));
};

/** Tells them from the question whether the registry is up. */
const isAboutRepository = ({ path }: RegistryRequest): boolean => path !== "/v2/";

const wanted = (): unknown => ({ digest: sha256(makeConfig(layers)), diffIds: layers.map((layer) => sha256(layer)) });

describe("nix-image push", { concurrency: 2 }, () => {
  for (const compression of ["gzip:9", "zstd", "none"]) {
    test(`a layout (${compression}) holds the very config and layers of the archive`, async () => {
      const folder = `out-${compression.replace(":", "-")}`;
      const stdout = pushed(await cli(["push", "app.tar", `oci:${folder}`, "--compression", compression]));
      const { Digest } = await inspect(`oci:${dir}/${folder}:${rev()}`);
      assert.equal(stdout, `oci:${path.join(dir, folder)}@${Digest}\n`);
      assert.deepEqual(await contentAt(`oci:${dir}/${folder}:${rev()}`), wanted());
    });
  }

  test("a registry without a login gets the image under the commit, and the printed reference pulls it", async () => {
    await using registry = await startRegistry();
    const reference = pushed(await cli(["push", "app.tar", `${registry.host}/acme/app`])).trim();
    assert.match(reference, new RegExp(`^${registry.host}/acme/app@sha256:[0-9a-f]{64}$`));
    assert.deepEqual(await registry.tags("acme/app"), [rev()]);
    assert.deepEqual(await contentAt(`docker://${reference}`), wanted());
  });

  test("the same image pushed twice is the same image, and uploads nothing", async () => {
    await using registry = await startRegistry();
    const args = ["push", "app.tar", `${registry.host}/acme/app:edge`, "--tag", "{rev}", "--tag", "v1"];
    const first = pushed(await cli(args));
    const before = registry.requests().length;
    assert.equal(pushed(await cli(args)), first);
    const writes = registry
      .requests()
      .slice(before)
      .filter(({ method }) => method === "PUT" || method === "PATCH");
    assert.deepEqual(writes, []);
    assert.deepEqual(await registry.tags("acme/app"), [rev(), "edge", "v1"].toSorted());
  });

  test("several destinations get the same image, one line each", async () => {
    await using registry = await startRegistry();
    const lines = pushed(await cli(["push", "app.tar", `${registry.host}/a/b`, "oci:both:v2", `${registry.host}/c/d`]))
      .trim()
      .split("\n");
    assert.equal(new Set(lines.map((line) => line.split("@")[1])).size, 1);
    assert.equal(lines.length, 3);
    assert.deepEqual(await registry.catalog(), ["a/b", "c/d"]);
    assert.deepEqual(await contentAt(`oci:${dir}/both:v2`), wanted());
  });

  test("an archive of the layout pushed again is the same image", async () => {
    // A layout tells tags and no name, from which the title would come.
    const title = ["--annotation", "org.opencontainers.image.title=app"];
    pushed(await cli(["push", "app.tar", "oci:again:v1", ...title]));
    pushed(await cli(["push", "oci:again:v1", "oci:again-copy:v1", "--rev-length", "12", ...title]));
    const [one, two] = await Promise.all([inspect(`oci:${dir}/again:v1`), inspect(`oci:${dir}/again-copy:v1`)]);
    assert.deepEqual(one.Layers, two.Layers);
    const [before, after] = await Promise.all([
      contentAt(`oci:${dir}/again:v1`),
      contentAt(`oci:${dir}/again-copy:v1`),
    ]);
    assert.deepEqual(after, before);
  });
});

describe("nix-image push to a registry that wants a login", { concurrency: 2 }, () => {
  let registry: Registry;
  before(async () => {
    registry = await startRegistry({ auth: "htpasswd" });
  });
  after(() => registry.stop());

  const target = (name: string): string => `${registry.host}/acme/${name}`;

  test("the password comes by standard input", async () => {
    const args = ["push", "app.tar", target("stdin"), "--username", registry.username, "--password-stdin"];
    const ran = await cli(args, { stdin: `${registry.password}\n` });
    assert.match(pushed(ran), /@sha256:/);
    assert.doesNotMatch(ran.stderr + ran.stdout, new RegExp(registry.password));
    assert.deepEqual(await registry.tags("acme/stdin"), [rev()]);
  });

  test("the login that docker has stored is used", async () => {
    const config = await mkdtemp(path.join(dir, "docker-"));
    const auth = Buffer.from(`${registry.username}:${registry.password}`).toString("base64");
    await writeFile(path.join(config, "config.json"), JSON.stringify({ auths: { [registry.host]: { auth } } }));
    pushed(await cli(["push", "app.tar", target("stored")], { env: { DOCKER_CONFIG: config } }));
    assert.deepEqual(await registry.tags("acme/stored"), [rev()]);
  });

  test("a wrong password is exit status 4, nothing is published, and no secret is told", async () => {
    const args = ["push", "app.tar", "oci:not-written", target("wrong"), "--username", "octo", "--password-stdin"];
    const ran = await cli(args, { stdin: "a-wrong-password" });
    assert.deepEqual([ran.status, ran.stdout], [4, ""]);
    assert.match(complaintOf(ran), new RegExp(`^nix-image: ${registry.host}/acme/wrong: .*401`));
    assert.doesNotMatch(ran.stderr, /a-wrong-password|^ {4}at /m);
    assert.ok(!(await registry.catalog()).includes("acme/wrong"));
    assert.ok(!(await readdir(dir)).includes("not-written"));
  });

  test("no login is exit status 4, and the message says how to give one", async () => {
    const ran = await cli(["push", "app.tar", target("none")]);
    assert.deepEqual([ran.status, ran.stdout], [4, ""]);
    assert.match(complaintOf(ran), /--password-stdin|docker login|registry-password/);
  });
});

describe("nix-image push, when something is wrong", { concurrency: 3 }, () => {
  const fails = async (args: readonly string[], status: number, message: RegExp, options: Partial<CliOptions> = {}) => {
    const ran = await cli(args, options);
    assert.match(complaintOf(ran), message);
    assert.deepEqual([ran.status, ran.stdout], [status, ""]);
    assert.doesNotMatch(ran.stderr, /^ {4}at /m);
  };

  test("a registry that is not there is exit status 4", async () => {
    const host = `127.0.0.1:${await freePort()}`;
    await fails(
      ["push", "app.tar", `${host}/acme/app`],
      4,
      new RegExp(`^nix-image: ${host}/acme/app: .*ECONNREFUSED.*check the network`),
    );
  });

  test("a user without a password, and a password without a user, are bad usage", async () => {
    const message = /^nix-image: --username and --password-stdin go together; give both or neither$/;
    await fails(["push", "app.tar", "127.0.0.1:9/a", "--username", "u"], 2, message);
    await fails(["push", "app.tar", "127.0.0.1:9/a", "--password-stdin"], 2, message);
  });

  test("an empty password is told before anything is read", () =>
    fails(
      ["push", "app.tar", "127.0.0.1:9/a", "--username", "u", "--password-stdin"],
      2,
      /^nix-image: --password-stdin: standard input is empty/,
    ));

  test("all bad settings are told at once", () =>
    fails(
      ["push", "app.tar", "oci:x", "--compression", "lz4", "--rev-length", "99"],
      2,
      /^nix-image: --compression is "lz4".*\n--rev-length is "99"; expected a whole number from 4 to 40$/,
    ));

  test("a destination without a registry is told with an example", () =>
    fails(
      ["push", "app.tar", "acme/app"],
      2,
      /^nix-image: destination: "acme\/app": no registry \(wanted, for example, ghcr\.io\/acme\/app\)$/,
    ));

  test("no destination is bad usage", () =>
    fails(["push", "app.tar"], 2, /^nix-image: push needs IMAGE and at least one DESTINATION/));

  test("a truncated archive leaves no layout", async () => {
    await writeFile(path.join(dir, "cut.tar"), (await readFile(path.join(dir, "app.tar"))).subarray(0, 5000));
    await fails(["push", "cut.tar", "oci:from-cut"], 2, /the archive ends in the middle/);
    assert.ok(!(await readdir(dir)).includes("from-cut"));
  });

  test("a file is no layout, and the registry before it gets nothing", async () => {
    await using registry = await startRegistry();
    await writeFile(path.join(dir, "some-file"), "");
    await fails(
      ["push", "app.tar", `${registry.host}/acme/app`, "oci:some-file"],
      2,
      /^nix-image: .*\/some-file: no OCI layout can be written there \(ENOTDIR.*\); choose a folder .*$/,
    );
    assert.deepEqual(await registry.catalog(), []);
  });

  test("one password for two registries is refused before it is sent to any", async () => {
    await using one = await startRegistry();
    await using two = await startRegistry();
    await fails(
      ["push", "app.tar", `${one.host}/acme/app`, `${two.host}/acme/app`, "--username", "octo", "--password-stdin"],
      2,
      new RegExp(`^nix-image: destination: ${one.host} and ${two.host} would get .*; leave both away.*docker login`),
      { stdin: one.password },
    );
    for (const registry of [one, two]) assert.deepEqual(registry.requests().filter(isAboutRepository), []);
  });

  test("a layout with several platforms under one tag is told by platform, and one is published as advised", async () => {
    await makeTwoPlatforms();
    const message =
      /^nix-image: oci:.*\/one:.*: both \(linux\/amd64\) and both \(linux\/arm64\) are different images .*choose one of them as the platform \(linux\/amd64 or linux\/arm64\)/;
    await fails(["push", "oci:both:v1", "oci:one"], 2, message);
    pushed(await cli(["push", "oci:both:v1", "oci:one:v1", "--platform", "linux/arm64"]));
    assert.equal((await inspect(`oci:${dir}/one:v1`)).Architecture, "arm64");
  });

  test("a folder with other things in it is no layout", async () => {
    await mkdir(path.join(dir, "full/things"), { recursive: true });
    await fails(
      ["push", "app.tar", "oci:full"],
      2,
      /full: files lie there, and they are no OCI layout .*choose another folder$/,
    );
  });
});

describe("nix-image push of a dirty tree", () => {
  let dirty: string;
  before(async () => {
    dirty = await mkdtemp(path.join(dir, "dirty-"));
    await exec("git", ["clone", "--quiet", dir, dirty]);
    await write(dirty, { tracked: "2" });
    await writeFile(path.join(dirty, "app.tar"), await makeDockerArchive({ layers }));
  });

  test("a registry does not get it", async () => {
    await using registry = await startRegistry();
    const ran = await cli(["push", "app.tar", `${registry.host}/acme/app`], { cwd: dirty });
    assert.equal(ran.status, 2);
    assert.match(
      complaintOf(ran),
      /^nix-image: app\.tar: the tree has uncommitted changes .*commit first .*allow-dirty$/,
    );
    assert.deepEqual(await registry.catalog(), []);
  });

  test("a layout does, under the tag dev, and so does a registry when told", async () => {
    await using registry = await startRegistry();
    pushed(await cli(["push", "app.tar", "oci:out"], { cwd: dirty }));
    assert.deepEqual(await contentAt(`oci:${dirty}/out:dev`), wanted());
    pushed(await cli(["push", "app.tar", `${registry.host}/acme/app`, "--allow-dirty"], { cwd: dirty }));
    assert.deepEqual(await registry.tags("acme/app"), ["dev"]);
  });
});
