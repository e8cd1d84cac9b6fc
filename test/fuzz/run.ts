import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { messageOf } from "../../src/core/errors.ts";
import { entriesOf, type Image } from "../../src/image/index.ts";
import { sha256Hex } from "../support/archives.ts";
import { type Case, type Cases, openCases } from "./cases.ts";
import { judge, type KnownLayers, learn, type Outcome, readAt, writeCase } from "./oracle.ts";

export interface Fuzzer {
  readonly cases: Cases;
  readonly known: KnownLayers;
  readonly scratch: string;
}

export interface Result {
  readonly run: number;
  readonly n: number;
  readonly kind: Case["kind"];
  readonly seed: string;
  readonly outcome: Outcome;
  /** What was wrong, of the outcome `failed` alone. */
  readonly problem?: string;
}

/** Makes the seeds in `scratch`, a folder of the caller's, and reads them. */
export const openFuzzer = async (scratch: string): Promise<Fuzzer> => {
  const cases = openCases(scratch);
  return { cases, scratch, known: await learn(cases.seeds, scratch) };
};

/** One accepted layer in so many is kept in `samples` of the scratch folder, to be held against another reader. */
const SAMPLE = 10;

export const runCase = async (fuzzer: Fuzzer, run: number, n: number): Promise<Result> => {
  const it = fuzzer.cases.make(run, n);
  const target = path.join(fuzzer.scratch, `case-${n}`);
  writeCase(target, it);
  const about = { run, n, kind: it.kind, seed: it.seed };
  try {
    const outcome = await judge(it, target, fuzzer.known);
    if (outcome === "accepted" && it.kind === "layer" && n % SAMPLE === 0)
      keepSample(fuzzer, it, n, await readAt(target));
    return { ...about, outcome };
  } catch (error) {
    return { ...about, outcome: "failed", problem: messageOf(error) };
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
};

/** The tar of a changed layer, and what we read in it. */
const keepSample = ({ scratch, known }: Fuzzer, it: Case, n: number, images: readonly Image[]): void => {
  const dir = path.join(scratch, "samples");
  mkdirSync(dir, { recursive: true });
  for (const { diffId, files } of images.flatMap(({ layers }) => layers.filter((layer) => !known.has(layer.diffId)))) {
    const bytes = it.layers.find((layer) => diffId === `sha256:${sha256Hex(layer)}`);
    if (bytes === undefined) continue;
    writeFileSync(path.join(dir, `${n}.tar`), bytes);
    const entries = [...entriesOf(files)].map(({ path: name, kind, size }) => [name, kind, size]);
    writeFileSync(path.join(dir, `${n}.json`), JSON.stringify(entries));
  }
};
