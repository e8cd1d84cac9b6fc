import assert from "node:assert/strict";
import { test } from "node:test";
import { createAuthorizer } from "../../src/registry/auth.ts";

const BEARER = 'Bearer realm="https://x/token"';

test("requests that are refused at the same time share one token", async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  let asked = 0;
  const fetchToken = () => {
    asked += 1;
    return promise;
  };
  const authorizer = createAuthorizer({ secret: undefined, fetchToken });
  const renewals = [authorizer.renew(BEARER, undefined), authorizer.renew(BEARER, undefined)];
  resolve("Bearer one");
  assert.deepEqual(await Promise.all(renewals), [true, true]);
  assert.equal(await authorizer.renew(BEARER, undefined), true);
  assert.equal(asked, 1);
  assert.equal(authorizer.header(), "Bearer one");
});

test("a token server that failed is asked again by the next request", async () => {
  const answers = [Promise.reject(new Error("down")), Promise.resolve("Bearer two")];
  const authorizer = createAuthorizer({ secret: undefined, fetchToken: async () => (await answers.shift()) ?? "" });
  await assert.rejects(authorizer.renew(BEARER, undefined), /down/);
  assert.equal(await authorizer.renew(BEARER, undefined), true);
  assert.equal(authorizer.header(), "Bearer two");
});

test("a password goes out in basic authentication when it is asked for, once, and a token is preferred", async () => {
  const secret = { kind: "password", username: "u", password: "p" } as const;
  const authorizer = createAuthorizer({ secret, fetchToken: async () => "Bearer t" });
  assert.equal(authorizer.header(), undefined);
  assert.equal(await authorizer.renew('Basic realm="x"', undefined), true);
  assert.equal(authorizer.header(), "Basic dTpw");
  assert.equal(await authorizer.renew('Basic realm="x"', "Basic dTpw"), false);
  assert.equal(await authorizer.renew(`Basic realm="x", ${BEARER}`, "Basic dTpw"), true);
  assert.equal(authorizer.header(), "Bearer t");
  assert.equal(await authorizer.renew("Negotiate", "Bearer t"), false);
});
