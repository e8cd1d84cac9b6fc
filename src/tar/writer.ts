import type { EntryKind } from "./entry.ts";
import { BLOCK } from "./header.ts";

/** One entry to be written. Names are byte strings, as in `TarEntry`. */
export interface NewEntry {
  readonly path: string;
  readonly kind: Extract<EntryKind, "file" | "directory" | "symlink">;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly uname: string;
  readonly gname: string;
  /** Bytes of the body that follows. */
  readonly size: number;
  /** Seconds since the epoch. */
  readonly mtime: number;
  /** Of a symlink. */
  readonly target: string;
}

const TYPES = { file: "0", directory: "5", symlink: "2" } as const;

/** Octal digits that fit a field of 8, and of 12 bytes. */
const SMALL = 0o7777777;
const LARGE = 0o77777777777;

/**
 * The header blocks of an entry, with the very bytes that Go's archive/tar writes: ustar where everything fits, long
 * names split at a slash, PAX records for the rest. Layers are named by the hash of such tars.
 */
export const encodeHeader = (entry: NewEntry): Buffer => {
  const split = splitName(entry.path);
  const records = paxRecords(entry, split !== undefined);
  if (records.length === 0) return block({ ...fieldsOf(entry), ...(split ?? { name: entry.path, prefix: "" }) });
  const body = Buffer.from(records.map(encodeRecord).join(""), "latin1");
  const header = block({ ...EMPTY, name: paxName(entry.path), type: "x", size: body.length });
  return Buffer.concat([header, body, padding(body.length), block(fieldsOf(entry))]);
};

/** Zeros up to the end of the block after `size` bytes of body. */
export const padding = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);

export const END_OF_TAR = Buffer.alloc(2 * BLOCK);

interface Fields {
  readonly name: string;
  readonly prefix: string;
  readonly type: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtime: number;
  readonly target: string;
  readonly uname: string;
  readonly gname: string;
  /** Left as zeros in headers of PAX records. */
  readonly devices: string;
}

const EMPTY: Fields = {
  ...{ name: "", prefix: "", type: "0", mode: 0, uid: 0, gid: 0, size: 0, mtime: 0 },
  ...{ target: "", uname: "", gname: "", devices: "" },
};

const fieldsOf = ({ path, kind, target, ...rest }: NewEntry): Fields => ({
  ...rest,
  ...{
    name: ascii(path),
    prefix: "",
    type: TYPES[kind],
    target: ascii(target),
    devices: `${octal(0, 8)}${octal(0, 8)}`,
  },
});

const isAscii = (text: string): boolean => !/[\0\x80-\xff]/.test(text);

const ascii = (text: string): string => text.replace(/[\0\x80-\xff]/g, "");

/** A name of more than 100 bytes in two parts, `undefined` where it needs no split or allows none. */
const splitName = (path: string): { readonly name: string; readonly prefix: string } | undefined => {
  if (path.length <= 100 || !isAscii(path)) return undefined;
  const slash = path.slice(0, 156).lastIndexOf("/");
  const name = path.slice(slash + 1);
  return slash <= 0 || name.length > 100 || name === "" ? undefined : { name, prefix: path.slice(0, slash) };
};

/** Records by key, for all that ustar's fields do not hold; a name that could be split is one only beside others. */
const paxRecords = (entry: NewEntry, split: boolean): readonly (readonly [string, string])[] => {
  const { path, target, uid, gid, size } = entry;
  const needed = (text: string): boolean => text.length > 100 || !isAscii(text);
  const others = [
    ...(gid > SMALL ? [["gid", String(gid)] as const] : []),
    ...(needed(target) ? [["linkpath", target] as const] : []),
    ...(size > LARGE ? [["size", String(size)] as const] : []),
    ...(uid > SMALL ? [["uid", String(uid)] as const] : []),
  ];
  const own = needed(path) && (!split || others.length > 0) ? [["path", path] as const] : [];
  return [...others, ...own].sort(([a], [b]) => (a < b ? -1 : 1));
};

/** The length of a record counts its own digits. */
const encodeRecord = ([key, value]: readonly [string, string]): string => {
  const rest = key.length + value.length + 3;
  let length = rest + String(rest).length;
  length = rest + String(length).length;
  return `${length} ${key}=${value}\n`;
};

const paxName = (path: string): string => {
  const slash = path.lastIndexOf("/") + 1;
  return ascii(`${path.slice(0, slash)}PaxHeaders.0/${path.slice(slash)}`)
    .slice(0, 100)
    .replace(/\/+$/, "");
};

const octal = (value: number, length: number): string => {
  const digits = value.toString(8).padStart(length - 1, "0");
  return `${digits.length < length ? digits : "0".repeat(length - 1)}\0`;
};

const block = (fields: Fields): Buffer => {
  const { name, prefix, type, mode, uid, gid, size, mtime, target, uname, gname, devices } = fields;
  const header = Buffer.alloc(BLOCK);
  const put = (text: string, at: number, length: number): void => {
    header.write(text.slice(0, length), at, "latin1");
  };
  put(name, 0, 100);
  put(octal(mode, 8) + octal(uid, 8) + octal(gid, 8) + octal(size, 12) + octal(mtime, 12), 100, 48);
  put(" ".repeat(8), 148, 8);
  put(type, 156, 1);
  put(target, 157, 100);
  put("ustar\x0000", 257, 8);
  put(uname, 265, 32);
  put(gname, 297, 32);
  put(devices, 329, 16);
  put(prefix, 345, 155);
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, "0")}\0 `, 148, 8);
  return header;
};
