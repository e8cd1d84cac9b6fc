import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { Writable } from "node:stream";
import { test } from "node:test";
import { promisify } from "node:util";
import { terminalLog } from "../../src/cli/log.ts";
import { renderProgressLine } from "../../src/cli/progress-line.ts";

/** A terminal that remembers what is written to it, with a clock that the test moves. */
const rig = (options: { readonly interactive: boolean; readonly columns?: number }) => {
  let written = "";
  let time = 0;
  const stderr = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      written += chunk.toString();
      done();
    },
  });
  const log = terminalLog({
    shown: (text) => text,
    stderr: Object.assign(stderr, { columns: options.columns ?? 80 }),
    interactive: options.interactive,
    verbose: false,
    now: () => time,
  });
  const take = (): string => {
    const text = written;
    written = "";
    return text;
  };
  const wait = (ms: number): void => {
    time += ms;
  };
  return { log, take, wait };
};

test("quick work shows no progress", () => {
  const { log, take } = rig({ interactive: true });
  const progress = log.progress("app.tar", 1000);
  progress.advance(1000);
  progress.done();
  assert.equal(take(), "");
});

test("a terminal shows one line, drawn again at most ten times a second, and nothing of it stays", () => {
  const { log, take, wait } = rig({ interactive: true });
  const progress = log.progress("app.tar", 4_500_000_000);
  progress.doing(() => "openssl-3.0.14");
  wait(1000);
  progress.advance(1_200_000_000);
  progress.advance(1);
  assert.equal(take(), "\rapp.tar  ███▎           26 %    1.2 GB    1.2 GB/s  openssl-3.0.14\x1b[K");
  wait(99);
  progress.advance(1);
  assert.equal(take(), "");
  wait(1);
  progress.advance(1_050_000_000);
  assert.equal(take(), "\rapp.tar  ██████         50 %    2.3 GB    2.0 GB/s  openssl-3.0.14\x1b[K");
  log.info("a line between");
  assert.equal(take(), "\r\x1b[Ka line between\n");
  wait(100);
  progress.advance(1);
  take();
  progress.done();
  assert.equal(take(), "\r\x1b[K");
});

test("the rate is that of the last seconds", () => {
  const { log, take, wait } = rig({ interactive: true });
  const progress = log.progress("app.tar");
  for (let second = 0; second < 10; second++) {
    wait(1000);
    progress.advance(second < 5 ? 100_000_000 : 10_000_000);
  }
  assert.ok(take().endsWith("\rapp.tar  550.0 MB   10.0 MB/s\x1b[K"));
});

test("a log that is no terminal gets a quiet line every five seconds", () => {
  const { log, take, wait } = rig({ interactive: false });
  const progress = log.progress("app.tar", 4_000_000_000);
  progress.doing(() => "openssl\x1b[31m");
  for (let second = 0; second < 11; second++) {
    wait(1000);
    progress.advance(200_000_000);
  }
  progress.done();
  assert.equal(
    take(),
    "app.tar: 1.0 GB of 4.0 GB (25 %), 200.0 MB/s, at openssl\\x1b[31m\n" +
      "app.tar: 2.0 GB of 4.0 GB (50 %), 200.0 MB/s, at openssl\\x1b[31m\n",
  );
});

test("a line never fills the terminal's width, whatever is read", () => {
  const state = { title: "t".repeat(99), bytes: 999_900_000_000, total: 1e12, rate: 999_900_000, doing: "" };
  for (const columns of [20, 40, 80, 200]) {
    for (const doing of ["x".repeat(300), "漢".repeat(300), "\x1b[2J\u202e".repeat(40), "🎈".repeat(99)]) {
      const line = renderProgressLine({ ...state, doing }, columns);
      const width = [...line].reduce((sum, letter) => sum + (/[漢🎈]/u.test(letter) ? 2 : 1), 0);
      assert.ok(width < columns, `${width} of ${columns}: ${line}`);
      assert.doesNotMatch(line, /[\p{Cc}\u202e]/u);
    }
  }
});

test("in a real terminal of 80 columns the line is drawn in place and gone at the end", async () => {
  const program = `
    import { terminalLog } from ${JSON.stringify(path.resolve(import.meta.dirname, "../../src/cli/log.ts"))};
    let time = 0;
    const { stderr } = process;
    const log = terminalLog({ stderr, shown: (text) => text, verbose: false, interactive: stderr.isTTY === true, now: () => time });
    const progress = log.progress("app.tar", 1e9);
    progress.doing(() => "a-very-long-name-of-a-store-path-that-would-never-fit-into-what-is-left-of-the-line");
    for (let i = 0; i < 20; i++) { time += 100; progress.advance(5e7); }
    progress.done();
    log.info("done");
  `;
  const command = `stty cols 80; node --input-type=module-typescript -e '${program}'`;
  const { stdout } = await promisify(execFile)("script", ["-qefc", command, "/dev/null"]);
  const drawn = stdout.split("\r").filter((line) => line.includes("app.tar"));
  assert.ok(drawn.length >= 10, JSON.stringify(stdout));
  for (const line of drawn) assert.ok([...line.replace("\x1b[K", "")].length < 80, line);
  assert.ok(stdout.endsWith("\r\x1b[Kdone\r\n"), JSON.stringify(stdout.slice(-40)));
});
