import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { access, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { makeDockerArchive, makeSampleLayer, makeTar } from "../support/archives.ts";
import { type Registry, startRegistry } from "../support/registry.ts";
import { type CliOptions, complaintOf, type Ran, runCli } from "./support/run-cli.ts";

let dir: string;
before(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "cli-sources-"));
  const layers = [await makeSampleLayer(), await makeTar([{ name: "big", content: "b".repeat(300_000) }])];
  for (const architecture of ["amd64", "arm64"]) {
    await writeFile(
      path.join(dir, `${architecture}.tar`),
      await makeDockerArchive({ layers, config: { architecture } }),
    );
  }
});
after(() => rm(dir, { recursive: true }));

const cli = (args: readonly string[], options: Partial<CliOptions> = {}): Promise<Ran> =>
  runCli(args, { cwd: dir, ...options });

interface Summary {
  readonly platform: string;
  readonly configDigest: string;
  readonly layers: unknown;
}

/** What does not depend on where an image lies. */
const summaries = ({ status, stdout, stderr }: Ran): readonly Summary[] => {
  assert.equal(status, 0, stderr);
  const json = JSON.parse(stdout) as object | readonly object[];
  return [json].flat().map((report) => {
    const { image, layers } = report as { image: Summary; layers: { diffId: string; contentSize: number }[] };
    const { platform, configDigest } = image;
    return { platform, configDigest, layers: layers.map(({ diffId, contentSize }) => [diffId, contentSize]) };
  });
};

const report = async (image: string, ...options: readonly string[]): Promise<readonly Summary[]> =>
  summaries(await cli(["report", image, "--json", "-", ...options]));

const put = async (url: string, type: string, body: string): Promise<void> => {
  const response = await fetch(url, { method: "PUT", headers: { "content-type": type }, body });
  assert.equal(response.status, 201, await response.text());
};

/** `acme/app` with the tags amd64, arm64 and `both`, an index of the two with an attestation beside them. */
const fill = async (registry: Registry): Promise<void> => {
  const manifests = [];
  for (const architecture of ["amd64", "arm64"]) {
    const push = ["push", `${architecture}.tar`, `${registry.host}/acme/app`, "--tag", architecture, "--allow-dirty"];
    assert.equal((await cli(push)).status, 0);
    const stored = await registry.manifest("acme/app", architecture);
    const { mediaType, digest, bytes } = stored as NonNullable<typeof stored>;
    manifests.push({ mediaType, digest, size: bytes.length, platform: { os: "linux", architecture } });
  }
  const attestation = { ...manifests[0], platform: { os: "unknown", architecture: "unknown" } };
  const mediaType = "application/vnd.oci.image.index.v1+json";
  const index = JSON.stringify({ schemaVersion: 2, mediaType, manifests: [...manifests, attestation] });
  await put(`${registry.url}/v2/acme/app/manifests/both`, mediaType, index);
};

