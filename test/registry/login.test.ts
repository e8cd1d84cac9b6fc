import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openTransport, readDockerCredentials } from "../../src/registry/index.ts";
import { type RegistryAuth, startRegistry } from "../support/registry.ts";
import { refreshToken } from "../support/token-server.ts";
import { behindProxy } from "./support/behind-proxy.ts";
import { login, open } from "./support/open.ts";
import { assertPushed, pushSmall } from "./support/small-push.ts";

const root = await mkdtemp(join(tmpdir(), "login-"));
after(() => rm(root, { recursive: true }));

const base64 = (text: string): string => Buffer.from(text).toString("base64");

interface Login {
  readonly host: string;
  readonly username: string;
  readonly password: string;
}

/** What Docker's configuration says of a registry. */
const CONFIGS: Readonly<Record<string, (login: Login) => object>> = {
  "a static login": ({ host, username, password }) => ({
    auths: { [host]: { auth: base64(`${username}:${password}`) }, "other.example": { auth: base64("x:y") } },
  }),
  "a static login under an old address": ({ host, username, password }) => ({
    auths: { [`http://${host}/v1/`]: { username, password } },
  }),
  "a helper for this registry": ({ host }) => ({
    credHelpers: { [host]: "test" },
    auths: { [host]: { auth: base64("old:wrong") } },
  }),
  "a store for all registries": ({ host }) => ({ credsStore: "test", auths: { [host]: {} } }),
};

/** A folder with config.json and, on PATH, a credential helper that knows this login: a program of its own. */
async function dockerHome(
  config: object,
  secret: { readonly host: string; readonly username: string; readonly secret: string },
) {
  const folder = await mkdtemp(join(root, "home-"));
  const bin = join(folder, "bin");
  await mkdir(bin);
  const answer = JSON.stringify({ ServerURL: secret.host, Username: secret.username, Secret: secret.secret });
  const program = `#!/bin/sh\n[ "$1" = get ] && [ "$(cat)" = "${secret.host}" ] || { echo credentials not found in native keychain; exit 1; }\nprintf '%s' '${answer}'\n`;
  await writeFile(join(bin, "docker-credential-test"), program);
  await chmod(join(bin, "docker-credential-test"), 0o755);
  await writeFile(join(folder, "config.json"), JSON.stringify(config));
  return { DOCKER_CONFIG: folder, PATH: `${bin}:${process.env["PATH"]}` };
}

for (const auth of ["htpasswd", "token"] as const satisfies readonly RegistryAuth[]) {
  for (const [name, config] of Object.entries(CONFIGS)) {
    test(`a push with ${name} of Docker's configuration (${auth})`, async () => {
      await using registry = await startRegistry({ auth });
      const { host, username, password } = registry;
      const env = await dockerHome(config(registry), { host, username, secret: password });
      const credentials = await readDockerCredentials({ registry: host, env });
      const { repository, log } = open({ registry: host, credentials });
      assert.equal(await pushSmall(repository), "uploaded");
      await assertPushed({ registry: host, credentials });
      for (const secret of [password, base64(`${username}:${password}`)]) assert.ok(!log.text().includes(secret));
    });
  }
}

const IDENTITIES: Readonly<Record<string, (login: Login, token: string) => object>> = {
  "its own field": ({ host }, identitytoken) => ({
    auths: { [host]: { auth: base64("00000000-0000-0000-0000-000000000000:"), identitytoken } },
  }),
  "the place of a password": ({ host }, token) => ({ auths: { [host]: { auth: base64(`<token>:${token}`) } } }),
  "a helper": ({ host }) => ({ credHelpers: { [host]: "test" } }),
};

for (const [place, config] of Object.entries(IDENTITIES)) {
  test(`a push with an identity token from ${place}, which a token server trades`, async () => {
    await using registry = await startRegistry({ auth: "token" });
    const { host } = registry;
    const token = refreshToken(registry);
    const env = await dockerHome(config(registry, token), { host, username: "<token>", secret: token });
    const credentials = await readDockerCredentials({ registry: host, env });
    const { repository, log } = open({ registry: host, credentials });
    assert.equal(await pushSmall(repository), "uploaded");
    await assertPushed({ registry: host, credentials });
    assert.ok(registry.tokens?.requests.every(({ method, status }) => method === "POST" && status === 200));
    assert.ok(!log.text().includes(token));
  });
}

test("an identity token that is no longer good is one refusal, with its source", async () => {
  await using registry = await startRegistry({ auth: "token" });
  const source = { kind: "docker-config", file: "/home/o/config.json", key: registry.host } as const;
  const credentials = { secret: { kind: "identity-token", token: "outdated-token" }, source } as const;
  const { repository, pace } = open({ registry: registry.host, credentials });
  await assert.rejects(repository.preflight(), {
    ...{ code: "UNAUTHORIZED", status: 401 },
    message: /does not accept the credential from \/home\/o\/config\.json/,
  });
  assert.deepEqual(pace.slept, []);
  assert.equal(registry.tokens?.requests.length, 1);
});

test("what is public is pulled without a login over TLS, by an anonymous token", async () => {
  await using it = await behindProxy({ auth: "token" });
  const fetch = openTransport({ env: it.env, certificates: it.certificates });
  const { username, password } = it.registry;
  await pushSmall(open({ registry: "registry.test", credentials: login(username, password), fetch }).repository);
  await assertPushed({ registry: "registry.test", fetch, access: "pull" });
  assert.equal(it.registry.tokens?.requests.at(-1)?.username, undefined);
  const stranger = open({ registry: "registry.test", fetch });
  await assert.rejects(stranger.repository.preflight(), { message: /no credentials for registry\.test were found/ });
});

test("a wrong password over TLS is one refusal, and goes to nobody else", async () => {
  await using it = await behindProxy({ auth: "htpasswd" });
  const fetch = openTransport({ env: it.env, certificates: it.certificates });
  const credentials = login(it.registry.username, "wrong-password-1234");
  const { repository, log } = open({ registry: "registry.test", credentials, fetch });
  await assert.rejects(repository.preflight(), (error: Error) => {
    assert.match(error.message, /does not accept the credential from registry-username and registry-password/);
    assert.doesNotMatch(error.message + log.text(), /wrong-password-1234/);
    return true;
  });
  assert.deepEqual([...new Set(it.proxy.lines)], ["CONNECT registry.test:443"]);
});
