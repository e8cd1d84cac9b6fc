/** What is read of an ELF file: https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html */
export interface ElfHead {
  readonly machine: number;
  readonly isProgram: boolean;
  readonly isGo: boolean;
  readonly loader?: string;
  /** Where the table of sections lies in the file. */
  readonly sections?: SectionTable;
}

export interface SectionTable {
  readonly offset: number;
  readonly count: number;
  readonly entrySize: number;
  readonly read: FieldReader;
}

/** Reads numbers in the file's own width and byte order. */
interface FieldReader {
  readonly is64: boolean;
  u16(bytes: Buffer, at: number): number;
  u32(bytes: Buffer, at: number): number;
  /** Address or offset; NaN where it is no number that a file can have. */
  word(bytes: Buffer, at: number): number;
}

const MAGIC = 0x7f454c46;
const SMALLEST_HEADER = 52;

export const isElf = (head: Buffer): boolean => head.length >= SMALLEST_HEADER && head.readUInt32BE(0) === MAGIC;

const EXECUTABLE = 2;
const SHARED = 3;

/** What the first bytes of an ELF file tell; `undefined` when the header is cut or makes no sense. */
export const parseElfHead = (head: Buffer): ElfHead | undefined => {
  const read = readerFor(head);
  if (read === undefined) return undefined;
  const type = read.u16(head, 16);
  const segments = segmentsOf(head, read);
  const loader = loaderOf(head, segments);
  const sections = sectionTableOf(head, read);
  return {
    machine: read.u16(head, 18),
    isProgram: type === EXECUTABLE || (type === SHARED && loader !== undefined),
    isGo: segments.some((segment) => isGoNote(head, segment)),
    ...(loader === undefined ? {} : { loader }),
    ...(sections === undefined ? {} : { sections }),
  };
};

const readerFor = (head: Buffer): FieldReader | undefined => {
  const [width, order] = [head[4], head[5]];
  const is64 = width === 2;
  if ((width !== 1 && !is64) || (order !== 1 && order !== 2) || head.length < (is64 ? 64 : SMALLEST_HEADER))
    return undefined;
  const little = order === 1;
  const u16 = (bytes: Buffer, at: number): number => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const u32 = (bytes: Buffer, at: number): number => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const u64 = (bytes: Buffer, at: number): number => {
    const value = Number(little ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
    return Number.isSafeInteger(value) ? value : Number.NaN;
  };
  return { is64, u16, u32, word: is64 ? u64 : u32 };
};

interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly size: number;
}

/** The program headers that lie in the head. */
const segmentsOf = (head: Buffer, read: FieldReader): readonly Segment[] => {
  const [start, entrySize, count] = read.is64
    ? [read.word(head, 32), read.u16(head, 54), read.u16(head, 56)]
    : [read.word(head, 28), read.u16(head, 42), read.u16(head, 44)];
  const segments: Segment[] = [];
  const smallest = read.is64 ? 56 : 32;
  for (let i = 0; i < count && entrySize >= smallest; i++) {
    const at = start + i * entrySize;
    if (!(at + smallest <= head.length)) break;
    const [offset, size] = read.is64
      ? [read.word(head, at + 8), read.word(head, at + 32)]
      : [read.word(head, at + 4), read.word(head, at + 16)];
    segments.push({ type: read.u32(head, at), offset, size });
  }
  return segments;
};

const PT_INTERP = 3;
const PT_NOTE = 4;

const loaderOf = (head: Buffer, segments: readonly Segment[]): string | undefined => {
  const segment = segments.find(({ type }) => type === PT_INTERP);
  if (segment === undefined || !(segment.offset + segment.size <= head.length)) return undefined;
  const text = head.toString("latin1", segment.offset, segment.offset + segment.size).replace(/\0.*$/s, "");
  return text.startsWith("/") ? text : undefined;
};

/** Go's linker leaves a note with its own name: sizes of name and description, a type, then the name. */
const isGoNote = (head: Buffer, { type, offset }: Segment): boolean =>
  type === PT_NOTE && offset + 16 <= head.length && head.toString("latin1", offset + 12, offset + 16) === "Go\0\0";

const sectionTableOf = (head: Buffer, read: FieldReader): SectionTable | undefined => {
  const [offset, entrySize, count] = read.is64
    ? [read.word(head, 40), read.u16(head, 58), read.u16(head, 60)]
    : [read.word(head, 32), read.u16(head, 46), read.u16(head, 48)];
  const valid = offset > 0 && count > 0 && entrySize >= (read.is64 ? 64 : 40);
  return valid ? { offset, count, entrySize, read } : undefined;
};

const PROGBITS = 1;
const ALLOCATED = 2;
/** What is not loaded and is no debug information (`.comment`, `.gnu_debuglink`) is smaller than this. */
const SMALL = 4096;

/**
 * Bytes of the debug information that a table of sections tells of: data that is not loaded.
 * Their names (`.debug_*`) stand elsewhere in the file; kind, flags and size say the same.
 */
export const debugSizeIn = (table: Buffer, { count, entrySize, read }: SectionTable, fileSize: number): number => {
  let sum = 0;
  for (let at = 0, i = 0; i < count && at + entrySize <= table.length; i++, at += entrySize) {
    const flags = read.word(table, at + 8);
    const size = read.is64 ? read.word(table, at + 32) : read.word(table, at + 20);
    const isDebug = read.u32(table, at + 4) === PROGBITS && Math.floor(flags / ALLOCATED) % 2 === 0;
    if (isDebug && size >= SMALL && sum + size <= fileSize) sum += size;
  }
  return sum;
};
