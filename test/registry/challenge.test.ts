import assert from "node:assert/strict";
import { test } from "node:test";
import { lacksScope, parseChallenges } from "../../src/registry/challenge.ts";

const plain = (header: string) =>
  parseChallenges(header).map(({ scheme, params }) => [scheme, Object.fromEntries(params)]);

test("a bearer challenge keeps commas and escaped quotes inside quoted values", () => {
  const header = 'Bearer realm="https://ghcr.io/token",service="a, \\"b\\" c",scope="repository:acme/api:pull,push"';
  assert.deepEqual(plain(header), [
    ["bearer", { realm: "https://ghcr.io/token", service: 'a, "b" c', scope: "repository:acme/api:pull,push" }],
  ]);
});

test("several challenges in one value are told apart, whatever their order and spacing", () => {
  assert.deepEqual(plain('Basic realm="one, two" , BEARER realm = "https://x/token", error=invalid_token'), [
    ["basic", { realm: "one, two" }],
    ["bearer", { realm: "https://x/token", error: "invalid_token" }],
  ]);
  assert.deepEqual(plain('Negotiate, Basic realm=""'), [
    ["negotiate", {}],
    ["basic", { realm: "" }],
  ]);
});

test("nonsense gives no challenge that could be followed", () => {
  for (const header of ["", ",,,", '"', 'realm="x"', "=", "é"]) assert.deepEqual(plain(header), [], header);
});

test("a long hostile value is read in linear time", () => {
  const started = performance.now();
  parseChallenges(`Bearer realm="${"\\".repeat(200_000)}`);
  parseChallenges("a ".repeat(100_000));
  assert.ok(performance.now() - started < 10_000);
});

test("a token that allows too little is told from one that has expired", () => {
  assert.equal(lacksScope('Bearer realm="https://x",error="insufficient_scope"'), true);
  assert.equal(lacksScope('Bearer realm="https://x",error="invalid_token"'), false);
});
