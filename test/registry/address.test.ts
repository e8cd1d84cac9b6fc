import assert from "node:assert/strict";
import { test } from "node:test";
import { apiRepository, registryAddress, resolveSafely } from "../../src/registry/address.ts";

const originOf = (registry: string, insecure = false) => registryAddress(registry, insecure).origin;

test("registries are spoken to in https, loopback and hosts that the user named in plain http", () => {
  assert.equal(originOf("ghcr.io"), "https://ghcr.io");
  assert.equal(originOf("registry.example.com:5000"), "https://registry.example.com:5000");
  assert.equal(originOf("registry.example.com:5000", true), "http://registry.example.com:5000");
  assert.equal(originOf("127.0.0.1:5000"), "http://127.0.0.1:5000");
  assert.equal(originOf("127.8.9.10"), "http://127.8.9.10");
  assert.equal(originOf("localhost:5000"), "http://localhost:5000");
  assert.equal(originOf("[::1]:5000"), "http://[::1]:5000");
});

test("names that only look like loopback get https", () => {
  for (const host of ["localhost.example.com", "127.0.0.1.example.com", "128.0.0.1"]) {
    assert.equal(originOf(host), `https://${host}`);
  }
});

test("Docker Hub's name leads to its API, and images without an owner to library", () => {
  assert.equal(originOf("docker.io"), "https://registry-1.docker.io");
  assert.equal(apiRepository("docker.io", "debian"), "library/debian");
  assert.equal(apiRepository("docker.io", "acme/api"), "acme/api");
  assert.equal(apiRepository("ghcr.io", "debian"), "debian");
});

test("a registry that is no host name is refused", () => {
  for (const registry of ["", "a b", "user@host", "host/path", "host?x", "host:port", "https://ghcr.io"]) {
    assert.throws(() => registryAddress(registry), { name: "InputError", code: "BAD_REGISTRY" }, registry);
  }
});

const resolve = (registry: string, location: string, insecure = false): string => {
  const address = registryAddress(registry, insecure);
  return resolveSafely(location, new URL("/v2/acme/api/blobs/uploads/", address.origin), address).href;
};

test("relative and absolute https Locations are followed", () => {
  assert.equal(resolve("ghcr.io", "/v2/x?a=b"), "https://ghcr.io/v2/x?a=b");
  assert.equal(resolve("ghcr.io", "id-1"), "https://ghcr.io/v2/acme/api/blobs/uploads/id-1");
  assert.equal(resolve("ghcr.io", "https://storage.example.com/x"), "https://storage.example.com/x");
  assert.equal(resolve("127.0.0.1:1", "http://localhost:2/x"), "http://localhost:2/x");
});

test("plain http, other schemes and user names in an address are refused", () => {
  const unsafe = { code: "UNSAFE_ADDRESS", exitCode: 4 };
  const bad = ["http://ghcr.io/x", "http://127.0.0.1/x", "file:///etc/passwd", "https://u:p@ghcr.io/x", "https://"];
  for (const location of bad) assert.throws(() => resolve("ghcr.io", location), unsafe, location);
  assert.throws(() => resolve("127.0.0.1:1", "http://example.com/"), unsafe);
  assert.equal(resolve("reg.lan:5000", "http://reg.lan:5001/token", true), "http://reg.lan:5001/token");
  assert.throws(() => resolve("reg.lan:5000", "http://other.lan/token", true), unsafe);
});
