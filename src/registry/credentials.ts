import { InputError } from "../core/errors.ts";

export type Secret =
  | { readonly kind: "password"; readonly username: string; readonly password: string }
  /** A refresh token, traded at the token server. */
  | { readonly kind: "identity-token"; readonly token: string };

export type CredentialSource =
  | { readonly kind: "input" }
  | { readonly kind: "github-token" }
  | { readonly kind: "docker-config"; readonly file: string; readonly key: string }
  | { readonly kind: "helper"; readonly program: string; readonly file: string; readonly key: string };

export interface Credentials {
  readonly secret: Secret;
  readonly source: CredentialSource;
}

export interface CredentialOptions {
  readonly registry: string;
  /** What the user set for this run. */
  readonly given?: { readonly username?: string; readonly password?: string };
  readonly github?: { readonly actor: string; readonly token: string };
  /** Looks a login up that was stored earlier; asked last, and only when needed. */
  readonly stored: () => Promise<Credentials | undefined>;
}

/** The only host that GITHUB_TOKEN is meant for; a look-alike or a subdomain must never see it. */
export const GITHUB_REGISTRY = "ghcr.io";

/** Credentials for a registry: those given, else GITHUB_TOKEN for ghcr.io, else the stored login. */
export async function chooseCredentials(options: CredentialOptions): Promise<Credentials | undefined> {
  const { registry, given, github, stored } = options;
  // GitHub's registry takes any name beside a token; elsewhere a name that nobody gave is somebody else's.
  const username = given?.username ?? (registry === GITHUB_REGISTRY ? github?.actor : undefined);
  if (given?.password !== undefined) {
    if (username === undefined) throw incomplete(registry, "password", "username");
    return { secret: { kind: "password", username, password: given.password }, source: { kind: "input" } };
  }
  if (given?.username !== undefined) throw incomplete(registry, "username", "password");
  if (registry === GITHUB_REGISTRY && github !== undefined) {
    const secret = { kind: "password", username: github.actor, password: github.token } as const;
    return { secret, source: { kind: "github-token" } };
  }
  return stored();
}

const incomplete = (registry: string, present: string, missing: string): InputError =>
  new InputError(
    "BAD_CREDENTIALS",
    `registry-${present}: given for ${registry} without registry-${missing}; set both or neither`,
  );

/** Where a credential came from, in words that fit behind "the credential from". */
export function describeSource(source: CredentialSource): string {
  switch (source.kind) {
    case "input":
      return "registry-username and registry-password";
    case "github-token":
      return "github-token (GITHUB_TOKEN of this job)";
    case "docker-config":
      return `${source.file} (entry ${source.key})`;
    case "helper":
      return `${source.program} (named in ${source.file} for ${source.key})`;
  }
}

/** `Authorization` value of a name and a password. */
export const basicHeader = (username: string, password: string): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
