import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./ports.ts";
import { answers, startServerProcess } from "./server-process.ts";
import { type Access, startTokenServer, type TokenServer } from "./token-server.ts";

export type RegistryAuth = "none" | "htpasswd" | "token";

export interface RegistryRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly status: number;
}

export interface StoredManifest {
  readonly digest: string;
  readonly mediaType: string;
  /** The bytes as stored. */
  readonly bytes: Buffer;
  readonly json: unknown;
}

export interface Registry extends AsyncDisposable {
  /** `127.0.0.1:PORT`, as it stands in an image reference. */
  readonly host: string;
  readonly url: string;
  /** What `htpasswd` and `token` accept. */
  readonly username: string;
  readonly password: string;
  /** Present with `token`. */
  readonly tokens: TokenServer | undefined;
  /** Every request that the registry has logged, oldest first, those of the helpers below included. */
  requests(): readonly RegistryRequest[];
  /** Repository names, sorted; empty ones included. */
  catalog(): Promise<readonly string[]>;
  /** Sorted; empty when there is no such repository. */
  tags(repository: string): Promise<readonly string[]>;
  /** `undefined` when there is none. `reference` is a tag or a digest. */
  manifest(repository: string, reference: string): Promise<StoredManifest | undefined>;
  /** Ends the registry as a power failure would: SIGKILL, what it stored stays. */
  kill(): Promise<void>;
  /** Starts it again after `kill`, on the same port and storage. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const USERNAME = "octo";
const PASSWORD = "registry-test-password";
/** bcrypt of `PASSWORD`, cost 5, worked out once with crypt(3): Node has no bcrypt, and the registry takes no other hash. */
const HTPASSWD = `${USERNAME}:$2y$05$abcdefghijklmnopqrstuudNXzMX.ckEqqJtXEWhsZxNCG/0RD6Bi\n`;

const MANIFEST_TYPES = [
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
].join(", ");

export interface RegistryOptions {
  readonly auth?: RegistryAuth;
  /** Of tokens, in seconds; five minutes unless it is given. */
  readonly tokenLifetime?: number;
  /** Where clients are sent for a token, when that is not the token server's own address. */
  readonly realm?: string;
}

/**
 * A running Docker registry (the `docker-registry` program, 2.8) on a free loopback port, empty, with deletion allowed.
 * Stopping it removes what it stored.
 */
export async function startRegistry(options: RegistryOptions = {}): Promise<Registry> {
  const auth = options.auth ?? "none";
  const folder = mkdtempSync(join(tmpdir(), "registry-"));
  const lifetime = options.tokenLifetime;
  const credentials = {
    folder,
    username: USERNAME,
    password: PASSWORD,
    ...(lifetime === undefined ? {} : { lifetime }),
  };
  const tokens = auth === "token" ? await startTokenServer(credentials) : undefined;
  const host = `127.0.0.1:${await freePort()}`;
  const configFile = writeConfig({
    folder,
    host,
    auth: authSection(auth, folder, tokens && { ...tokens, ...realmOf(options) }),
  });
  const url = `http://${host}`;
  const command = ["docker-registry", "serve", configFile];
  const start = () => startServerProcess({ name: "docker-registry", command, isReady: () => answers(`${url}/v2/`) });
  const servers = [await start()];
  const kill = async (): Promise<void> => servers.at(-1)?.stop();
  const stop = async (): Promise<void> => {
    await Promise.all([kill(), tokens?.stop()]);
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    ...{ host, url, username: USERNAME, password: PASSWORD, tokens, kill, stop },
    restart: async () => void servers.push(await start()),
    requests: () => parseAccessLog(servers.map((server) => server.output()).join("")),
    ...reader(url, (access) => authorization(auth, access, tokens)),
    [Symbol.asyncDispose]: stop,
  };
}

const realmOf = ({ realm }: RegistryOptions) => (realm === undefined ? {} : { realm });

function authSection(auth: RegistryAuth, folder: string, tokens: TokenServer | undefined): object {
  if (tokens !== undefined) {
    const { realm, service, issuer, certificateFile } = tokens;
    return { auth: { token: { realm, service, issuer, rootcertbundle: certificateFile } } };
  }
  if (auth === "none") return {};
  const path = join(folder, "htpasswd");
  writeFileSync(path, HTPASSWD);
  return { auth: { htpasswd: { realm: "test", path } } };
}

/** The configuration is YAML, of which JSON is a part. */
function writeConfig(options: { readonly folder: string; readonly host: string; readonly auth: object }): string {
  const { folder, host, auth } = options;
  const rootdirectory = join(folder, "storage");
  mkdirSync(rootdirectory);
  const config = {
    version: "0.1",
    log: { level: "error" },
    storage: { filesystem: { rootdirectory }, delete: { enabled: true } },
    http: { addr: host, secret: "test" },
    ...auth,
  };
  const file = join(folder, "config.yml");
  writeFileSync(file, JSON.stringify(config));
  return file;
}

function authorization(auth: RegistryAuth, access: Access, tokens: TokenServer | undefined): Record<string, string> {
  if (tokens !== undefined) return { authorization: `Bearer ${tokens.issue([access])}` };
  if (auth === "none") return {};
  return { authorization: `Basic ${Buffer.from(`${USERNAME}:${PASSWORD}`).toString("base64")}` };
}

/** Apache's combined log format, one line per request that has been answered. */
function parseAccessLog(output: string): readonly RegistryRequest[] {
  const lines = output.matchAll(/^\S+ - - \[[^\]]*\] "([A-Z]+) (\S+) HTTP\/[\d.]+" (\d{3}) /gm);
  return [...lines].map(([, method = "", path = "", status = ""]) => ({ method, path, status: Number(status) }));
}

function reader(url: string, authorize: (access: Access) => Record<string, string>) {
  const get = async (path: string, access: Access): Promise<Response | undefined> => {
    const response = await fetch(`${url}/v2/${path}`, { headers: { accept: MANIFEST_TYPES, ...authorize(access) } });
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`GET ${path}: status ${response.status}: ${await response.text()}`);
    return response;
  };
  const pull = (name: string): Access => ({ type: "repository", name, actions: ["pull"] });
  const list = async (key: string, response: Response | undefined): Promise<readonly string[]> => {
    const body = (await response?.json()) as Record<string, string[] | null> | undefined;
    return (body?.[key] ?? []).toSorted();
  };
  return {
    catalog: async () =>
      list("repositories", await get("_catalog?n=1000", { type: "registry", name: "catalog", actions: ["*"] })),
    tags: async (repository: string) => list("tags", await get(`${repository}/tags/list`, pull(repository))),
    manifest: async (repository: string, reference: string) =>
      storedManifest(await get(`${repository}/manifests/${reference}`, pull(repository))),
  };
}

async function storedManifest(response: Response | undefined): Promise<StoredManifest | undefined> {
  if (response === undefined) return undefined;
  const bytes = Buffer.from(await response.arrayBuffer());
  const digest = response.headers.get("docker-content-digest") ?? "";
  const mediaType = response.headers.get("content-type") ?? "";
  return { digest, mediaType, bytes, json: JSON.parse(bytes.toString()) };
}
