import { ImageError } from "./errors.ts";
import {
  BLOCK,
  hasBody,
  isRegularFile,
  isZeroBlock,
  type PaxRecords,
  parsePaxRecords,
  parseTarHeader,
  type TarHeader,
  TYPE,
} from "./tar-header.ts";

export interface TarEntry {
  /** Absolute, without `.` and `..`. */
  readonly path: string;
  readonly isFile: boolean;
  /** Bytes of body in the tar. */
  readonly size: number;
}

/** Long names and PAX records are kept whole; PATH_MAX is 4096, so this is already generous to a hostile tar. */
const META_LIMIT = 1 << 20;

/**
 * Lists the entries of a tar that is pushed in pieces of any size. Bodies are passed over, not kept.
 * Synchronous on purpose: a layer may hold 100,000 files, and a promise for each would cost more than the reading.
 */
export class TarScanner {
  readonly #member: string;
  readonly #onEntry: (entry: TarEntry) => void;
  readonly #header = Buffer.alloc(BLOCK);
  #filled = 0;
  /** Bytes of the current body and its padding that are still to come. */
  #skip = 0;
  #meta: { readonly type: number; readonly body: Buffer; filled: number } | undefined;
  #sparseBlocks = false;
  #body = 0;
  #pax: PaxRecords = {};
  #longName: string | undefined;
  #zeroBlocks = 0;

  constructor(member: string, onEntry: (entry: TarEntry) => void) {
    this.#member = member;
    this.#onEntry = onEntry;
  }

  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length && this.#zeroBlocks < 2) {
      at += this.#skip > 0 ? this.#consumeBody(chunk, at) : this.#consumeHeader(chunk, at);
    }
  }

  /** To be called when the tar is over; throws when it ended inside an entry. A missing end marker is tolerated. */
  end(): void {
    if (this.#skip > 0 || this.#filled > 0 || this.#sparseBlocks) {
      throw new ImageError(
        "TRUNCATED",
        `${this.#member}: the layer's tar ends in the middle of an entry; build or download the image again`,
      );
    }
  }

  #consumeBody(chunk: Buffer, at: number): number {
    const length = Math.min(this.#skip, chunk.length - at);
    const meta = this.#meta;
    if (meta !== undefined) {
      meta.filled += chunk.copy(meta.body, meta.filled, at, Math.min(at + length, at + meta.body.length - meta.filled));
    }
    this.#skip -= length;
    if (this.#skip === 0 && meta !== undefined) this.#applyMeta(meta.type, meta.body);
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
    if (this.#sparseBlocks) this.#readSparseBlock(block);
    else if (block[0] === 0 && isZeroBlock(block)) this.#zeroBlocks += 1;
    else this.#readHeader(block);
  }

  /** Old GNU sparse maps go on in blocks of their own, the last of which says so. */
  #readSparseBlock(block: Buffer): void {
    if (block[504] !== 0) return;
    this.#sparseBlocks = false;
    this.#skip = padded(this.#body);
  }

  #readHeader(block: Buffer): void {
    const header = this.#zeroBlocks === 0 ? parseTarHeader(block) : undefined;
    if (header === undefined) {
      throw new ImageError("BAD_TAR", `${this.#member}: found bytes that are no tar header; build the image again`);
    }
    const isMeta = header.type === TYPE.pax || header.type === TYPE.gnuLongName;
    if (isMeta) this.#openMeta(header);
    else if (header.type === TYPE.globalPax || header.type === TYPE.gnuLongLink) this.#skip = padded(header.size);
    else this.#emit(header);
  }

  #openMeta(header: TarHeader): void {
    if (header.size > META_LIMIT) {
      throw new ImageError(
        "BAD_TAR",
        `${this.#member}: a file name record of ${header.size} bytes (at most ${META_LIMIT}); build the image again`,
      );
    }
    if (header.size === 0) return;
    this.#meta = { type: header.type, body: Buffer.alloc(header.size), filled: 0 };
    this.#skip = padded(header.size);
  }

  #applyMeta(type: number, body: Buffer): void {
    this.#meta = undefined;
    if (type === TYPE.pax) this.#pax = parsePaxRecords(body, this.#member);
    else this.#longName = body.toString("utf8").replace(/\0.*$/s, "");
  }

  #emit(header: TarHeader): void {
    const name = this.#pax.path ?? this.#longName ?? header.name;
    this.#body = hasBody(header.type) ? (this.#pax.size ?? header.size) : 0;
    this.#pax = {};
    this.#longName = undefined;
    this.#sparseBlocks = header.extended;
    this.#skip = header.extended ? 0 : padded(this.#body);
    this.#onEntry({ path: absolutePath(name), isFile: isRegularFile(header.type), size: this.#body });
  }
}

const padded = (size: number): number => Math.ceil(size / BLOCK) * BLOCK;

/**
 * Path in the image for a name in a tar: `./a/`, `/a` and `a` are the same. `..` is resolved inside the image,
 * so that a name such as `/nix/store/x/../../../etc` is booked where it would be unpacked.
 */
export const absolutePath = (name: string): string => {
  if (!/(^|\/)\.\.?(\/|$)|\/\//.test(name)) {
    const path = name.endsWith("/") ? name.slice(0, -1) : name;
    return path.startsWith("/") ? path : `/${path}`;
  }
  const parts: string[] = [];
  for (const part of name.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
};
