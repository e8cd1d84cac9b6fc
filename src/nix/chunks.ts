/** Bytes of arguments per call, far below the 2 MiB that Linux allows with the environment (execve(2)). */
const CHUNK_BYTES = 200_000;

/** The texts in their order, in lists that are each short enough for one command line. */
export const chunkArguments = <T extends string>(texts: readonly T[]): readonly (readonly T[])[] => {
  const result: T[][] = [];
  let room = 0;
  for (const text of texts) {
    if (room < text.length) {
      result.push([]);
      room = CHUNK_BYTES;
    }
    result.at(-1)?.push(text);
    room -= text.length + 1;
  }
  return result;
};
