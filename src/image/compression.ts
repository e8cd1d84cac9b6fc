import type { Duplex, Transform } from "node:stream";
import { createGunzip, createZstdDecompress } from "node:zlib";
import type { Compression } from "../oci/media-type.ts";
import { xzDecompressor } from "./xz.ts";
import { ZstdFrameAligner } from "./zstd-frames.ts";

/** Of a whole archive; blobs of an image are never xz. */
export type ArchiveCompression = Compression | "xz";

/** How bytes are compressed, told by their first bytes; names and media types are not trusted. */
export const sniffCompression = (head: Uint8Array): ArchiveCompression => {
  const magic = Buffer.from(head.subarray(0, 6)).toString("hex");
  if (magic.startsWith("1f8b")) return "gzip";
  if (magic.startsWith("28b52ffd")) return "zstd";
  return magic === "fd377a585a00" ? "xz" : "none";
};

const CHUNK = 256 * 1024;

/** Transforms from compressed to plain bytes, to be put in line; none where nothing is to be done. */
export const decompressors = (compression: Compression): readonly Transform[] => {
  switch (compression) {
    case "none":
      return [];
    case "gzip":
      return [createGunzip({ chunkSize: CHUNK })];
    case "zstd":
      return [new ZstdFrameAligner(), createZstdDecompress({ chunkSize: CHUNK })];
  }
};

/** The same for a whole archive; `name` is for messages. */
export const archiveDecompressors = (compression: ArchiveCompression, name: string): readonly Duplex[] =>
  compression === "xz" ? [xzDecompressor(name)] : decompressors(compression);
