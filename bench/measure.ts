import { execFileSync, spawn, spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A program that does the work. */
export interface Contender {
  readonly name: string;
  /** Run by bash; `OUT` is a folder that does not exist yet. */
  readonly command: string;
  /** Programs that have to be there. */
  readonly needs?: readonly string[];
}

export interface Measured {
  readonly wall: number;
  /** User and system seconds. */
  readonly cpu: number;
  /** Resident megabytes of the largest process. */
  readonly memory: number;
}

const FOLDERS = [path.join(import.meta.dirname, ".cache/bin"), process.env["PATH"] ?? ""];
/** Where peers are looked for. */
export const peerPath = FOLDERS.join(path.delimiter);
const ENV = { ...process.env, PATH: peerPath };

export const isThere = (program: string): boolean =>
  spawnSync("bash", ["-c", `command -v ${program}`], { env: ENV, stdio: "ignore" }).status === 0;

export const versionOf = (command: string): string =>
  execFileSync("bash", ["-c", command], { env: ENV, encoding: "utf8" }).trim().split("\n")[0] ?? "";

/** One run, as GNU time sees it. */
export const runOnce = ({ name, command }: Contender): Measured => {
  const out = path.join(os.tmpdir(), `bench-out-${process.pid}`);
  const record = path.join(os.tmpdir(), `bench-time-${process.pid}`);
  rmSync(out, { recursive: true, force: true });
  const args = ["-f", "%e %U %S %M", "-o", record, "bash", "-o", "pipefail", "-c", command];
  const ran = spawnSync("/usr/bin/time", args, { env: { ...ENV, OUT: out }, stdio: ["ignore", "ignore", "pipe"] });
  rmSync(out, { recursive: true, force: true });
  if (ran.status !== 0) throw new Error(`${name} ended with ${ran.status}: ${ran.stderr.toString().slice(-500)}`);
  return readRecord(record);
};

/** One run while something else is looked at, of which the largest is told. */
export const runWatched = async (
  { name, command }: Contender,
  env: Readonly<Record<string, string>>,
  look: () => number,
): Promise<Measured & { readonly peak: number }> => {
  const record = path.join(os.tmpdir(), `bench-time-${process.pid}`);
  const args = ["-f", "%e %U %S %M", "-o", record, "bash", "-o", "pipefail", "-c", command];
  const child = spawn("/usr/bin/time", args, { env: { ...ENV, ...env }, stdio: ["ignore", "ignore", "pipe"] });
  let told = "";
  child.stderr.on("data", (text) => {
    told += text;
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  let peak = 0;
  while (child.exitCode === null) {
    peak = Math.max(peak, look());
    await Promise.race([ended, sleep(LOOKED_AFTER_MS)]);
  }
  await ended;
  if (child.exitCode !== 0) throw new Error(`${name} ended with ${child.exitCode}: ${told.slice(-500)}`);
  return { ...readRecord(record), peak };
};

/** Looking costs time of the same processors. */
const LOOKED_AFTER_MS = 100;

const readRecord = (record: string): Measured => {
  const [wall = 0, user = 0, system = 0, kilobytes = 0] = readFileSync(record, "utf8").trim().split(" ").map(Number);
  return { wall, cpu: user + system, memory: kilobytes / 1000 };
};

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

/** Contenders in turn, round after round, so that what disturbs the machine disturbs all; one round before is not counted. */
export const measureAll = (
  contenders: readonly Contender[],
  rounds: number,
): ReadonlyMap<string, readonly Measured[]> => {
  const results = new Map<string, Measured[]>(contenders.map(({ name }) => [name, []]));
  for (const contender of contenders) runOnce(contender);
  for (let round = 0; round < rounds; round++) {
    for (const contender of contenders) results.get(contender.name)?.push(runOnce(contender));
  }
  return results;
};

/** Rows of a Markdown table; ratios are those of each round, ours by theirs. */
export const tableOf = (ours: string, results: ReadonlyMap<string, readonly Measured[]>): string => {
  const own = results.get(ours) ?? [];
  const rows = [...results].map(([name, runs]) => {
    const ratios = runs.map(({ wall }, round) => (own[round]?.wall ?? 0) / wall);
    const spread = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`;
    const ratio = name === ours ? "" : `**${median(ratios).toFixed(2)}** (${spread})`;
    const of = (measure: (run: Measured) => number): string => median(runs.map(measure)).toFixed(2);
    return `| ${name} | ${of((run) => run.wall)} s | ${ratio} | ${of((run) => run.cpu)} s | ${Math.round(median(runs.map((run) => run.memory)))} MB |`;
  });
  return ["| | wall | ours / theirs | CPU | peak memory |", "|---|--:|--:|--:|--:|", ...rows].join("\n");
};
