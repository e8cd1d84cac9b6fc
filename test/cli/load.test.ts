import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { sha256 } from "../../src/core/hash.ts";
import { makeConfig, makeDockerArchive, makeSampleLayer, makeTar } from "../support/archives.ts";
import { makePodman, type Podman, whyPodmanCannotBuild } from "../support/podman.ts";
import { complaintOf, type Ran, runCli } from "./support/run-cli.ts";

const exec = promisify(execFile);

const missing = whyPodmanCannotBuild();
assert.equal(missing, undefined);

let dir: string;
let podman: Podman;
/** No program but those that a script of a test needs. */
let tools: string;
let layers: readonly Buffer[];

before(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "cli-load-"));
  podman = await makePodman(path.join(dir, "podman"));
  // A layer that does not compress, so that it is more than one chunk also when it is gzipped.
  layers = [await makeSampleLayer(), await makeTar([{ name: "big", content: randomBytes(3 << 20) }])];
  await writeFile(path.join(dir, "app.tar"), await makeDockerArchive({ layers, repoTags: ["acme/app:1", "app:two"] }));
  tools = path.join(dir, "tools");
  await mkdir(tools);
  for (const name of ["env", "bash", "cat", "sleep", "skopeo"])
    await exec("bash", ["-c", `ln -s "$(command -v ${name})" ${path.join(tools, name)}`]);
});
after(() => rm(dir, { recursive: true }));

const script = async (file: string, text: string): Promise<void> => {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `#!/usr/bin/env bash\n${text}\n`);
  await chmod(file, 0o755);
};

const load = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> =>
  runCli(["load", ...args], { cwd: dir, env: { ...podman.env, ...env } });

const id = (content = layers, config = {}): string => sha256(makeConfig(content, config)).slice("sha256:".length);

const imageIds = async (): Promise<readonly string[]> => {
  const env = { ...process.env, ...podman.env };
  const { stdout } = await exec("podman", ["images", "--no-trunc", "--format", "{{.Repository}}:{{.Tag}} {{.ID}}"], {
    env,
  });
  return stdout.trim().split("\n").toSorted();
};

const removeAll = () => exec("podman", ["rmi", "--all", "--force"], { env: { ...process.env, ...podman.env } });

describe("nix-image load into Podman", () => {
  const named = () => ["localhost/acme/app:1", "localhost/app:two"].map((name) => `${name} sha256:${id()}`);

  for (const [what, pack] of [
    ["plain", (bytes: Buffer) => bytes],
    ["gzipped", (bytes: Buffer) => gzipSync(bytes)],
  ] as const) {
    test(`a ${what} docker-archive is listed under its names, with the digest of its config`, async () => {
      await removeAll();
      const file = `packed-${what}.tar`;
      await writeFile(path.join(dir, file), pack(await readFile(path.join(dir, "app.tar"))));
      const { status, stdout, stderr } = await load([file, "--engine", "podman"]);
      assert.equal(status, 0, stderr);
      assert.deepEqual(stdout.trim().split("\n").toSorted(), ["localhost/acme/app:1", "localhost/app:two"]);
      assert.deepEqual(await imageIds(), named());
    });
  }

  test("a stream script runs once", async () => {
    await removeAll();
    await script(path.join(dir, "stream"), `echo run >> ${dir}/runs\ncat ${dir}/app.tar`);
    const { status, stderr } = await load(["./stream", "--engine", "podman"]);
    assert.equal(status, 0, stderr);
    assert.deepEqual(await imageIds(), named());
    assert.equal(await readFile(path.join(dir, "runs"), "utf8"), "run\n");
  });

  test("a script that fails after half of the image fails with its own words, and nothing is listed", async () => {
    await removeAll();
    await script(path.join(dir, "broken"), `head -c 100000 ${dir}/app.tar\necho no space left >&2\nexit 3`);
    const ran = await load(["./broken", "--engine", "podman"]);
    assert.equal(ran.status, 2);
    assert.match(complaintOf(ran), /the stream script ended with status 3; it said:\nno space left$/);
    assert.deepEqual(await imageIds(), [""]);
  });

  for (const compression of ["none", "gzip", "zstd"]) {
    test(`an OCI layout whose layers are packed with ${compression} keeps its ID`, async () => {
      await removeAll();
      const layout = `layout-${compression}`;
      const pushed = await runCli(["push", "app.tar", `oci:${layout}`, "--tag", "x", "--compression", compression], {
        cwd: dir,
      });
      assert.equal(pushed.status, 0, pushed.stderr);
      const { status, stdout, stderr } = await load([`oci:${layout}:x`]);
      assert.equal(status, 0, stderr);
      assert.equal(stdout.trim().replace(/^sha256:/, ""), id());
      assert.match(stderr, /podman has sha256:[0-9a-f]{64}, without a name/);
      assert.deepEqual(await imageIds(), [`<none>:<none> sha256:${id()}`]);
    });
  }
});

