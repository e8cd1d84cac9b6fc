import { ImageError } from "./errors.ts";

export const BLOCK = 512;

/** Fields of a tar header that reading needs; names as written, without PAX or GNU long names applied. */
export interface TarHeader {
  readonly name: string;
  /** Bytes of body as the header claims them; types without a body may claim some. */
  readonly size: number;
  readonly type: number;
  /** Old GNU sparse files (type S) may have further header blocks before the body. */
  readonly extended: boolean;
}

export const isZeroBlock = (block: Buffer): boolean => {
  for (let i = 0; i < BLOCK; i += 4) if (block.readInt32LE(i) !== 0) return false;
  return true;
};

/** True for a block whose checksum is right: some old tars sum signed bytes, which is accepted as well. */
export const hasTarChecksum = (block: Buffer): boolean => {
  let unsigned = 0;
  let signed = 0;
  for (let i = 0; i < BLOCK; i++) {
    const byte = i >= 148 && i < 156 ? 0x20 : (block[i] as number);
    unsigned += byte;
    signed += byte > 127 ? byte - 256 : byte;
  }
  const wanted = parseOctal(block, 148, 8);
  return wanted === unsigned || wanted === signed;
};

/** Header in a block of 512 bytes; `undefined` when the checksum or the size is wrong. */
export const parseTarHeader = (block: Buffer): TarHeader | undefined => {
  if (!hasTarChecksum(block)) return undefined;
  const size = parseNumber(block, 124, 12);
  if (size === undefined) return undefined;
  const type = block[156] as number;
  return { name: parseName(block), size, type, extended: type === TYPE.gnuSparse && block[482] !== 0 };
};

const code = (character: string): number => character.charCodeAt(0);

export const TYPE = {
  old: 0,
  file: code("0"),
  hardLink: code("1"),
  symlink: code("2"),
  directory: code("5"),
  fifo: code("6"),
  contiguous: code("7"),
  pax: code("x"),
  globalPax: code("g"),
  gnuLongName: code("L"),
  gnuLongLink: code("K"),
  gnuSparse: code("S"),
} as const;

/** Links, devices, directories and fifos have no body whatever their size says, as in Go's archive/tar. */
export const hasBody = (type: number): boolean => type < TYPE.hardLink || type > TYPE.fifo;

export const isRegularFile = (type: number): boolean =>
  type === TYPE.old || type === TYPE.file || type === TYPE.contiguous || type === TYPE.gnuSparse;

/** ustar keeps the front of a long name in a field of its own; GNU's format uses that place for other things. */
const parseName = (block: Buffer): string => {
  const name = parseText(block, 0, 100);
  const isUstar = block.toString("latin1", 257, 263) === "ustar\0";
  const prefix = isUstar ? parseText(block, 345, 155) : "";
  return prefix === "" ? name : `${prefix}/${name}`;
};

const parseText = (block: Buffer, start: number, length: number): string => {
  const end = block.indexOf(0, start);
  return block.toString("utf8", start, end < 0 || end > start + length ? start + length : end);
};

/** Octal text, or base-256 when the first bit is set (GNU, for 8 GiB and more). */
const parseNumber = (block: Buffer, start: number, length: number): number | undefined => {
  if (((block[start] as number) & 0x80) === 0) return parseOctal(block, start, length);
  let value = BigInt((block[start] as number) & 0x7f);
  for (let i = start + 1; i < start + length; i++) value = value * 256n + BigInt(block[i] as number);
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : undefined;
};

const parseOctal = (block: Buffer, start: number, length: number): number | undefined => {
  const text = block
    .toString("latin1", start, start + length)
    .replace(/[\0 ]+$/, "")
    .replace(/^ +/, "");
  if (text === "") return 0;
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : undefined;
};

export interface PaxRecords {
  readonly path?: string;
  readonly size?: number;
}

/** `path` and `size` of PAX records `LENGTH KEY=VALUE\n` (POSIX pax, "pax Header Block"). */
export const parsePaxRecords = (body: Buffer, member: string): PaxRecords => {
  const records: { path?: string; size?: number } = {};
  let at = 0;
  while (at < body.length && body[at] !== 0) {
    const space = body.indexOf(0x20, at);
    const length = space < 0 ? Number.NaN : Number(body.toString("latin1", at, space));
    if (!Number.isInteger(length) || length <= space - at + 1 || at + length > body.length) {
      throw new ImageError("BAD_TAR", `${member}: a PAX record is cut or malformed; rebuild the image`);
    }
    applyRecord(records, body.toString("utf8", space + 1, at + length - 1), member);
    at += length;
  }
  return records;
};

const applyRecord = (records: { path?: string; size?: number }, record: string, member: string): void => {
  const equals = record.indexOf("=");
  const key = record.slice(0, equals);
  const value = record.slice(equals + 1);
  if (key === "path" || key === "GNU.sparse.name") records.path = value;
  if (key !== "size") return;
  const size = Number(value);
  if (!Number.isSafeInteger(size) || size < 0) {
    throw new ImageError(
      "BAD_TAR",
      `${member}: a PAX record gives the size ${JSON.stringify(value)}; rebuild the image`,
    );
  }
  records.size = size;
};
