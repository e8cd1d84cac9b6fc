import { PassThrough, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Digest, digestFromHex } from "../core/digest.ts";
import { KnownError, messageOf } from "../core/errors.ts";
import { Meter } from "../core/hash.ts";
import type { Progress } from "../core/log.ts";
import { nameOf, storePathOf } from "../core/store-path.ts";
import type { Compression } from "../oci/media-type.ts";
import { TarScanner, textOfName } from "../tar/index.ts";
import type { Bytes } from "./bytes.ts";
import { decompressors } from "./compression.ts";
import { openContentHasher } from "./content-hash.ts";
import { ImageError } from "./errors.ts";
import { LayerIndexer } from "./index-layer.ts";
import type { BareLayer, Layer } from "./model.ts";
import type { LayerPacker, OpenPacker } from "./packer.ts";

export interface LayerSource {
  /** For messages and for the report. */
  readonly member: string;
  /** As stored. Plain pieces may be overwritten when the next is asked for. */
  readonly bytes: Bytes;
  readonly compression: Compression;
  /** True when the bytes lie in a file of their own, which can be published as it is. */
  readonly isBlob?: boolean;
  /** diffId that the member's name suggests. */
  readonly announced?: Digest | undefined;
  readonly openPacker?: OpenPacker | undefined;
  /** True when the layer is hashed and packed, and not looked into. */
  readonly bare?: boolean | undefined;
  /** Called when all bytes have been read: the next layer may be read while the last of this one are still packed. */
  readonly allRead?: () => void;
  /** Is told what is being read; bytes are counted where they come from. */
  readonly progress: Pick<Progress, "doing">;
}

const READ_AHEAD = 1 << 20;

/** A layer with the digest and size of its bytes as they were stored in the source. */
export interface ScannedLayer {
  /** A `Layer` unless it was read bare. */
  readonly layer: BareLayer;
  readonly stored: { readonly digest: Digest; readonly size: number; readonly compression: Compression };
}

/** Reads a layer once: hashed as stored and as plain tar, counted, attributed, and packed when a packer is given. */
export const scanLayer = async (source: LayerSource): Promise<ScannedLayer> => {
  const packer = isPacked(source) ? source.openPacker?.(source.announced) : undefined;
  try {
    return await scan(source, packer);
  } catch (error) {
    await packer?.abort();
    throw error;
  }
};

/** What is compressed already is packed again only where it is wanted as a file and is none. */
const isPacked = ({ compression, isBlob, openPacker }: LayerSource): boolean =>
  compression === "none" || (openPacker?.keeps === true && isBlob !== true);

const scan = async (source: LayerSource, packer: LayerPacker | undefined): Promise<ScannedLayer> => {
  const plain = new Meter();
  const stored = source.compression === "none" ? plain : new Meter();
  const look = source.bare === true ? undefined : await lookInto(source);
  if (look === undefined) source.progress.doing(() => `packing ${source.member}`);
  for await (const chunk of plainBytes(source, stored)) {
    plain.update(chunk);
    look?.scanner.push(chunk);
    if (packer !== undefined) await packer.write(chunk);
  }
  const content = look?.finish(plain.size);
  const diffId = plain.digest();
  source.allRead?.();
  const blob = await packer?.finish(diffId);
  if (blob !== undefined) source.openPacker?.packed?.(blob);
  return {
    layer: { member: source.member, diffId, ...content, ...(blob === undefined ? {} : { blob }) },
    stored: {
      digest: stored === plain ? diffId : stored.digest(),
      size: stored.size,
      compression: source.compression,
    },
  };
};

/** What turns a layer's plain bytes into all that a report says of it. */
const lookInto = async ({ member, progress }: LayerSource) => {
  const indexer = new LayerIndexer(member, await openContentHasher());
  const scanner = new TarScanner(member, indexer);
  progress.doing(() => describe(indexer.path, member));
  const finish = (uncompressedSize: number): Omit<Layer, keyof BareLayer> => {
    scanner.end();
    const { contentSize, ...index } = indexer.finish();
    return { uncompressedSize, tarOverhead: uncompressedSize - contentSize, ...index };
  };
  return { scanner, finish };
};

/** A store path tells people more than a file in it. */
const describe = (path: string, member: string): string => {
  const storePath = storePathOf(path);
  if (storePath !== undefined) return nameOf(storePath);
  return path === "/" ? member : textOfName(path);
};

const plainBytes = (source: LayerSource, stored: Meter): Bytes =>
  source.compression === "none" ? source.bytes : decompress(source, stored);

async function* decompress(source: LayerSource, stored: Meter): Bytes {
  const plain = new PassThrough({ readableHighWaterMark: READ_AHEAD });
  const feeding = pipeline([
    Readable.from(metered(source.bytes, stored), { objectMode: false }),
    ...decompressors(source.compression),
    plain,
  ]);
  feeding.catch(() => {}); // the reader of `plain` gets the same error
  try {
    yield* plain as Bytes;
    await feeding;
  } catch (error) {
    if (error instanceof KnownError) throw error;
    throw new ImageError(
      "TRUNCATED",
      `${source.member}: the ${source.compression} data cannot be decoded (${messageOf(error)}); build or download the image again`,
      { cause: error },
    );
  }
}

async function* metered(bytes: Bytes, meter: Meter): Bytes {
  for await (const chunk of bytes) {
    meter.update(chunk);
    yield chunk;
  }
}

/** `<hex>/layer.tar`, `<hex>.tar` and `blobs/sha256/<hex>` suggest what the layer hashes to. */
export const announcedDiffId = (name: string): Digest | undefined => {
  const hex = name
    .split("/")
    .map((part) => part.replace(/\.tar$/, ""))
    .find((part) => part.length === 64);
  return hex === undefined ? undefined : digestFromHex(hex);
};