describe("an image in a registry", () => {
  let registry: Registry;
  before(async () => {
    registry = await startRegistry();
    await fill(registry);
  });
  after(() => registry.stop());
  const at = (rest: string): string => `docker://${registry.host}/acme/app${rest}`;

  test("reads as the archive that was pushed, by tag and by digest", async () => {
    const archive = await report("amd64.tar");
    assert.deepEqual(await report(at(":amd64")), archive);
    const digest = (await registry.manifest("acme/app", "amd64"))?.digest;
    assert.deepEqual(await report(at(`@${digest}`)), archive);
  });

  test("has the compressed size that the registry stores", async () => {
    const { stdout } = await cli(["report", at(":amd64"), "--json", "-"]);
    const stored = (await registry.manifest("acme/app", "amd64"))?.json as {
      layers: { size: number; digest: string }[];
    };
    assert.deepEqual(
      JSON.parse(stdout).layers.map((layer: { digest: string; compressedSize: number }) => [
        layer.digest,
        layer.compressedSize,
      ]),
      stored.layers.map(({ digest, size }) => [digest, size]),
    );
  });

  test("of an index the asked platform is read, all of them, or what this machine runs", async () => {
    const [amd64, arm64] = [await report("amd64.tar"), await report("arm64.tar")];
    assert.deepEqual(await report(at(":both"), "--platform", "linux/arm64"), arm64);
    assert.deepEqual(await report(at(":both"), "--platform", "linux/arm64/v8"), arm64);
    assert.deepEqual(await report(at(":both"), "--platform", "all"), [...amd64, ...arm64]);
    const own = process.arch === "arm64" ? arm64 : amd64;
    assert.deepEqual(await report(at(":both")), own);
  });

  test("what is not asked for is not fetched", async () => {
    const before = registry.requests().length;
    await report(at(":both"), "--platform", "linux/amd64");
    const other = (await registry.manifest("acme/app", "arm64"))?.digest ?? "";
    const fetched = registry
      .requests()
      .slice(before)
      .filter(({ method, path }) => method === "GET" && path.includes(other));
    assert.deepEqual(fetched, []);
  });

  test("a platform that is not there is an error that says which are", async () => {
    const ran = await cli(["report", at(":both"), "--platform", "linux/s390x"]);
    assert.equal(ran.status, 2);
    assert.match(
      complaintOf(ran),
      /no image for linux\/s390x \(there: linux\/amd64, linux\/arm64\); choose one of these/,
    );
    const one = await cli(["report", at(":arm64"), "--platform", "linux/amd64"]);
    assert.match(complaintOf(one), /no image for linux\/amd64 \(there: linux\/arm64\)/);
    const file = await cli(["report", "arm64.tar", "--platform", "linux/amd64"]);
    assert.match(complaintOf(file), /arm64\.tar: no image for linux\/amd64 \(there: linux\/arm64\)/);
  });

  test("an image that is not there, and a platform that is none, are clear errors", async () => {
    const absent = await cli(["report", at(":gone")]);
    assert.equal(absent.status, 2);
    assert.match(complaintOf(absent), /acme\/app:gone: the registry has no such image/);
    const bad = await cli(["report", at(":amd64"), "--platform", "linux"]);
    assert.match(complaintOf(bad), /--platform is "linux"; expected a platform such as linux\/amd64/);
  });

  test("may be the baseline, and may be published elsewhere", async () => {
    const compared = await cli(["report", "amd64.tar", "--baseline", at(":amd64"), "--json", "-"]);
    assert.equal(JSON.parse(compared.stdout).comparison.identical, true, compared.stderr);
    const pushed = await cli(["push", at(":both"), "oci:copy", "--tag", "v1", "--platform", "linux/amd64"]);
    assert.equal(pushed.status, 0, pushed.stderr);
    assert.deepEqual(await report("oci:copy:v1"), await report("amd64.tar"));
  });

  test("a connection that breaks is taken up where it broke", async () => {
    await using proxy = await startBreakingProxy(registry.host, (body) => body.subarray(0, 100));
    assert.deepEqual(await report(`docker://${proxy.host}/acme/app:amd64`), await report("amd64.tar"));
    assert.ok(
      proxy.ranges.some((range) => range === "bytes=100-"),
      proxy.ranges.join(),
    );
  });

  test("bytes that were changed on the way are refused", async () => {
    await using proxy = await startBreakingProxy(registry.host, (body) => {
      const changed = Buffer.from(body);
      changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
      return changed;
    });
    const ran = await cli(["report", `docker://${proxy.host}/acme/app:amd64`]);
    assert.notEqual(ran.status, 0);
    assert.match(complaintOf(ran), /hashes to sha256:|cannot be decoded/);
  });
});

