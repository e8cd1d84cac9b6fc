import { crc32 } from "node:zlib";

/** Writes the gzip member of `input` to the start of `target`, and says how long it is. */
export type WriteMember = (input: Uint8Array, target: Uint8Array) => number;

/** What script/lib/deflate.c exports. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly take: (size: number) => number;
  readonly open: (level: number) => number;
  readonly compress: (compressor: number, input: number, size: number, output: number, room: number) => number;
}

/** Node has it; types of it come with those of browsers alone. */
const { WebAssembly: engine } = globalThis as unknown as {
  readonly WebAssembly: {
    readonly instantiate: (bytes: Uint8Array) => Promise<{ readonly instance: { readonly exports: Exports } }>;
  };
};

/** No name, no time, no system: RFC 1952, 2.3. */
const HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);
const TRAILER = 8;

/** What a member may be longer than its input: stored blocks cost 5 bytes for each 5,000 at the most. */
export const memberRoom = (size: number): number => size + (size >> 9) + 1024;

/**
 * libdeflate's levels by those of zlib: the fastest that packs libraries about as well. What is called 4 here takes less
 * time than zlib's 4; bench/README.md has the figures.
 */
const LEVELS = [1, 1, 2, 2, 2, 4, 5, 6, 7, 9] as const;

/**
 * Compresses inputs of up to `most` bytes with libdeflate; `level` is one of zlib's, from 1 to 9. The same input gives the
 * same bytes on every machine and with every Node.
 */
export const openDeflate = async (level: number, most: number): Promise<WriteMember> => {
  const { DEFLATE_WASM } = await import("./deflate-wasm.ts");
  const { instance } = await engine.instantiate(Buffer.from(DEFLATE_WASM, "base64"));
  const deflate = instance.exports;
  const room = memberRoom(most);
  const [compressor, from, to] = [deflate.open(LEVELS[level] ?? 9), deflate.take(most), deflate.take(room)];
  if (compressor === 0 || from === 0 || to === 0) throw new Error("there is no memory to compress layers in");
  const memory = Buffer.from(deflate.memory.buffer); // it does not grow any more
  return (input, target) => {
    memory.set(input, from);
    const size = deflate.compress(compressor, from, input.length, to, room);
    if (size === 0) throw new Error(`${input.length} bytes do not fit into ${room} when they are compressed`);
    const end = HEADER.length + size;
    const view = new DataView(target.buffer, target.byteOffset + end, TRAILER);
    view.setUint32(0, crc32(input), true);
    view.setUint32(4, input.length, true);
    target.set(HEADER);
    target.set(memory.subarray(to, to + size), HEADER.length);
    return end + TRAILER;
  };
};
