import type { EntryKind, TarVisitor } from "./entry.ts";
import { TarError } from "./errors.ts";
import { BLOCK, hasBody, isZeroBlock, kindOf, parseTarHeader, type TarHeader, TYPE } from "./header.ts";
import { absolutePath } from "./names.ts";
import { NO_RECORDS, type PaxRecords, parsePaxRecords } from "./pax.ts";

/** Long names and PAX records are kept whole; attributes of a file may be large, a megabyte of them is nobody's. */
const META_LIMIT = 1 << 20;
/** PATH_MAX of Linux is 4096: what is longer cannot be unpacked. (V8 hashes strings above 16 kB by their length alone.) */
const NAME_LIMIT = 1 << 13;

/**
 * Tells a visitor the entries of a tar that is pushed in pieces of any size. Bodies are passed on, not kept.
 * Synchronous on purpose: a layer may hold 100,000 files, and a promise for each would cost more than the reading.
 */
export class TarScanner {
  readonly #member: string;
  readonly #visitor: TarVisitor;
  readonly #header = Buffer.alloc(BLOCK);
  #filled = 0;
  /** Bytes of the current body, then of its padding, that are still to come. */
  #body = 0;
  #padding = 0;
  #wantsBody = false;
  #meta: { readonly type: number; readonly bytes: Buffer; filled: number } | undefined;
  /** Bytes of the body that follows when the blocks of an old sparse map are over. */
  #afterSparseMap: number | undefined;
  #pax: PaxRecords = NO_RECORDS;
  #longName: string | undefined;
  #longLink: string | undefined;
  #zeroBlocks = 0;

  constructor(member: string, visitor: TarVisitor) {
    this.#member = member;
    this.#visitor = visitor;
  }

  /** True when the end marker has passed; what follows it is ignored. */
  get ended(): boolean {
    return this.#zeroBlocks >= 2;
  }

  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length && this.#zeroBlocks < 2) {
      if (this.#body > 0) at += this.#consumeBody(chunk, at);
      else if (this.#padding > 0) at += this.#consumePadding(chunk.length - at);
      else at += this.#consumeHeader(chunk, at);
    }
  }

  /** Bytes that may be left out of the next push, for a reader that can seek: a body that nobody looks at. */
  get passable(): number {
    return this.#meta === undefined && !this.#wantsBody ? this.#body + this.#padding : 0;
  }

  /** Passes over `passable` bytes that are not pushed. */
  pass(): void {
    if (this.passable === 0) return;
    this.#body = 0;
    this.#padding = 0;
  }

  /** To be called when the tar is over; throws when it ended inside an entry. A missing end marker is tolerated. */
  end(): void {
    const inside = this.#body + this.#padding + this.#filled > 0 || this.#afterSparseMap !== undefined;
    const awaited = this.#pax !== NO_RECORDS || this.#longName !== undefined || this.#longLink !== undefined;
    if (!inside && !awaited) return;
    const found = "the tar ends in the middle of an entry";
    throw new TarError("TRUNCATED", `${this.#member}: ${found}; build or download the image again`);
  }

