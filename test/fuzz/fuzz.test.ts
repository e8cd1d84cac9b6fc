import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { HOSTILE, runHostile } from "./hostile.ts";
import { openFuzzer, type Result, runCase } from "./run.ts";

const scratch = mkdtempSync(path.join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "nix-image-fuzz-test-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** Milliseconds, on a machine that is slow or busy; `script/fuzz` runs as many cases as are wanted. */
const BUDGET = 6000;
const CASES = 600;

test("a mutated image is read rightly or refused with a clear error", async (t) => {
  const fuzzer = await openFuzzer(scratch);
  const end = performance.now() + BUDGET;
  const results: Result[] = [];
  for (let n = 0; n < CASES && performance.now() < end; n++) results.push(await runCase(fuzzer, 1, n));
  const accepted = results.filter(({ outcome }) => outcome === "accepted").length;
  t.diagnostic(`${results.length} cases, ${accepted} accepted`);
  assert.deepEqual(
    results.filter(({ outcome }) => outcome === "failed"),
    [],
  );
  assert.ok(accepted > 0 && accepted < results.length, "cases of both ends");
});

for (const it of HOSTILE.filter(({ quick }) => quick)) {
  test(`${it.name}: ${it.expected}, in little memory`, async () => {
    const { problem } = await runHostile(it, scratch);
    assert.equal(problem, undefined);
  });
}