describe("nix-image load", () => {
  /** A stand-in for Docker's client: answers for its daemon, and takes what skopeo takes for a docker-archive. */
  const makeDocker = (daemon: string): Promise<void> =>
    script(
      path.join(dir, "docker/docker"),
      `case "$1" in
        version) ${daemon} ;;
        load)
          cat > ${dir}/loaded.tar
          skopeo inspect --config docker-archive:${dir}/loaded.tar > ${dir}/loaded.json || exit 1
          echo "Loaded image: acme/app:1" ;;
        *) exit 9 ;;
      esac`,
    );
  const withDocker = () => ({ PATH: `${dir}/docker:${tools}` });

  test("takes Docker first, where its daemon answers, and streams what skopeo can read", async () => {
    await makeDocker("echo 28.2.2");
    await writeFile(path.join(dir, "one.tar"), await makeDockerArchive({ layers, repoTags: ["acme/app:1"] }));
    const ran = await load(["one.tar"], withDocker());
    assert.deepEqual([ran.status, ran.stdout], [0, "acme/app:1\n"], ran.stderr);
    assert.deepEqual(await readFile(path.join(dir, "loaded.tar")), await readFile(path.join(dir, "one.tar")));
  });

  test("makes a docker-archive of an OCI layout, of the machine's platform alone", async () => {
    await makeDocker("echo 28.2.2");
    for (const architecture of ["amd64", "arm64"]) {
      const archive = await makeDockerArchive({ layers, repoTags: ["acme/app:1"], config: { architecture } });
      await writeFile(path.join(dir, `${architecture}.tar`), archive);
      const args = ["push", `${architecture}.tar`, "oci:both", "--tag", "acme"];
      assert.equal((await runCli(args, { cwd: dir })).status, 0);
    }
    const own = process.arch === "arm64" ? "arm64" : "amd64";
    const ran = await load(["oci:both"], withDocker());
    assert.equal(ran.status, 0, ran.stderr);
    const config = JSON.parse(await readFile(path.join(dir, "loaded.json"), "utf8"));
    assert.equal(config.architecture, own);
    assert.deepEqual(
      config.rootfs.diff_ids,
      layers.map((layer) => sha256(layer)),
    );
    const other = own === "amd64" ? "arm64" : "amd64";
    const asked = await load(["oci:both", "--platform", `linux/${other}`], withDocker());
    assert.equal(asked.status, 0, asked.stderr);
    assert.equal(JSON.parse(await readFile(path.join(dir, "loaded.json"), "utf8")).architecture, other);
  });

  test("fails with the engine's own words when it refuses the image", async () => {
    await script(
      path.join(dir, "refusing/docker"),
      `[ "$1" = version ] && exit 0\necho "invalid diffID for layer 1" >&2\nexit 1`,
    );
    const ran = await load(["app.tar"], { PATH: `${dir}/refusing:${tools}` });
    assert.equal(ran.status, 2);
    assert.match(complaintOf(ran), /app\.tar: docker load ended with status 1; it said:\ninvalid diffID for layer 1$/);
  });

  test("does not take silence for success", async () => {
    await script(path.join(dir, "silent/docker"), "exit 0");
    const ran = await load(["app.tar"], { PATH: `${dir}/silent:${tools}` });
    assert.match(complaintOf(ran), /docker load named no image that it has loaded; it said nothing$/);
  });

  test("without any engine names what was asked, and builds nothing", async () => {
    await makeDocker('echo "Cannot connect to the Docker daemon" >&2; exit 1');
    const ran = await load(["absent.tar"], withDocker());
    assert.equal(ran.status, 2);
    assert.match(
      complaintOf(ran),
      /tried docker: Cannot connect to the Docker daemon; podman: not on PATH\); start the Docker daemon, or install Podman$/,
    );
    const chosen = await load(["absent.tar", "--engine", "podman"], withDocker());
    assert.match(complaintOf(chosen), /tried podman: not on PATH/);
  });
});
