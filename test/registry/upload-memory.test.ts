import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, open as openFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Digest } from "../../src/core/digest.ts";
import { startRegistry } from "../support/registry.ts";
import { open } from "./support/open.ts";

const MIB = 1024 * 1024;
const SIZE = 256 * MIB;

test("memory does not grow with the blob that is uploaded", async () => {
  await using registry = await startRegistry();
  const folder = await mkdtemp(join(tmpdir(), "large-"));
  try {
    const file = join(folder, "zeros");
    await using handle = await openFile(file, "w");
    await handle.truncate(SIZE);
    const hash = createHash("sha256");
    const zeros = Buffer.alloc(MIB);
    for (let sent = 0; sent < SIZE; sent += MIB) hash.update(zeros);
    const digest: Digest = `sha256:${hash.digest("hex")}`;
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const timer = setInterval(() => {
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }, 5);
    const { repository } = open({ registry: registry.host });
    assert.equal(await repository.putBlob({ mediaType: "x", digest, size: SIZE }, file), "uploaded");
    clearInterval(timer);
    assert.ok(most > 0 && most < SIZE / 2, `${Math.round(most / MIB)} MiB of buffers`);
  } finally {
    await rm(folder, { recursive: true });
  }
});
