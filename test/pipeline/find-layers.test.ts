import assert from "node:assert/strict";
import { test } from "node:test";
import { findLayers } from "../../src/pipeline/find-layers.ts";
import { BlobUploads } from "../../src/publish/index.ts";
import { openRepository } from "../../src/registry/index.ts";
import { runProgram } from "../../src/run-program.ts";
import { startFaultProxy } from "../registry/support/fault-proxy.ts";
import { captureLog } from "../registry/support/open.ts";
import { MACHINE } from "../support/machine.ts";

test("a registry that does not answer costs no more than patience, and all layers are packed", async () => {
  await using silent = await startFaultProxy("http://127.0.0.1:1", () => {});
  const log = captureLog();
  const repository = openRepository({ registry: silent.host, repository: "acme/api", fetch, log });
  const rev = "9f8e7d6c5";
  const found = await findLayers({
    plan: { text: "app.tar", target: { kind: "ready", path: "app.tar" }, revision: rev, dirty: false, rev },
    ...{ uploads: [new BlobUploads({ repository })], tags: [rev], baseRevision: undefined, reported: [], patience: 50 },
    settings: {
      ...{
        toDestinations: true,
        destinations: [],
        compression: { kind: "gzip", level: 4 },
        reuseFrom: [],
        mountFrom: [],
      },
      ...{ tags: [rev], tagContext: {}, allowDirty: false, credentials: {}, insecure: [] },
    },
    deps: {
      ...{ run: runProgram, version: async () => "1.2.3", machine: MACHINE, fetch, log },
      ...{ env: {}, cwd: "/", tempDir: "/tmp" },
    },
  });
  assert.deepEqual(found, { known: new Map(), published: [] });
  assert.match(
    log.text(),
    /Layers of earlier images cannot be used: no answer within 0\.05 s\. All are packed and sent\./,
  );
});
