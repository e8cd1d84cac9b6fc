/** `script/fuzz [--seed S] [--count N] [--seconds T] [--case N] [--no-hostile]`: mutated images, read by the real readers. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { compareSamples } from "./compare.ts";
import { HOSTILE, runHostile } from "./hostile.ts";
import { writeCase } from "./oracle.ts";
import { openFuzzer, type Result, runCase } from "./run.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "10000" },
    seconds: { type: "string", default: "3600" },
    case: { type: "string" },
    "no-hostile": { type: "boolean", default: false },
  },
});

const seed = Number(values.seed);
const memory = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
const scratch = mkdtempSync(path.join(memory, "nix-image-fuzz-"));

/** Without an answer for so long, a case hangs where no timer of its own process could end it. */
const HANG_LIMIT = 15_000;
/** Bytes; a reader of small images has no use for more. */
const RSS_LIMIT = 1 << 30;

interface Totals {
  readonly outcomes: Map<string, number>;
  ran: number;
  failed: number;
  maxRss: number;
}

const totals: Totals = { outcomes: new Map(), ran: 0, failed: 0, maxRss: 0 };

const count = ({ run, n, kind, seed: made, outcome, problem }: Result): void => {
  totals.ran += 1;
  const key = `${kind} ${outcome}`;
  totals.outcomes.set(key, (totals.outcomes.get(key) ?? 0) + 1);
  if (outcome !== "failed") return;
  totals.failed += 1;
  console.log(`FAILED --seed ${run} --case ${n} (${kind} of ${made}): ${problem ?? ""}`);
};

/** A process that is ready to be told cases. */
const startWorker = async (): Promise<ChildProcess> => {
  const worker = fork(path.join(import.meta.dirname, "worker.ts"), [scratch], { serialization: "advanced" });
  await once(worker, "message");
  return worker;
};

/** The answer of a worker; `undefined` when it died or does not come back. */
const ask = async (worker: ChildProcess, n: number): Promise<(Result & { readonly rss: number }) | undefined> => {
  const done = new AbortController();
  const signal = AbortSignal.any([done.signal, AbortSignal.timeout(HANG_LIMIT)]);
  const answer = once(worker, "message", { signal }).then(([result]) => result);
  const exit = once(worker, "exit", { signal }).then(() => undefined);
  exit.catch(() => {}); // gone unheard once the answer is there
  worker.send({ run: seed, n });
  try {
    return await Promise.race([answer, exit]).catch(() => undefined);
  } finally {
    answer.catch(() => {});
    done.abort();
  }
};

const fuzz = async (): Promise<void> => {
  const end = Date.now() + 1000 * Number(values.seconds);
  let worker = await startWorker();
  for (let n = 0; n < Number(values.count) && Date.now() < end; n++) {
    const result = await ask(worker, n);
    if (result !== undefined) {
      count(result);
      totals.maxRss = Math.max(totals.maxRss, result.rss);
      continue;
    }
    worker.kill("SIGKILL");
    count({ run: seed, n, kind: "bytes", seed: "?", outcome: "failed", problem: "the process crashed or hung" });
    worker = await startWorker();
  }
  worker.disconnect();
};

const runOne = async (n: number): Promise<void> => {
  const fuzzer = await openFuzzer(scratch);
  const file = path.resolve("out", `fuzz-${seed}-${n}`);
  rmSync(file, { recursive: true, force: true });
  writeCase(file, fuzzer.cases.make(seed, n));
  console.log(`the input is ${file}`);
  const result = await runCase(fuzzer, seed, n);
  count(result);
  console.log(`${result.kind} of ${result.seed}: ${result.outcome}`);
};

const hostile = async (): Promise<void> => {
  for (const it of HOSTILE) {
    const { outcome, problem, seconds, rss } = await runHostile(it, scratch);
    const verdict = problem === undefined ? "ok" : `FAILED ${problem}`;
    console.log(`${verdict} ${it.name}: ${outcome} (${seconds.toFixed(1)} s, ${Math.round(rss / 2 ** 20)} MiB)`);
    totals.ran += 1;
    if (problem !== undefined) totals.failed += 1;
  }
};

try {
  if (values.case === undefined) {
    await fuzz();
    if (!values["no-hostile"]) await hostile();
    for (const line of compareSamples(path.join(scratch, "samples"))) console.log(line);
  } else await runOne(Number(values.case));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

for (const [key, value] of [...totals.outcomes].sort()) console.log(`${String(value).padStart(7)} ${key}`);
if (totals.maxRss > RSS_LIMIT) {
  totals.failed += 1;
  console.log(`FAILED the readers came to ${totals.maxRss} bytes of memory (at most ${RSS_LIMIT})`);
}
const accepted = [...totals.outcomes].reduce((sum, [key, value]) => sum + (key.endsWith(" accepted") ? value : 0), 0);
const mib = Math.round(totals.maxRss / 2 ** 20);
console.log(
  `${totals.ran} ran: ${accepted} accepted, ${totals.failed} failed, the others refused with an error; seed ${seed}, ${mib} MiB`,
);
process.exitCode = totals.failed === 0 ? 0 : 1;
