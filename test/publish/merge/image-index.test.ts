import assert from "node:assert/strict";
import { test } from "node:test";
import { sha256 } from "../../../src/core/hash.ts";
import { silentLog } from "../../../src/core/log.ts";
import { agreedAnnotations, buildIndex, distinctMembers, type Member } from "../../../src/publish/index.ts";
import { openRepository } from "../../../src/registry/index.ts";

const from = openRepository({ registry: "r.example", repository: "a", fetch, log: silentLog });
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";

const member = (
  name: string,
  platform: Member["descriptor"]["platform"],
  told: Readonly<Record<string, string>> = {},
): Member => {
  const descriptor = { mediaType: MANIFEST, digest: sha256(name), size: name.length, platform };
  return { from, descriptor, bytes: Buffer.from(name), blobs: [], told };
};

const linux = (architecture: string, variant?: string) => ({
  ...{ os: "linux", architecture },
  ...(variant === undefined ? {} : { variant }),
});

const windows = (version: string) => ({ os: "windows", architecture: "amd64", "os.version": version });

const namesIn = (index: ReturnType<typeof buildIndex>): readonly string[] =>
  index.members.map(({ bytes }) => Buffer.from(bytes).toString());

test("an index is sorted by platform, with what is about images last, and the same for every order of its members", () => {
  const about = member("about", { os: "unknown", architecture: "unknown" });
  const members = [
    about,
    member("server 2025", windows("10.0.26100.1")),
    member("server 2022", windows("10.0.20348.1")),
    member("arm v7", linux("arm", "v7")),
    member("amd64", linux("amd64")),
    member("arm v6", linux("arm", "v6")),
  ];
  const index = buildIndex(distinctMembers(members), {});
  assert.deepEqual(namesIn(index), ["amd64", "arm v6", "arm v7", "server 2022", "server 2025", "about"]);
  assert.deepEqual(buildIndex(distinctMembers(members.toReversed()), {}).bytes, index.bytes);
  assert.equal(sha256(index.bytes), index.digest);
  const { manifests, annotations } = JSON.parse(Buffer.from(index.bytes).toString());
  assert.deepEqual(manifests[3].platform, windows("10.0.20348.1"));
  assert.equal(annotations, undefined);
});

test("the same image given twice is listed once", () => {
  const [one, two] = [member("x", linux("amd64")), member("x", linux("amd64"))];
  assert.deepEqual(namesIn(buildIndex(distinctMembers([one, two]), {})), ["x"]);
});

test("images that no runtime tells apart are refused, all of them at once", () => {
  const members = [
    member("a", linux("arm")),
    member("b", linux("arm", "v7")),
    member("c", windows("10.0.1")),
    member("d", windows("10.0.1")),
  ];
  assert.throws(() => distinctMembers(members), {
    code: "SAME_PLATFORM",
    message: /^digests: r\.example\/a@sha256:.* are both for linux\/arm.*\ndigests: .* are both for windows\/amd64/,
  });
  const about = { os: "unknown", architecture: "unknown" };
  assert.throws(() => distinctMembers([member("e", about)]), /digests: no image among them/);
});

test("annotations are taken over where all images have them, and an empty one is left out", () => {
  const told = (version: string) => ({
    "org.opencontainers.image.version": version,
    "org.opencontainers.image.licenses": "MIT",
    "com.example.other": "x",
  });
  const members = [
    member("a", linux("amd64"), told("1")),
    member("b", linux("arm64"), told("2")),
    member("about", { os: "unknown", architecture: "unknown" }),
  ];
  assert.deepEqual(agreedAnnotations(members), { "org.opencontainers.image.licenses": "MIT" });
  const { annotations } = buildIndex(members, { ...agreedAnnotations(members), "com.example.a": "b", c: "" });
  assert.deepEqual(annotations, { "org.opencontainers.image.licenses": "MIT", "com.example.a": "b" });
});
