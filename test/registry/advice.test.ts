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

test("a token that single sign-on has not authorized is told where to do so", () => {
  const message =
    "Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.";
  assert.match(
    advise(403, message, { source: { kind: "input" } }),
    /Configure SSO at the token from registry-username/,
  );
});

const INPUT = { source: { kind: "input" } } as const;

/** What registries are documented or seen to say, and what we make of it. */
const WORDS: readonly (readonly [registry: string, status: number, message: string, advice: RegExp])[] = [
  ["ghcr.io", 401, "UNAUTHORIZED: User cannot be authenticated with the token provided.", /fine-grained token/],
  [
    "ghcr.io",
    403,
    "DENIED: denied",
    /from registry-username and registry-password is empty, expired or a fine-grained/,
  ],
  ["ghcr.io", 403, "DENIED: requested installation does not exist", /the owner in the destination is wrong/],
  ["ghcr.io", 403, "DENIED: quota exceeded, see billing settings", /there is no room left for acme/],
  ["docker.io", 401, "insufficient_scope: requested access to the resource is denied", /compare the namespace acme/],
  ["docker.io", 429, "TOOMANYREQUESTS: You have reached your pull rate limit", /this account has pulled as much/],
  [
    "1.dkr.ecr.eu-west-1.amazonaws.com",
    404,
    "NAME_UNKNOWN: The repository with name 'api' does not exist in the registry with id '1'",
    /create it first/,
  ],
  [
    "1.dkr.ecr.eu-west-1.amazonaws.com",
    400,
    "TAG_INVALID: The image tag 'v1' already exists in the 'api' repository and cannot be overwritten because the repository is immutable.",
    /choose another tag/,
  ],
  [
    "1.dkr.ecr.eu-west-1.amazonaws.com",
    403,
    "DENIED: Your authorization token has expired. Reauthenticate and try again.",
    /has expired; log in right before this step/,
  ],
  [
    "1.dkr.ecr.eu-west-1.amazonaws.com",
    403,
    "DENIED: User: arn:aws:sts::1:assumed-role/x is not authorized to perform: ecr:InitiateLayerUpload on resource: y",
    /allow this role the action in its policy/,
  ],
  [
    "1.dkr.ecr.eu-west-1.amazonaws.com",
    404,
    "LAYERS_NOT_FOUND: The layers with digests x required for pushing image with digest y don't exist",
    /a blob vanished/,
  ],
  ["harbor.example", 404, "NOT_FOUND: project acme not found", /create it first/],
  ["harbor.example", 401, "UNAUTHORIZED: unauthorized to access repository: acme/api, action: push", /robot account/],
  [
    "harbor.example",
    403,
    "DENIED: adding 29.0 MiB of storage resource, which when updated to current usage of 152.4 MiB will exceed the configured upper limit of 160.0 MiB.",
    /no room left/,
  ],
  [
    "harbor.example",
    412,
    "PRECONDITION: Failed to process request due to 'v1' configured as immutable.",
    /another tag/,
  ],
  ["europe-docker.pkg.dev", 429, "RESOURCE_EXHAUSTED: Quota exceeded for quota metric 'Requests'", /max-parallel/],
  ["quay.io", 401, "UNAUTHORIZED: access to the requested resource is not authorized", /has the role Write in it/],
  ["registry.gitlab.com", 403, "DENIED: access forbidden", /write_registry/],
  ["git.example", 401, "UNAUTHORIZED: reqPackageAccess", /may write its registry/],
  [
    "x.azurecr.io",
    403,
    "DENIED: client with IP '192.0.2.1' is not allowed access. Refer https://aka.ms/acr/firewall to grant access.",
    /firewall does not know this runner/,
  ],
  [
    "x.azurecr.io",
    405,
    "DENIED: The operation is disallowed on this registry, repository or image.",
    /locked for writing/,
  ],
  [
    "x.azurecr.io",
    401,
    "UNAUTHORIZED: authentication required",
    /does not accept the credential from registry-username/,
  ],
  [
    "europe-docker.pkg.dev",
    403,
    'DENIED: Permission "artifactregistry.repositories.uploadArtifacts" denied on resource "projects/p/locations/europe/repositories/api" (or it may not exist)',
    /Artifact Registry Writer/,
  ],
];

for (const [registry, status, message, advice] of WORDS) {
  test(`${registry} says: ${message.slice(0, 70)}`, () => {
    assert.match(advise(status, message, { registry, ...INPUT, workflow: undefined }), advice);
  });
}

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
