import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { ProgramFact } from "../../../src/image/traces/model.ts";
import { ProgramWatcher } from "../../../src/image/traces/programs.ts";

const BASE = { kind: "file", sparse: false, target: undefined, uid: 0, gid: 0 } as const;

/** What the watcher makes of a file whose bytes come in pieces of `step`. */
const factOf = (bytes: Buffer, { mode = 0o755, step = bytes.length } = {}): ProgramFact | undefined => {
  const watcher = new ProgramWatcher();
  watcher.entry({ ...BASE, path: "/file", stored: bytes.length, size: bytes.length, mode });
  for (let at = 0; at < bytes.length; at += step) watcher.body(bytes.subarray(at, at + step));
  watcher.entry({ ...BASE, path: "/next", stored: 0, size: 0, mode });
  return watcher.finish().programs.get("/file");
};

const SELF = readFileSync(process.execPath);

test("the program that runs this test is an ELF program for this machine, with its loader", () => {
  const fact = factOf(SELF);
  assert.ok(fact?.kind === "elf");
  assert.equal(fact.machine, process.arch === "x64" ? 62 : 183);
  assert.equal(fact.isProgram, true);
  assert.equal(fact.isGo, false);
  assert.match(fact.loader ?? "", /ld-linux|ld-musl/);
});

test("a program is the same however its bytes are cut", () => {
  const head = SELF.subarray(0, 20_000);
  const whole = factOf(head);
  assert.ok(whole?.kind === "elf");
  for (const step of [1, 3, 64, 4095, 4096, 4097]) assert.deepEqual(factOf(head, { step }), whole);
});

test("a script is known by its interpreter when it may be executed", () => {
  assert.deepEqual(factOf(Buffer.from("#!/bin/sh")), { kind: "script", interpreter: "/bin/sh" });
  assert.deepEqual(factOf(Buffer.from("#!/bin/sh"), { step: 1 }), { kind: "script", interpreter: "/bin/sh" });
  assert.equal(factOf(Buffer.from("#!/bin/sh"), { mode: 0o644 }), undefined);
  assert.equal(factOf(Buffer.from("#!\n/bin/sh")), undefined);
});

test("what env is to look for is known, behind -S too; flags and assignments are not guessed at", () => {
  const commandOf = (line: string): string | undefined => {
    const fact = factOf(Buffer.from(`${line}\nx`));
    assert.ok(fact?.kind === "script");
    return fact.command;
  };
  assert.equal(commandOf("#!/usr/bin/env python3"), "python3");
  assert.equal(commandOf("#! /bin/env  node"), "node");
  assert.equal(commandOf("#!/usr/bin/env -S node --enable-source-maps"), "node");
  assert.equal(commandOf("#!/usr/bin/env -Snode"), "node");
  for (const line of ["#!/usr/bin/env -i perl", "#!/usr/bin/env A=b perl", "#!/usr/bin/env", "#!/bin/sh -e"])
    assert.equal(commandOf(line), undefined, line);
});

test("a hard link is the program that it is a name of", () => {
  const watcher = new ProgramWatcher();
  const script = Buffer.from("#!/bin/sh");
  watcher.entry({ ...BASE, path: "/a", stored: script.length, size: script.length, mode: 0o755 });
  watcher.body(script);
  for (const [path, target] of Object.entries({ "/b": "a", "/c": "./b", "/d": "gone" }))
    watcher.entry({ ...BASE, kind: "hardLink", path, target, stored: 0, size: 0, mode: 0o755 });
  assert.deepEqual([...watcher.finish().programs.keys()], ["/a", "/b", "/c"]);
});

test("Mach-O is known by its magic, of both byte orders; Java's classes are none", () => {
  assert.deepEqual(factOf(Buffer.from("cffaedfe07000001", "hex")), { kind: "mach-o" });
  assert.deepEqual(factOf(Buffer.from("feedfacf01000007", "hex")), { kind: "mach-o" });
  assert.equal(factOf(Buffer.from("cafebabe00000034", "hex")), undefined);
});

/** An ELF file of 64 bits with debug information: header, data, then a table of two sections. */
const elfWith = (debugSize: number, { big = false } = {}): Buffer => {
  const bytes = Buffer.alloc(64 + debugSize + 128);
  const u16 = (value: number, at: number): unknown =>
    big ? bytes.writeUInt16BE(value, at) : bytes.writeUInt16LE(value, at);
  const u32 = (value: number, at: number): unknown =>
    big ? bytes.writeUInt32BE(value, at) : bytes.writeUInt32LE(value, at);
  const u64 = (value: number, at: number): unknown =>
    big ? bytes.writeBigUInt64BE(BigInt(value), at) : bytes.writeBigUInt64LE(BigInt(value), at);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, big ? 2 : 1, 1]);
  u16(2, 16);
  u16(big ? 22 : 62, 18);
  u64(64 + debugSize, 40);
  u16(64, 58);
  u16(2, 60);
  const section = 64 + debugSize + 64;
  u32(1, section + 4);
  u64(64, section + 24);
  u64(debugSize, section + 32);
  return bytes;
};

test("sections that nothing loads are for debuggers, however the table is cut", () => {
  for (const big of [false, true]) {
    const bytes = elfWith(100_000, { big });
    for (const step of [1000, 4096, 99_999, bytes.length]) {
      const fact = factOf(bytes, { step });
      assert.ok(fact?.kind === "elf");
      assert.deepEqual([fact.debugSize, fact.machine], [100_000, big ? 22 : 62]);
    }
  }
});

test("a header that promises what the file does not have is read as far as it goes", () => {
  const bytes = elfWith(5000);
  bytes.writeBigUInt64LE(0xffffffffffffffffn, 40); // the table lies nowhere
  const fact = factOf(bytes);
  assert.ok(fact?.kind === "elf");
  assert.equal(fact.debugSize, 0);
  for (let length = 4; length < 200; length += 7) factOf(elfWith(5000).subarray(0, length));
  for (let i = 0; i < 64; i += 1) {
    const broken = elfWith(5000);
    broken[i] = 0xff;
    factOf(broken);
  }
});

test("a section cannot claim more than the file has", () => {
  const bytes = elfWith(5000);
  bytes.writeBigUInt64LE(10n ** 15n, 64 + 5000 + 64 + 32);
  const fact = factOf(bytes);
  assert.ok(fact?.kind === "elf");
  assert.equal(fact.debugSize, 0);
});

test("of a path that stands twice in a layer the last file counts", () => {
  const watcher = new ProgramWatcher();
  for (const text of ["#!/bin/missing\n", "no program"]) {
    watcher.entry({ ...BASE, path: "/bin/x", stored: text.length, size: text.length, mode: 0o755 });
    watcher.body(Buffer.from(text));
  }
  assert.deepEqual([...watcher.finish().programs], []);
});
