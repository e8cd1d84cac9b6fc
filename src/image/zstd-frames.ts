import { Transform, type TransformCallback } from "node:stream";

/** https://www.rfc-editor.org/rfc/rfc8878#section-3.1 */
const MAGIC = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;
const DICTIONARY_SIZES = [0, 1, 2, 4] as const;
const CONTENT_SIZES = [0, 2, 4, 8] as const;

type Expect = "magic" | "descriptor" | "header" | "block" | "body" | "checksum" | "skipSize" | "skipBody";

/**
 * Passes zstd data on unchanged, with chunks that end where frames end. Node's decoder drops what follows a frame
 * inside one chunk and ends without an error when data is cut; both are silent losses, which this makes good:
 * frames start in chunks of their own, and an end inside a frame is an error.
 */
export class ZstdFrameAligner extends Transform {
  #expect: Expect = "magic";
  /** Bytes of the expected field: still to come, and gathered so far when they matter. */
  #left = 4;
  #field: number[] = [];
  #hasChecksum = false;
  #isLast = false;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    let start = 0;
    let at = 0;
    try {
      while (at < chunk.length) {
        at += this.#take(chunk, at);
        if (!this.#settle()) continue;
        this.push(chunk.subarray(start, at));
        start = at;
      }
    } catch (error) {
      done(error as Error);
      return;
    }
    done(null, start < chunk.length ? chunk.subarray(start) : undefined);
  }

  override _flush(done: TransformCallback): void {
    const whole = this.#expect === "magic" && this.#field.length === 0;
    done(whole ? null : new Error("unexpected end of zstd data"));
  }

  #take(chunk: Buffer, at: number): number {
    const length = Math.min(this.#left, chunk.length - at);
    this.#left -= length;
    if (this.#expect !== "body" && this.#expect !== "skipBody") this.#field.push(...chunk.subarray(at, at + length));
    return length;
  }

  /** Goes on to the next field while fields are complete; true when a frame has just ended. */
  #settle(): boolean {
    while (this.#left === 0) {
      const field = Buffer.from(this.#field);
      this.#field = [];
      if (this.#advance(field)) return true;
    }
    return false;
  }

  #advance(field: Buffer): boolean {
    switch (this.#expect) {
      case "magic":
        return this.#next(...startOf(field.readUInt32LE(0)));
      case "descriptor":
        return this.#readDescriptor(field[0] as number);
      case "skipSize":
        return this.#next("skipBody", field.readUInt32LE(0));
      case "header":
        return this.#next("block", 3);
      case "block":
        return this.#readBlock(field.readUIntLE(0, 3));
      case "body":
        if (!this.#isLast) return this.#next("block", 3);
        return this.#hasChecksum ? this.#next("checksum", 4) : this.#endFrame();
      case "checksum":
      case "skipBody":
        return this.#endFrame();
    }
  }

  #readDescriptor(descriptor: number): boolean {
    const single = (descriptor & 0x20) !== 0;
    const contentFlag = descriptor >> 6;
    this.#hasChecksum = (descriptor & 0x04) !== 0;
    const contentSize = contentFlag === 0 && single ? 1 : (CONTENT_SIZES[contentFlag] as number);
    return this.#next("header", (single ? 0 : 1) + (DICTIONARY_SIZES[descriptor & 3] as number) + contentSize);
  }

  #readBlock(header: number): boolean {
    this.#isLast = (header & 1) === 1;
    const isRepeat = ((header >> 1) & 3) === 1; // one byte stands for many
    return this.#next("body", isRepeat ? 1 : header >> 3);
  }

  #next(expect: Expect, length: number): false {
    this.#expect = expect;
    this.#left = length;
    return false;
  }

  #endFrame(): true {
    this.#expect = "magic";
    this.#left = 4;
    return true;
  }
}

const startOf = (magic: number): [Expect, number] => {
  if (magic === MAGIC) return ["descriptor", 1];
  if ((magic & 0xfffffff0) >>> 0 === SKIPPABLE) return ["skipSize", 4];
  throw new Error("found bytes that are no zstd frame");
};
