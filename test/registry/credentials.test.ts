import assert from "node:assert/strict";
import { test } from "node:test";
import { type CredentialOptions, chooseCredentials, describeSource } from "../../src/registry/credentials.ts";
import { login } from "./support/open.ts";

const github = { actor: "octo", token: "job-token" };
const storedLogin = {
  ...login("stored", "stored-password"),
  source: { kind: "docker-config", file: "/home/o/.docker/config.json", key: "ghcr.io" },
} as const;

const choose = async (options: Partial<CredentialOptions>) => {
  const chosen = await chooseCredentials({ registry: "ghcr.io", stored: async () => storedLogin, ...options });
  return chosen?.secret.kind === "password" ? `${chosen.secret.username}:${chosen.secret.password}` : undefined;
};

test("what the user set beats everything, with the actor as the default name on ghcr.io", async () => {
  assert.equal(await choose({ given: { username: "me", password: "pw" }, github }), "me:pw");
  assert.equal(await choose({ given: { password: "pw" }, github }), "octo:pw");
});

test("the actor's name goes with a password to no other registry", async () => {
  for (const registry of ["docker.io", "ghcr.io.example.com", "ghcr.io:443"]) {
    const message = `registry-password: given for ${registry} without registry-username; set both or neither`;
    const refusal = { code: "BAD_CREDENTIALS", exitCode: 2, message };
    await assert.rejects(choose({ registry, given: { password: "pw" }, github }), refusal);
  }
});

test("GITHUB_TOKEN goes to exactly ghcr.io, as the actor", async () => {
  assert.equal(await choose({ github }), "octo:job-token");
  for (const registry of ["ghcr.io.example.com", "x.ghcr.io", "ghcr.io:443", "docker.io", "127.0.0.1:5000"]) {
    assert.equal(await choose({ registry, github }), "stored:stored-password", registry);
  }
});

test("the stored login is not even looked up when it is not needed", async () => {
  const stored = () => Promise.reject(new Error("looked up"));
  assert.equal(await choose({ github, stored }), "octo:job-token");
  await assert.rejects(choose({ registry: "docker.io", github, stored }), /looked up/);
});

test("half a login is refused", async () => {
  await assert.rejects(choose({ given: { username: "me" }, github }), { code: "BAD_CREDENTIALS", exitCode: 2 });
  await assert.rejects(choose({ given: { password: "pw" } }), { code: "BAD_CREDENTIALS", exitCode: 2 });
});

test("the words for a source name the place and not the value", () => {
  assert.equal(describeSource(storedLogin.source), "/home/o/.docker/config.json (entry ghcr.io)");
});
