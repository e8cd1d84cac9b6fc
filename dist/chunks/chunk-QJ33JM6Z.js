import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  Meter
} from "./chunk-WJ444KRO.js";
import {
  BLOCK_SIZE,
  newBlock,
  openBlockCompressor
} from "./chunk-7QVOKJJR.js";
import {
  layerMediaType
} from "./chunk-EZNROI2T.js";
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

// src/publish/block-compressor.ts
var openLocalCompressor = /* @__PURE__ */ __name((setting) => {
  let opening;
  return {
    lanes: 1,
    compress: /* @__PURE__ */ __name(async ({ block, size }) => {
      opening ??= openBlockCompressor(setting);
      const compress = await opening;
      return { block, size: compress(block, size) };
    }, "compress")
  };
}, "openLocalCompressor");

// src/publish/compress-workers.ts
import { Worker } from "node:worker_threads";
var STARTED_AFTER = 8 << 20;
var SPARE = 2;
var HEAP = { maxYoungGenerationSizeMb: 2 };
var openCompressWorkers = /* @__PURE__ */ __name((setting, { compressUrl, count }) => {
  const local = openLocalCompressor(setting);
  const lanes = /* @__PURE__ */ new Set();
  let bytes = 0;
  const start = /* @__PURE__ */ __name(() => {
    const worker = new Worker(compressUrl, { execArgv: [], resourceLimits: HEAP, workerData: setting });
    const lane = { worker, waiting: [] };
    const end = /* @__PURE__ */ __name((reason) => {
      lanes.delete(lane);
      const error = reason instanceof Error ? reason : new Error(`a compressing worker ended with ${reason}`);
      for (const { reject } of lane.waiting.splice(0)) reject(error);
    }, "end");
    worker.on("message", (answer) => settle(lane, answer));
    worker.on("error", end).on("exit", end);
    lanes.add(lane);
    return lane;
  }, "start");
  const idlest = /* @__PURE__ */ __name(() => {
    const [first] = [...lanes].toSorted((a, b) => a.waiting.length - b.waiting.length);
    return first === void 0 || first.waiting.length > 0 && lanes.size < count ? start() : first;
  }, "idlest");
  return {
    lanes: count + SPARE,
    compress: /* @__PURE__ */ __name((filled) => {
      bytes += filled.size;
      return bytes <= STARTED_AFTER ? local.compress(filled) : send(idlest(), filled);
    }, "compress")
  };
}, "openCompressWorkers");
var send = /* @__PURE__ */ __name(({ worker, waiting }, filled) => new Promise((resolve, reject) => {
  waiting.push({ resolve, reject });
  worker.ref();
  worker.postMessage(filled, [filled.block.buffer]);
}), "send");
var settle = /* @__PURE__ */ __name(({ worker, waiting }, answer) => {
  const first = waiting.shift();
  if (waiting.length === 0) worker.unref();
  if (answer.kind === "compressed") first?.resolve(answer);
  else first?.reject(new Error(answer.message));
}, "settle");

