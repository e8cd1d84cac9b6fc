import { execFile } from "node:child_process";
import { delimiter, resolve } from "node:path";
import { promisify } from "node:util";

const exec = promisify(execFile);

const LIBRARY = resolve(import.meta.dirname, "../../script/lib");

/** Image archives of the example come through stdout. */
const MAX_OUTPUT = 256 * 1024 * 1024;

/** A Nix to test with. */
export interface TestNix {
  readonly version: string;
  /** Where its programs are; undefined for the one that PATH finds anyway. */
  readonly binDir: string | undefined;
  /** The whole environment to run it in: it is first on PATH, and configured as script/lib/env.sh says. */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Every Nix to test with, in this order: the one on PATH, and the one in the release tarball that the variable
 * NIX_IMAGE_NIX_TARBALL names, which the first call unpacks into /nix/store (about 2 s). Throws when there is none.
 */
export async function nixesToTestWith(): Promise<readonly TestNix[]> {
  const env = await projectEnv();
  const tarball = process.env["NIX_IMAGE_NIX_TARBALL"];
  const binDirs = [undefined, ...(tarball ? [await installTarball(tarball)] : [])];
  const nixes = await Promise.all(binDirs.map((binDir) => openNix(binDir, env)));
  const found = nixes.filter((nix) => nix !== undefined);
  if (found.length === 0) throw new Error("no nix on PATH (wanted one to test with); run script/bootstrap");
  return found;
}

/** What a program printed to stdout, run with this Nix on PATH. Throws with its stderr when it fails. */
export async function runWith(nix: TestNix, command: readonly string[], cwd?: string): Promise<string> {
  return (await bytesWith(nix, command, cwd)).toString();
}

/** Like runWith, for output that is not text. */
export async function bytesWith(nix: TestNix, command: readonly string[], cwd?: string): Promise<Buffer> {
  const [program = "", ...args] = command;
  const { stdout } = await exec(program, args, { cwd, env: nix.env, encoding: "buffer", maxBuffer: MAX_OUTPUT });
  return stdout;
}

async function openNix(binDir: string | undefined, base: NodeJS.ProcessEnv): Promise<TestNix | undefined> {
  const env = binDir === undefined ? base : { ...base, PATH: `${binDir}${delimiter}${base["PATH"]}` };
  const printed = await exec("nix", ["--version"], { env }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  return printed && { version: printed.stdout.trim().split(" ").at(-1) ?? "", binDir, env };
}

/** This process's environment as the project's scripts see it, so that a test run by hand is no different. */
async function projectEnv(): Promise<NodeJS.ProcessEnv> {
  const script = `. "$0/env.sh" && printf '%s\\0%s' "$PATH" "$NIX_CONFIG"`;
  const { stdout } = await exec("bash", ["-euc", script, LIBRARY]);
  const [PATH, NIX_CONFIG] = stdout.split("\0");
  return { ...process.env, PATH, NIX_CONFIG };
}

async function installTarball(tarball: string): Promise<string> {
  const { stdout } = await exec(`${LIBRARY}/install-nix-tarball.sh`, [tarball]);
  return stdout.trim();
}
