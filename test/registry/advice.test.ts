import assert from "node:assert/strict";
import { test } from "node:test";
import { type AdviceContext, adviseOn } from "../../src/registry/advice.ts";

const workflow = { repository: "Acme/shop", ownerType: "Organization", fromFork: false, actor: "octo" } as const;
const onGhcr: AdviceContext = {
  registry: "ghcr.io",
  repository: "acme/tools/api",
  source: { kind: "github-token" },
  workflow,
};

const advise = (status: number, message: string, context: Partial<AdviceContext> = {}): string =>
  adviseOn({ status, message }, { ...onGhcr, ...context }) ?? "";

test("a missing permission is named as the line to add", () => {
  assert.match(advise(403, "denied: installation not allowed to Write organization package"), /packages: write/);
  assert.match(advise(403, "installation not allowed to Create organization package"), /Settings → Packages/);
});

test("forks and Dependabot are told that they cannot push, whatever the registry says", () => {
  const message = "installation not allowed to Write organization package";
  assert.match(advise(403, message, { workflow: { ...workflow, fromFork: true } }), /fork.*`push: false`/);
  assert.match(advise(403, message, { workflow: { ...workflow, actor: "dependabot[bot]" } }), /Dependabot/);
});

test("a package that is not linked gets the very link to its settings", () => {
  const message = "denied: permission_denied: write_package";
  const page = "packages/container/tools%2Fapi/settings";
  assert.ok(advise(403, message).includes(`https://github.com/orgs/acme/${page} → Manage Actions access`));
  const user = { ...workflow, ownerType: "User" } as const;
  assert.ok(advise(403, message, { workflow: user }).includes(`https://github.com/users/acme/${page}`));
});

test("another owner's package needs another token, and capitals do not make another owner", () => {
  const advice = advise(403, "", { repository: "other/api" });
  assert.match(advice, /packages of acme alone, not of other.*write:packages/);
  assert.doesNotMatch(advise(403, ""), /alone/);
});

test("the source of a credential is said, its absence too", () => {
  const source = { kind: "docker-config", file: "/home/o/.docker/config.json", key: "r.io" } as const;
  const elsewhere = { registry: "r.io", workflow: undefined, source };
  assert.match(advise(401, "no", elsewhere), /does not accept the credential from \/home\/o\/.docker\/config.json/);
  assert.match(advise(401, "no", { ...elsewhere, source: undefined }), /no credentials for r\.io were found/);
  assert.match(advise(403, "no", elsewhere), /may push to acme\/tools\/api/);
});

test("other registries' words are understood", () => {
  const other = { registry: "r.io", source: { kind: "input" } } as const;
  assert.match(advise(404, "NAME_UNKNOWN: repository does not exist", other), /create it first/);
  assert.match(advise(400, "tag invalid: it is immutable", other), /choose another tag/);
  assert.match(advise(404, "MANIFEST_BLOB_UNKNOWN: blob unknown", other), /run the job again/);
  assert.match(advise(401, "unauthorized to access repository: x, action: push", other), /robot account/);
  assert.match(advise(413, "", other), /no body this large/);
  assert.match(advise(503, "", other), /in trouble/);
  assert.match(advise(429, "", other), /max-parallel/);
  assert.equal(advise(405, "UNSUPPORTED", other), "");
});
