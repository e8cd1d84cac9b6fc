import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { sha256 } from "../../src/core/hash.ts";
import { commitAll, write } from "../nix/rig.ts";
import { inspect } from "../publish/support/skopeo.ts";
import { makeConfig, makeDockerArchive, makeSampleLayer } from "../support/archives.ts";
import { type Registry, startRegistry } from "../support/registry.ts";
import { type Ran, runCli } from "./support/run-cli.ts";

const exec = promisify(execFile);

let dir: string;
let revision: string;
let configDigest: string;
let registry: Registry;

before(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "cli-names-"));
  const layers = [await makeSampleLayer()];
  configDigest = sha256(makeConfig(layers));
  await write(dir, { tracked: "1", ".gitignore": "*\n!tracked\n" });
  await writeFile(path.join(dir, "app.tar"), await makeDockerArchive({ layers }));
  revision = await commitAll(dir, "first");
  registry = await startRegistry();
});
after(async () => {
  await registry[Symbol.asyncDispose]();
  await rm(dir, { recursive: true });
});

const push = (repository: string, ...options: readonly string[]): Promise<Ran> =>
  runCli(["push", "app.tar", `${registry.host}/${repository}`, ...options], { cwd: dir });

const pushed = async (repository: string, ...options: readonly string[]) => {
  const ran = await push(repository, ...options);
  assert.equal(ran.status, 0, ran.stderr);
  return ran;
};

interface Manifest {
  readonly mediaType: string;
  readonly config: { readonly mediaType: string; readonly digest: string };
  readonly layers: readonly { readonly mediaType: string }[];
  readonly annotations?: Readonly<Record<string, string>>;
}

/** What skopeo gets from the registry, as it lies there. */
const raw = async (repository: string, tag: string): Promise<Manifest> => {
  const reference = `docker://${registry.host}/${repository}:${tag}`;
  return JSON.parse((await exec("skopeo", ["inspect", "--raw", "--tls-verify=false", reference])).stdout);
};

describe("names of what nix-image push publishes", { concurrency: 2 }, () => {
  test("rules of docker/metadata-action give tags; those of events that are none here are told", async () => {
    const rules = [
      "type=sha",
      "type=sha,prefix=,format=long",
      "type=raw,value=stable,priority=1000",
      "type=ref,event=branch",
    ];
    const { stderr } = await pushed("acme/rules", ...rules.flatMap((rule) => ["--tag", rule]));
    assert.deepEqual(await registry.tags("acme/rules"), [revision, `sha-${revision.slice(0, 7)}`, "stable"].toSorted());
    assert.match(stderr, /Tags without a value here: type=ref,event=branch/);
    assert.equal((await raw("acme/rules", "stable")).annotations?.["org.opencontainers.image.version"], "stable");
  });

  test("a rule that is not understood is refused before anything is pushed", async () => {
    const { status, stderr } = await push("acme/refused", "--tag", "type=pep440,pattern={{version}}");
    assert.equal(status, 2);
    assert.match(stderr, /type=pep440 is not understood; write/);
    assert.ok(!(await registry.catalog()).includes("acme/refused"));
  });

  test("annotations are those that are known and those that are given; the same command has the same digest", async () => {
    const options = ["--annotation", "org.example.team=imaging", "--annotation", "org.opencontainers.image.title="];
    const [one, two] = [await pushed("acme/annotated", ...options), await pushed("acme/annotated", ...options)];
    assert.equal(one.stdout, two.stdout);
    const { annotations = {}, config } = await raw("acme/annotated", revision.slice(0, 9));
    const { "org.opencontainers.image.created": created = "", ...others } = annotations;
    assert.deepEqual(others, {
      "org.example.team": "imaging",
      "org.opencontainers.image.revision": revision,
    });
    const { stdout } = await exec("git", ["log", "-1", "--format=%ct"], { cwd: dir });
    assert.equal(new Date(created).getTime(), Number(stdout) * 1000);
    assert.equal(config.digest, configDigest);
  });

  test("labels are in the config that a container is run with, and the log says what became of the image ID", async () => {
    const { stderr } = await pushed("acme/labelled", "--label", "org.example.a=b=c", "--label", "n=1");
    const { config } = await raw("acme/labelled", revision.slice(0, 9));
    assert.notEqual(config.digest, configDigest);
    assert.ok(stderr.includes(`the image ID is ${config.digest}, not ${configDigest}`), stderr);
    const seen = (await inspect(`docker://${registry.host}/acme/labelled:${revision.slice(0, 9)}`)) as unknown as {
      readonly Labels: unknown;
    };
    assert.deepEqual(seen.Labels, { "org.example.a": "b=c", n: "1" });
  });

  test("Docker's media types are read by skopeo as an image of Docker's, with the same config", async () => {
    const { stderr } = await pushed("acme/docker", "--media-types", "docker", "--tag", "v2s2");
    const { mediaType, config, layers, annotations } = await raw("acme/docker", "v2s2");
    assert.equal(mediaType, "application/vnd.docker.distribution.manifest.v2+json");
    assert.deepEqual(config, {
      ...config,
      mediaType: "application/vnd.docker.container.image.v1+json",
      digest: configDigest,
    });
    assert.deepEqual(
      new Set(layers.map((layer) => layer.mediaType)),
      new Set(["application/vnd.docker.image.rootfs.diff.tar.gzip"]),
    );
    assert.equal(annotations, undefined);
    assert.match(stderr, /Left out, since Docker's media types have no annotations: org\.opencontainers\.image\./);
    assert.equal((await inspect(`docker://${registry.host}/acme/docker:v2s2`)).Layers.length, layers.length);
  });

  test("Docker's media types with zstd are refused before anything is pushed", async () => {
    const { status, stderr } = await push("acme/zstd", "--media-types", "docker", "--compression", "zstd");
    assert.equal(status, 2);
    assert.match(stderr, /media-types: docker has no zstd/);
  });

  test("a whole reference gives its tag to its own destination alone", async () => {
    const other = `${registry.host}/acme/two`;
    await pushed("acme/one", other, "--tag", "{rev}", "--tag", `${other}:1.2.3`);
    assert.deepEqual(await registry.tags("acme/one"), [revision.slice(0, 9)]);
    assert.deepEqual(await registry.tags("acme/two"), ["1.2.3", revision.slice(0, 9)].toSorted());
  });

  test("a reference to no destination is refused before anything is pushed", async () => {
    const { status, stderr } = await push("acme/lost", "--tag", "ghcr.io/acme/lost:1");
    assert.equal(status, 2);
    assert.match(
      stderr,
      /tags: "ghcr\.io\/acme\/lost:1" is in none of the destinations \(127\.0\.0\.1:\d+\/acme\/lost\); add it/,
    );
    assert.ok(!(await registry.catalog()).includes("acme/lost"));
  });
});
