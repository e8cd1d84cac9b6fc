import { sign } from "node:crypto";
import { createEmulator } from "emulate";
import { freePort } from "../../support/ports.ts";

export type Permissions = Readonly<Record<string, "read" | "write">>;

export interface GitHubApi {
  readonly url: string;
  /** A call by the repository's owner, who may do everything. `path` follows `/repos/OWNER/REPO`. */
  admin(method: string, path: string, body?: object): Promise<unknown>;
  /** A call by somebody who has nothing but forks of the repository. `path` follows `/repos`. */
  stranger(method: string, path: string, body?: object): Promise<unknown>;
  /** An installation token with these permissions, which is what `GITHUB_TOKEN` is. */
  token(permissions: Permissions): Promise<string>;
  stop(): Promise<void>;
}

export interface GitHubApiOptions {
  readonly owner: string;
  readonly repo: string;
  /** The address that clients use, for the links in answers. */
  readonly publicUrl: string;
}

/** Id and name of the app behind `GITHUB_TOKEN`; comments are then by `github-actions[bot]`. */
const APP_ID = 15_368;
const APP_SLUG = "github-actions";
const INSTALLATION_ID = 100;
const ADMIN = "admin";

/** Who opens pull requests from a fork. */
export const STRANGER = "mona";

/** A running, stateful GitHub REST API with one repository, which has a first commit on `main`. */
export async function startGitHubApi(options: GitHubApiOptions): Promise<GitHubApi> {
  const { owner, repo, publicUrl } = options;
  const port = await freePort();
  const hostname = "127.0.0.1";
  const emulator = await createEmulator({
    service: "github",
    port,
    hostname,
    baseUrl: publicUrl,
    seed: seed(owner, repo),
  });
  const url = `http://${hostname}:${port}`;
  const appKey = emulator.generatedSecrets[0]?.value ?? "";
  const admin = (method: string, path: string, body?: object): Promise<unknown> =>
    send({ token: ADMIN, method, url: `${url}/repos/${owner}/${repo}${path}`, body });
  const stranger = (method: string, path: string, body?: object): Promise<unknown> =>
    send({ token: STRANGER, method, url: `${url}/repos${path}`, body });
  const token = async (permissions: Permissions): Promise<string> => {
    const tokenUrl = `${url}/app/installations/${INSTALLATION_ID}/access_tokens`;
    const answer = await send({ token: appToken(appKey), method: "POST", url: tokenUrl, body: { permissions } });
    return (answer as { token: string }).token;
  };
  return { url, admin, stranger, token, stop: () => emulator.close() };
}

const seed = (owner: string, repo: string) => ({
  tokens: { [ADMIN]: { login: owner, scopes: ["repo"] }, [STRANGER]: { login: STRANGER, scopes: ["repo"] } },
  github: {
    users: [{ login: owner }, { login: STRANGER }],
    repos: [{ owner, name: repo, auto_init: true, default_branch: "main" }],
    apps: [
      {
        app_id: APP_ID,
        slug: APP_SLUG,
        name: "GitHub Actions",
        permissions: {
          ...{ actions: "read", checks: "write", contents: "write", issues: "write" },
          ...{ metadata: "read", pull_requests: "write" },
        },
        installations: [{ installation_id: INSTALLATION_ID, account: owner, repository_selection: "all" }],
      },
    ],
  },
});

/** The token by which an app asks for installation tokens: RS256, at most ten minutes long. */
function appToken(key: string): string {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const now = Math.floor(Date.now() / 1000);
  const claims = { iat: now - 10, exp: now + 500, iss: String(APP_ID) };
  const signed = `${encode({ alg: "RS256", typ: "JWT" })}.${encode(claims)}`;
  return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), key).toString("base64url")}`;
}

interface Call {
  readonly token: string;
  readonly method: string;
  readonly url: string;
  readonly body: object | undefined;
}

async function send({ token, method, url, body }: Call): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const response = await fetch(url, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: status ${response.status}: ${text}`);
  return text === "" ? undefined : JSON.parse(text);
}
