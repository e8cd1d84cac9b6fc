import { open } from "node:fs/promises";
import { BLOCK } from "../tar/index.ts";

export type Bytes = AsyncIterable<Buffer>;

/** The first bytes of a stream (at least `length` unless it is shorter), and the whole stream from its start. */
export const peek = async (bytes: Bytes, length = BLOCK): Promise<{ readonly head: Buffer; readonly all: Bytes }> => {
  const iterator = bytes[Symbol.asyncIterator]();
  const taken: Buffer[] = [];
  let size = 0;
  while (size < length) {
    const { done, value } = await iterator.next();
    if (done === true) break;
    taken.push(value);
    size += value.length;
  }
  return { head: Buffer.concat(taken), all: resume(taken, iterator) };
};

async function* resume(taken: readonly Buffer[], iterator: AsyncIterator<Buffer>): Bytes {
  try {
    yield* taken;
    yield* { [Symbol.asyncIterator]: () => iterator };
  } finally {
    await iterator.return?.();
  }
}

/** All bytes of a stream that is known to be small. */
export const collect = async (bytes: Bytes): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** Reads to the end and keeps nothing, so that the archive behind can go on. */
export const drain = async (bytes: Bytes): Promise<void> => {
  for await (const _ of bytes);
};

/** The first bytes of a file, at most a block of them, and its size. */
export const peekFile = async (file: string): Promise<{ readonly head: Buffer; readonly size: number }> => {
  await using handle = await open(file);
  const { size } = await handle.stat();
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(BLOCK), 0, BLOCK, 0);
  return { head: buffer.subarray(0, bytesRead), size };
};
