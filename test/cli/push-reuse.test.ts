import assert from "node:assert/strict";
import { access, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { sha256 } from "../../src/core/hash.ts";
import { layerMediaType } from "../../src/oci/media-type.ts";
import { BlobUploads, confirmBlobs } from "../../src/publish/index.ts";
import type { Repository } from "../../src/registry/index.ts";
import { addPackage, makeStreamScript, standIn } from "../image/stream-script/support/make-script.ts";
import { copy, inspect } from "../publish/support/skopeo.ts";
import { refuse, startFaultProxy } from "../registry/support/fault-proxy.ts";
import { makeDockerArchive, makeTar } from "../support/archives.ts";
import { type Registry, startRegistry } from "../support/registry.ts";
import { complaintOf, runCli } from "./support/run-cli.ts";

let dir: string;
before(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "push-reuse-"));
});
after(() => rm(dir, { recursive: true }));

/** A layer whose bytes pack badly, so that its size tells whether it was sent. */
const layerOf = (name: string): Promise<Buffer> => {
  const content = Buffer.alloc(200_000);
  for (let at = 0, seed = name.length * 7919 + name.charCodeAt(0); at < content.length; at += 1) {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    content[at] = seed >>> 16;
  }
  return makeTar([{ name, content }]);
};

/** A file with an image of these layers. */
const archiveOf = async (file: string, layers: readonly string[]): Promise<string> => {
  const tars = await Promise.all(layers.map(layerOf));
  await writeFile(path.join(dir, file), await makeDockerArchive({ layers: tars }));
  return file;
};

const push = async (args: readonly string[]): Promise<string> => {
  const ran = await runCli(["push", ...args, "--allow-dirty"], { cwd: dir });
  assert.equal(ran.status, 0, ran.stderr);
  return ran.stderr;
};

/** What was asked of the registry while `work` ran, by method, without the config blobs that every image has of its own. */
const requestsOf = async (registry: Registry, work: () => Promise<unknown>) => {
  const before = registry.requests().length;
  await work();
  const requests = registry.requests().slice(before);
  const uploads = requests.filter(({ method, path }) => method === "PUT" && path.includes("/blobs/uploads/"));
  return { requests, uploads };
};

/** The layers of what skopeo pulls, each unpacked, must be those of the archive. */
const assertSame = async (reference: string, archive: string): Promise<void> => {
  const pulled = await mkdtemp(path.join(dir, "pulled-"));
  await copy(`docker://${reference}`, `docker-archive:${pulled}/image.tar`);
  const diffIdsOf = async (file: string) => (await inspect(`docker-archive:${file}`)).Layers;
  assert.deepEqual(await diffIdsOf(`${pulled}/image.tar`), await diffIdsOf(path.join(dir, archive)));
};

test("of a new version only the layers that are new are packed and sent, and the others are not even read", async () => {
  await using registry = await startRegistry();
  const place = `${registry.host}/acme/api`;
  await push([await archiveOf("one.tar", ["a", "b", "c"]), place, "--tag", "latest"]);
  const two = await archiveOf("two.tar", ["a", "b", "c", "d"]);
  // Were they read, their bytes would not be what config and names promise.
  const bytes = await readFile(path.join(dir, two));
  for (const name of ["a", "b", "c"]) {
    const at = bytes.indexOf(await layerOf(name));
    assert.ok(at > 0);
    bytes.fill("!", at + 1024, at + 100_000);
  }
  await writeFile(path.join(dir, "spoilt.tar"), bytes);
  const { uploads } = await requestsOf(registry, () => push(["spoilt.tar", place, "--tag", "v2"]));
  assert.equal(uploads.length, 2); // the layer, and the config
  await assertSame(`${place}:v2`, two);
});

