import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { copy, inspect } from "../publish/support/skopeo.ts";
import { startFaultProxy } from "../registry/support/fault-proxy.ts";
import { makeDockerArchive, makeTar } from "../support/archives.ts";
import { startRegistry } from "../support/registry.ts";
import { complaintOf, runCli, SOURCES } from "./support/run-cli.ts";

let dir: string;
before(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "push-cut-"));
});
after(() => rm(dir, { recursive: true }));

const layerOf = (name: string): Promise<Buffer> => makeTar([{ name, content: name.repeat(10_000) }]);

const archiveOf = async (file: string, layers: readonly string[]): Promise<string> => {
  const tars = await Promise.all(layers.map(layerOf));
  await writeFile(path.join(dir, file), await makeDockerArchive({ layers: tars }));
  return file;
};

const push = async (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<void> => {
  const ran = await runCli(["push", ...args, "--allow-dirty"], { cwd: dir, env });
  assert.equal(ran.status, 0, ran.stderr);
};

const diffIdsOf = async (reference: string): Promise<unknown> => {
  const pulled = await mkdtemp(path.join(dir, "pulled-"));
  await copy(reference, `docker-archive:${pulled}/image.tar`);
  return (await inspect(`docker-archive:${pulled}/image.tar`)).Layers;
};

/** A proxy that lets no blob through: `held` resolves with the first upload that it keeps waiting. */
const startHolding = async (target: string) => {
  const { promise: held, resolve } = Promise.withResolvers<void>();
  const proxy = await startFaultProxy(target, (exchange) => {
    if (!/^PUT .*\/uploads\//.test(exchange.line)) return exchange.pass();
    exchange.receive().once("data", () => resolve());
  });
  return { proxy, held };
};

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  test(`${signal} in the middle of an upload leaves no file and the old tag, and the next run succeeds`, async () => {
    await using registry = await startRegistry();
    const { proxy, held } = await startHolding(registry.url);
    await using _ = proxy;
    const place = `${registry.host}/acme/api`;
    await push([await archiveOf("old.tar", ["a"]), place, "--tag", "latest"]);
    const old = (await registry.manifest("acme/api", "latest"))?.digest;
    const file = await archiveOf("new.tar", ["a", "b", "c"]);
    const temp = path.join(dir, `temp-${signal}`);
    await mkdir(temp);
    const args = [SOURCES, "push", file, `${proxy.host}/acme/api`, "--tag", "latest", "--allow-dirty"];
    const child = spawn(process.execPath, args, { cwd: dir, env: { ...process.env, HOME: dir, TMPDIR: temp } });
    await held;
    assert.equal((await readdir(temp)).length, 1);
    child.kill(signal);
    const [status] = await once(child, "close");
    assert.equal(status, signal === "SIGTERM" ? 143 : 130);
    assert.deepEqual(await readdir(temp), []);
    assert.equal((await registry.manifest("acme/api", "latest"))?.digest, old);
    await push([file, place, "--tag", "latest"]);
    assert.deepEqual(await diffIdsOf(`docker://${place}:latest`), await diffIdsOf(`docker-archive:${dir}/${file}`));
  });
}

test("an image that cannot be read to its end ends the run, although an upload of it hangs", async () => {
  await using registry = await startRegistry();
  const { proxy } = await startHolding(registry.url);
  await using _ = proxy;
  const file = await archiveOf("whole.tar", ["a", "b"]);
  const script = path.join(dir, "fails.sh");
  await writeFile(script, `#!/bin/sh\ncat '${dir}/${file}'\nsleep 1\necho 'no more power' >&2\nexit 3\n`, {
    mode: 0o755,
  });
  const temp = path.join(dir, "temp-failed");
  await mkdir(temp);
  const args = ["push", script, `${proxy.host}/acme/api`, "--tag", "x", "--allow-dirty"];
  const ran = await runCli(args, { cwd: dir, env: { TMPDIR: temp } });
  assert.notEqual(ran.status, 0);
  assert.match(complaintOf(ran), /the stream script ended with status 3; it said:\nno more power$/);
  assert.deepEqual(await readdir(temp), []);
  assert.deepEqual(await registry.tags("acme/api"), []);
});

test("pushes of the same image at the same time all succeed, and it is whole", async () => {
  await using registry = await startRegistry();
  const place = `${registry.host}/acme/api`;
  const file = await archiveOf("same.tar", ["a", "b", "c", "d"]);
  await Promise.all([1, 2, 3].map((run) => push([file, place, "--tag", "latest", "--tag", `run-${run}`])));
  assert.deepEqual(await registry.tags("acme/api"), ["latest", "run-1", "run-2", "run-3"]);
  const wanted = await diffIdsOf(`docker-archive:${dir}/${file}`);
  for (const tag of await registry.tags("acme/api"))
    assert.deepEqual(await diffIdsOf(`docker://${place}:${tag}`), wanted);
});
