import type { AdviceContext, Refusal } from "../../../src/registry/advice.ts";

/** A refusal that one rule of advice is for, in the words of the documentation. */
export interface AdviceCase {
  readonly answer: string;
  readonly refusal: Refusal;
  readonly context?: Partial<AdviceContext>;
}

export const WORKFLOW = { repository: "owner/repo", ownerType: "Organization", fromFork: false, actor: "you" } as const;

/** A push to GHCR with the token of the job. */
export const ON_GHCR: AdviceContext = {
  registry: "ghcr.io",
  repository: "owner/name",
  source: { kind: "github-token" },
  workflow: WORKFLOW,
};

const ELSEWHERE: Partial<AdviceContext> = { registry: "registry.example.com", source: { kind: "input" } };

const refusal = (status: number, message = ""): Refusal => ({ status, message });

/** One for each rule, in the order of the rules. */
export const ADVICE_CASES: readonly AdviceCase[] = [
  {
    answer: "401 or 403 from GHCR, on a pull request from a fork",
    refusal: refusal(403),
    context: { workflow: { ...WORKFLOW, fromFork: true } },
  },
  {
    answer: "401 or 403 from GHCR, in a run of Dependabot",
    refusal: refusal(403),
    context: { workflow: { ...WORKFLOW, actor: "dependabot[bot]" } },
  },
  {
    answer: "`pull rate limit` (Docker Hub)",
    refusal: refusal(429, "toomanyrequests: You have reached your unauthenticated pull rate limit."),
    context: { registry: "docker.io", source: undefined },
  },
  {
    answer: "`secondary rate limit`, `toomanyrequests`",
    refusal: refusal(403, "You have exceeded a secondary rate limit"),
  },
  {
    answer: "`SAML enforcement`",
    refusal: refusal(403, "Resource protected by organization SAML enforcement."),
    context: { source: { kind: "input" } },
  },
  {
    answer: "`quota`, `billing`, `payment`, `storage limit`",
    refusal: refusal(403, "denied: adding 1 GiB would exceed the configured upper limit of the quota"),
    context: ELSEWHERE,
  },
  {
    answer: "401 or 403 from GHCR, for a package of another owner",
    refusal: refusal(403),
    context: { repository: "other/name" },
  },
  {
    answer: "`installation not allowed to Create organization package`",
    refusal: refusal(403, "installation not allowed to Create organization package"),
  },
  {
    answer: "`installation not allowed to Write organization package`",
    refusal: refusal(403, "installation not allowed to Write organization package"),
  },
  { answer: "`permission_denied: write_package`", refusal: refusal(403, "permission_denied: write_package") },
  {
    answer: "`requested installation does not exist`",
    refusal: refusal(403, "denied: requested installation does not exist"),
  },
  {
    answer: "`User cannot be authenticated with the token provided`",
    refusal: refusal(403, "User cannot be authenticated with the token provided"),
  },
  {
    answer: "401 or 403, and there was no login",
    refusal: refusal(401),
    context: { registry: "registry.example.com", source: undefined },
  },
  {
    answer: "`client with IP … is not allowed access` (ACR)",
    refusal: refusal(403, "client with IP '1.2.3.4' is not allowed access"),
    context: ELSEWHERE,
  },
  {
    answer: "`authorization token has expired` (ECR)",
    refusal: refusal(403, "Your authorization token has expired. Reauthenticate and try again."),
    context: ELSEWHERE,
  },
  {
    answer: "`not authorized to perform: ecr:…` (ECR)",
    refusal: refusal(403, "User: arn:aws:x is not authorized to perform: ecr:InitiateLayerUpload"),
    context: ELSEWHERE,
  },
  {
    answer: "`Permission 'artifactregistry.…' denied`, `may not exist` (Google)",
    refusal: refusal(403, "Permission 'artifactregistry.repositories.uploadArtifacts' denied on resource"),
    context: ELSEWHERE,
  },
  {
    answer: "`The operation is disallowed` (ACR)",
    refusal: refusal(405, "The operation is disallowed on this registry, repository or image."),
    context: ELSEWHERE,
  },
  {
    answer: "`access to the requested resource is not authorized` (Quay)",
    refusal: refusal(401, "access to the requested resource is not authorized"),
    context: ELSEWHERE,
  },
  {
    answer: "`access forbidden` (GitLab), `reqPackageAccess` (Gitea, Forgejo)",
    refusal: refusal(403, "denied: access forbidden"),
    context: ELSEWHERE,
  },
  {
    answer: "`requested access to the resource is denied` (Docker Hub)",
    refusal: refusal(401, "requested access to the resource is denied"),
    context: { registry: "docker.io", source: { kind: "input" } },
  },
  {
    answer: "`unauthorized to access repository …, action: push` (Harbor)",
    refusal: refusal(401, "unauthorized to access repository: x, action: push"),
    context: ELSEWHERE,
  },
  {
    answer: "`repository name must be lowercase`",
    refusal: refusal(400, "repository name must be lowercase"),
    context: ELSEWHERE,
  },
  {
    answer: "`name unknown`, `repository … does not exist` (ECR), `project … not found` (Harbor)",
    refusal: refusal(404, "name unknown: repository x does not exist"),
    context: ELSEWHERE,
  },
  { answer: "`tag … is immutable`", refusal: refusal(400, "tag invalid: it is immutable"), context: ELSEWHERE },
  { answer: "`MANIFEST_BLOB_UNKNOWN`, `LayersNotFound`", refusal: refusal(404, "MANIFEST_BLOB_UNKNOWN") },
  { answer: "any other 401 or 403 from GHCR", refusal: refusal(403) },
  { answer: "any other 401", refusal: refusal(401), context: ELSEWHERE },
  { answer: "any other 403", refusal: refusal(403), context: ELSEWHERE },
  { answer: "413 or 416", refusal: refusal(413), context: ELSEWHERE },
  { answer: "429", refusal: refusal(429), context: ELSEWHERE },
  { answer: "500 and above, after several tries", refusal: refusal(503), context: ELSEWHERE },
];
