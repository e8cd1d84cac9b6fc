import { type FileHandle, open } from "node:fs/promises";
import { messageOf } from "../core/errors.ts";
import { visible } from "../core/visible.ts";
import { BLOCK, type TarEntry, TarError, TarScanner, textOfName } from "../tar/index.ts";
import { promisedDiffIds } from "./docker-manifest.ts";
import { ImageError } from "./errors.ts";
import type { ScanRanges } from "./layer-scanner.ts";
import { type ArchiveMembers, type Member, MemberBook, memberName } from "./members.ts";
import { announcedDiffId } from "./scan-layer.ts";
import type { LayerRange } from "./scan-range.ts";

/**
 * Reads an image archive that is a plain tar on disk: its headers are hopped over to find the members, then layers
 * are read where they lie, several at a time.
 */
export const readSeekableMembers = async (file: string, scanRanges: ScanRanges): Promise<ArchiveMembers> => {
  await using handle = await open(file);
  const archive: Archive = { file, handle, book: new MemberBook(file) };
  const layers: PlacedLayer[] = [];
  for (const member of await listMembers(archive)) layers.push(...(await meet(member, archive)));
  const promised = promisedDiffIds(archive.book);
  const scanned = await scanRanges(
    layers.map(({ name, range }) => ({ ...range, announced: promised.get(name) ?? range.announced })),
  );
  for (const [i, layer] of scanned.entries()) archive.book.layers.set(layers[i]?.name ?? "", layer);
  return archive.book;
};

interface Archive {
  readonly file: string;
  readonly handle: FileHandle;
  readonly book: MemberBook;
}

interface PlacedMember extends Member {
  /** Of the first byte of the body in the file. */
  readonly offset: number;
}

interface PlacedLayer {
  readonly name: string;
  readonly range: LayerRange;
}

/** The members that have bytes to look at, in the order of the tar. */
const listMembers = async (archive: Archive): Promise<readonly PlacedMember[]> => {
  try {
    return await hop(archive);
  } catch (error) {
    throw error instanceof TarError ? archiveError(archive.file, error) : error;
  }
};

const hop = async ({ file, handle, book }: Archive): Promise<readonly PlacedMember[]> => {
  const members: PlacedMember[] = [];
  const { size: end } = await handle.stat();
  let at = 0;
  const entry = (found: TarEntry): false => {
    const member = { ...memberOf(file, found), offset: at + BLOCK };
    if (book.admit(member)) members.push(member);
    return false;
  };
  const scanner = new TarScanner("its tar", { entry, body: () => {} });
  while (at < end && !scanner.ended) {
    scanner.push(await readAt(handle, at, BLOCK));
    at += BLOCK + scanner.passable;
    if (at <= end) scanner.pass();
  }
  scanner.end();
  return members;
};

const memberOf = (file: string, { path, kind, size, sparse, target = "" }: TarEntry): Member => {
  const name = textOfName(path);
  if (!sparse) return { name, kind, size, target: textOfName(target) };
  const found = `the sparse member ${name}`;
  throw new ImageError(
    "BAD_ARCHIVE",
    `${file}: found ${found}; write the archive again without holes (tar without -S)`,
  );
};

/** Keeps a document; gives back where a layer lies. */
const meet = async (member: PlacedMember, { file, handle, book }: Archive): Promise<readonly PlacedLayer[]> => {
  const { name: path, size: length, offset } = member;
  const name = memberName(path);
  const content = book.tell(name, length, await readAt(handle, offset, Math.min(length, BLOCK)));
  if (content.kind === "document") {
    book.expectDocument(length);
    book.documents.set(name, await readAt(handle, offset, length));
  }
  if (content.kind !== "layer") return [];
  const { compression } = content;
  const announced = announcedDiffId(name);
  const range = { file, offset, length, compression, member: visible(name), announced, isBlob: false };
  return [{ name, range }];
};

const readAt = async (handle: FileHandle, offset: number, length: number): Promise<Buffer> => {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset);
  return buffer.subarray(0, bytesRead);
};

const archiveError = (file: string, error: TarError): ImageError => {
  const cut = error.code === "TRUNCATED";
  const found = cut ? "the archive ends in the middle" : `no readable tar (${messageOf(error)})`;
  const code = cut ? "TRUNCATED" : "BAD_ARCHIVE";
  return new ImageError(code, `${file}: ${found}; build or download the image again`, { cause: error });
};
