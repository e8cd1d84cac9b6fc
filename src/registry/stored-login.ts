import { randomUUID } from "node:crypto";
import { chmod, mkdir, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as v from "valibot";
import { InputError } from "../core/errors.ts";
import { sha256 } from "../core/hash.ts";
import { parseJson } from "../core/json.ts";
import { canonicalRegistry } from "../oci/image-ref.ts";
import type { Secret } from "./credentials.ts";

/** What is needed to take a login away again; no secret is in it. */
export const storedLoginSchema = v.object({
  file: v.string(),
  key: v.string(),
  /** Hash of the entry, by which it is known again. */
  written: v.string(),
  /** File with the entry that was there before, which may be a secret. */
  backup: v.exactOptional(v.string()),
  /** False when the file was made for it. */
  hadFile: v.boolean(),
});

export type StoredLogin = v.InferOutput<typeof storedLoginSchema>;

export interface LoginToStore {
  readonly registry: string;
  readonly secret: Secret;
  /** The user's home: what reads these logins asks for no other place, not for `DOCKER_CONFIG` either. */
  readonly home: string;
  /** Where an entry is kept that has to make room. */
  readonly backupFolder: string;
}

const entriesSchema = v.looseObject({ auths: v.nullish(v.record(v.string(), v.unknown())) });

/**
 * Writes a login into Docker's config.json, as `docker login` without a credential store does; `undefined` when that very
 * login is there. All else in the file stays. InputError BAD_DOCKER_CONFIG when it is none.
 */
export async function storeLogin({
  registry,
  secret,
  home,
  backupFolder,
}: LoginToStore): Promise<StoredLogin | undefined> {
  const file = await resolved(join(home, ".docker", "config.json"));
  const config = await readConfig(file);
  const key = canonicalRegistry(registry) === "docker.io" ? "https://index.docker.io/v1/" : registry;
  const entry = entryOf(secret);
  const previous = config?.auths?.[key];
  if (hashOf(previous) === hashOf(entry)) return undefined;
  const backup = previous === undefined ? undefined : join(backupFolder, `docker-login-${randomUUID()}.json`);
  if (backup !== undefined) await writeFile(backup, JSON.stringify(previous), { mode: 0o600 });
  await writeConfig(file, { ...config, auths: { ...config?.auths, [key]: entry } });
  const kept = backup === undefined ? {} : { backup };
  return { file, key, written: hashOf(entry), ...kept, hadFile: config !== undefined };
}

/** Puts back what was there before, unless somebody has written another login since. */
export async function removeLogin(login: StoredLogin): Promise<"removed" | "restored" | "left alone"> {
  const { file, key, written, backup, hadFile } = login;
  const previous = backup === undefined ? undefined : (JSON.parse(await readFile(backup, "utf8")) as unknown);
  if (backup !== undefined) await rm(backup, { force: true });
  const config = await readConfig(file);
  if (config === undefined || hashOf(config.auths?.[key]) !== written) return "left alone";
  const { [key]: _, ...others } = config.auths ?? {};
  const auths = previous === undefined ? others : { ...config.auths, [key]: previous };
  const isOurs = !hadFile && Object.keys(auths).length === 0 && Object.keys(config).length === 1;
  await (isOurs ? rm(file, { force: true }) : writeConfig(file, { ...config, auths }));
  return previous === undefined ? "removed" : "restored";
}

/** The name that Azure's registry wants beside an identity token, which others do not look at. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

const entryOf = (secret: Secret) => {
  const auth = (username: string, password: string) => Buffer.from(`${username}:${password}`).toString("base64");
  return secret.kind === "password"
    ? { auth: auth(secret.username, secret.password) }
    : { auth: auth(NOBODY, ""), identitytoken: secret.token };
};

const hashOf = (entry: unknown): string => sha256(Buffer.from(JSON.stringify(entry) ?? ""));

/** A link stays one: the file that it leads to is replaced. */
const resolved = (file: string): Promise<string> => realpath(file).catch(() => file);

async function readConfig(file: string): Promise<v.InferOutput<typeof entriesSchema> | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new InputError("BAD_DOCKER_CONFIG", `${file}: cannot be read; check its permissions`, { cause: error });
  }
  const parsed = parseJson(entriesSchema, text);
  if (parsed.kind === "ok") return parsed.value;
  throw new InputError("BAD_DOCKER_CONFIG", `${file}: not a Docker configuration file; correct or remove it`);
}

/** Readers see the old file or the new one, and nobody but its owner sees either. */
async function writeConfig(file: string, config: object): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const partial = `${file}.${randomUUID()}.partial`;
  try {
    await writeFile(partial, `${JSON.stringify(config, null, "\t")}\n`, { mode: 0o600 });
    await chmod(partial, 0o600);
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
}
