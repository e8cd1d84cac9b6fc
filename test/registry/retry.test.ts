import assert from "node:assert/strict";
import { test } from "node:test";
import { silentLog } from "../../src/core/log.ts";
import { RegistryError } from "../../src/registry/errors.ts";
import { type Pace, type Patience, retry, retryDelay } from "../../src/registry/retry.ts";
import { parseRetryAfter } from "../../src/registry/retry-after.ts";
import { recordingPace } from "./support/open.ts";

const patience = (pace: Pace): Patience => ({
  random: pace.random,
  log: silentLog,
  pause: (_error, milliseconds) => pace.sleep(milliseconds),
});

const passing = (retryAfterMs?: number) =>
  new RegistryError("UNAVAILABLE", "x", { retryable: true, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });

test("waits grow from one second, end at thirty, and spread over their upper half", () => {
  const waits = (random: number) => [0, 1, 2, 3, 4, 5].map((attempt) => retryDelay(passing(), attempt, random));
  assert.deepEqual(waits(1), [1000, 2000, 4000, 8000, 16_000, 30_000]);
  assert.deepEqual(waits(0), [500, 1000, 2000, 4000, 8000, 15_000]);
});

test("a wait that the registry asks for is kept in full, and not at all when it is too long", () => {
  assert.equal(retryDelay(passing(7000), 0, 0), 7000);
  assert.equal(retryDelay(passing(7000), 4, 0.5), 7500);
  assert.equal(retryDelay(passing(3_600_000), 0, 0), undefined);
});

test("what does not pass by itself is thrown at once", async () => {
  const pace = recordingPace();
  const error = new RegistryError("DENIED", "x");
  await assert.rejects(
    retry(patience(pace), () => Promise.reject(error)),
    (thrown) => thrown === error,
  );
  assert.deepEqual(pace.slept, []);
  assert.equal(retryDelay(new TypeError("ours"), 0, 0), undefined);
});

test("six attempts are made, or as many as are wanted, then the last failure is thrown", async () => {
  const pace = recordingPace();
  const attempts: number[] = [];
  const failing = (attempt: number): Promise<never> => {
    attempts.push(attempt);
    return Promise.reject(passing());
  };
  await assert.rejects(retry(patience(pace), failing), { code: "UNAVAILABLE" });
  assert.deepEqual(attempts.splice(0), [0, 1, 2, 3, 4, 5]);
  assert.equal(pace.slept.length, 5);
  await assert.rejects(retry(patience(pace), failing, 2), { code: "UNAVAILABLE" });
  assert.deepEqual(attempts, [0, 1]);
});

test("the wait is read from header seconds, header date, ghcr.io's message and GitHub's secondary limit", () => {
  const now = Date.parse("2025-01-31T12:00:00Z");
  const parse = (header: string | undefined, message = "") => parseRetryAfter({ header, message, now });
  assert.equal(parse("3"), 3000);
  assert.equal(parse("Fri, 31 Jan 2025 12:00:09 GMT"), 9000);
  assert.equal(parse("Fri, 31 Jan 2025 11:00:00 GMT"), 0);
  assert.equal(parse(undefined, "toomanyrequests: retry-after: 12.5ms, allowed: 2000/minute"), 12.5);
  assert.equal(parse(undefined, "You have exceeded a secondary rate limit."), 60_000);
  assert.equal(parse("soon"), undefined);
  assert.equal(parse("-1"), undefined);
});
