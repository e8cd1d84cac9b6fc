import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { sha256 } from "../../src/core/hash.ts";
import { makeConfig, makeDockerArchive, makeTar } from "../support/archives.ts";
import { makePodman, type Podman } from "../support/podman.ts";
import { type Registry, startRegistry } from "../support/registry.ts";
import { runCli } from "./support/run-cli.ts";

const exec = promisify(execFile);

/** Some megabytes that compress a little, so that a layer is packed in several blocks. */
const makeBytes = (size: number): Buffer => {
  const bytes = Buffer.alloc(size);
  for (let at = 0, seed = 1; at < size; at += 1) {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    bytes[at] = (seed >>> 16) & 0x3f;
  }
  return bytes;
};

const LARGE = makeBytes(5_300_000);

describe("what others pull after a push", () => {
  let dir: string;
  let podman: Podman;
  let registry: Registry;
  let layers: readonly Buffer[];
  before(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), "pulled-"));
    podman = await makePodman(path.join(dir, "podman"));
    registry = await startRegistry();
    layers = [
      await makeTar([
        { name: "data/", type: "directory" },
        { name: "data/large", content: LARGE },
        { name: "data/gone", content: "covered" },
      ]),
      await makeTar([
        { name: "data/", type: "directory" },
        { name: "data/small", content: "small" },
        { name: "data/.wh.gone", content: "" },
      ]),
    ];
    await writeFile(path.join(dir, "app.tar"), await makeDockerArchive({ layers }));
  });
  after(async () => {
    await registry.stop();
    await podman.remove();
    await rm(dir, { recursive: true });
  });

  const configDigest = (): string => sha256(makeConfig(layers));
  const diffIds = (): readonly string[] => layers.map((layer) => sha256(layer));

  const push = async (compression: string): Promise<string> => {
    const place = `${registry.host}/acme/${compression}`;
    const args = ["push", "app.tar", place, "--tag", "v1", "--compression", compression, "--allow-dirty"];
    const ran = await runCli(args, { cwd: dir });
    assert.equal(ran.status, 0, ran.stderr);
    return `${place}:v1`;
  };

  for (const compression of ["gzip", "zstd", "none"]) {
    test(`skopeo gets the same config and layers, packed by ${compression}`, async () => {
      const reference = await push(compression);
      const to = path.join(dir, `copied-${compression}`);
      const plain = ["--insecure-policy", "copy", "--src-tls-verify=false", "--dest-decompress"];
      await exec("skopeo", [...plain, `docker://${reference}`, `dir:${to}`]);
      for (const layer of diffIds()) assert.equal(sha256(await readFile(path.join(to, layer.slice(7)))), layer);
      const raw = await exec("skopeo", ["inspect", "--tls-verify=false", "--raw", "--config", `docker://${reference}`]);
      assert.equal(sha256(raw.stdout), configDigest());
    });

    test(`podman gets the same image and files, packed by ${compression}`, async () => {
      const reference = await push(compression);
      const run = (...args: readonly string[]) => exec("podman", args, { env: { ...process.env, ...podman.env } });
      await run("pull", "--quiet", "--tls-verify=false", reference);
      const [image] = JSON.parse((await run("image", "inspect", reference)).stdout) as [
        { Id: string; RootFS: { Layers: string[] } },
      ];
      assert.equal(`sha256:${image.Id}`, configDigest());
      assert.deepEqual(image.RootFS.Layers, diffIds());
      const mounted = (await run("image", "mount", reference)).stdout.trim();
      assert.equal(sha256(await readFile(path.join(mounted, "data/large"))), sha256(LARGE));
      assert.equal(await readFile(path.join(mounted, "data/small"), "utf8"), "small");
      await assert.rejects(readFile(path.join(mounted, "data/gone")), { code: "ENOENT" });
      await run("image", "unmount", reference);
      await run("rmi", "--force", reference);
    });
  }
});
