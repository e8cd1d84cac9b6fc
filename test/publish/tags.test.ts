import assert from "node:assert/strict";
import { test } from "node:test";
import { renderTags, type TagContext } from "../../src/publish/index.ts";

const ALL = [
  "{rev}",
  "{head-rev}",
  "{branch}",
  "pr-{pr}",
  "{version}",
  "{major}.{minor}",
  "{major}",
  "{date}",
  "{image-tag}",
  "{latest}",
];

const tagsOf = (templates: readonly string[], context: TagContext) => renderTags(templates, context).tags;

test("a push to the default branch has a branch, a revision and latest, and no version", () => {
  const context = { rev: "1a2b3c4d5", branch: "main", date: "2025-01-31T23:30:00-05:00", onDefaultBranch: true };
  assert.deepEqual(renderTags(ALL, context), {
    tags: ["1a2b3c4d5", "main", "20250201", "latest"],
    dropped: ["{head-rev}", "pr-{pr}", "{version}", "{major}.{minor}", "{major}", "{image-tag}"],
    notes: [],
  });
});

test("a pull request has a number and its own head", () => {
  const context = { rev: "merge1234", headRev: "head12345", pr: 42, imageTag: "dev" };
  assert.deepEqual(tagsOf(ALL, context), ["merge1234", "head12345", "pr-42", "dev"]);
});

test("a release tag gives its version, its lines and latest", () => {
  assert.deepEqual(tagsOf(ALL, { gitTag: "v1.22.3" }), ["1.22.3", "1.22", "1", "latest"]);
  assert.deepEqual(tagsOf(["v{version}"], { gitTag: "1.2.3+build.5" }), ["v1.2.3-build.5"]);
});

test("a pre-release moves nothing that users of a release follow", () => {
  assert.deepEqual(tagsOf(ALL, { gitTag: "v2.0.0-rc.1" }), ["2.0.0-rc.1"]);
});

test("a git tag that is no version has none", () => {
  for (const gitTag of ["nightly", "v1", "1.2", "01.2.3", "1.2.3-"])
    assert.deepEqual(tagsOf(ALL, { gitTag }), [], gitTag);
});

test("what a tag may not have becomes a dash, and the ends are fixed", () => {
  assert.deepEqual(tagsOf(["{branch}"], { branch: "feature/über cool" }), ["feature-ber-cool"]);
  assert.deepEqual(tagsOf(["{branch}"], { branch: "./-x" }), ["x"]);
  assert.deepEqual(tagsOf(["{branch}"], { branch: "y".repeat(300) }), ["y".repeat(128)]);
  assert.deepEqual(renderTags(["{branch}"], { branch: "---" }), { tags: [], dropped: ["{branch}"], notes: [] });
});

test("equal tags come once", () => {
  assert.deepEqual(tagsOf(["{rev}", "a", "{rev}", "a"], { rev: "a" }), ["a"]);
});

test("unknown placeholders and what is no tag are all told together", () => {
  const templates = ["{sha}", "ok", "a,b", "ghcr.io/acme/api:x", "{rev", "{}"];
  assert.throws(
    () => renderTags(templates, { rev: "a" }),
    (error: Error & { code: string; exitCode: number }) => {
      assert.equal(error.code, "BAD_TAG");
      assert.equal(error.exitCode, 2);
      assert.equal(error.message.split("\n").length, 5);
      assert.match(
        error.message,
        /^tags: "\{sha\}": \{sha\} is not known \(known: \{rev\} \{head-rev\} .* \{latest\}\)$/m,
      );
      assert.match(error.message, /^tags: "a,b": not a tag/m);
      return true;
    },
  );
});
