import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { findProgram, runProgram } from "../src/run-program.ts";

let dir: string;
before(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "run program-"));
  for (const folder of ["empty", "folder/tool", "text", "first", "second"])
    await mkdir(path.join(dir, folder), { recursive: true });
  for (const [folder, mode] of [
    ["text", 0o644],
    ["first", 0o755],
    ["second", 0o755],
  ] as const) {
    await writeFile(path.join(dir, folder, "tool"), `#!/bin/sh\necho "${folder} $*"\n`);
    await chmod(path.join(dir, folder, "tool"), mode);
  }
});
after(() => rm(dir, { recursive: true }));

const searchPath = (...folders: readonly string[]): string =>
  folders.map((folder) => path.join(dir, folder)).join(path.delimiter);

test("a program is the first file of that name on PATH that can be executed", async () => {
  const found = await findProgram(
    "tool",
    searchPath("absent", "empty", "text/tool", "folder", "text", "first", "second"),
  );
  assert.equal(found, path.join(dir, "first/tool"));
});

test("a relative folder of PATH is not searched, nor is the working folder", async () => {
  const relative = path.relative(process.cwd(), path.join(dir, "first"));
  assert.equal(await findProgram("tool", `${relative}::.`), undefined);
  assert.equal(await findProgram("tool"), undefined);
});

test("a program is run by its path, blanks in it included", async () => {
  assert.deepEqual(await runProgram(path.join(dir, "first/tool"), ["a b", "c"]), {
    status: 0,
    stdout: "first a b c\n",
    stderr: "",
  });
});

test("a program that is not there has status 127", async () => {
  for (const program of ["no-such-program", path.join(dir, "absent/tool"), path.join(dir, "text/tool")]) {
    const { status, stdout } = await runProgram(program, []);
    assert.deepEqual([status, stdout], [127, ""]);
  }
});

test("of a program that logs without end only the last part is kept", async () => {
  const script = "head -c 20000000 /dev/zero >&2; echo the end >&2";
  const { status, stderr } = await runProgram("sh", ["-c", script]);
  assert.equal(status, 0);
  assert.ok(stderr.length >= 4 << 20 && stderr.length < 6 << 20, `${stderr.length}`);
  assert.ok(stderr.endsWith("the end\n"));
});
