import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { silentLog } from "../../src/core/log.ts";
import { listArtifacts } from "../../src/github/index.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;

test("images come one a line behind what is there, each once, without what no runner would take", async () => {
  const folder = await mkdtemp(join(tmpdir(), "artifacts-"));
  const file = join(folder, "list");
  await writeFile(file, "dist/app.tar\n");
  const image = `ghcr.io/octo/api:v1@${DIGEST}`;
  await listArtifacts(file, [image, image, `ghcr.io/octo/a=b@${DIGEST}`], silentLog);
  assert.equal(await readFile(file, "utf8"), `dist/app.tar\noci://${image}\n`);
  const many = Array.from({ length: 600 }, (_, index) => `ghcr.io/octo/api:v${index}@${DIGEST}`);
  await listArtifacts(join(folder, "many"), many, silentLog);
  assert.equal((await readFile(join(folder, "many"), "utf8")).trimEnd().split("\n").length, 500);
  await rm(folder, { recursive: true });
});

test("without a file that can be written nothing happens", async () => {
  await listArtifacts(undefined, ["x"], silentLog);
  await listArtifacts("", ["x"], silentLog);
  await listArtifacts("/nowhere/at/all", ["x"], silentLog);
  await assert.rejects(readFile("/nowhere/at/all"), { code: "ENOENT" });
});
