import type { CredentialSource } from "./credentials.ts";
import { describeSource } from "./credentials.ts";

/** What the workflow run tells about why a registry refuses. */
export interface WorkflowFacts {
  /** `owner/name` of the repository that runs the workflow. */
  readonly repository: string;
  readonly ownerType?: "Organization" | "User";
  readonly fromFork: boolean;
  readonly actor: string;
}

export interface AdviceContext {
  readonly registry: string;
  readonly repository: string;
  /** `undefined` when the registry was spoken to without credentials. */
  readonly source: CredentialSource | undefined;
  readonly workflow: WorkflowFacts | undefined;
}

export interface Refusal {
  readonly status: number;
  /** Code and message of the registry, in its own words. */
  readonly message: string;
}

interface Rule {
  readonly when: (refusal: Refusal, context: AdviceContext) => boolean;
  readonly say: (context: AdviceContext) => string;
}

const says =
  (pattern: RegExp) =>
  ({ message }: Refusal): boolean =>
    pattern.test(message);

const ownerOf = (repository: string): string => repository.split("/")[0]?.toLowerCase() ?? "";
const refused = ({ status }: Refusal): boolean => status === 401 || status === 403;
const onGithub = ({ registry }: AdviceContext): boolean => registry === "ghcr.io";
const usesJobToken = ({ source }: AdviceContext): boolean => source?.kind === "github-token";
const source = (context: AdviceContext): string => (context.source ? describeSource(context.source) : "nowhere");

const PERMISSION = "add `permissions: packages: write` to the job";

/** The link to the page where a package learns which repositories may write it. */
function packageSettings({ repository, workflow }: AdviceContext): string {
  const [owner = "", ...name] = repository.split("/");
  const kind = workflow?.ownerType === "User" ? "users" : "orgs";
  return `https://github.com/${kind}/${owner}/packages/container/${encodeURIComponent(name.join("/"))}/settings`;
}

