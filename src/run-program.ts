import { environmentForPrograms, type ProgramOptions, type RunProgram } from "./core/program.ts";

/** Runs programs by @actions/exec, without a shell, nothing printed; loaded when the first program runs. */
export const runProgram: RunProgram = async (program, args, options: ProgramOptions = {}) => {
  const { exec } = await import("@actions/exec");
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  try {
    const status = await exec(quote(program), [...args], {
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
    return { status, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { status: /unable to locate/i.test(message) ? 127 : 126, stdout: "", stderr: message };
  }
};

/** @actions/exec splits its first argument at spaces. */
const quote = (program: string): string => (program.includes(" ") ? `"${program}"` : program);
