import type { LayerEntry } from "../layer-files.ts";

/** https://nix.dev/manual/nix/2.34/protocols/nix-archive: a length of 8 bytes, then the text padded to a multiple of 8. */
const sizeOfText = (length: number): number => 8 + Math.ceil(length / 8) * 8;

const sizeOfWords = (...words: readonly string[]): number =>
  words.reduce((sum, word) => sum + sizeOfText(word.length), 0);

/** What stands before the file or folder that a NAR holds. */
export const NAR_MAGIC = sizeOfWords("nix-archive-1");

/** A folder without what is in it. */
export const NAR_DIRECTORY = sizeOfWords("(", "type", "directory", ")");
const FILE = sizeOfWords("(", "type", "regular", "contents", ")");
const EXECUTABLE = sizeOfWords("executable", "");
const SYMLINK = sizeOfWords("(", "type", "symlink", "target", ")");
const ENTRY = sizeOfWords("entry", "(", "name", "node", ")");

/** What makes something an entry of a folder, its name included. */
export const narEntrySize = (name: string): number => ENTRY + sizeOfText(name.length);

/** Nix looks at the owner's bit alone. */
const EXECUTE = 0o100;

/** Bytes that a file or a link takes in a NAR, without its name. */
export const narSizeOf = ({ kind, size, mode, target = "" }: LayerEntry): number =>
  kind === "symlink"
    ? SYMLINK + sizeOfText(target.length)
    : FILE + sizeOfText(size) + ((mode & EXECUTE) === 0 ? 0 : EXECUTABLE);
