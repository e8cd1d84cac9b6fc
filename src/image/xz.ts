import { Duplex, Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { messageOf } from "../core/errors.ts";
import { ImageError } from "./errors.ts";

/** Turns xz into plain bytes, streams in a row too; ImageError TRUNCATED, BAD_ARCHIVE or UNSUPPORTED with `name` in front. */
export const xzDecompressor = (name: string): Duplex =>
  Duplex.from(async function* (source: AsyncIterable<Uint8Array>) {
    // The decoder is WebAssembly: loaded only for those who need it.
    const { default: xz } = await import("xz-decompress");
    const compressed = Readable.toWeb(Readable.from(source, { objectMode: false })) as globalThis.ReadableStream;
    try {
      // Chunks are views of the decoder's memory, which the next one overwrites.
      const plain = new xz.XzReadableStream(compressed) as ReadableStream<Uint8Array>;
      for await (const chunk of plain) yield Buffer.from(chunk);
    } catch (error) {
      throw xzError(name, error);
    }
  });

/** The numbers are those of `enum xz_ret` in XZ Embedded. */
const xzError = (name: string, cause: unknown): ImageError => {
  const message = messageOf(cause);
  switch (/error code (\d+)/.exec(message)?.[1]) {
    case "8":
      return new ImageError("TRUNCATED", `${name}: the archive ends in the middle; build or download it again`, {
        cause,
      });
    case "4":
      return new ImageError("UNSUPPORTED", `${name}: xz with too large a dictionary; compress it with xz -9 or less`, {
        cause,
      });
    case "6":
      return new ImageError(
        "UNSUPPORTED",
        `${name}: xz with a check or filter that is not supported; decompress it first (unxz)`,
        { cause },
      );
    default:
      return new ImageError("BAD_ARCHIVE", `${name}: no readable xz (${message}); build or download it again`, {
        cause,
      });
  }
};
