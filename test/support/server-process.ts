import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * The guard holds the read end of a pipe whose write end is ours. However this process ends (return, failed assertion,
 * signal, SIGKILL), the system closes the pipe and the guard kills the server, so no server outlives its test.
 */
const GUARD = `exec 3<&0; "$@" </dev/null 3<&- & server=$!; (cat <&3; kill -9 $server) >/dev/null 2>&1 & wait $server`;

const START_LIMIT_MS = 30_000;

export interface ServerCommand {
  /** For messages. */
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Asked again and again until it says that the server answers. */
  readonly isReady: (output: string) => boolean | Promise<boolean>;
}

export interface ServerProcess {
  /** Standard output and standard error so far, interleaved as they came. */
  output(): string;
  /** Resolves when the server is gone. May be called twice. */
  stop(): Promise<void>;
}

/** A running server that answers. Throws with the server's own output when it exits or stays silent for 30 s. */
export async function startServerProcess(options: ServerCommand): Promise<ServerProcess> {
  const { name, command, isReady } = options;
  const env = { ...process.env, ...options.env };
  const child = spawn("sh", ["-c", GUARD, "guard", ...command], { env, stdio: ["pipe", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const stop = (): Promise<void> => {
    child.stdin.end();
    return ended;
  };
  const deadline = Date.now() + START_LIMIT_MS;
  while (!(await isReady(output))) {
    if (child.exitCode === null && Date.now() < deadline) {
      await sleep(20);
      continue;
    }
    await stop();
    throw new Error(`${name}: it does not answer (exit status ${child.exitCode}); its output:\n${output}`);
  }
  return { output: () => output, stop };
}

/** True once `url` answers anything at all over HTTP. */
export const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    async (response) => {
      await response.body?.cancel();
      return true;
    },
    () => false,
  );
