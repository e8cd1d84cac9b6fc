import { absolutePath, type TarEntry } from "../../tar/index.ts";
import { debugSizeIn, type ElfHead, isElf, parseElfHead, type SectionTable } from "./elf.ts";
import type { ProgramFact } from "./model.ts";
import { PathRoom } from "./path-room.ts";

/** Headers, loader and Go's note lie in the first page. */
const HEAD = 4096;
const TABLE_LIMIT = 1 << 18;
/** The largest images known hold some ten thousands. */
const PROGRAMS_LIMIT = 200_000;

/** Part of a body that is collected while it passes. */
class Window {
  readonly #start: number;
  readonly #bytes: Buffer;
  #filled = 0;

  constructor(start: number, length: number) {
    this.#start = start;
    this.#bytes = Buffer.alloc(length);
  }

  /** Takes what of the piece lies inside; `at` is where the piece starts in the body. */
  take(piece: Buffer, at: number): void {
    const from = Math.max(0, this.#start + this.#filled - at);
    if (from < piece.length && at <= this.#start + this.#filled)
      this.#filled += piece.copy(this.#bytes, this.#filled, from);
  }

  get bytes(): Buffer | undefined {
    return this.#filled === this.#bytes.length ? this.#bytes : undefined;
  }
}

/** Tells programs by their first bytes, and how much of an ELF file is for debuggers. */
export class ProgramWatcher {
  readonly #programs = new Map<string, ProgramFact>();
  #entry: TarEntry | undefined;
  #at = 0;
  #head: Window | undefined;
  #elf: ElfHead | undefined;
  #table: Window | undefined;
  readonly #room = new PathRoom();

  /** To be called for every entry; a body follows where there is one. */
  entry(entry: TarEntry): void {
    this.#finishEntry();
    const linked = entry.kind === "hardLink" ? this.#programs.get(absolutePath(entry.target ?? "")) : undefined;
    this.#programs.delete(entry.path); // what stands there again may be something else
    if (linked !== undefined) this.#add(entry.path, linked);
    this.#entry = entry;
    this.#at = 0;
  }

  body(piece: Buffer): void {
    const entry = this.#entry;
    if (entry === undefined) return;
    if (this.#at === 0) this.#start(piece, entry);
    else if (this.#head !== undefined) this.#goOn(piece, this.#head, entry);
    this.#table?.take(piece, this.#at);
    this.#at += piece.length;
  }

  finish(): { readonly programs: ReadonlyMap<string, ProgramFact>; readonly cut: boolean } {
    this.#finishEntry();
    return { programs: this.#programs, cut: this.#room.isFull };
  }

  /** Most files are told by their first four bytes to be no program, and are not looked at again. */
  #start(piece: Buffer, entry: TarEntry): void {
    const length = Math.min(HEAD, entry.stored);
    if (piece.length >= length) this.#decide(piece.subarray(0, length), entry);
    else if (piece.length < 4 || isInteresting(piece)) {
      this.#head = new Window(0, length);
      this.#head.take(piece, 0);
    } else this.#entry = undefined;
  }

  /** The table may lie in this very piece, whose start is not behind it: a table follows its header. */
  #goOn(piece: Buffer, head: Window, entry: TarEntry): void {
    head.take(piece, this.#at);
    if (head.bytes === undefined) return;
    this.#head = undefined;
    this.#decide(head.bytes, entry);
  }

  #decide(head: Buffer, entry: TarEntry): void {
    if (isElf(head)) {
      this.#elf = parseElfHead(head);
      this.#table = this.#elf?.sections && windowFor(this.#elf.sections, entry.stored);
      if (this.#at > 0) this.#table?.take(head, 0);
      return;
    }
    const fact = factOf(head, entry);
    if (fact !== undefined) this.#add(entry.path, fact);
    this.#entry = undefined;
  }

  #finishEntry(): void {
    const [entry, elf] = [this.#entry, this.#elf];
    if (entry !== undefined && elf !== undefined) {
      const { sections, ...head } = elf;
      const table = this.#table?.bytes;
      const debugSize = table && sections ? debugSizeIn(table, sections, entry.stored) : 0;
      this.#add(entry.path, { kind: "elf", ...head, debugSize });
    }
    this.#entry = undefined;
    this.#elf = undefined;
    this.#head = undefined;
    this.#table = undefined;
  }

  #add(path: string, fact: ProgramFact): void {
    if (this.#programs.size === PROGRAMS_LIMIT) this.#room.close();
    if (this.#room.take(path)) this.#programs.set(path, fact);
  }
}

const windowFor = ({ offset, count, entrySize }: SectionTable, fileSize: number): Window | undefined => {
  const length = count * entrySize;
  return length <= TABLE_LIMIT && offset + length <= fileSize ? new Window(offset, length) : undefined;
};

const isInteresting = (piece: Buffer): boolean =>
  (piece[0] === 0x7f && piece[1] === 0x45) || (piece[0] === 0x23 && piece[1] === 0x21) || isMachO(piece);

/** Mach-O of 32 and 64 bits in both byte orders; the magic of fat files is Java's too, so these are left out. */
const isMachO = (head: Buffer): boolean =>
  head.length >= 4 && [0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe].includes(head.readUInt32BE(0));

const factOf = (head: Buffer, { mode }: TarEntry): ProgramFact | undefined => {
  if (isMachO(head)) return { kind: "mach-o" };
  const isScript = head[0] === 0x23 && head[1] === 0x21 && (mode & 0o111) !== 0;
  const [, interpreter, command] = (isScript && FIRST_LINE.exec(head.toString("latin1", 0, 1024))) || [];
  if (interpreter === undefined) return undefined;
  return { kind: "script", interpreter, ...(command && isEnv(interpreter) ? { command } : {}) };
};

/** The interpreter, and what follows but for the flag that has `env` split its words. */
const FIRST_LINE = /^#![ \t]*([^ \t\n\0]+)(?:[ \t]+(?:-S[ \t]*)?([^- \t\n\0=][^ \t\n\0=]*)(?=[ \t\n\0]|$))?/;

const isEnv = (interpreter: string): boolean => interpreter.endsWith("/env");
