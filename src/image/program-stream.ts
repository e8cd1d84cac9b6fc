import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Log } from "../core/log.ts";
import { ImageError } from "./errors.ts";

export interface RunningProgram {
  readonly bytes: Readable;
  /** Resolves when the program has ended well; rejects with SCRIPT_FAILED otherwise. */
  readonly done: Promise<void>;
  /** Ends the program and everything it started. */
  kill(): void;
}

export interface StreamedProgram {
  /** For messages: the image. */
  readonly name: string;
  /** For messages: `the stream script`. */
  readonly what: string;
  readonly command: readonly [program: string, ...args: string[]];
}

export interface ProgramStreamOptions {
  readonly log: Log;
  /** All of the program's environment. */
  readonly env: Readonly<Record<string, string>>;
}

const STDERR_LINES = 10;

/** Time for the pipe to be emptied after the program has ended. */
const GRACE_MS = 2000;

/**
 * Runs a program that writes an image to standard output, once: a second run of a `streamLayeredImage` script may give
 * other bytes (`created = "now"`). It gets a process group of its own: nixpkgs' script hangs for ever when its reader goes away,
 * and only SIGKILL to the whole group ends it.
 */
export const runProgramStream = (program: StreamedProgram, { log, env }: ProgramStreamOptions): RunningProgram => {
  const [file, ...args] = program.command;
  const child = spawn(file, args, { detached: true, env, stdio: ["ignore", "pipe", "pipe"] });
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
  // What the program has left running may hold its output open for ever.
  child.once("exit", () => setTimeout(kill, GRACE_MS).unref());
  const done = new Promise<void>((resolve, reject) => {
    child.on("error", (error: NodeJS.ErrnoException) => {
      const found = error.code === "ENOENT" ? `there is no program ${file} on PATH` : error.message;
      reject(failed(program, `cannot be run (${found})`, tail));
    });
    child.on("close", (code, signal) => {
      if (code === 0) resolve();
      else reject(failed(program, `ended with ${signal ?? `status ${code}`}`, tail));
    });
  });
  done.catch(() => {}); // awaited by the reader, perhaps after the bytes have failed first
  return { bytes: child.stdout, done, kill };
};

const failed = ({ name, what }: StreamedProgram, found: string, tail: readonly string[]): ImageError => {
  const said = tail.length === 0 ? "it said nothing" : `it said:\n${tail.join("\n")}`;
  return new ImageError("SCRIPT_FAILED", `${name}: ${what} ${found}; ${said}`);
};
