import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import { createInterface } from "node:readline";

export interface Program {
  readonly command: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Then the program and all it has started are killed. */
  readonly timeoutMs: number;
  /** Called for every line of standard output and standard error, in the order of arrival. */
  readonly onLine: (line: string) => void;
}

/** The exit status, or 128 + signal as a shell counts it. The program sees no other environment than `env`. */
export function runProgram({ command, env, cwd, timeoutMs, onLine }: Program): Promise<number> {
  const [file, ...args] = command;
  // A group of its own: a grandchild that outlives the program would keep its output open, and us waiting.
  const child = spawn(file, args, { env, cwd, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const kill = (): void => killGroup(child);
  process.once("exit", kill);
  const timer = setTimeout(kill, timeoutMs);
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on("line", onLine);
  return new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  }).finally(() => {
    clearTimeout(timer);
    process.removeListener("exit", kill);
  });
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Gone already.
  }
}
