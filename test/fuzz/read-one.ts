/** Reads one image as the program would, and prints what became of it and the memory that it took. */
import { readFileSync } from "node:fs";
import { messageOf } from "../../src/core/errors.ts";
import { inspectImage } from "../../src/image/index.ts";
import { readOrRefuse } from "./oracle.ts";

/** Milliseconds; the parent gives up before. */
const HUNG = 300_000;

const outcomeOf = async (target: string): Promise<string> => {
  try {
    const answer = await readOrRefuse(target, HUNG);
    if (answer instanceof Error) return answer.code;
    for (const image of answer) inspectImage(image);
    return "accepted";
  } catch (error) {
    return `failed: ${messageOf(error)}`;
  }
};

/** Bytes at most. Linux lets a process inherit the maximum of its parent in `maxRSS`; VmHWM is its own. */
const peakMemory = (): number => {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS * 1024;
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) * 1024;
};

const outcome = await outcomeOf(process.argv[2] ?? "");
console.log(JSON.stringify({ outcome, rss: peakMemory() }));
