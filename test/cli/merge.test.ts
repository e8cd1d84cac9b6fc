import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { hexOf, isDigest } from "../../src/core/digest.ts";
import { sha256 } from "../../src/core/hash.ts";
import { commitAll, write } from "../nix/rig.ts";
import { refuse, startFaultProxy } from "../registry/support/fault-proxy.ts";
import { type Registry, startRegistry } from "../support/registry.ts";
import { copiedFor, makePlatform, type PlatformImage, pushByDigest } from "./support/platforms.ts";
import { complaintOf, type Ran, runCli } from "./support/run-cli.ts";

const exec = promisify(execFile);

/** A repository with one commit, and archives for several platforms in it. */
let dir: string;
let revision: string;
let images: readonly PlatformImage[];
let registry: Registry;

before(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "cli-merge-"));
  await write(dir, { tracked: "1", ".gitignore": "*\n!tracked\n" });
  revision = await commitAll(dir, "first");
  const made: PlatformImage[] = [];
  for (const platform of ["amd64", "arm64/v8", "arm/v7", "arm/v6"]) made.push(await makePlatform(dir, platform));
  images = made;
  registry = await startRegistry();
});
after(async () => {
  await registry.stop();
  await rm(dir, { recursive: true });
});

const merge = (...args: readonly string[]): Promise<Ran> => runCli(["merge", ...args], { cwd: dir });

const merged = async (...args: readonly string[]): Promise<string> => {
  const ran = await merge(...args);
  assert.equal(ran.status, 0, ran.stderr);
  return ran.stdout.trim();
};

const refused = async (message: RegExp, ...args: readonly string[]): Promise<void> => {
  const ran = await merge(...args);
  assert.notEqual(ran.status, 0);
  assert.match(complaintOf(ran), message);
};

const push = (image: PlatformImage | undefined, repository: string): Promise<string> =>
  pushByDigest(dir, image?.file ?? "", repository);

const pushAll = async (repository: string, list = images): Promise<readonly string[]> => {
  const references: string[] = [];
  for (const image of list) references.push(await push(image, repository));
  return references;
};

