import { redact } from "./redact.ts";
import { shorten, visible } from "./visible.ts";

/** Process exit codes of the command line; the Action fails its step for each of them. */
export const EXIT = { fine: 0, budget: 1, usage: 2, nix: 3, network: 4 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/**
 * An error whose message alone tells a person what to do, so that it is printed without a stack.
 * The message reads "where: what we found (what we wanted); what to do". Credentials are removed from it here,
 * and what would act upon a terminal is written out: much of a message is quoted from images, registries and logs.
 */
export abstract class KnownError extends Error {
  abstract readonly code: string;
  abstract readonly exitCode: ExitCode;

  constructor(message: string, options?: ErrorOptions) {
    super(redact(message).split("\n").map(presentable).join("\n"), options);
    this.name = new.target.name;
  }
}

/** A name from an image may be as long as its maker likes. */
const LINE_LIMIT = 2000;

const presentable = (line: string): string => shorten(visible(line), LINE_LIMIT);

/** Something the user gave us (an input, an argument, a file) cannot be used. Several problems may be joined by newlines. */
export class InputError extends KnownError {
  override readonly code: string;
  override readonly exitCode = EXIT.usage;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Message of anything that was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
