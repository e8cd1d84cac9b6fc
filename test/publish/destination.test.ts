import assert from "node:assert/strict";
import { test } from "node:test";
import { type DestinationContext, parseDestinations } from "../../src/publish/index.ts";

const context = { owner: "Acme", repo: "Shop", imageName: "team/API:1.2" };

const parse = (line: string, overrides: DestinationContext = {}) =>
  parseDestinations([line], { ...context, ...overrides })[0];

const registry = (host: string, repository: string, tag?: string) => ({
  kind: "registry",
  ref: { registry: host, repository, ...(tag === undefined ? {} : { tag }) },
});

test("placeholders are filled in lower case", () => {
  assert.deepEqual(parse("ghcr.io/{owner}/{repo}/{name}"), registry("ghcr.io", "acme/shop/api"));
  assert.deepEqual(parse("ghcr.io/{owner}/{name}:Tag"), registry("ghcr.io", "acme/api", "Tag"));
});

test("without a line the image goes where its name points, else to ghcr.io", () => {
  const byDefault = (imageName: string) => parseDestinations([], { ...context, imageName })[0];
  assert.deepEqual(byDefault("api"), registry("ghcr.io", "acme/api"));
  assert.deepEqual(byDefault("team/api"), registry("ghcr.io", "acme/api"));
  assert.deepEqual(byDefault("quay.io/team/api:1"), registry("quay.io", "team/api"));
  assert.deepEqual(byDefault("localhost:5000/api"), registry("localhost:5000", "api"));
});

test("ports, Docker's own prefix and capitals in a name are understood", () => {
  assert.deepEqual(parse("127.0.0.1:5000/api"), registry("127.0.0.1:5000", "api"));
  assert.deepEqual(parse("docker://GHCR.io/Acme/Api:v1"), registry("ghcr.io", "acme/api", "v1"));
});

test("a folder may be a destination, with or without a tag", () => {
  assert.deepEqual(parse("oci:out/Image"), { kind: "oci-layout", folder: "out/Image" });
  assert.deepEqual(parse("oci:/tmp/{name}:v1"), { kind: "oci-layout", folder: "/tmp/api", tag: "v1" });
});

test("bad lines are all told together, with what was wanted", () => {
  const lines = [
    "acme/api",
    "ghcr.io/a//b",
    "ghcr.io/a/b:c d",
    "ghcr.io/a/b@sha256:00",
    "ghcr.io/{who}/x",
    "oci:",
    "ghcr.io/a/b",
  ];
  assert.throws(
    () => parseDestinations(lines, context),
    (error: Error & { code: string }) => {
      assert.equal(error.code, "BAD_DESTINATION");
      const problems = error.message.split("\n");
      assert.equal(problems.length, 6);
      assert.match(
        problems[0] ?? "",
        /^destination: "acme\/api": no registry \(wanted, for example, ghcr\.io\/acme\/api\)/,
      );
      assert.match(problems[4] ?? "", /\{who\} is not known \(known: \{owner\} \{repo\} \{name\}\)/);
      return true;
    },
  );
});

test("a placeholder that has no value here says where it would come from", () => {
  assert.throws(
    () => parse("ghcr.io/{owner}/x", { owner: undefined }),
    /\{owner\} has no value here \(it comes from the workflow run\)/,
  );
  assert.throws(() => parseDestinations([], { owner: "acme" }), /\{name\} has no value here \(the image has no name\)/);
});