interface Index {
  readonly mediaType: string;
  readonly manifests: readonly {
    readonly mediaType: string;
    readonly digest: string;
    readonly platform: Readonly<Record<string, unknown>>;
    readonly annotations?: Readonly<Record<string, string>>;
  }[];
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The index as skopeo gets it. */
const inspectRaw = async (reference: string): Promise<Index> => {
  const { stdout } = await exec("skopeo", ["inspect", "--raw", "--tls-verify=false", `docker://${reference}`]);
  return JSON.parse(stdout);
};

const upload = async (repository: string, blob: string): Promise<void> => {
  const begun = await fetch(`${registry.url}/v2/${repository}/blobs/uploads/`, { method: "POST" });
  const location = new URL(begun.headers.get("location") ?? "", registry.url);
  location.searchParams.set("digest", sha256(blob));
  assert.equal((await fetch(location, { method: "PUT", body: blob })).status, 201);
};

const putManifest = async (repository: string, body: string, type: string): Promise<void> => {
  const url = `${registry.url}/v2/${repository}/manifests/${sha256(body)}`;
  assert.equal((await fetch(url, { method: "PUT", body, headers: { "content-type": type } })).status, 201);
};

const digestOf = (reference: string): string => reference.split("@")[1] ?? "";

describe("nix-image push --by-digest", () => {
  test("publishes no tag, wants no value for one, and prints a reference that can be pulled", async () => {
    const repository = `${registry.host}/acme/untagged`;
    const reference = await push(images[0], repository);
    assert.match(reference, new RegExp(`^${repository}@sha256:[0-9a-f]{64}$`));
    assert.deepEqual(await registry.tags("acme/untagged"), []);
    assert.deepEqual(await copiedFor(dir, reference, { architecture: "amd64" }), images[0]?.content);
  });

  test("refuses a destination with a tag, which would point to one platform of several", async () => {
    const ran = await runCli(["push", "amd64.tar", `${registry.host}/acme/tagged:v1`, "--by-digest"], { cwd: dir });
    assert.equal(ran.status, 2);
    assert.match(complaintOf(ran), /destination: the tag "v1" stands in it .* give it to merge$/);
    assert.deepEqual(await registry.tags("acme/tagged"), []);
  });
});

describe("nix-image merge", () => {
  test("gives every platform, also each variant of arm, the very image of its archive", async () => {
    const repository = `${registry.host}/acme/app`;
    const references = await pushAll(repository);
    const reference = await merged(repository, ...references, "--tag", "{rev}", "--tag", "latest");
    assert.deepEqual(await registry.tags("acme/app"), [revision.slice(0, 9), "latest"].toSorted());
    for (const image of images)
      assert.deepEqual(await copiedFor(dir, `${repository}:latest`, image), image.content, image.file);
    const index = await inspectRaw(`${repository}:${revision.slice(0, 9)}`);
    assert.deepEqual(
      index.manifests.map(({ digest, platform }) => ({ digest, ...platform })),
      [
        { os: "linux", architecture: "amd64" },
        { os: "linux", architecture: "arm", variant: "v6" },
        { os: "linux", architecture: "arm", variant: "v7" },
        { os: "linux", architecture: "arm64", variant: "v8" },
      ].map((platform, i) => ({ digest: digestOf(references[[0, 3, 2, 1][i] ?? 0] ?? ""), ...platform })),
    );
    assert.equal(index.mediaType, "application/vnd.oci.image.index.v1+json");
    assert.equal((await registry.manifest("acme/app", "latest"))?.digest, digestOf(reference));
  });

  test("says of the index what all images say alike, with what is asked for over it", async () => {
    const repository = `${registry.host}/acme/annotated`;
    const label = (name: string, value: string) => ({ [`org.opencontainers.image.${name}`]: value });
    const described = async (platform: string, more: Readonly<Record<string, string>>) => {
      const Labels = {
        ...label("description", "An app"),
        ...label("title", "app"),
        ...label("licenses", "MIT"),
        ...more,
      };
      const folder = await mkdtemp(path.join(dir, "labels-"));
      const { file } = await makePlatform(folder, platform, { config: { Labels } });
      return pushByDigest(dir, path.join(folder, file), repository);
    };
    const digests = [
      await described("amd64", label("version", "1.0")),
      await described("arm64", label("version", "2.0")),
    ];
    const asked = ["--annotation", "org.opencontainers.image.title=", "--annotation", "com.example.team=a=b"];
    const tags = ["--tag", "v3", "--tag", "{rev}", "--tag", "type=raw,{{date 'YYYY'}}"];
    const { annotations = {} } = await inspectRaw(await merged(repository, ...digests, ...asked, ...tags));
    const year = (await registry.tags("acme/annotated")).find((tag) => /^20\d\d$/.test(tag));
    assert.ok(year !== undefined, "rules know the date of the day");
    const { "org.opencontainers.image.created": created = "", ...told } = annotations;
    assert.match(created, /^\d{4}-\d\d-\d\dT/);
    assert.deepEqual(told, {
      ...{ "com.example.team": "a=b", ...label("description", "An app"), ...label("licenses", "MIT") },
      ...label("revision", revision),
      // The images do not agree on theirs.
      ...label("version", "v3"),
    });
  });

  test("is the same index whatever the order, and writes nothing the second time", async () => {
    const repository = `${registry.host}/acme/again`;
    const digests = (await pushAll(repository, images.slice(0, 2))).map(digestOf);
    const first = await merged(repository, ...digests, "--tag", "v1");
    const earlier = registry.requests().length;
    assert.equal(await merged(repository, ...digests.toReversed(), "--tag", "v1"), first);
    const writes = registry.requests().slice(earlier);
    assert.deepEqual(
      writes.filter(({ method }) => method === "PUT"),
      [],
    );
  });

  test("takes an index for all that it lists, and indexes in it", async () => {
    const repository = `${registry.host}/acme/nested`;
    const [amd64 = "", ...arms] = await pushAll(repository);
    const inner = await merged(repository, ...arms, "--tag", "arms");
    const all = await merged(repository, amd64, inner);
    assert.equal((await inspectRaw(all)).manifests.length, 4);
    // An index of an index, as other tools write it.
    const media = "application/vnd.oci.image.index.v1+json";
    const stored = await registry.manifest("acme/nested", "arms");
    assert.ok(stored !== undefined);
    const manifests = [{ mediaType: media, digest: stored.digest, size: stored.bytes.length }];
    const outer = JSON.stringify({ schemaVersion: 2, mediaType: media, manifests });
    await fetch(`${registry.url}/v2/acme/nested/manifests/outer`, {
      ...{ method: "PUT", body: outer, headers: { "content-type": media } },
    });
    assert.equal(await merged(repository, amd64, sha256(outer)), all);
  });

  test("keeps what is about an image, and lists it for no platform", async () => {
    const repository = `${registry.host}/acme/attested`;
    const [amd64 = "", arm64 = ""] = await pushAll(repository, images.slice(0, 2));
    const manifest = await registry.manifest("acme/attested", digestOf(amd64));
    assert.ok(manifest !== undefined);
    // Its own config, which tells no platform, and a manifest of its own: as BuildKit pushes provenance.
    const config = JSON.stringify({ architecture: "unknown", os: "unknown", config: {}, rootfs: { diff_ids: [] } });
    await upload("acme/attested", config);
    const entry = (mediaType: string, text: string) => ({ mediaType, digest: sha256(text), size: text.length });
    const about = JSON.stringify({
      ...{ schemaVersion: 2, mediaType: "application/vnd.oci.image.manifest.v1+json", layers: [] },
      config: entry("application/vnd.oci.image.config.v1+json", config),
    });
    await putManifest("acme/attested", about, "application/vnd.oci.image.manifest.v1+json");
    const annotations = {
      "vnd.docker.reference.type": "attestation-manifest",
      "vnd.docker.reference.digest": digestOf(amd64),
    };
    const described = entry("application/vnd.oci.image.manifest.v1+json", about);
    const mediaType = "application/vnd.oci.image.index.v1+json";
    const attestation = { ...described, annotations, platform: { os: "unknown", architecture: "unknown" } };
    const manifests = [
      { mediaType: manifest.mediaType, digest: manifest.digest, size: manifest.bytes.length },
      attestation,
    ];
    const index = JSON.stringify({ schemaVersion: 2, mediaType, manifests });
    await putManifest("acme/attested", index, mediaType);
    const other = `${registry.host}/acme/attested-copy`;
    const reference = await merged(other, `${repository}@${sha256(index)}`, arm64);
    const result = await inspectRaw(reference);
    assert.deepEqual(
      result.manifests.map(({ platform }) => platform["architecture"]),
      ["amd64", "arm64", "unknown"],
    );
    assert.deepEqual(result.manifests[2], attestation);
    assert.equal((await registry.manifest("acme/attested-copy", sha256(about)))?.bytes.toString(), about);
    assert.deepEqual(await copiedFor(dir, reference, images[1] ?? { architecture: "" }), images[1]?.content);
  });

  test("takes images of Docker's media types, which skopeo reads out of the index", async () => {
    const repository = `${registry.host}/acme/docker`;
    const digests: string[] = [];
    for (const { file, architecture, variant = "" } of images.slice(0, 3)) {
      const to = `${repository}:${architecture}${variant}`;
      const checks = ["--insecure-policy", "--dest-tls-verify=false", "--format", "v2s2"];
      await exec("skopeo", ["copy", ...checks, `docker-archive:${path.join(dir, file)}`, `docker://${to}`]);
      digests.push((await registry.manifest("acme/docker", `${architecture}${variant}`))?.digest ?? "");
    }
    const mixed = await push(images[3], repository);
    const reference = await merged(repository, ...digests, mixed, "--tag", "all");
    const { manifests } = await inspectRaw(reference);
    assert.deepEqual(
      [...new Set(manifests.map(({ mediaType }) => mediaType.split("+")[0]?.split(".")[1]))].toSorted(),
      ["docker", "oci"],
    );
    for (const image of images)
      assert.deepEqual((await copiedFor(dir, `${repository}:all`, image)).diffIds, image.content.diffIds);
  });

  describe("reads digests", () => {
    test("from a folder: files that hold them, and empty files that are called by them", async () => {
      const repository = `${registry.host}/acme/folder`;
      const [one = "", two = "", three = "", four = ""] = await pushAll(repository);
      const folder = path.join(dir, "digests");
      await mkdir(path.join(folder, "deeper"), { recursive: true });
      await writeFile(path.join(folder, "amd64"), `${one}\n`);
      await writeFile(path.join(folder, "deeper", "arm64.txt"), `${digestOf(two)}\r\n\n${digestOf(three)}`);
      const digest = digestOf(four);
      assert.ok(isDigest(digest));
      await writeFile(path.join(folder, hexOf(digest)), "");
      const reference = await merged(repository, "digests");
      assert.equal((await inspectRaw(reference)).manifests.length, 4);
      assert.equal(await merged(repository, "digests/amd64", "digests"), reference);
    });

    test("and refuses what is none, by the name of the file", async () => {
      const folder = path.join(dir, "wrong");
      await mkdir(folder, { recursive: true });
      const target = `${registry.host}/acme/wrong`;
      await refused(/^nix-image: digests: wrong: a folder without files/, target, "wrong");
      await writeFile(path.join(folder, "note.txt"), "");
      await refused(
        /digests: wrong\/note\.txt: an empty file whose name is no digest \(wanted: sha256:…/,
        target,
        "wrong",
      );
      await writeFile(path.join(folder, "note.txt"), "sha256:12\n");
      await refused(/digests: wrong\/note\.txt: "sha256:12" in it/, target, "wrong");
      await writeFile(path.join(folder, "note.txt"), "x".repeat(70_000));
      await refused(/a file of 70000 bytes \(at most 65536\)/, target, "wrong");
      await refused(/digests: absent: neither a digest nor a file that is there/, target, "absent");
      assert.deepEqual(await registry.catalog().then((all) => all.includes("acme/wrong")), false);
    });
  });

  describe("refuses, and writes nothing,", () => {
    test("two images of one platform, and names both", async () => {
      const repository = `${registry.host}/acme/twice`;
      const [one, two] = [await push(images[1], repository), await twin(repository)];
      const [first = "", second = ""] = [one, two].toSorted();
      const both = `digests: ${first} and ${second} are both for linux/arm64`;
      await refused(new RegExp(both), repository, one, two, "--tag", "v1");
      assert.deepEqual(await registry.tags("acme/twice"), []);
    });

    /** For arm64 without its variant, which runtimes hold for v8. */
    const twin = async (repository: string): Promise<string> => {
      const folder = await mkdtemp(path.join(dir, "twin-"));
      const { file } = await makePlatform(folder, "arm64");
      return pushByDigest(dir, path.join(folder, file), repository);
    };

    test("a digest that is nowhere, a layout, a tag without a value, and a digest of something else", async () => {
      const repository = `${registry.host}/acme/refusals`;
      const reference = await push(images[0], repository);
      const nowhere = `sha256:${"0".repeat(64)}`;
      await refused(new RegExp(`digests: ${nowhere} is not in ${registry.host}/acme/refusals`), repository, nowhere);
      await refused(/destination: oci:out: a layout .*skopeo copy --all$/, "oci:out", reference);
      await refused(/tags: none of \{version\} has a value here/, repository, reference, "--tag", "{version}");
      await upload("acme/refusals", "{}");
      const mediaType = "application/vnd.oci.image.manifest.v1+json";
      const config = { mediaType: "application/vnd.cncf.helm.config.v1+json", digest: sha256("{}"), size: 2 };
      const chart = JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [] });
      await putManifest("acme/refusals", chart, mediaType);
      await refused(/: no image, its config is application\/vnd\.cncf\.helm\.config/, repository, sha256(chart));
      assert.deepEqual(await registry.tags("acme/refusals"), []);
    });

    test("an index that lists others again and again, after it has read each of them once", async () => {
      const repository = `${registry.host}/acme/again-and-again`;
      const media = "application/vnd.oci.image.index.v1+json";
      const indexOf = (child?: string): string => {
        const entry = { mediaType: media, digest: sha256(child ?? ""), size: child?.length };
        const manifests = child === undefined ? [] : Array(300).fill(entry);
        return JSON.stringify({ schemaVersion: 2, mediaType: media, manifests });
      };
      let index: string | undefined;
      for (let depth = 0; depth < 4; depth += 1) {
        index = indexOf(index);
        await putManifest("acme/again-and-again", index, media);
      }
      const earlier = registry.requests().length;
      await refused(/digests: no image among them/, repository, sha256(index ?? ""), "--tag", "v1");
      const reads = registry
        .requests()
        .slice(earlier)
        .filter(({ method }) => method === "GET");
      assert.equal(reads.filter(({ path }) => path.includes("/manifests/")).length, 4);
    });

    test("an image whose platform would be lines of their own in a log", async () => {
      const repository = `${registry.host}/acme/lines`;
      const mediaType = "application/vnd.oci.image.manifest.v1+json";
      const config = JSON.stringify({ os: "linux\n::error::forged", architecture: "amd64", rootfs: { diff_ids: [] } });
      await upload("acme/lines", config);
      const described = { mediaType: "application/vnd.oci.image.config.v1+json", digest: sha256(config) };
      const image = { schemaVersion: 2, mediaType, config: { ...described, size: config.length }, layers: [] };
      await putManifest("acme/lines", JSON.stringify(image), mediaType);
      await refused(/its config tells no platform \(.*letters, digits/, repository, sha256(JSON.stringify(image)));
    });

    test("what may not be pushed to, also when it is the second destination", async () => {
      const first = `${registry.host}/acme/first`;
      const reference = await push(images[0], first);
      await using front = await startFaultProxy(registry.url, (exchange) =>
        exchange.line.startsWith("POST ") ? refuse(exchange, 403, { code: "DENIED" }) : exchange.pass(),
      );
      await refused(/starting an upload .*403/, `${front.host}/acme/second`, reference, "--tag", "v1");
      assert.deepEqual(await registry.tags("acme/second"), []);
    });
  });

  describe("takes over images from elsewhere", () => {
    test("from another repository of the registry by mounting, so that no layer travels", async () => {
      const references = await pushAll(`${registry.host}/acme/source`);
      const earlier = registry.requests().length;
      const reference = await merged(`${registry.host}/acme/mounted`, ...references, "--tag", "v1");
      const requests = registry.requests().slice(earlier);
      const blobs = requests.filter(({ method, path }) => method === "GET" && path.includes("/blobs/sha256:"));
      assert.equal(blobs.length, 4, "the configs alone are read");
      assert.equal(requests.filter(({ path, status }) => path.includes("mount=") && status === 201).length, 9);
      for (const image of images) assert.deepEqual(await copiedFor(dir, reference, image), image.content);
    });

    test("from another registry, each blob once, and none that is there", async () => {
      await using other = await startRegistry();
      await using front = await startFaultProxy(other.url);
      const references = await pushAll(`${front.host}/acme/app`);
      const target = `${registry.host}/acme/copied`;
      const first = await merged(target, ...references.slice(0, 1), "--tag", "one");
      assert.equal((await inspectRaw(first)).manifests.length, 1);
      const earlier = front.seen.length;
      const reference = await merged(target, ...references, "--tag", "all");
      const fetched = front.seen
        .slice(earlier)
        .filter(({ method, path }) => method === "GET" && path.includes("/blobs/"));
      // Four configs to learn the platforms; then of the three new ones a config and a layer each, and not the shared layer.
      assert.equal(fetched.length, 4 + 6);
      for (const image of images) assert.deepEqual(await copiedFor(dir, reference, image), image.content);
      assert.deepEqual(
        front.seen.filter(({ method }) => method === "PUT" || method === "PATCH").length,
        other.requests().filter(({ method }) => method === "PUT").length,
      );
    });

    test("and writes neither image nor tag when a layer is not what its digest says", async () => {
      await using other = await startRegistry();
      const original = await push(images[0], `${other.host}/acme/app`);
      const stored = await other.manifest("acme/app", digestOf(original));
      assert.ok(stored !== undefined);
      const { layers } = stored.json as { readonly layers: readonly Record<"digest" | "size", string>[] };
      const [, { digest, size } = { digest: "", size: "" }] = layers;
      await using front = await startFaultProxy(other.url, (exchange) => {
        if (exchange.line !== `GET /v2/acme/app/blobs/${digest}`) return exchange.pass();
        exchange.response.writeHead(200, { "content-length": size });
        exchange.response.end(Buffer.alloc(Number(size), 1));
      });
      const target = `${registry.host}/acme/forged`;
      await refused(
        new RegExp(`${digest} hashes to sha256:`),
        target,
        original.replace(other.host, front.host),
        "--tag",
        "v1",
      );
      assert.deepEqual(await registry.tags("acme/forged"), []);
      assert.equal(await registry.manifest("acme/forged", digestOf(original)), undefined);
    });
  });

  test("logs in to the destination alone, with the password of standard input", async () => {
    for (const auth of ["htpasswd", "token"] as const) {
      await using closed = await startRegistry({ auth });
      await using front = await startFaultProxy(registry.url);
      const references = await pushAll(`${front.host}/acme/public`, images.slice(0, 2));
      const target = `${closed.host}/acme/private`;
      const login = ["--username", closed.username, "--password-stdin"];
      const ran = await runCli(["merge", target, ...references, ...login], { cwd: dir, stdin: closed.password });
      assert.equal(ran.status, 0, ran.stderr);
      assert.deepEqual(await closed.tags("acme/private"), [revision.slice(0, 9)]);
      assert.deepEqual(
        front.seen.filter(({ authorization }) => authorization !== undefined),
        [],
      );
    }
  });
});
