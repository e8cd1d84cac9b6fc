import { nameOf, parseStorePath } from "../core/store-path.ts";
import { NixError, type NixErrorCode } from "./errors.ts";
import { explainNix } from "./explain.ts";
import { logOf, type NixStderr, readNixStderr } from "./stderr.ts";

/** Lines of a build log, and of Nix's own words, that an error message shows; the rest is in the log above it. */
const SHOWN_LINES = 20;

export interface FailedCall {
  /** Arguments after `nix`. */
  readonly args: readonly string[];
  readonly status: number;
  readonly stderr: string;
  readonly about?: string | undefined;
}

/** The error for a `nix` call that failed: what happened and what to do, then the lines that show it. */
export const nixFailure = ({ args, status, stderr, about }: FailedCall): NixError => {
  const said = readNixStderr(stderr);
  const { code, found, advice, drvPath } = explainNix(wordsOf(said), fallbackCode(args));
  const shown = linesFor(code, said, drvPath);
  const message = [`${about ?? commandOf(args)}: ${found}; ${advice}`, ...shown.map((line) => `  ${line}`)].join("\n");
  return new NixError(code, message, { argv: args, status, stderr: said.messages.slice(-SHOWN_LINES) });
};

/** Without the excerpts of Nix code (`12|   x = 1;`), in which anything may stand. */
const wordsOf = ({ messages }: NixStderr): string => messages.filter((line) => !/^\s*\d*\| /.test(line)).join("\n");

/** Only these commands evaluate, so that words no rule knows are most likely the Nix code's own. */
const fallbackCode = ([command = ""]: readonly string[]): NixErrorCode =>
  ["build", "eval", "flake", "nix-build"].includes(command) ? "EVAL_FAILED" : "NIX_FAILED";

const linesFor = (code: NixErrorCode, said: NixStderr, drvPath: string | undefined): readonly string[] => {
  const path = drvPath === undefined ? undefined : parseStorePath(drvPath);
  const log = code === "BUILD_FAILED" ? logOf(said, path && nameOf(path).replace(/\.drv$/, "")) : [];
  return (log.length > 0 ? log : fromFirstError(said.messages)).slice(-SHOWN_LINES);
};

const fromFirstError = (messages: readonly string[]): readonly string[] =>
  messages.slice(
    Math.max(
      0,
      messages.findIndex((line) => line.startsWith("error:")),
    ),
  );

/** `nix flake metadata` of `flake metadata --json X`. */
const commandOf = (args: readonly string[]): string => {
  const end = args.findIndex((arg) => !/^[a-z][a-z-]*$/.test(arg));
  return ["nix", ...args.slice(0, end < 0 ? undefined : Math.min(end, 2))].join(" ");
};
