import type { EntryKind } from "./entry.ts";

export const BLOCK = 512;

/** Fields of a tar header that reading needs, as byte strings, without PAX or GNU long names applied. */
export interface TarHeader {
  readonly name: string;
  /** Bytes of body as the header claims them; types without a body may claim some. */
  readonly size: number;
  readonly type: number;
  readonly linkname: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Old GNU sparse files (type S) alone. */
  readonly sparse: { readonly realSize: number; readonly extended: boolean } | undefined;
}

export const isZeroBlock = (block: Buffer): boolean => {
  for (let i = 0; i < BLOCK; i++) if (block[i] !== 0) return false;
  return true;
};

const CHECKSUM = 148;
const CHECKSUM_END = CHECKSUM + 8;
/** The checksum field itself counts as spaces. */
const SPACES = 8 * 0x20;

/** True for a block whose checksum is right: some old tars sum signed bytes, which is accepted as well. */
export const hasTarChecksum = (block: Buffer): boolean => {
  const wanted = parseOctal(block, CHECKSUM, CHECKSUM_END);
  const sum = sumBytes(block, 0, CHECKSUM) + SPACES + sumBytes(block, CHECKSUM_END, BLOCK);
  return (
    wanted === sum || wanted === sum - 256 * (countHigh(block, 0, CHECKSUM) + countHigh(block, CHECKSUM_END, BLOCK))
  );
};

/** Four bytes a turn: a layer has a header or three for each of its files. `end - start` is a multiple of four. */
const sumBytes = (block: Buffer, start: number, end: number): number => {
  let sum = 0;
  for (let i = start; i < end; i += 4) {
    sum += (block[i] as number) + (block[i + 1] as number) + (block[i + 2] as number) + (block[i + 3] as number);
  }
  return sum;
};

const countHigh = (block: Buffer, start: number, end: number): number => {
  let count = 0;
  for (let i = start; i < end; i++) count += (block[i] as number) >> 7;
  return count;
};

/** Header in a block of 512 bytes; `undefined` when the checksum or a size is wrong. Unreadable permissions are 0. */
export const parseTarHeader = (block: Buffer): TarHeader | undefined => {
  if (!hasTarChecksum(block)) return undefined;
  const size = parseNumber(block, 124, 136);
  if (size === undefined) return undefined;
  const type = block[156] as number;
  const realSize = type === TYPE.gnuSparse ? parseNumber(block, 483, 495) : 0;
  if (realSize === undefined) return undefined;
  return {
    name: parseName(block),
    size,
    type,
    linkname: isLink(type) ? parseText(block, 157, 257) : "",
    mode: (parseNumber(block, 100, 108) ?? 0) & 0o7777,
    uid: parseNumber(block, 108, 116) ?? 0,
    gid: parseNumber(block, 116, 124) ?? 0,
    sparse: type === TYPE.gnuSparse ? { realSize, extended: block[482] !== 0 } : undefined,
  };
};

const code = (character: string): number => character.charCodeAt(0);

/** https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html and GNU's additions */
export const TYPE = {
  old: 0,
  file: code("0"),
  hardLink: code("1"),
  symlink: code("2"),
  directory: code("5"),
  fifo: code("6"),
  pax: code("x"),
  globalPax: code("g"),
  gnuLongName: code("L"),
  gnuLongLink: code("K"),
  gnuSparse: code("S"),
} as const;

const isLink = (type: number): boolean => type === TYPE.hardLink || type === TYPE.symlink;

/** Links, devices, directories and fifos have no body whatever their size says, as in Go's archive/tar. */
export const hasBody = (type: number): boolean => type < TYPE.hardLink || type > TYPE.fifo;

/** Types that nobody knows are regular files, as POSIX asks. */
export const kindOf = (type: number): EntryKind => {
  if (hasBody(type)) return "file";
  if (type === TYPE.directory) return "directory";
  if (type === TYPE.symlink) return "symlink";
  return type === TYPE.hardLink ? "hardLink" : "special";
};

/** ustar keeps the front of a long name in a field of its own; GNU's format uses that place for other things. */
const parseName = (block: Buffer): string => {
  const name = parseText(block, 0, 100);
  if (block[345] === 0 || block.toString("latin1", 257, 263) !== "ustar\0") return name;
  return `${parseText(block, 345, 500)}/${name}`;
};

const parseText = (block: Buffer, start: number, end: number): string => {
  let at = start;
  while (at < end && block[at] !== 0) at += 1;
  return block.toString("latin1", start, at);
};

/** Octal text, or base-256 when the first bit is set (GNU, for 8 GiB and more). */
const parseNumber = (block: Buffer, start: number, end: number): number | undefined => {
  const first = block[start] as number;
  if ((first & 0x80) === 0) return parseOctal(block, start, end);
  let value = first & 0x7f;
  for (let i = start + 1; i < end; i++) value = value * 256 + (block[i] as number);
  return Number.isSafeInteger(value) ? value : undefined;
};

/** Digits between spaces and zeros; an empty field is 0. */
const parseOctal = (block: Buffer, start: number, end: number): number | undefined => {
  let at = start;
  let last = end;
  while (at < last && block[at] === 0x20) at += 1;
  while (last > at && (block[last - 1] === 0 || block[last - 1] === 0x20)) last -= 1;
  let value = 0;
  for (; at < last; at++) {
    const digit = (block[at] as number) - 0x30;
    if (digit < 0 || digit > 7) return undefined;
    value = value * 8 + digit;
  }
  return value;
};
