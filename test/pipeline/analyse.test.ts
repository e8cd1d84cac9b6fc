import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { type Log, silentLog } from "../../src/core/log.ts";
import { analysePlan } from "../../src/pipeline/analyse.ts";
import type { Deps } from "../../src/pipeline/deps.ts";
import { findNix } from "../../src/pipeline/find-nix.ts";
import { planImage } from "../../src/pipeline/plan.ts";
import { runProgram } from "../../src/run-program.ts";
import { makeDockerArchive, makeSampleLayer, makeTar } from "../support/archives.ts";
import { MACHINE } from "../support/machine.ts";

test("a layer that holds more than is looked at is told of, since findings may be incomplete then", async () => {
  const dir = await mkdtemp(path.join(os.tmpdir(), "analyse-"));
  try {
    const large = await makeTar([{ name: "etc/passwd", content: Buffer.alloc((16 << 20) + 1, "x") }]);
    await writeFile(path.join(dir, "image.tar"), await makeDockerArchive({ layers: [await makeSampleLayer(), large] }));
    const warnings: string[] = [];
    const log: Log = { ...silentLog, warning: (message) => warnings.push(message) };
    const env = { PATH: "/none" };
    const deps: Deps = {
      ...{ run: runProgram, machine: MACHINE, fetch, log, env },
      cwd: dir,
      tempDir: dir,
      version: async () => "0",
    };
    const options = { deps, nix: findNix(deps), buildArgs: [] };
    const plan = await planImage({ kind: "path", path: "./image.tar" }, { ...options, revLength: 9 });
    await analysePlan(plan, options);
    const found = warnings.filter((message) => message.includes("looked at"));
    assert.equal(found.length, 1);
    assert.match(found[0] ?? "", /image\.tar: layer 2 holds more .*; sizes are exact, findings and references may be/);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});