/** First match wins: from what the run itself explains, over what the registry says, to the bare status. */
const RULES: readonly Rule[] = [
  {
    when: (refusal, context) => refused(refusal) && onGithub(context) && context.workflow?.fromFork === true,
    say: () => "a pull request from a fork has a read-only token and cannot push; set `push: false` for it",
  },
  {
    when: (refusal, context) =>
      refused(refusal) && onGithub(context) && usesJobToken(context) && context.workflow?.actor === "dependabot[bot]",
    say: () => "runs of Dependabot have a read-only token and cannot push; set `push: false` for them",
  },
  {
    when: says(/pull rate limit/i),
    say: ({ source: from, registry }) =>
      from === undefined
        ? `strangers may pull little from ${registry}; log in, by docker/login-action or registry-username and registry-password`
        : "this account has pulled as much as it may for now; wait, pull through a mirror, or raise its limit",
  },
  {
    when: says(/secondary rate limit|too ?many ?requests/i),
    say: () => "the registry limits requests and waiting did not help; lower the matrix's `max-parallel`",
  },
  {
    when: says(/SAML enforcement|SAML SSO/i),
    say: (context) =>
      `the organization ${ownerOf(context.repository)} wants single sign-on: open https://github.com/settings/tokens, Configure ` +
      `SSO at the token from ${source(context)}, and authorize it for the organization; or use GITHUB_TOKEN`,
  },
  {
    // A quota of requests is another thing.
    when: (refusal) =>
      refusal.status !== 429 &&
      says(/configured upper limit|quota|storage limit|billing|payment|spending limit/i)(refusal),
    say: ({ repository }) =>
      `there is no room left for ${ownerOf(repository)}; delete old versions, or raise its quota or spending limit`,
  },
  {
    when: (refusal, context) =>
      refused(refusal) &&
      onGithub(context) &&
      usesJobToken(context) &&
      context.workflow !== undefined &&
      ownerOf(context.repository) !== ownerOf(context.workflow.repository),
    say: ({ repository, workflow }) =>
      `GITHUB_TOKEN is good for packages of ${ownerOf(workflow?.repository ?? "")} alone, not of ${ownerOf(repository)}; ` +
      "give a classic personal access token with write:packages in registry-password",
  },
  {
    when: says(/not allowed to create organization package/i),
    say: () => `${PERMISSION}; if it is there, allow package creation in the organization's Settings → Packages`,
  },
  { when: says(/not allowed to write organization package/i), say: () => PERMISSION },
  {
    when: says(/permission_denied: (write_package|create_package)/i),
    say: (context) =>
      `the package exists and does not let this repository write; open ${packageSettings(context)} → Manage Actions ` +
      `access, add ${context.workflow?.repository ?? "the repository"} with role Write (and ${PERMISSION})`,
  },
  {
    when: says(/requested installation does not exist/i),
    say: () =>
      "the repository has moved or the owner in the destination is wrong; correct `destination`, or give a classic " +
      "personal access token with write:packages in registry-password",
  },
  {
    when: (refusal, context) =>
      onGithub(context) &&
      context.source !== undefined &&
      says(/cannot be authenticated with the token provided|^(?:denied: )?denied$/i)(refusal),
    say: (context) =>
      `the credential from ${source(context)} is empty, expired or a fine-grained token, which ghcr.io does not take; ` +
      "use GITHUB_TOKEN or a classic personal access token with write:packages",
  },
  {
    when: (refusal, context) => context.source === undefined && refused(refusal),
    say: ({ registry }) =>
      `no credentials for ${registry} were found in registry-username and registry-password or in Docker's config.json ` +
      "($DOCKER_CONFIG, else ~/.docker); log in before this step, or set both inputs",
  },
  {
    when: says(/not allowed access|aka\.ms\/acr\/firewall/i),
    say: () =>
      "the registry's firewall does not know this runner; allow its address, or use a runner inside the network",
  },
  {
    when: says(/authorization token has expired|token (?:is |has )?expired/i),
    say: (context) => `the credential from ${source(context)} has expired; log in right before this step`,
  },
  {
    when: says(/not authorized to perform: ecr/i),
    say: () => "allow this role the action in its policy, and see that the repository's own policy does not forbid it",
  },
  {
    when: says(/artifactregistry\.|may not exist/i),
    say: (context) =>
      `create the repository in Artifact Registry first, and give the account behind ${source(context)} the role Artifact ` +
      "Registry Writer; the region in the host's name has to be the repository's",
  },
  {
    when: says(/operation is disallowed/i),
    say: () => "the image, its repository or the registry is locked for writing; unlock it, or choose another tag",
  },
  {
    when: says(/access to the requested resource is not authorized/i),
    say: (context) =>
      `see that the repository exists, and that the robot account from ${source(context)} has the role Write in it`,
  },
  {
    when: says(/access forbidden|reqpackageaccess/i),
    say: (context) =>
      `see that the project exists and that the token from ${source(context)} may write its registry (write_registry, or packages)`,
  },
  {
    when: says(/requested access to the resource is denied/i),
    say: ({ repository, ...context }) =>
      `compare the namespace ${ownerOf(repository)} with the user that logs in, and see that the token may write ` +
      `(the credential came from ${source({ repository, ...context })})`,
  },
  {
    when: says(/action: push/i),
    say: () => "see that the project exists and that the robot account may both push and pull",
  },
  {
    when: says(/repository name must be lowercase/i),
    say: () => "write the destination in lower case",
  },
  {
    when: says(/immutable/i),
    say: () => "the tag is taken by another image and this registry does not move tags; choose another tag",
  },
  {
    when: says(/name[_ ]unknown|repository .*does not exist|project .*not found/i),
    say: () => "this registry creates no repositories by itself; create it first",
  },
  {
    when: says(/MANIFEST_BLOB_UNKNOWN|BLOB_UNKNOWN|LAYERS?_?NOT_?FOUND/i),
    say: () => "a blob vanished from the registry meanwhile (a clean-up?); run the job again",
  },
  {
    when: (refusal, context) => refused(refusal) && onGithub(context),
    say: (context) =>
      `${usesJobToken(context) ? PERMISSION : "see that the token has write:packages"}; if the package exists already, ` +
      `let this repository write it in ${packageSettings(context)} (the credential came from ${source(context)})`,
  },
  {
    when: ({ status }) => status === 401,
    say: (context) => `the registry does not accept the credential from ${source(context)}; renew it`,
  },
  {
    when: ({ status }) => status === 403,
    say: (context) => `see that the credential from ${source(context)} may push to ${context.repository}`,
  },
  {
    when: ({ status }) => status === 413 || status === 416,
    say: () => "the registry, or a proxy in front of it, takes no body this large; split the layer or raise the limit",
  },
  { when: ({ status }) => status === 429, say: () => "lower the matrix's `max-parallel`, or run the job again later" },
  { when: ({ status }) => status >= 500, say: () => "the registry is in trouble; run the job again later" },
];

/** What a person can do about a refusal, `undefined` when nothing better is known than what the registry says. */
export const adviseOn = (refusal: Refusal, context: AdviceContext): string | undefined =>
  RULES.find((rule) => rule.when(refusal, context))?.say(context);