/** Passes everything on; the first answer to each GET of a blob has its body changed, cut ones with their connection. */
const startBreakingProxy = async (target: string, change: (body: Buffer) => Buffer) => {
  const ranges: string[] = [];
  const seen = new Set<string>();
  const server = createServer((asked, answer) => {
    const url = `http://${target}${asked.url}`;
    const { range } = asked.headers;
    if (range !== undefined) ranges.push(range);
    const forward = request(url, { method: asked.method, headers: { ...asked.headers, host: target } }, (answered) => {
      const chunks: Buffer[] = [];
      answered.on("data", (chunk: Buffer) => chunks.push(chunk));
      answered.on("end", () => {
        const body = Buffer.concat(chunks);
        const breaks = asked.method === "GET" && (asked.url ?? "").includes("/blobs/") && !seen.has(url);
        if (breaks) seen.add(url);
        answer.writeHead(answered.statusCode ?? 500, answered.headers);
        const sent = breaks ? change(body) : body;
        answer.write(sent, () => (sent.length === body.length ? answer.end() : answer.destroy()));
      });
    });
    asked.pipe(forward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    ranges,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

for (const [auth, anonymous] of [
  ["htpasswd", 4],
  ["token", 0], // its server lets anybody pull
] as const) {
  test(`a registry that asks for ${auth} is read with the login that docker has stored`, async () => {
    await using registry = await startRegistry({ auth });
    const config = path.join(dir, `docker-${auth}`);
    await mkdir(config);
    const login = Buffer.from(`${registry.username}:${registry.password}`).toString("base64");
    await writeFile(path.join(config, "config.json"), JSON.stringify({ auths: { [registry.host]: { auth: login } } }));
    const env = { DOCKER_CONFIG: config };
    const push = ["push", "amd64.tar", `${registry.host}/acme/app`, "--tag", "v1", "--allow-dirty"];
    assert.equal((await cli(push, { env })).status, 0);
    const image = `docker://${registry.host}/acme/app:v1`;
    assert.deepEqual(summaries(await cli(["report", image, "--json", "-"], { env })), await report("amd64.tar"));
    assert.equal((await cli(["report", image])).status, anonymous);
  });
}

const sha256 = (bytes: Buffer | string): string => createHash("sha256").update(bytes).digest("hex");

/** As Docker 25 and later save an image: an OCI layout whose blobs manifest.json names too, with an index above. */
const makeDockerSave = async (tags: readonly string[]): Promise<Buffer> => {
  const layer = await makeSampleLayer();
  const diffIds = [`sha256:${sha256(layer)}`];
  const config = JSON.stringify({
    architecture: "amd64",
    os: "linux",
    config: {},
    rootfs: { type: "layers", diff_ids: diffIds },
  });
  const blob = (bytes: Buffer | string) => ({ name: `blobs/sha256/${sha256(bytes)}`, content: bytes });
  const descriptor = (mediaType: string, bytes: Buffer | string) => ({
    ...{ mediaType, digest: `sha256:${sha256(bytes)}`, size: Buffer.byteLength(bytes) },
  });
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    config: descriptor("application/vnd.oci.image.config.v1+json", config),
    layers: [descriptor("application/vnd.oci.image.layer.v1.tar", layer)],
  });
  const entry = descriptor("application/vnd.oci.image.manifest.v1+json", manifest);
  const manifests = tags.map((tag) => ({
    ...entry,
    annotations: {
      "io.containerd.image.name": `docker.io/library/${tag}`,
      "org.opencontainers.image.ref.name": tag.split(":")[1],
    },
  }));
  const saved = [{ Config: blob(config).name, RepoTags: tags, Layers: [blob(layer).name], LayerSources: {} }];
  return makeTar([
    { name: "blobs/", type: "directory" },
    { name: "blobs/sha256/", type: "directory" },
    ...[layer, config, manifest].map(blob),
    { name: "index.json", content: JSON.stringify({ schemaVersion: 2, manifests }) },
    { name: "manifest.json", content: JSON.stringify(saved) },
    { name: "oci-layout", content: '{"imageLayoutVersion":"1.0.0"}' },
    { name: "repositories", content: "{}" },
  ]);
};

test("what docker save has written since version 25 is one image with all of its tags", async () => {
  await writeFile(path.join(dir, "saved.tar"), await makeDockerSave(["app:1", "app:latest"]));
  const { stdout } = await cli(["report", "saved.tar", "--json", "-"]);
  const { image, totals } = JSON.parse(stdout);
  assert.deepEqual(image.repoTags, ["app:1", "app:latest"]);
  assert.equal(totals.contentSize, 15);
});

test("behind docker-archive: and oci-archive: a tag chooses one of several images", async () => {
  await writeFile(path.join(dir, "tagged.tar"), await makeDockerSave(["app:1"]));
  const chosen = await cli(["report", "docker-archive:tagged.tar:docker.io/library/app:1", "--json", "-"]);
  assert.equal(chosen.status, 0, chosen.stderr);
  const absent = await cli(["report", "docker-archive:tagged.tar:app:2"]);
  assert.match(complaintOf(absent), /no image with the tag "app:2" \(there: app:1\); name one of these/);
  for (const tag of ["amd64", "arm64"]) await cli(["push", `${tag}.tar`, "oci:two", "--tag", tag]);
  execFileSync("tar", ["-cf", path.join(dir, "two.tar"), "-C", path.join(dir, "two"), "."]);
  assert.equal((await report("two.tar")).length, 2);
  assert.deepEqual(await report("oci-archive:two.tar:arm64"), await report("arm64.tar"));
});

const has = (program: string): boolean => {
  try {
    execFileSync("sh", ["-c", `command -v ${program}`]);
    return true;
  } catch {
    return false;
  }
};

describe("an image that a program on this machine keeps", {
  skip: has("podman") ? false : "podman is not installed",
}, () => {
  let env: NodeJS.ProcessEnv;
  before(async () => {
    const storage = path.join(dir, "storage.conf");
    const [graph, run] = [path.join(dir, "graph"), path.join(dir, "run")];
    await writeFile(storage, `[storage]\ndriver = "vfs"\ngraphroot = "${graph}"\nrunroot = "${run}"\n`);
    env = { CONTAINERS_STORAGE_CONF: storage };
    execFileSync("podman", ["load", "-i", path.join(dir, "amd64.tar")], {
      env: { ...process.env, ...env },
      stdio: "pipe",
    });
  });

  test("podman hands it over", async () => {
    for (const image of ["podman:localhost/app:1", "containers-storage:localhost/app:1"]) {
      const found = summaries(await cli(["report", image, "--json", "-"], { env }));
      assert.deepEqual(found, await report("amd64.tar"));
    }
  });

  test("an image that podman does not have is told in podman's words", async () => {
    const ran = await cli(["report", "podman:localhost/gone:1"], { env });
    assert.equal(ran.status, 2);
    assert.match(
      complaintOf(ran),
      /^nix-image: localhost\/gone:1: podman save ended with status \d+; it said:\n.*not known/,
    );
  });

  const docker = { skip: has("docker") ? false : "there is no docker client" };
  test("docker's own client hands it over too, from podman's service", docker, async () => {
    const socket = path.join(dir, "podman.sock");
    const service = spawn("podman", ["system", "service", "--time", "60", `unix://${socket}`], {
      ...{ env: { ...process.env, ...env }, stdio: "ignore" },
    });
    try {
      while (
        !(await access(socket).then(
          () => true,
          () => false,
        ))
      )
        await new Promise((resolve) => setTimeout(resolve, 50));
      const asked = await cli(["report", "docker-daemon:localhost/app:1", "--json", "-"], {
        env: { DOCKER_HOST: `unix://${socket}` },
      });
      assert.deepEqual(summaries(asked), await report("amd64.tar"));
    } finally {
      service.kill();
    }
  });

  test("a daemon that does not run is told in docker's words", docker, async () => {
    const ran = await cli(["report", "docker-daemon:app:1"], { env: { DOCKER_HOST: `unix://${dir}/none.sock` } });
    assert.match(complaintOf(ran), /docker save ended with status 1; it said:\n.*(Cannot connect|failed to connect)/i);
  });

  test("a program that is not there is named", async () => {
    const ran = await cli(["report", "docker-daemon:app:1"], { env: { PATH: path.join(dir, "nowhere") } });
    assert.equal(ran.status, 2);
    assert.match(complaintOf(ran), /docker save cannot be run \(there is no program docker on PATH\)/);
  });
});

test("a reference cannot be an option of the program that is asked", async () => {
  const ran = await cli(["report", "podman:--help"]);
  assert.match(complaintOf(ran), /"--help" names no image \(wanted: podman:NAME\[:TAG\]\)/);
});