  #consumeBody(chunk: Buffer, at: number): number {
    const length = Math.min(this.#body, chunk.length - at);
    const meta = this.#meta;
    if (meta !== undefined) meta.filled += chunk.copy(meta.bytes, meta.filled, at, at + length);
    else if (this.#wantsBody) this.#visitor.body(chunk.subarray(at, at + length));
    this.#body -= length;
    if (this.#body === 0 && meta !== undefined) this.#applyMeta(meta.type, meta.bytes);
    return length;
  }

  #consumePadding(available: number): number {
    const length = Math.min(this.#padding, available);
    this.#padding -= length;
    return length;
  }

  #consumeHeader(chunk: Buffer, at: number): number {
    if (this.#filled === 0 && chunk.length - at >= BLOCK) {
      this.#readBlock(chunk.subarray(at, at + BLOCK));
      return BLOCK;
    }
    const length = chunk.copy(this.#header, this.#filled, at, Math.min(chunk.length, at + BLOCK - this.#filled));
    this.#filled += length;
    if (this.#filled === BLOCK) {
      this.#filled = 0;
      this.#readBlock(this.#header);
    }
    return length;
  }

  #readBlock(block: Buffer): void {
    if (this.#afterSparseMap !== undefined) this.#readSparseBlock(block, this.#afterSparseMap);
    else if (block[0] === 0 && isZeroBlock(block)) this.#zeroBlocks += 1;
    else this.#readHeader(block);
  }

  /** Old GNU sparse maps go on in blocks of their own, the last of which says so. */
  #readSparseBlock(block: Buffer, body: number): void {
    if (block[504] !== 0) return;
    this.#afterSparseMap = undefined;
    this.#open(body);
  }

  #readHeader(block: Buffer): void {
    // One block of zeros is no end, and no entry may follow it.
    const header = this.#zeroBlocks === 0 ? parseTarHeader(block) : undefined;
    if (header === undefined) throw this.#bad("bytes that are no tar header");
    switch (header.type) {
      case TYPE.pax:
      case TYPE.gnuLongName:
      case TYPE.gnuLongLink:
        this.#openMeta(header);
        break;
      case TYPE.globalPax:
        this.#wantsBody = false;
        this.#open(header.size);
        break;
      default:
        this.#emit(header);
    }
  }

  #open(body: number): void {
    const rest = body % BLOCK;
    this.#body = body;
    this.#padding = rest === 0 ? 0 : BLOCK - rest;
    if (!Number.isSafeInteger(body + BLOCK)) throw this.#bad(`an entry of ${body} bytes`);
  }

  #openMeta({ type, size }: TarHeader): void {
    if (size > META_LIMIT) throw this.#bad(`a record of ${size} bytes on one entry (at most ${META_LIMIT})`);
    if (size === 0) return;
    this.#meta = { type, bytes: Buffer.alloc(size), filled: 0 };
    this.#open(size);
  }

  #applyMeta(type: number, bytes: Buffer): void {
    this.#meta = undefined;
    if (type === TYPE.pax) this.#pax = parsePaxRecords(bytes, this.#member);
    else if (type === TYPE.gnuLongName) this.#longName = untilZero(bytes);
    else this.#longLink = untilZero(bytes);
  }

  #emit(header: TarHeader): void {
    const { path, linkpath, size, realSize = header.sparse?.realSize, uid, gid } = this.#pax;
    const name = path ?? this.#longName ?? header.name;
    const target = linkpath ?? this.#longLink ?? header.linkname;
    if (name.length > NAME_LIMIT || target.length > NAME_LIMIT)
      throw this.#bad(`a name of more than ${NAME_LIMIT} bytes`);
    const stored = hasBody(header.type) ? (size ?? header.size) : 0;
    const kind = this.#kindOf(header, name, stored);
    this.#wantsBody = this.#visitor.entry({
      path: absolutePath(name),
      kind,
      stored,
      size: kind === "file" ? (realSize ?? stored) : stored,
      sparse: realSize !== undefined,
      target: kind === "symlink" || kind === "hardLink" ? target : undefined,
      mode: header.mode,
      uid: uid ?? header.uid,
      gid: gid ?? header.gid,
    });
    this.#pax = NO_RECORDS;
    this.#longName = undefined;
    this.#longLink = undefined;
    if (header.sparse?.extended === true) this.#afterSparseMap = stored;
    else this.#open(stored);
  }

  /** Tars from before POSIX have no type for directories, only a slash at the name's end. */
  #kindOf({ type }: TarHeader, name: string, stored: number): EntryKind {
    return type === TYPE.old && stored === 0 && name.endsWith("/") ? "directory" : kindOf(type);
  }

  #bad(found: string): TarError {
    return new TarError("BAD_TAR", `${this.#member}: found ${found}; build the image again`);
  }
}

const untilZero = (bytes: Buffer): string => {
  const end = bytes.indexOf(0);
  return bytes.toString("latin1", 0, end < 0 ? bytes.length : end);
};
