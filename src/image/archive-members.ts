import type { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import tar from "tar-stream";
import { type Digest, digestFromHex } from "../core/digest.ts";
import { KnownError, messageOf } from "../core/errors.ts";
import { visible } from "../core/visible.ts";
import type { Compression } from "../oci/media-type.ts";
import { type Bytes, collect, drain, peek } from "./bytes.ts";
import { decompressors, sniffCompression } from "./compression.ts";
import { ImageError } from "./errors.ts";
import type { OpenPacker } from "./packer.ts";
import { type ScannedLayer, scanLayer } from "./scan-layer.ts";
import { BLOCK, hasTarChecksum, isZeroBlock } from "./tar-header.ts";

/** What an archive holds, by member name without a leading `./`. */
export interface ArchiveMembers {
  /** Small members that are no layers: configs, manifests, indexes. */
  readonly documents: ReadonlyMap<string, Buffer>;
  readonly layers: ReadonlyMap<string, ScannedLayer>;
  /** Links to other members, as tools write for layers that are there under an older name. */
  readonly links: ReadonlyMap<string, string>;
  /** Members that are no layers and too large to be kept. */
  readonly tooLarge: ReadonlySet<string>;
}

export interface ArchiveSource {
  /** For messages. */
  readonly name: string;
  readonly bytes: Readable;
  readonly compression: Compression;
}

/** Configs are some kilobytes; even one with 127 layers and long histories stays far below. */
export const DOCUMENT_LIMIT = 8 << 20;
const DOCUMENTS_LIMIT = 64 << 20;
/** An image has at most 127 layers with three members each; merged archives hold a few images. */
const MEMBERS_LIMIT = 20_000;

/**
 * Reads an image archive to its end in one pass. What a member is, its bytes tell: builders write the manifest last
 * (nixpkgs) or name layers as they like, so nothing about order or names is assumed.
 */
export const readArchiveMembers = async (
  source: ArchiveSource,
  openPacker: OpenPacker | undefined,
): Promise<ArchiveMembers> => {
  const reader = new MemberReader(source.name, openPacker);
  const extract = tar.extract();
  const feeding = pipeline([source.bytes, ...decompressors(source.compression), toWritable(extract)]);
  const [fed, read] = await Promise.allSettled([feeding, reader.readAll(extract)]);
  // A reader that stops makes the feeding fail too, and the other way round: the first cause is the one to tell.
  if (read.status === "rejected" && read.reason instanceof KnownError) throw read.reason;
  for (const outcome of [fed, read]) if (outcome.status === "rejected") throw archiveError(source, outcome.reason);
  return reader;
};

/** streamx's Writable follows Node's protocol, its types do not. */
const toWritable = (extract: tar.Extract): Writable => extract as unknown as Writable;

const archiveError = (source: ArchiveSource, error: unknown): ImageError => {
  const message = messageOf(error);
  const cut = /unexpected end/i.test(message);
  const found = cut
    ? "the archive ends in the middle"
    : `no readable ${source.compression === "none" ? "tar" : `${source.compression} tar`} (${message})`;
  return new ImageError(
    cut ? "TRUNCATED" : "BAD_ARCHIVE",
    `${source.name}: ${found}; build or download the image again`,
    {
      cause: error,
    },
  );
};

class MemberReader implements ArchiveMembers {
  readonly documents = new Map<string, Buffer>();
  readonly layers = new Map<string, ScannedLayer>();
  readonly links = new Map<string, string>();
  readonly tooLarge = new Set<string>();
  readonly #archive: string;
  readonly #openPacker: OpenPacker | undefined;
  #members = 0;
  #documentBytes = 0;

  constructor(archive: string, openPacker: OpenPacker | undefined) {
    this.#archive = archive;
    this.#openPacker = openPacker;
  }

  async readAll(extract: tar.Extract): Promise<void> {
    for await (const entry of extract) {
      this.#members += 1;
      if (this.#members > MEMBERS_LIMIT) throw this.#bad(`more than ${MEMBERS_LIMIT} members`);
      await this.#read(entry.header, entry as unknown as Bytes);
    }
  }

  async #read(header: tar.Header, bytes: Bytes): Promise<void> {
    const name = memberName(header.name);
    if (header.type === "symlink" || header.type === "link") {
      this.links.set(name, linkTarget(name, header.type, header.linkname ?? ""));
      return drain(bytes);
    }
    if (header.type !== "file" || (header.size ?? 0) === 0) return drain(bytes);
    await this.#readFile(name, header.size ?? 0, bytes);
  }

  async #readFile(name: string, size: number, bytes: Bytes): Promise<void> {
    const { head, all } = await peek(bytes);
    const compression = sniffCompression(head);
    if (compression === "xz") throw this.#bad(`${name} is compressed with xz, which layers cannot be`);
    if (compression !== "none" || isTar(head)) {
      this.layers.set(name, await this.#scan(name, compression, all));
    } else if (size <= DOCUMENT_LIMIT) {
      await this.#keep(name, size, all);
    } else {
      this.tooLarge.add(name);
      await drain(all);
    }
  }

  #scan(name: string, compression: Compression, bytes: Bytes): Promise<ScannedLayer> {
    const openPacker = this.#openPacker;
    return scanLayer({ member: visible(name), bytes, compression, announced: announcedDiffId(name), openPacker });
  }

  async #keep(name: string, size: number, bytes: Bytes): Promise<void> {
    this.#documentBytes += size;
    if (this.#documentBytes > DOCUMENTS_LIMIT)
      throw this.#bad(`more than ${DOCUMENTS_LIMIT} bytes of members that are no layers`);
    this.documents.set(name, await collect(bytes));
  }

  #bad(found: string): ImageError {
    return new ImageError("BAD_ARCHIVE", `${this.#archive}: found ${found}; no image builder writes that`);
  }
}

const isTar = (head: Buffer): boolean => head.length >= BLOCK && (isZeroBlock(head) || hasTarChecksum(head));

const memberName = (name: string): string => name.replace(/^(\.?\/)+/, "").replace(/\/+$/, "");

/** Symlinks are relative to their folder, hard links to the archive's root. */
const linkTarget = (name: string, type: "symlink" | "link", target: string): string => {
  if (type === "link") return memberName(target);
  const parts = name.split("/").slice(0, -1);
  for (const part of target.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
};

/** `<hex>/layer.tar`, `<hex>.tar` and `blobs/sha256/<hex>` suggest what the layer hashes to. */
const announcedDiffId = (name: string): Digest | undefined => {
  const hex = name
    .split("/")
    .map((part) => part.replace(/\.tar$/, ""))
    .find((part) => part.length === 64);
  return hex === undefined ? undefined : digestFromHex(hex);
};
