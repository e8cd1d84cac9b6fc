import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  Meter
} from "./chunk-W67MA6C6.js";
import {
  layerMediaType
} from "./chunk-H3LOPKAU.js";
import {
  hexOf
} from "./chunk-QPEP4A4R.js";
import {
  InputError,
  messageOf
} from "./chunk-UNTW53JI.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/publish/compressing-packer.ts
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import path2 from "node:path";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createGzip, createZstdCompress } from "node:zlib";

// src/publish/spool.ts
import { randomUUID } from "node:crypto";
import path from "node:path";
var partialFile = /* @__PURE__ */ __name((dir) => path.join(dir, `.partial-${randomUUID()}`), "partialFile");
var cannotKeep = /* @__PURE__ */ __name((dir, error) => new InputError(
  "SPOOL_FAILED",
  `${dir}: a layer cannot be kept there (${messageOf(error)}); make room, or use another temporary folder`,
  { cause: error }
), "cannotKeep");

// src/publish/compressing-packer.ts
var CHUNK = 256 * 1024;
var compressor = /* @__PURE__ */ __name((kind, level) => {
  switch (kind) {
    case "gzip":
      return createGzip({ level, chunkSize: CHUNK });
    case "zstd":
      return createZstdCompress({ chunkSize: CHUNK, params: { [constants.ZSTD_c_compressionLevel]: level } });
  }
}, "compressor");
var CompressingPacker = class {
  static {
    __name(this, "CompressingPacker");
  }
  #kind;
  #compressor;
  #meter = new Meter();
  #spoolDir;
  #partial;
  #done;
  constructor(kind, level, spoolDir) {
    this.#kind = kind;
    this.#compressor = compressor(kind, level);
    this.#spoolDir = spoolDir;
    this.#partial = spoolDir === void 0 ? void 0 : partialFile(spoolDir);
    this.#done = this.#store().catch((error) => {
      throw spoolDir === void 0 ? error : cannotKeep(spoolDir, error);
    });
    this.#done.catch(() => {
    });
  }
  async write(chunk) {
    if (this.#compressor.write(Buffer.from(chunk))) return;
    await Promise.race([new Promise((resolve) => this.#compressor.once("drain", resolve)), this.#done]);
  }
  async finish() {
    this.#compressor.end();
    await this.#done;
    const digest = this.#meter.digest();
    const blob = { mediaType: layerMediaType(this.#kind), digest, size: this.#meter.size };
    if (this.#spoolDir === void 0 || this.#partial === void 0) return blob;
    const file = path2.join(this.#spoolDir, hexOf(digest));
    await rename(this.#partial, file);
    return { ...blob, file };
  }
  async abort() {
    this.#compressor.destroy();
    await this.#done.catch(() => {
    });
    if (this.#partial !== void 0) await rm(this.#partial, { force: true }).catch(() => {
    });
  }
  async #store() {
    if (this.#spoolDir !== void 0) await mkdir(this.#spoolDir, { recursive: true });
    const sink = this.#partial === void 0 ? nowhere() : createWriteStream(this.#partial, { flags: "wx" });
    try {
      await pipeline(this.#compressor, metered(this.#meter), sink);
    } finally {
      if (!sink.closed) await once(sink, "close");
    }
  }
};
var metered = /* @__PURE__ */ __name((meter) => async function* (chunks) {
  for await (const chunk of chunks) {
    meter.update(chunk);
    yield chunk;
  }
}, "metered");
var nowhere = /* @__PURE__ */ __name(() => new Writable({ write: /* @__PURE__ */ __name((_chunk, _encoding, done) => done(), "write") }), "nowhere");

// src/publish/known-packer.ts
var KnownPacker = class {
  static {
    __name(this, "KnownPacker");
  }
  #announced;
  #blob;
  constructor(announced, blob) {
    this.#announced = announced;
    this.#blob = blob;
  }
  async write() {
  }
  async finish(diffId) {
    if (diffId === this.#announced) return this.#blob;
    const message = `layer named ${this.#announced} hashes to ${diffId}; build the image again`;
    throw new InputError("DIGEST_MISMATCH", message);
  }
  async abort() {
  }
};

// src/publish/storing-packer.ts
import { writeSync } from "node:fs";
import { mkdir as mkdir2, open, rename as rename2, rm as rm2 } from "node:fs/promises";
import path3 from "node:path";
var StoringPacker = class {
  static {
    __name(this, "StoringPacker");
  }
  #dir;
  #blocking;
  #partial;
  #file;
  #size = 0;
  constructor(dir, blocking) {
    this.#dir = dir;
    this.#blocking = blocking;
    this.#partial = dir === void 0 ? "" : partialFile(dir);
    this.#file = this.#guarded(async () => {
      if (dir === void 0) return void 0;
      await mkdir2(dir, { recursive: true });
      return open(this.#partial, "wx");
    });
    this.#file.catch(() => {
    });
  }
  async write(chunk) {
    const file = await this.#file;
    this.#size += chunk.length;
    if (file === void 0) return;
    await this.#guarded(async () => this.#blocking ? writeAll(file.fd, chunk) : file.writeFile(chunk));
  }
  async finish(diffId) {
    const file = await this.#file;
    const blob = { mediaType: layerMediaType("none"), digest: diffId, size: this.#size };
    if (file === void 0 || this.#dir === void 0) return blob;
    const target = path3.join(this.#dir, hexOf(diffId));
    await this.#guarded(async () => {
      await file.close();
      await rename2(this.#partial, target);
    });
    return { ...blob, file: target };
  }
  async abort() {
    const file = await this.#file.catch(() => void 0);
    await file?.close().catch(() => {
    });
    if (file !== void 0) await rm2(this.#partial, { force: true }).catch(() => {
    });
  }
  async #guarded(work) {
    try {
      return await work();
    } catch (error) {
      throw this.#dir === void 0 ? error : cannotKeep(this.#dir, error);
    }
  }
};
var writeAll = /* @__PURE__ */ __name((fd, chunk) => {
  for (let at = 0; at < chunk.length; ) at += writeSync(fd, chunk, at);
}, "writeAll");

// src/publish/pack.ts
var openPackers = /* @__PURE__ */ __name((options) => {
  const { compression, spoolDir, known } = options;
  const open2 = /* @__PURE__ */ __name((announced) => {
    const blob = announced === void 0 ? void 0 : known?.get(announced);
    if (announced !== void 0 && blob !== void 0) return new KnownPacker(announced, blob);
    const { kind, level } = compression;
    return kind === "none" ? new StoringPacker(spoolDir, options.blocking === true) : new CompressingPacker(kind, level, spoolDir);
  }, "open");
  return Object.assign(open2, { settings: options, keeps: spoolDir !== void 0 });
}, "openPackers");

export {
  openPackers
};
