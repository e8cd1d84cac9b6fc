import { open } from "node:fs/promises";
import { END_OF_TAR, encodeHeader, padding, textOfName } from "../../tar/index.ts";
import type { Bytes } from "../bytes.ts";
import { ImageError } from "../errors.ts";
import type { PlannedEntry } from "./entries.ts";

const PIECE = 1 << 18;
/** Seconds; what the store has anyhow. */
const MTIME = 1;

/** The tar of planned entries. Files are read as their turn comes. */
export async function* renderLayerTar(entries: readonly PlannedEntry[]): Bytes {
  for (const entry of entries) {
    yield encodeHeader({ ...entry, mtime: MTIME });
    if (entry.kind === "file") yield* readBody(entry);
  }
  yield END_OF_TAR;
}

async function* readBody({ file, size, path }: PlannedEntry): Bytes {
  await using handle = await open(file);
  let left = size;
  while (left > 0) {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(Math.min(left, PIECE)));
    if (bytesRead === 0) throw changed(path);
    left -= bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
  yield padding(size);
}

const changed = (path: string): ImageError =>
  new ImageError(
    "TRUNCATED",
    `${textOfName(path)}: the file shrank while it was read; nothing may write to the Nix store`,
  );
