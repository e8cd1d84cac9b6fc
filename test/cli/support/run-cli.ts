import { spawn } from "node:child_process";
import path from "node:path";
import { text } from "node:stream/consumers";

export const SOURCES = path.resolve(import.meta.dirname, "../../../src/cli.ts");

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd: string;
  /** Added to this process's environment. */
  readonly env?: NodeJS.ProcessEnv;
  readonly stdin?: string;
  /** The program instead of the sources. */
  readonly program?: string;
}

/** The command line as a process of its own, which knows no login of the person who runs the tests. */
export const runCli = async (args: readonly string[], options: CliOptions): Promise<Ran> => {
  const { cwd, stdin = "", program = SOURCES } = options;
  const env = { ...process.env, HOME: cwd, DOCKER_CONFIG: path.join(cwd, "no-docker-config"), ...options.env };
  const child = spawn(process.execPath, [program, ...args], { cwd, env, stdio: "pipe" });
  child.stdin.end(stdin);
  const ended = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, stdout, stderr };
};

/** What the program complained about: the last thing on standard error, without what it did before. */
export const complaintOf = ({ stderr }: Ran): string =>
  stderr.slice(Math.max(0, stderr.indexOf("nix-image: "))).trimEnd();