test("an image with the same layer twice is sent, while its first copy is on its way when the second is packed", async () => {
  await using registry = await startRegistry();
  let copies = 0;
  await using slow = await startFaultProxy(registry.url, (exchange) => {
    if (/^POST .*\/uploads\//.test(exchange.line) && copies++ > 0) setTimeout(() => exchange.pass(), 500);
    else exchange.pass();
  });
  const layers = await Promise.all(["a", "b", "a"].map(layerOf));
  const names = ["one", "two", "three"].map((name) => `${name}/layer.tar`); // so that nothing tells that two are alike
  const archive = await makeDockerArchive({ layers, names });
  await Promise.all([
    writeFile(path.join(dir, "twice.tar"), archive),
    writeFile(path.join(dir, "twice.tar.gz"), gzipSync(archive)),
  ]);
  await push(["twice.tar.gz", `${slow.host}/acme/api`, "--tag", "latest"]);
  await assertSame(`${registry.host}/acme/api:latest`, "twice.tar");
});

test("an unchanged image sends and writes nothing but its tag", async () => {
  await using registry = await startRegistry();
  const place = `${registry.host}/acme/api`;
  const file = await archiveOf("same.tar", ["a", "b"]);
  await push([file, place, "--tag", "latest"]);
  const { requests } = await requestsOf(registry, () => push([file, place, "--tag", "latest"]));
  assert.deepEqual(
    requests.filter(({ method }) => ["PUT", "PATCH"].includes(method)),
    [],
  );
});

test("layers are found under tags that nobody could know: the last in the registry's list", async () => {
  await using registry = await startRegistry();
  const place = `${registry.host}/acme/api`;
  await push([await archiveOf("old.tar", ["a", "b"]), place, "--tag", "2026-01"]);
  const file = await archiveOf("new.tar", ["a", "b", "c"]);
  const { uploads } = await requestsOf(registry, () => push([file, place, "--tag", "2026-02"]));
  assert.equal(uploads.length, 2);
});

test("layers that are packed otherwise are not mixed in", async () => {
  await using registry = await startRegistry();
  const place = `${registry.host}/acme/api`;
  const file = await archiveOf("packed.tar", ["a", "b"]);
  await push([file, place, "--tag", "latest"]);
  const args = [file, place, "--tag", "latest", "--compression", "zstd"];
  const { uploads } = await requestsOf(registry, () => push(args));
  assert.equal(uploads.length, 2); // the layers; the config is the same
  const manifest = (await registry.manifest("acme/api", "latest"))?.json as { layers: { mediaType: string }[] };
  assert.ok(manifest.layers.every(({ mediaType }) => mediaType.endsWith("+zstd")));
});

test("what only one of two registries has goes to the other", async () => {
  await using one = await startRegistry();
  await using two = await startRegistry();
  const file = await archiveOf("both.tar", ["a", "b"]);
  await push([file, `${one.host}/acme/api`, "--tag", "latest"]);
  await push([await archiveOf("half.tar", ["a"]), `${two.host}/acme/api`, "--tag", "latest"]);
  const args = [file, `${one.host}/acme/api`, `${two.host}/acme/api`, "--tag", "latest"];
  const beforeTwo = two.requests().length;
  const { uploads } = await requestsOf(one, () => push(args));
  assert.equal(uploads.length, 0);
  const puts = two
    .requests()
    .slice(beforeTwo)
    .filter(({ method, path }) => method === "PUT" && path.includes("uploads"));
  assert.equal(puts.length, 2);
  for (const { host } of [one, two]) await assertSame(`${host}/acme/api:latest`, file);
});

test("a layout beside the registry gets every layer", async () => {
  await using registry = await startRegistry();
  const place = `${registry.host}/acme/api`;
  const file = await archiveOf("laid.tar", ["a", "b"]);
  await push([file, place, "--tag", "latest"]);
  await push([file, place, "oci:laid:v1", "--tag", "v1"]);
  const { Layers } = await inspect(`oci:${dir}/laid:v1`);
  for (const layer of Layers) await access(path.join(dir, "laid/blobs/sha256", layer.slice("sha256:".length)));
});

test("layers of another repository that is named are taken over without being sent", async () => {
  await using registry = await startRegistry();
  const file = await archiveOf("base.tar", ["a", "b"]);
  await push([file, `${registry.host}/acme/base`, "--tag", "v1"]);
  const place = `${registry.host}/acme/api`;
  const app = await archiveOf("app.tar", ["a", "b", "c"]);
  const reuse = await requestsOf(registry, () =>
    push([app, place, "--tag", "x", "--reuse-from", `${registry.host}/acme/base:v1`]),
  );
  assert.equal(reuse.uploads.length, 2);
  const mounts = reuse.requests.filter(
    ({ method, path, status }) => method === "POST" && path.includes("mount=") && status === 201,
  );
  assert.equal(mounts.length, 2);
  const other = `${registry.host}/acme/other`;
  const mount = await requestsOf(registry, () =>
    push([app, other, "--tag", "x", "--mount-from", `${registry.host}/Acme/api`]),
  );
  assert.equal(mount.uploads.length, 0);
  for (const reference of [`${place}:x`, `${other}:x`]) await assertSame(reference, app);
});

test("what can be no repository to take layers from is told before the image is read", async () => {
  await using registry = await startRegistry();
  const file = await archiveOf("mount.tar", ["a"]);
  const ran = await runCli(["push", file, `${registry.host}/acme/api`, "--mount-from", "acme//x", "--allow-dirty"], {
    cwd: dir,
  });
  assert.equal(complaintOf(ran), 'nix-image: mount-from: "acme//x": not a repository (wanted, for example, acme/base)');
  assert.doesNotMatch(ran.stderr, /· read/);
});

test("a layer whose name lies about what is stored unpacked is not used again", async () => {
  const digest = sha256("what the registry has");
  const blob = { diffId: sha256("what the image has"), digest, size: 21, mediaType: layerMediaType("none") };
  const repository = { headBlob: async () => 21 } as Partial<Repository> as Repository;
  const places = [new BlobUploads({ repository })];
  assert.equal((await confirmBlobs([blob], { places, compression: "none" })).size, 0);
  assert.equal((await confirmBlobs([{ ...blob, diffId: digest }], { places, compression: "none" })).size, 1);
});

test("a blob that is gone, though its image still stands there, is sent again", async () => {
  await using registry = await startRegistry();
  const place = `${registry.host}/acme/api`;
  const file = await archiveOf("gone.tar", ["a", "b"]);
  await push([file, place, "--tag", "latest"]);
  const { Layers } = await inspect(`docker://${place}:latest`);
  const deleted = await fetch(`${registry.url}/v2/acme/api/blobs/${Layers[0]}`, { method: "DELETE" });
  assert.equal(deleted.status, 202);
  const { uploads } = await requestsOf(registry, () => push([file, place, "--tag", "v2"]));
  assert.equal(uploads.length, 1);
  await assertSame(`${place}:v2`, file);
});

test("a registry that loses a blob after it was asked gets the whole image", async () => {
  await using registry = await startRegistry();
  await push([await archiveOf("lost.tar", ["a", "b"]), `${registry.host}/acme/api`, "--tag", "latest"]);
  const { Layers } = await inspect(`docker://${registry.host}/acme/api:latest`);
  let lost = false;
  await using proxy = await startFaultProxy(registry.url, (exchange) => {
    if (lost || !/^PUT .*\/manifests\//.test(exchange.line)) return exchange.pass();
    lost = true;
    const gone = Layers.map((layer) => fetch(`${registry.url}/v2/acme/api/blobs/${layer}`, { method: "DELETE" }));
    void Promise.all(gone).then(() => exchange.pass());
  });
  const file = await archiveOf("found.tar", ["a", "b", "c"]);
  assert.match(await push([file, `${proxy.host}/acme/api`, "--tag", "v2"]), /All layers are packed and sent again/);
  await assertSame(`${registry.host}/acme/api:v2`, file);
});

test("what a stranger has put under the tags harms nobody", async () => {
  await using registry = await startRegistry();
  const place = `${registry.host}/acme/api`;
  const file = await archiveOf("stranger.tar", ["a", "b"]);
  const put = async (tag: string, text: string, type: string): Promise<void> => {
    const headers = { "content-type": type };
    await fetch(`${registry.url}/v2/acme/api/manifests/${tag}`, { method: "PUT", headers, body: text });
  };
  const manifest = "application/vnd.oci.image.manifest.v1+json";
  const blob = Buffer.from('{"architecture":"amd64","os":"linux","rootfs":{"diff_ids":["x"]}}');
  const upload = await fetch(`${registry.url}/v2/acme/api/blobs/uploads/`, { method: "POST" });
  const location = new URL(`${upload.headers.get("location")}`);
  location.searchParams.set("digest", sha256(blob));
  assert.equal((await fetch(location, { method: "PUT", body: blob })).status, 201);
  const config = { mediaType: "application/vnd.oci.image.config.v1+json", digest: sha256(blob), size: blob.length };
  await put("latest", JSON.stringify({ schemaVersion: 2, mediaType: manifest, config, layers: [] }), manifest);
  const index = "application/vnd.oci.image.index.v1+json";
  await put("main", JSON.stringify({ schemaVersion: 2, mediaType: index, manifests: [] }), index);
  await push([file, place, "--tag", "v1"]);
  await assertSame(`${place}:v1`, file);
});

test("a place that refuses is told of before the image is made", async () => {
  await using registry = await startRegistry();
  await using closed = await startFaultProxy(registry.url, (exchange) =>
    exchange.line.startsWith("POST ") ? refuse(exchange, 403, { code: "DENIED", message: "no" }) : exchange.pass(),
  );
  const script = path.join(dir, "made.sh");
  await writeFile(script, `#!/bin/sh\ntouch '${dir}/was-made'\nexit 1\n`, { mode: 0o755 });
  const ran = await runCli(["push", script, `${closed.host}/acme/api`, "--tag", "x", "--allow-dirty"], { cwd: dir });
  assert.equal(ran.status, 4);
  assert.match(complaintOf(ran), /starting an upload was answered 403/);
  await assert.rejects(access(path.join(dir, "was-made")));
});

test("a stream script makes only the layers that are new, and its image is that of the full stream", async () => {
  await using registry = await startRegistry();
  const place = `${registry.host}/acme/streamed`;
  const names = ["alpha-1.0", "beta-2.3", "gamma-0.1", "delta-4"];
  const paths = await Promise.all(names.map((name, i) => addPackage(name, 20_000 * (i + 1))));
  const [alpha, beta, gamma, delta] = paths.map((storePath) => [storePath]);
  assert.ok(alpha && beta && gamma && delta);
  const program = await standIn();
  const one = await makeStreamScript(dir, { program, conf: {}, layers: [alpha, beta, gamma] });
  assert.doesNotMatch(await push([one, place, "--tag", "latest"]), /need not be made/);
  const two = await makeStreamScript(dir, { program, conf: {}, layers: [alpha, beta, gamma, delta] });
  const said = await push([two, place, "--tag", "v2"]);
  assert.match(said, /2 layers of 5 need not be made/); // the smallest of the three is made again, to be sure
  await push([two, `${registry.host}/acme/fresh`, "--tag", "v2"]);
  const [trimmed, full] = await Promise.all(
    ["streamed", "fresh"].map(
      async (name) => (await registry.manifest(`acme/${name}`, "v2"))?.json as { config: object },
    ),
  );
  assert.deepEqual(trimmed?.config, full?.config);
});

test("a stream script that cannot leave layers out makes all of them", async () => {
  await using registry = await startRegistry();
  const place = `${registry.host}/acme/stubborn`;
  const paths = await Promise.all(["alpha-1.0", "beta-2.3", "gamma-0.1"].map((name) => addPackage(name)));
  const [alpha, beta, gamma] = paths.map((storePath) => [storePath]);
  assert.ok(alpha && beta && gamma);
  const program = (await standIn()).replace("\n", '\nimport sys\nif "trimmed-" in sys.argv[1]: sys.exit("not mine")\n');
  const one = await makeStreamScript(dir, { program, conf: {}, layers: [alpha, beta] });
  await push([one, place, "--tag", "latest"]);
  const two = await makeStreamScript(dir, { program, conf: {}, layers: [alpha, beta, gamma] });
  assert.match(
    await push([two, place, "--tag", "v2"]),
    /has to make all layers after all: .*status 1; it said:.*not mine/,
  );
  const { Layers } = await inspect(`docker://${place}:v2`);
  assert.equal(Layers.length, 4);
});
