import { access, constants, stat } from "node:fs/promises";
import path from "node:path";
import { messageOf } from "./core/errors.ts";
import { environmentForPrograms, type ProgramOptions, type RunProgram } from "./core/program.ts";

/** Runs programs by @actions/exec, without a shell, nothing printed; loaded when the first program runs. */
export const runProgram: RunProgram = async (program, args, options: ProgramOptions = {}) => {
  const file = await findProgram(program, process.env["PATH"]);
  if (file === undefined) return { status: 127, stdout: "", stderr: `${program}: there is no such program` };
  const { exec } = await import("@actions/exec");
  const stdout: Buffer[] = [];
  const stderr = new Tail();
  try {
    const status = await exec(quote(file), [...args], {
      silent: true,
      ignoreReturnCode: true,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      env: { ...environmentForPrograms(process.env), ...options.env },
      listeners: {
        stdout: (chunk) => stdout.push(chunk),
        stderr: (chunk) => stderr.push(chunk),
        ...(options.onStderrLine === undefined ? {} : { errline: options.onStderrLine }),
      },
    });
    return { status, stdout: Buffer.concat(stdout).toString(), stderr: stderr.toString() };
  } catch (error) {
    return { status: 126, stdout: "", stderr: messageOf(error) };
  }
};

const TAIL_BYTES = 4 << 20;

/** Keeps the last chunks of a stream, `TAIL_BYTES` of them or more. */
class Tail {
  readonly #chunks: Buffer[] = [];
  #size = 0;

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    while (this.#size - (this.#chunks[0]?.length ?? 0) >= TAIL_BYTES) this.#size -= this.#chunks.shift()?.length ?? 0;
  }

  toString(): string {
    return Buffer.concat(this.#chunks).toString();
  }
}

/**
 * Absolute path of a program, `undefined` where there is none. @actions/exec would look for it too, but prints each
 * folder that it may not read to standard output, which is the report's. A relative folder of PATH is passed over: it
 * would let the repository choose what is run.
 */
export const findProgram = async (program: string, searchPath = ""): Promise<string | undefined> => {
  const folders = program.includes("/") ? [""] : searchPath.split(path.delimiter).filter(path.isAbsolute);
  for (const folder of folders) {
    const file = path.resolve(folder, program);
    if (await isExecutable(file)) return file;
  }
  return undefined;
};

const isExecutable = async (file: string): Promise<boolean> => {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
};

/** @actions/exec splits its first argument at spaces. */
const quote = (program: string): string => (program.includes(" ") ? `"${program}"` : program);
