import { open, readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { Descriptor } from "../oci/descriptor.ts";
import { sniffCompression } from "./compression.ts";
import { ImageError } from "./errors.ts";
import type { ScanRanges } from "./layer-scanner.ts";
import { absent, blobPath, type Layout } from "./layout.ts";
import { DOCUMENT_LIMIT } from "./members.ts";
import type { LayerRange } from "./scan-range.ts";

/** An OCI layout in a folder; its layers are read where they lie. Those that it holds compressed are not packed again. */
export const openLayoutFolder = (dir: string, scanRanges: ScanRanges): Layout => ({
  name: dir,
  format: "oci-layout",
  readIndex: () => readSmallFile(dir, "index.json"),
  readDocument: (descriptor) => readSmallFile(dir, blobPath(descriptor)),
  scan: async (descriptors) => scanRanges(await Promise.all(descriptors.map((descriptor) => rangeOf(dir, descriptor)))),
  nameOf: blobPath,
  fileOf: (descriptor) => path.join(dir, blobPath(descriptor)),
});

const rangeOf = async (dir: string, descriptor: Descriptor): Promise<LayerRange> => {
  const member = blobPath(descriptor);
  const file = path.join(dir, member);
  const length = await sizeOf(dir, member);
  const compression = sniffCompression(await readHead(dir, member));
  if (compression === "xz") {
    throw new ImageError("UNSUPPORTED", `${dir}: ${member} is compressed with xz; use gzip or zstd`);
  }
  return { file, offset: 0, length, compression, member, announced: descriptor.digest, isBlob: true };
};

const readHead = async (dir: string, member: string): Promise<Buffer> => {
  try {
    await using handle = await open(path.join(dir, member));
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(6), 0, 6, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    return absent(dir, member, error as Error);
  }
};

const readSmallFile = async (dir: string, member: string): Promise<Buffer> => {
  const size = await sizeOf(dir, member);
  if (size > DOCUMENT_LIMIT) absent(dir, member, new Error(`${size} bytes, at most ${DOCUMENT_LIMIT} expected`));
  return readFile(path.join(dir, member)).catch((error: Error) => absent(dir, member, error));
};

/** Opening a pipe would wait for its writer, in a thread that no signal ends. */
const sizeOf = async (dir: string, member: string): Promise<number> => {
  const facts = await stat(path.join(dir, member)).catch((error: Error) => absent(dir, member, error));
  return facts.isFile() ? facts.size : absent(dir, member, new Error("it is no regular file"));
};
