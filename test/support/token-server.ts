import { execFileSync } from "node:child_process";
import { randomUUID, sign, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { closeServer, listenOnLoopback } from "./ports.ts";

export interface Access {
  readonly type: string;
  readonly name: string;
  readonly actions: readonly string[];
}

export interface TokenRequest {
  /** `undefined` for an anonymous request. */
  readonly username: string | undefined;
  /** How it was asked: by `GET` with a password, or by `POST` with a refresh token. */
  readonly method: string;
  readonly service: string;
  readonly scopes: readonly string[];
  readonly status: number;
  /** What the token allows: what was asked for, less what is not granted. */
  readonly granted: readonly Access[];
}

export interface TokenServer {
  readonly issuer: string;
  readonly service: string;
  /** Where clients are sent for a token. */
  readonly realm: string;
  /** The certificate that a registry trusts, PEM. */
  readonly certificateFile: string;
  /** Every request so far, oldest first. */
  readonly requests: readonly TokenRequest[];
  /** From now on no token allows more than these actions, whatever is asked for. */
  grantOnly(actions: readonly string[]): void;
  /** From now on a request that names this scope is refused as a whole, as ghcr.io does. */
  refuseScope(scope: string): void;
  /** A token for exactly this access, without asking the server. */
  issue(access: readonly Access[]): string;
  stop(): Promise<void>;
}

export interface TokenServerOptions {
  /** An existing folder for key and certificate. */
  readonly folder: string;
  readonly username: string;
  readonly password: string;
  /** Seconds. */
  readonly lifetime?: number;
}

const SERVICE = "test-registry";
const ISSUER = "test-token-server";
const LIFETIME_SECONDS = 300;
/** The registry takes a token for so long after its end, to allow for clocks that differ. */
const LEEWAY_SECONDS = 60;
const EVERYTHING = ["pull", "push", "delete", "*"];

/**
 * A running token server of the registry's token protocol: `GET` with basic authentication answers an RS256 token which
 * a real registry verifies. An anonymous client may pull.
 * https://distribution.github.io/distribution/spec/auth/token/
 */
export async function startTokenServer(options: TokenServerOptions): Promise<TokenServer> {
  const { certificateFile, issue } = createSigner(options.folder, options.lifetime ?? LIFETIME_SECONDS);
  const requests: TokenRequest[] = [];
  let allowed: readonly string[] = EVERYTHING;
  const refused = new Set<string>();
  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(request.method === "POST" ? await text(request) : "");
    const { status, entry } = judge({ request, form }, options, { allowed, refused });
    requests.push(entry);
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(status === 200 ? tokenAnswer(issue(entry.granted, entry.username)) : REFUSAL));
  });
  const port = await listenOnLoopback(server);
  return {
    issuer: ISSUER,
    service: SERVICE,
    realm: `http://127.0.0.1:${port}/token`,
    certificateFile,
    requests,
    grantOnly: (actions) => {
      allowed = actions;
    },
    refuseScope: (scope) => void refused.add(scope),
    issue,
    stop: () => closeServer(server),
  };
}

const REFUSAL = { errors: [{ code: "UNAUTHORIZED", message: "incorrect username or password" }] };

const tokenAnswer = (token: string) => ({
  token,
  access_token: token,
  expires_in: LIFETIME_SECONDS,
  issued_at: new Date().toISOString(),
});

interface Rights {
  readonly allowed: readonly string[];
  readonly refused: ReadonlySet<string>;
}

/** What is traded for a token instead of a password, as the password's owner. */
export const refreshToken = ({ password }: Pick<TokenServerOptions, "password">): string => `refresh-${password}`;

interface Asked {
  readonly request: IncomingMessage;
  readonly form: URLSearchParams;
}

function judge({ request, form }: Asked, options: TokenServerOptions, { allowed, refused }: Rights) {
  const refreshing = request.method === "POST";
  const query = refreshing ? form : new URL(request.url ?? "/", "http://localhost").searchParams;
  const scopes = query.getAll("scope").flatMap((scope) => scope.split(" "));
  const credentials = refreshing ? refreshCredentials(form, options) : basicCredentials(request.headers.authorization);
  const known = credentials === undefined || credentials.password === options.password;
  const welcome = known && (credentials?.username ?? options.username) === options.username;
  const most = credentials === undefined ? allowed.filter((action) => action === "pull") : allowed;
  const denied = scopes.some((scope) => refused.has(scope));
  const status = !["GET", "POST"].includes(request.method ?? "") ? 405 : !welcome ? 401 : denied ? 403 : 200;
  const granted = status === 200 ? scopes.map((scope) => grant(scope, most)) : [];
  const service = query.get("service") ?? "";
  const { method = "" } = request;
  return { status, entry: { username: credentials?.username, method, service, scopes, status, granted } };
}

/** https://distribution.github.io/distribution/spec/auth/oauth/ */
function refreshCredentials(form: URLSearchParams, options: TokenServerOptions) {
  const right = form.get("grant_type") === "refresh_token" && form.get("refresh_token") === refreshToken(options);
  return { username: options.username, password: right ? options.password : "" };
}

function basicCredentials(header: string | undefined) {
  const [scheme, encoded = ""] = (header ?? "").split(" ");
  if (scheme?.toLowerCase() !== "basic") return undefined;
  const [username = "", ...rest] = Buffer.from(encoded, "base64").toString().split(":");
  return { username, password: rest.join(":") };
}

/** `repository:owner/name:pull,push`, cut down to the actions in `most`. */
function grant(scope: string, most: readonly string[]): Access {
  const [type = "", ...rest] = scope.split(":");
  const actions = (rest.pop() ?? "").split(",").filter((action) => most.includes(action));
  return { type, name: rest.join(":"), actions };
}

/**
 * Signs with a fresh key. The certificate travels in the `x5c` header: registry 2.8 otherwise wants a key id in
 * libtrust's own format.
 */
function createSigner(folder: string, lifetime: number) {
  const keyFile = join(folder, "token.key");
  const certificateFile = join(folder, "token.crt");
  const request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", `/CN=${ISSUER}`, "-days", "2"];
  execFileSync("openssl", [...request, "-keyout", keyFile, "-out", certificateFile], { stdio: "ignore" });
  const key = readFileSync(keyFile);
  const x5c = [new X509Certificate(readFileSync(certificateFile)).raw.toString("base64")];
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const issue = (access: readonly Access[], subject = ""): string => {
    const now = Math.floor(Date.now() / 1000);
    const times = {
      nbf: now - 2 * LEEWAY_SECONDS,
      iat: now - 2 * LEEWAY_SECONDS,
      exp: now + lifetime - LEEWAY_SECONDS,
    };
    const claims = { iss: ISSUER, aud: SERVICE, sub: subject, jti: randomUUID(), ...times, access };
    const signed = `${encode({ typ: "JWT", alg: "RS256", x5c })}.${encode(claims)}`;
    return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), key).toString("base64url")}`;
  };
  return { certificateFile, issue };
}
