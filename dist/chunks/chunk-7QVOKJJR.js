import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/publish/compress-block.ts
import { constants, zstdCompressSync } from "node:zlib";

// src/publish/deflate.ts
import { crc32 } from "node:zlib";
var { WebAssembly: engine } = globalThis;
var HEADER = Uint8Array.of(31, 139, 8, 0, 0, 0, 0, 0, 0, 255);
var TRAILER = 8;
var memberRoom = /* @__PURE__ */ __name((size) => size + (size >> 9) + 1024, "memberRoom");
var LEVELS = [1, 1, 2, 2, 2, 4, 5, 6, 7, 9];
var openDeflate = /* @__PURE__ */ __name(async (level, most) => {
  const { DEFLATE_WASM } = await import("./deflate-wasm-FUIE6IGU.js");
  const { instance } = await engine.instantiate(Buffer.from(DEFLATE_WASM, "base64"));
  const deflate = instance.exports;
  const room = memberRoom(most);
  const [compressor, from, to] = [deflate.open(LEVELS[level] ?? 9), deflate.take(most), deflate.take(room)];
  if (compressor === 0 || from === 0 || to === 0) throw new Error("there is no memory to compress layers in");
  const memory = Buffer.from(deflate.memory.buffer);
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
}, "openDeflate");

// src/publish/compress-block.ts
var BLOCK_SIZE = { gzip: 1 << 20, zstd: 1 << 20 };
var newBlock = /* @__PURE__ */ __name((kind) => new Uint8Array(memberRoom(BLOCK_SIZE[kind])), "newBlock");
var ROOM = memberRoom(BLOCK_SIZE.zstd);
var openBlockCompressor = /* @__PURE__ */ __name(async ({ kind, level }) => {
  switch (kind) {
    case "gzip": {
      const writeMember = await openDeflate(level, BLOCK_SIZE.gzip);
      return (block, size) => writeMember(block.subarray(0, size), block);
    }
    case "zstd":
      return (block, size) => {
        const params = { [constants.ZSTD_c_compressionLevel]: level };
        const frame = zstdCompressSync(block.subarray(0, size), { params, chunkSize: ROOM });
        const { length } = frame;
        block.set(frame);
        frame.buffer.transfer(0);
        return length;
      };
  }
}, "openBlockCompressor");

export {
  BLOCK_SIZE,
  newBlock,
  openBlockCompressor
};
