import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { mapParallel } from "../../src/publish/parallel.ts";

test("results keep the order of the items", async () => {
  const slowFirst = async (item: number) => sleep(30 - item * 10, item * 2);
  assert.deepEqual(await mapParallel([0, 1, 2], 2, slowFirst), [0, 2, 4]);
  assert.deepEqual(await mapParallel([], 2, slowFirst), []);
});

test("after a failure nothing is started, and the failure is told when all that ran has ended", async () => {
  const events: string[] = [];
  const work = async (item: string): Promise<void> => {
    events.push(`start ${item}`);
    await sleep(item === "slow" ? 30 : 5);
    if (item === "bad") throw new Error("bad");
    events.push(`end ${item}`);
  };
  await assert.rejects(mapParallel(["slow", "bad", "never", "never"], 2, work), { message: "bad" });
  assert.deepEqual(events, ["start slow", "start bad", "end slow"]);
});