// src/publish/compressing-packer.ts
var CompressingPacker = class {
  static {
    __name(this, "CompressingPacker");
  }
  #kind;
  #compressor;
  #file;
  #meter = new Meter();
  /** Writes of blocks, oldest first, each after the one before. */
  #underWay = [];
  #free = [];
  #block;
  #filled = 0;
  #isEmpty = true;
  constructor(kind, compressor, file) {
    this.#kind = kind;
    this.#compressor = compressor;
    this.#file = file;
  }
  async write(chunk) {
    for (let at = 0; at < chunk.length; ) {
      const block = this.#block ?? this.#free.pop() ?? newBlock(this.#kind);
      this.#block = block;
      const piece = chunk.subarray(at, at + BLOCK_SIZE[this.#kind] - this.#filled);
      block.set(piece, this.#filled);
      this.#filled += piece.length;
      at += piece.length;
      if (this.#filled === BLOCK_SIZE[this.#kind]) await this.#send(block);
    }
  }
  async finish() {
    if (this.#filled > 0 || this.#isEmpty) await this.#send(this.#block ?? newBlock(this.#kind));
    await this.#underWay.at(-1);
    const blob = { mediaType: layerMediaType(this.#kind), digest: this.#meter.digest(), size: this.#meter.size };
    return { ...blob, ...await this.#file.keep(blob.digest) };
  }
  async abort() {
    await Promise.allSettled(this.#underWay);
    await this.#file.discard();
  }
  async #send(block) {
    const compressing = this.#compressor.compress({ block, size: this.#filled });
    this.#block = void 0;
    this.#filled = 0;
    this.#isEmpty = false;
    const writing = this.#writeAfter(this.#underWay.at(-1), compressing);
    writing.catch(() => {
    });
    this.#underWay.push(writing);
    if (this.#underWay.length >= this.#compressor.lanes) await this.#underWay.shift();
  }
  async #writeAfter(before, compressing) {
    const [{ block, size }] = await Promise.all([compressing, before]);
    const bytes = block.subarray(0, size);
    this.#meter.update(bytes);
    await this.#file.write(bytes);
    this.#free.push(block);
  }
};

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

// src/publish/spool-file.ts
import { writeSync } from "node:fs";
import { link, mkdir, open, rename, rm } from "node:fs/promises";
import path2 from "node:path";

// src/publish/spool.ts
import { randomUUID } from "node:crypto";
import path from "node:path";
var partialFile = /* @__PURE__ */ __name((dir) => path.join(dir, `.partial-${randomUUID()}`), "partialFile");
var cannotKeep = /* @__PURE__ */ __name((dir, error) => new InputError(
  "SPOOL_FAILED",
  `${dir}: a layer cannot be kept there (${messageOf(error)}); make room, or use another temporary folder`,
  { cause: error }
), "cannotKeep");

// src/publish/spool-file.ts
var SpoolFile = class {
  static {
    __name(this, "SpoolFile");
  }
  #dir;
  #blocking;
  #partial;
  #file;
  constructor(dir, blocking) {
    this.#dir = dir;
    this.#blocking = blocking;
    this.#partial = dir === void 0 ? "" : partialFile(dir);
    this.#file = this.#guarded(async () => {
      if (dir === void 0) return void 0;
      await mkdir(dir, { recursive: true });
      return open(this.#partial, "wx");
    });
    this.#file.catch(() => {
    });
  }
  async write(bytes) {
    const file = await this.#file;
    if (file === void 0) return;
    await this.#guarded(async () => this.#blocking ? writeAll(file.fd, bytes) : file.writeFile(bytes));
  }
  /**
   * Names the file by its digest, and says where it lies. A file that has this name already holds the same bytes and stays:
   * it may be on its way to a registry, and who reads a file while another takes its place fails.
   */
  async keep(digest) {
    const file = await this.#file;
    if (file === void 0 || this.#dir === void 0) return {};
    const target = path2.join(this.#dir, hexOf(digest));
    await this.#guarded(async () => {
      await file.close();
      await nameOnce(this.#partial, target);
    });
    return { file: target };
  }
  /** Leaves nothing behind. */
  async discard() {
    const file = await this.#file.catch(() => void 0);
    await file?.close().catch(() => {
    });
    if (file !== void 0) await rm(this.#partial, { force: true }).catch(() => {
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
var nameOnce = /* @__PURE__ */ __name(async (partial, target) => {
  try {
    await link(partial, target);
  } catch (error) {
    const { code } = error;
    if (code !== "EEXIST") return rename(partial, target);
  }
  await rm(partial);
}, "nameOnce");
var writeAll = /* @__PURE__ */ __name((fd, bytes) => {
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
}, "writeAll");

// src/publish/storing-packer.ts
var StoringPacker = class {
  static {
    __name(this, "StoringPacker");
  }
  #file;
  #size = 0;
  constructor(file) {
    this.#file = file;
  }
  async write(chunk) {
    this.#size += chunk.length;
    await this.#file.write(chunk);
  }
  async finish(diffId) {
    const blob = { mediaType: layerMediaType("none"), digest: diffId, size: this.#size };
    return { ...blob, ...await this.#file.keep(diffId) };
  }
  abort() {
    return this.#file.discard();
  }
};

// src/publish/pack.ts
var openPackers = /* @__PURE__ */ __name(({ workers, ...settings }) => {
  const { known, spoolDir } = settings;
  const open2 = newPackerOf(settings.compression, workers);
  const openOne = /* @__PURE__ */ __name((announced) => {
    const blob = announced === void 0 ? void 0 : known?.get(announced);
    if (announced !== void 0 && blob !== void 0) return new KnownPacker(announced, blob);
    return open2(new SpoolFile(spoolDir, settings.blocking === true));
  }, "openOne");
  const divides = settings.compression.kind !== "none" && workers !== void 0 && workers.count > 1;
  return Object.assign(openOne, { settings, divides, keeps: spoolDir !== void 0 });
}, "openPackers");
var newPackerOf = /* @__PURE__ */ __name(({ kind, level }, workers) => {
  if (kind === "none") return (file) => new StoringPacker(file);
  const setting = { kind, level };
  const compressor = workers === void 0 ? openLocalCompressor(setting) : openCompressWorkers(setting, workers);
  return (file) => new CompressingPacker(kind, compressor, file);
}, "newPackerOf");

export {
  openPackers
};
