import type { Digest } from "../core/digest.ts";
import { sha256 } from "../core/hash.ts";
import type { EntryKind, Permissions } from "../tar/index.ts";

/** One entry of a layer, as the tree needs it. Names are byte strings, as in `TarEntry`. */
export interface LayerEntry extends Permissions {
  readonly path: string;
  readonly kind: EntryKind;
  /** Bytes in the layer's tar; bytes of the file once unpacked. */
  readonly stored: number;
  readonly size: number;
  /**
   * XXH64 of a file's content; absent for empty and for sparse files. It tells equal files from others, not friend
   * from foe: whoever makes two files collide has only their own report wrong.
   */
  readonly hash: bigint | undefined;
  readonly target: string | undefined;
}

/**
 * Every entry of a layer, in the order of the tar, packed into bytes: 500,000 files take some 25 MB, which objects
 * would multiply. Plain data, so that it crosses from a worker without a copy. Read by `entriesOf`.
 */
export interface LayerFiles {
  readonly count: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Hash of `bytes`: of all that the entries are but their times. */
  readonly digest: Digest;
}

const KINDS: readonly EntryKind[] = ["file", "directory", "symlink", "hardLink", "special"];
const HAS_HASH = 0x10;
const IS_SPARSE = 0x20;
const IS_OWNED = 0x40;

/** flags u8, common prefix with the path before u16, rest of the path u16, target u16, mode u16; then what the flags announce. */
const FIXED = 9;
const NUMBERS = 32;
const START = 4096;

/** Packs the entries of one layer. */
export class LayerFilesWriter {
  #bytes = Buffer.alloc(START);
  #at = 0;
  #count = 0;
  #last = "";

  get count(): number {
    return this.#count;
  }

  add({ path, kind, stored, size, hash, target = "", mode, uid, gid }: LayerEntry): void {
    const shared = commonPrefix(this.#last, path);
    const rest = path.length - shared;
    this.#reserve(FIXED + NUMBERS + rest + target.length);
    const bytes = this.#bytes;
    let at = this.#at;
    const sparse = stored !== size;
    const owned = uid !== 0 || gid !== 0;
    bytes[at] =
      KINDS.indexOf(kind) | (hash === undefined ? 0 : HAS_HASH) | (sparse ? IS_SPARSE : 0) | (owned ? IS_OWNED : 0);
    bytes.writeUInt16LE(shared, at + 1);
    bytes.writeUInt16LE(rest, at + 3);
    bytes.writeUInt16LE(target.length, at + 5);
    bytes.writeUInt16LE(mode, at + 7);
    at += FIXED;
    if (owned) at = bytes.writeUInt32LE(gid >>> 0, bytes.writeUInt32LE(uid >>> 0, at));
    if (kind === "file") at = bytes.writeDoubleLE(stored, at);
    if (sparse) at = bytes.writeDoubleLE(size, at);
    if (hash !== undefined) at = bytes.writeBigUInt64LE(hash, at);
    at += bytes.write(shared === 0 ? path : path.slice(shared), at, "latin1");
    at += bytes.write(target, at, "latin1");
    this.#at = at;
    this.#count += 1;
    this.#last = path;
  }

  finish(): LayerFiles {
    const bytes = new Uint8Array(this.#at);
    bytes.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = Buffer.alloc(0);
    return { count: this.#count, bytes, digest: sha256(bytes) };
  }

  #reserve(length: number): void {
    if (this.#at + length <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#at + length));
    this.#bytes.copy(grown, 0, 0, this.#at);
    this.#bytes = grown;
  }
}

const commonPrefix = (a: string, b: string): number => {
  const end = Math.min(a.length, b.length);
  let i = 0;
  while (i < end && a.charCodeAt(i) === b.charCodeAt(i)) i += 1;
  return i;
};

/** The entries of a layer, oldest first. */
export function* entriesOf(files: LayerFiles): Generator<LayerEntry, void, undefined> {
  const bytes = Buffer.from(files.bytes.buffer, files.bytes.byteOffset, files.bytes.byteLength);
  let last = "";
  for (let at = 0; at < bytes.length; ) {
    const flags = bytes[at] as number;
    const kind = KINDS[flags & 0x0f] as EntryKind;
    const shared = bytes.readUInt16LE(at + 1);
    const rest = bytes.readUInt16LE(at + 3);
    const targetLength = bytes.readUInt16LE(at + 5);
    const mode = bytes.readUInt16LE(at + 7);
    at += FIXED;
    const owned = (flags & IS_OWNED) !== 0;
    const uid = owned ? bytes.readUInt32LE(at) : 0;
    const gid = owned ? bytes.readUInt32LE(at + 4) : 0;
    if (owned) at += 8;
    const stored = kind === "file" ? bytes.readDoubleLE(at) : 0;
    if (kind === "file") at += 8;
    const size = (flags & IS_SPARSE) === 0 ? stored : bytes.readDoubleLE(at);
    if (size !== stored) at += 8;
    const hash = (flags & HAS_HASH) === 0 ? undefined : bytes.readBigUInt64LE(at);
    if (hash !== undefined) at += 8;
    const path: string = last.slice(0, shared) + bytes.toString("latin1", at, at + rest);
    at += rest;
    const target = targetLength === 0 ? undefined : bytes.toString("latin1", at, at + targetLength);
    at += targetLength;
    last = path;
    yield { path, kind, stored, size, hash, target, mode, uid, gid };
  }
}
