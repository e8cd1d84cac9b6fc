import { type ParseArgsConfig, parseArgs } from "node:util";
import { InputError, messageOf } from "../core/errors.ts";

export const isHelp = (word: string): boolean => word === "--help" || word === "-h";

/** What stands before `--`; the rest is Nix's. */
export const beforeBorder = (words: readonly string[]): readonly string[] =>
  words.includes("--") ? words.slice(0, words.indexOf("--")) : words;

/** The options and words of a command; InputError USAGE when they are not its own. */
export const parse = <T extends NonNullable<ParseArgsConfig["options"]>>(rest: readonly string[], options: T) => {
  const own = beforeBorder(rest);
  const buildArgs = rest.slice(own.length + 1);
  try {
    return { ...parseArgs({ args: joinNegative(own), options, allowPositionals: true, strict: true }), buildArgs };
  } catch (error) {
    throw usage(firstSentence(messageOf(error)), error);
  }
};

/** `--layer -1` is a number that is refused with its reason, and not an option called 1. */
const joinNegative = (words: readonly string[]): string[] => {
  const joined: string[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    if (/^-\d+$/.test(word) && last !== undefined && /^--[a-z-]+$/.test(last))
      joined[joined.length - 1] = `${last}=${word}`;
    else joined.push(word);
  }
  return joined;
};

/** What Node adds speaks of `--` as it is elsewhere: here it is followed by arguments for Nix. */
const firstSentence = (message: string): string => message.split(/\.?\s*\n|\. /)[0] ?? message;

/** The one word that a command takes. */
export const one = (command: string, what: string, positionals: readonly string[]): string => {
  const [first, ...more] = positionals;
  if (first === undefined) throw usage(`${command} needs ${what}`);
  if (more.length > 0) throw usage(`${command} takes one ${what}; found also ${more.join(" ")}`);
  return first;
};

export const usage = (problem: string, cause?: unknown): InputError =>
  new InputError("USAGE", `${problem}; nix-image --help shows what there is`, { cause });
