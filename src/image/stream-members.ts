import type { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import tar from "tar-stream";
import { KnownError, messageOf } from "../core/errors.ts";
import type { Progress } from "../core/log.ts";
import { visible } from "../core/visible.ts";
import { type Bytes, collect, drain, peek } from "./bytes.ts";
import { type ArchiveCompression, archiveDecompressors } from "./compression.ts";
import { ImageError } from "./errors.ts";
import { LayersUnderWay } from "./layers-under-way.ts";
import { type ArchiveMembers, type Member, MemberBook, memberName } from "./members.ts";
import type { OpenPacker } from "./packer.ts";
import { announcedDiffId, scanLayer } from "./scan-layer.ts";

export interface ArchiveStream {
  /** For messages. */
  readonly name: string;
  readonly bytes: Readable;
  readonly compression: ArchiveCompression;
  readonly openPacker?: OpenPacker | undefined;
  readonly bare?: boolean | undefined;
  readonly progress: Progress;
}

/** Reads an image archive that comes as a stream to its end, in one pass: nothing about order or names is assumed. */
export const readStreamedMembers = async (source: ArchiveStream): Promise<ArchiveMembers> => {
  const book = new MemberBook(source.name);
  const extract = tar.extract();
  const bytes = counted(source.bytes, source.progress);
  const feeding = pipeline([bytes, ...archiveDecompressors(source.compression, source.name), toWritable(extract)]);
  const [fed, read] = await Promise.allSettled([feeding, readAll(extract, source, book)]);
  // A reader that stops makes the feeding fail too, and the other way round: the first cause is the one to tell.
  if (read.status === "rejected" && read.reason instanceof KnownError) throw read.reason;
  for (const outcome of [fed, read]) if (outcome.status === "rejected") throw archiveError(source, outcome.reason);
  return book;
};

/** streamx's Writable follows Node's protocol, its types do not. */
const toWritable = (extract: tar.Extract): Writable => extract as unknown as Writable;

const counted = (bytes: Readable, progress: Progress): Readable =>
  bytes.on("data", (chunk: Buffer) => progress.advance(chunk.length)).pause();

const archiveError = (source: ArchiveStream, error: unknown): ImageError => {
  if (error instanceof ImageError) return error;
  const message = messageOf(error);
  const cut = /unexpected end/i.test(message);
  const found = cut
    ? "the archive ends in the middle"
    : `no readable ${source.compression === "none" ? "tar" : `${source.compression} tar`} (${message})`;
  return new ImageError(
    cut ? "TRUNCATED" : "BAD_ARCHIVE",
    `${source.name}: ${found}; build or download the image again`,
    { cause: error },
  );
};

interface Kept {
  readonly book: MemberBook;
  readonly layers: LayersUnderWay;
}

const readAll = async (extract: tar.Extract, source: ArchiveStream, book: MemberBook): Promise<void> => {
  const layers = new LayersUnderWay((name, layer) => book.keepLayer(name, layer));
  for await (const entry of extract) {
    if (!isSize(entry.header.size)) throw badSize(source.name, entry.header.name);
    // What claims to be the body of a directory is none, and its stream would never end.
    if (entry.header.type === "directory") {
      book.admit(memberOf(entry.header));
      continue;
    }
    const bytes = entry as unknown as Bytes;
    const member = memberOf(entry.header);
    await (book.admit(member) ? readFile(member, bytes, source, { book, layers }) : drain(bytes));
  }
  await layers.end();
};

/** tar-stream gives `null` for numbers below zero. */
const isSize = (size: unknown): boolean => Number.isSafeInteger(size) && (size as number) >= 0;

const badSize = (archive: string, name: string): ImageError =>
  new ImageError(
    "BAD_ARCHIVE",
    `${archive}: found a member ${JSON.stringify(name)} without a size; build the image again`,
  );

const memberOf = ({ name, type, size = 0, linkname }: tar.Header): Member => ({
  name,
  kind: type === "file" || type === "symlink" ? type : type === "link" ? "hardLink" : "special",
  size,
  target: linkname ?? "",
});

const readFile = async (
  { name, size }: Member,
  bytes: Bytes,
  source: ArchiveStream,
  { book, layers }: Kept,
): Promise<void> => {
  const { head, all } = await peek(bytes);
  const content = book.tell(name, size, head);
  switch (content.kind) {
    case "layer": {
      const { openPacker, bare, progress } = source;
      const announced = announcedDiffId(name);
      const { compression } = content;
      const layer = { member: visible(memberName(name)), bytes: all, compression, announced };
      await layers.add(name, (allRead) => scanLayer({ ...layer, openPacker, bare, progress, allRead }));
      break;
    }
    case "document":
      book.expectDocument(size);
      book.documents.set(memberName(name), await collect(all));
      break;
    case "too-large":
      await drain(all);
  }
};
