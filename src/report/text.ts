import { redact } from "../core/redact.ts";

/** Most characters of any text in a report; the schema refuses longer ones. */
const LONGEST_TEXT = 4096;

/** Text from an image as a report keeps it: all characters, but cut where it is longer than a report may hold. */
export const clip = (text: string): string =>
  text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT - 1)}…`;

/** The same of a text that may not be there. */
export const clipSome = (text: string | undefined): string | undefined => (text === undefined ? undefined : clip(text));

/** Text that a user or a command line gave, without the credentials that it may carry. */
export const clipForeign = (text: string): string => clip(redact(text));

/** A path in the store from the name of its store path on: `openssl-3.0.14/lib/libssl.so`. */
export const withoutStore = (path: string): string => path.replace(/^\/nix\/store\/[0-9a-z]{32}-/, "");

/** Store paths without their hashes, which differ with every build and tell a reader nothing. */
export const withoutHashes = (text: string): string => text.replace(/(\/nix\/store\/)[0-9a-z]{32}-/g, "$1…-");

/** The value if it holds anything; `undefined` for the `null`s, empty strings and empty lists that builders write for "nothing". */
export const filled = <T extends string | readonly unknown[]>(value: T | null | undefined): T | undefined =>
  value === null || value === undefined || value.length === 0 ? undefined : value;
