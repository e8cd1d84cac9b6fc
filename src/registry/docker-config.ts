import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { InputError } from "../core/errors.ts";
import { parseJson } from "../core/json.ts";
import { askHelper, TOKEN_USER } from "./credential-helper.ts";
import type { Credentials, Secret } from "./credentials.ts";

/** https://docs.docker.com/reference/cli/docker/login/#credential-stores */
const schema = v.object({
  auths: v.nullish(
    v.record(
      v.string(),
      v.object({
        auth: v.nullish(v.string()),
        username: v.nullish(v.string()),
        password: v.nullish(v.string()),
        identitytoken: v.nullish(v.string()),
      }),
    ),
  ),
  credHelpers: v.nullish(v.record(v.string(), v.string())),
  credsStore: v.nullish(v.string()),
});

type DockerConfig = v.InferOutput<typeof schema>;
type Auth = NonNullable<DockerConfig["auths"]>[string];

export interface DockerConfigOptions {
  readonly registry: string;
  /** `DOCKER_CONFIG` and `HOME` are read, `PATH` finds credential helpers. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The login that `docker login` stored for a registry, its credential helpers included; `undefined` without one. */
export async function readDockerCredentials(options: DockerConfigOptions): Promise<Credentials | undefined> {
  const { registry, env } = options;
  const file = configFile(env);
  const config = file === undefined ? undefined : await readConfig(file);
  if (file === undefined || config === undefined) return undefined;
  const ask = (helper: string, key: string) => askHelper({ helper, key, file, env });
  const helperKey = matchingKey(config.credHelpers, registry);
  const helper = helperKey === undefined ? undefined : config.credHelpers?.[helperKey];
  if (helper !== undefined && helperKey !== undefined) return ask(helper, helperKey);
  const key = matchingKey(config.auths, registry);
  const secret = key === undefined ? undefined : secretOf(config.auths?.[key]);
  if (key !== undefined && secret !== undefined) return { secret, source: { kind: "docker-config", file, key } };
  return config.credsStore ? ask(config.credsStore, key ?? serverName(registry)) : undefined;
}

function configFile(env: DockerConfigOptions["env"]): string | undefined {
  const folder = env["DOCKER_CONFIG"] || (env["HOME"] ? join(env["HOME"], ".docker") : undefined);
  return folder === undefined ? undefined : join(folder, "config.json");
}

async function readConfig(file: string): Promise<DockerConfig | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new InputError("BAD_DOCKER_CONFIG", `${file}: cannot be read; check its permissions`, { cause: error });
  }
  const result = parseJson(schema, text);
  if (result.kind === "ok") return result.value;
  // What exactly is wrong stays untold: it would quote the value, which may be the password.
  throw new InputError("BAD_DOCKER_CONFIG", `${file}: not a Docker configuration file; log in again or remove it`);
}

const HUB_NAMES = ["docker.io", "index.docker.io", "registry-1.docker.io"];

/** Docker Hub's entry carries the address of a protocol that is long gone. */
const serverName = (registry: string): string =>
  HUB_NAMES.includes(registry) ? "https://index.docker.io/v1/" : registry;

/** Old clients wrote URLs; a key with another path is for a part of a registry, which Docker does not know. */
const hostOf = (key: string): string => {
  const host = key.replace(/^https?:\/\//, "").replace(/\/(v[12]\/?)?$/, "");
  return HUB_NAMES.includes(host) ? "docker.io" : host;
};

const matchingKey = (entries: Readonly<Record<string, unknown>> | null | undefined, registry: string) =>
  Object.keys(entries ?? {}).find((key) => hostOf(key) === hostOf(registry));

function secretOf(auth: Auth | undefined): Secret | undefined {
  if (auth?.identitytoken) return { kind: "identity-token", token: auth.identitytoken };
  if (auth?.username && auth.password) return { kind: "password", username: auth.username, password: auth.password };
  const [username, ...rest] = Buffer.from(auth?.auth ?? "", "base64")
    .toString()
    .split(":");
  const password = rest.join(":");
  if (username === TOKEN_USER && password) return { kind: "identity-token", token: password };
  return username && password ? { kind: "password", username, password } : undefined;
}
