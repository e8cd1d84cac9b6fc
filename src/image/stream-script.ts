import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Log } from "../core/log.ts";
import { ImageError } from "./errors.ts";

export interface RunningScript {
  readonly bytes: Readable;
  /** Resolves when the script has ended well; rejects with SCRIPT_FAILED otherwise. */
  readonly done: Promise<void>;
  /** Ends the script and everything it started. */
  kill(): void;
}

export interface ScriptOptions {
  readonly log: Log;
  /** All of the script's environment. */
  readonly env: Readonly<Record<string, string>>;
}

const STDERR_LINES = 10;

/** Time for the pipe to be emptied after the script has ended. */
const GRACE_MS = 2000;

/**
 * Runs a `streamLayeredImage` script once; a second run may give other bytes (`created = "now"`).
 * It gets a process group of its own: nixpkgs' script hangs for ever when its reader goes away, and only
 * SIGKILL to the whole group ends it.
 */
export const runStreamScript = (file: string, { log, env }: ScriptOptions): RunningScript => {
  const child = spawn(file, [], { detached: true, env, stdio: ["ignore", "pipe", "pipe"] });
  const tail: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    log.debug(line);
    tail.push(line);
    if (tail.length > STDERR_LINES) tail.shift();
  });
  let closed = false;
  const kill = (): void => {
    if (child.pid === undefined || closed) return;
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      child.kill("SIGKILL"); // the group is gone already
    }
  };
  // A group of its own does not get the signals that end this process.
  process.once("exit", kill);
  child.once("close", () => {
    closed = true;
    process.off("exit", kill);
  });
  // What the script has left running may hold its output open for ever.
  child.once("exit", () => setTimeout(kill, GRACE_MS).unref());
  const done = new Promise<void>((resolve, reject) => {
    child.on("error", (error) => reject(failed(file, `cannot be run (${error.message})`, tail)));
    child.on("close", (code, signal) => {
      if (code === 0) resolve();
      else reject(failed(file, `ended with ${signal ?? `status ${code}`}`, tail));
    });
  });
  done.catch(() => {}); // awaited by the reader, perhaps after the bytes have failed first
  return { bytes: child.stdout, done, kill };
};

const failed = (file: string, what: string, tail: readonly string[]): ImageError => {
  const said = tail.length === 0 ? "it said nothing" : `it said:\n${tail.join("\n")}`;
  return new ImageError("SCRIPT_FAILED", `${file}: the stream script ${what}; ${said}`);
};
