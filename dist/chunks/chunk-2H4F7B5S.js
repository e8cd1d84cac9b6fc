import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  require_tar_stream
} from "./chunk-KB2GI7UG.js";
import {
  BLOCK,
  END_OF_TAR,
  HashFinder,
  ImageError,
  OwnerFinder,
  TarError,
  TarScanner,
  absolutePath,
  announcedDiffId,
  archiveDecompressors,
  encodeHeader,
  entriesOf,
  hasTarChecksum,
  isLookedInto,
  isZeroBlock,
  nameOfText,
  openEntryBudget,
  padding,
  scanLayer,
  scanRange,
  sniffCompression,
  textOfName,
  toError
} from "./chunk-4EDFUQKZ.js";
import {
  buildReport
} from "./chunk-JFXXGL7K.js";
import {
  compareVersions,
  startOfDifference
} from "./chunk-BXXVUI6A.js";
import {
  anyStorePath,
  hashPartOf,
  nameOf,
  parseStoreName,
  parseStorePath,
  splitName,
  storePathFromBaseName,
  storePathOf
} from "./chunk-EG7TS4Y5.js";
import {
  openGit
} from "./chunk-HQY36DKX.js";
import {
  chooseCredentials,
  openRepository,
  readDockerCredentials
} from "./chunk-S5TTZZGM.js";
import {
  environmentForPrograms
} from "./chunk-GDDRRXG6.js";
import {
  sha256
} from "./chunk-WJ444KRO.js";
import {
  formatImageArg
} from "./chunk-IAKEKEDV.js";
import {
  imageConfigSchema
} from "./chunk-JYKSYV3G.js";
import {
  compareText
} from "./chunk-42IRVI7Q.js";
import {
  imageIndexSchema,
  manifestSchema
} from "./chunk-5RK4XCTW.js";
import {
  formatImageRef
} from "./chunk-GEC2743B.js";
import {
  parseJson
} from "./chunk-MRU7UBN4.js";
import {
  matchesPlatform
} from "./chunk-KFVUV2LW.js";
import {
  array,
  custom,
  digestSchema,
  exactOptional,
  fallback,
  formatPlatform,
  is,
  literal,
  looseObject,
  minValue,
  nullable,
  nullish,
  number,
  object,
  optional,
  picklist,
  pipe,
  record,
  regex,
  safeInteger,
  safeParse,
  strictObject,
  string,
  union,
  unknown
} from "./chunk-FLZNCGTB.js";
import {
  defined
} from "./chunk-KKCQXBLK.js";
import {
  MEDIA_TYPE,
  isConfigType,
  isIndexType,
  isManifestType,
  layerMediaType
} from "./chunk-EZNROI2T.js";
import {
  hexOf,
  isDigest
} from "./chunk-QPEP4A4R.js";
import {
  EXIT,
  InputError,
  KnownError,
  messageOf
} from "./chunk-UNTW53JI.js";
import {
  redact,
  visible
} from "./chunk-OL3P4MEU.js";
import {
  __callDispose,
  __name,
  __toESM,
  __using
} from "./chunk-FQQKM2IL.js";

// src/image/engine.ts
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
var QUESTIONS = {
  docker: ["version", "--format", "{{.Server.Version}}"],
  podman: ["info", "--format", "{{.Version.Version}}"]
};
var findEngine = /* @__PURE__ */ __name(async (run, choice) => {
  const engines = choice === "auto" ? ["docker", "podman"] : [choice];
  const answers = [];
  for (const engine of engines) {
    const { status, stdout, stderr } = await run(engine, QUESTIONS[engine]);
    if (status === 0) return engine;
    answers.push(`${engine}: ${status === 127 ? "not on PATH" : lastLine(stderr || stdout)}`);
  }
  const found = `no container engine takes images here (tried ${answers.join("; ")})`;
  throw new ImageError("NO_ENGINE", `load: ${found}; start the Docker daemon, or install Podman`);
}, "findEngine");
var lastLine = /* @__PURE__ */ __name((said) => said.trim().split("\n").at(-1) || "it said nothing", "lastLine");
var STDERR_LINES = 10;
var loadArchive = /* @__PURE__ */ __name(async ({ engine, name, bytes, env, log }) => {
  const child = spawn(engine, ["load"], { env, stdio: ["pipe", "pipe", "pipe"] });
  const kill = /* @__PURE__ */ __name(() => child.kill("SIGKILL"), "kill");
  process.once("exit", kill);
  const tail = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    log.debug(line);
    tail.push(line);
    if (tail.length > STDERR_LINES) tail.shift();
  });
  const ended = new Promise((resolve) => {
    child.once("error", (error) => resolve(`cannot be run (${error.message})`));
    child.once("close", (code, signal) => resolve(code === 0 ? void 0 : `ended with ${signal ?? `status ${code}`}`));
  });
  try {
    const [said, fed, problem] = await Promise.all([text(child.stdout), feed(bytes, child.stdin, kill), ended]);
    if (fed.kind === "failed") throw fed.error;
    const names = loadedNames(said);
    if (problem === void 0 && names.length > 0) return names;
    throw failed(`${name}: ${engine} load ${problem ?? "named no image that it has loaded"}`, tail);
  } finally {
    process.off("exit", kill);
  }
}, "loadArchive");
var feed = /* @__PURE__ */ __name(async (bytes, stdin, kill) => {
  let failure;
  async function* watched() {
    try {
      yield* bytes;
    } catch (error) {
      failure = { error };
      kill();
      throw error;
    }
  }
  __name(watched, "watched");
  await pipeline(watched, stdin).catch(() => {
  });
  return failure === void 0 ? { kind: "over" } : { kind: "failed", ...failure };
}, "feed");
var failed = /* @__PURE__ */ __name((what, tail) => {
  const said = tail.length === 0 ? "it said nothing" : `it said:
${tail.join("\n")}`;
  return new ImageError("LOAD_FAILED", `${what}; ${said}`);
}, "failed");
var loadedNames = /* @__PURE__ */ __name((said) => [...said.matchAll(/^Loaded image(?: ID|\(s\))?: (.+)$/gm)].flatMap(
  ([, names = ""]) => names.split(",").map((name) => name.trim())
), "loadedNames");

// src/image/loadable.ts
import { createReadStream } from "node:fs";
import { PassThrough } from "node:stream";
import { pipeline as pipeline2 } from "node:stream/promises";

// src/image/bytes.ts
import { open } from "node:fs/promises";
var peek = /* @__PURE__ */ __name(async (bytes, length = BLOCK) => {
  const iterator = bytes[Symbol.asyncIterator]();
  const taken = [];
  let size = 0;
  while (size < length) {
    const { done, value } = await iterator.next();
    if (done === true) break;
    taken.push(value);
    size += value.length;
  }
  return { head: Buffer.concat(taken), all: resume(taken, iterator) };
}, "peek");
async function* resume(taken, iterator) {
  try {
    yield* taken;
    yield* { [Symbol.asyncIterator]: () => iterator };
  } finally {
    await iterator.return?.();
  }
}
__name(resume, "resume");
var collect = /* @__PURE__ */ __name(async (bytes) => {
  const chunks2 = [];
  for await (const chunk of bytes) chunks2.push(chunk);
  return Buffer.concat(chunks2);
}, "collect");
var drain = /* @__PURE__ */ __name(async (bytes) => {
  for await (const _ of bytes) ;
}, "drain");
var peekFile = /* @__PURE__ */ __name(async (file) => {
  var _stack = [];
  try {
    const handle = __using(_stack, await open(file), true);
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BLOCK), 0, BLOCK, 0);
    return { head: buffer.subarray(0, bytesRead), size };
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}, "peekFile");

// src/image/program-stream.ts
import { spawn as spawn2 } from "node:child_process";
import { createInterface as createInterface2 } from "node:readline";
var STDERR_LINES2 = 10;
var GRACE_MS = 2e3;
var runProgramStream = /* @__PURE__ */ __name((program, { log, env }) => {
  const [file, ...args] = program.command;
  const child = spawn2(file, args, { detached: true, env, stdio: ["ignore", "pipe", "pipe"] });
  const tail = [];
  createInterface2({ input: child.stderr }).on("line", (line) => {
    log.debug(line);
    tail.push(line);
    if (tail.length > STDERR_LINES2) tail.shift();
  });
  let closed = false;
  const kill = /* @__PURE__ */ __name(() => {
    if (child.pid === void 0 || closed) return;
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      child.kill("SIGKILL");
    }
  }, "kill");
  process.once("exit", kill);
  child.once("close", () => {
    closed = true;
    process.off("exit", kill);
  });
  child.once("exit", () => setTimeout(kill, GRACE_MS).unref());
  const done = new Promise((resolve, reject) => {
    child.on("error", (error) => {
      const found = error.code === "ENOENT" ? `there is no program ${file} on PATH` : error.message;
      reject(failed2(program, `cannot be run (${found})`, tail));
    });
    child.on("close", (code, signal) => {
      if (code === 0) resolve();
      else reject(failed2(program, `ended with ${signal ?? `status ${code}`}`, tail));
    });
  });
  done.catch(() => {
  });
  return { bytes: child.stdout, done, kill };
}, "runProgramStream");
var failed2 = /* @__PURE__ */ __name(({ name, what }, found, tail) => {
  const said = tail.length === 0 ? "it said nothing" : `it said:
${tail.join("\n")}`;
  return new ImageError("SCRIPT_FAILED", `${name}: ${what} ${found}; ${said}`);
}, "failed");

// src/image/source.ts
import { constants } from "node:fs";
import { access, open as open2, stat } from "node:fs/promises";
import path from "node:path";

// src/image/assemble.ts
var assembleImage = /* @__PURE__ */ __name((parts) => {
  const config = parseConfig(parts.source, parts.configBytes);
  checkDiffIds(parts, config);
  return {
    ...parts,
    config,
    configDigest: sha256(parts.configBytes),
    platform: platformOf(config)
  };
}, "assembleImage");
var parseConfig = /* @__PURE__ */ __name((source, bytes) => parseDocument(imageConfigSchema, bytes, `${source}: image config`), "parseConfig");
var parseDocument = /* @__PURE__ */ __name((schema, bytes, where) => {
  const result = parseJson(schema, bytes.toString("utf8"));
  if (result.kind === "ok") return result.value;
  throw new ImageError("BAD_CONFIG", `${where}: ${result.problem}; build the image again`);
}, "parseDocument");
var checkDiffIds = /* @__PURE__ */ __name((parts, config) => {
  const wanted = config.rootfs.diff_ids;
  if (wanted.length !== parts.layers.length) {
    throw new ImageError(
      "BAD_CONFIG",
      `${parts.source}: the manifest lists ${parts.layers.length} layers, the config ${wanted.length}; build the image again`
    );
  }
  parts.layers.forEach((layer, index) => {
    checkDigest(`${parts.source}: layer ${index + 1} (${layer.member})`, layer.diffId, wanted[index]);
  });
}, "checkDiffIds");
var checkDigest = /* @__PURE__ */ __name((where, found, wanted) => {
  if (found === wanted) return;
  const promised = isDigest(wanted) ? wanted : "nothing";
  throw new ImageError(
    "DIGEST_MISMATCH",
    `${where} hashes to ${found}, the image promises ${promised}; build or download it again`
  );
}, "checkDigest");
var platformOf = /* @__PURE__ */ __name((config) => ({
  os: config.os,
  architecture: config.architecture,
  ...config.variant == null || config.variant === "" ? {} : { variant: config.variant }
}), "platformOf");

// src/image/nix2container/description.ts
var permsSchema = strictObject({
  regex: string(),
  mode: exactOptional(string()),
  uid: exactOptional(number()),
  gid: exactOptional(number()),
  uname: exactOptional(string()),
  gname: exactOptional(string())
});
var optionsSchema = strictObject({
  rewrite: exactOptional(strictObject({ regex: string(), repl: string() })),
  perms: exactOptional(array(permsSchema))
});
var pathSchema = strictObject({ path: string(), options: nullish(optionsSchema) });
var layerSchema = object({
  digest: digestSchema,
  diff_ids: digestSchema,
  paths: nullish(array(pathSchema)),
  "layer-path": nullish(string()),
  History: nullish(record(string(), unknown()))
});
var imageSchema = object({
  version: literal(1),
  "image-config": nullish(record(string(), unknown())),
  layers: array(layerSchema),
  arch: exactOptional(string(), "amd64"),
  created: nullish(string())
});
var parseDescription = /* @__PURE__ */ __name((file, bytes) => {
  const description = parseDocument(imageSchema, bytes, `${file}: JSON of nix2container`);
  for (const [index, layer] of description.layers.entries()) {
    if (layer["layer-path"] != null || (layer.paths ?? []).length > 0) continue;
    const found = `layer ${index + 1} has neither paths nor a layer-path`;
    throw new ImageError("BAD_CONFIG", `${file}: ${found}; build the image again`);
  }
  return description;
}, "parseDescription");
var looksLikeDescription = /* @__PURE__ */ __name((head) => /^\s*\{/.test(head.toString("latin1", 0, 64)), "looksLikeDescription");

// src/image/source.ts
var saveCommand = /* @__PURE__ */ __name(({ engine, reference: reference2 }) => {
  const format = engine === "podman" ? ["--format", "docker-archive"] : [];
  return { name: reference2, what: `${engine} save`, command: [engine, "save", ...format, "--", reference2] };
}, "saveCommand");
var WANTED = "wanted: a docker-archive or an OCI archive (plain, gzip, zstd or xz), a streamLayeredImage script, JSON of nix2container or an OCI layout";
var identifySource = /* @__PURE__ */ __name(async (file) => {
  const facts = await stat(file).catch((cause) => {
    throw new ImageError(
      "NOT_FOUND",
      `${file}: there is no such file or folder (${WANTED}); an image of a flake is written .#NAME`,
      { cause }
    );
  });
  if (facts.isDirectory()) return identifyFolder(file);
  if (facts.isFile()) return identifyFile(file, await readHead(file));
  throw new ImageError("NOT_AN_IMAGE", `${file}: a pipe or a device (${WANTED}); write it to a file first`);
}, "identifySource");
var identifyFolder = /* @__PURE__ */ __name(async (dir) => {
  const exists = await access(path.join(dir, "index.json")).then(
    () => true,
    () => false
  );
  if (exists) return { kind: "oci-layout", dir };
  throw new ImageError("NOT_AN_IMAGE", `${dir}: a folder without index.json (${WANTED}); name the image itself`);
}, "identifyFolder");
var readHead = /* @__PURE__ */ __name(async (file) => {
  var _stack = [];
  try {
    const handle = __using(_stack, await open2(file).catch((cause) => {
      throw new ImageError("NOT_FOUND", `${file}: cannot be read (${messageOf(cause)}); check its permissions`, {
        cause
      });
    }), true);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BLOCK), 0, BLOCK, 0);
    return buffer.subarray(0, bytesRead);
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}, "readHead");
var identifyFile = /* @__PURE__ */ __name(async (file, head) => {
  const compression = sniffCompression(head);
  if (compression !== "none") return { kind: "archive", file, compression };
  if (head.length === BLOCK && (hasTarChecksum(head) || isZeroBlock(head)))
    return { kind: "archive", file, compression };
  if (head.toString("latin1", 0, 2) === "#!") return identifyScript(file);
  if (looksLikeDescription(head)) return { kind: "nix2container", file };
  throw new ImageError("NOT_AN_IMAGE", `${file}: ${describe(head)} (${WANTED}); name a file that is an image`);
}, "identifyFile");
var identifyScript = /* @__PURE__ */ __name(async (file) => {
  await access(file, constants.X_OK).catch((cause) => {
    throw new ImageError(
      "NOT_AN_IMAGE",
      `${file}: a script that is not executable (${WANTED}); chmod +x it if it is one`,
      { cause }
    );
  });
  return { kind: "stream-script", file: path.resolve(file) };
}, "identifyScript");
var describe = /* @__PURE__ */ __name((head) => {
  if (head.length === 0) return "an empty file";
  return `a file that starts with ${head.toString("hex", 0, 8)}`;
}, "describe");

// src/image/loadable.ts
var READ_SIZE = 1 << 20;
var openLoadable = /* @__PURE__ */ __name(async (source, options) => {
  switch (source.kind) {
    case "stream-script":
      return programBytes({ name: source.file, what: "the stream script", command: [source.file] }, options);
    case "daemon":
      return programBytes(saveCommand(source), options);
    case "archive":
      return source.tag === void 0 && await isDockerArchive(source) ? plainBytes(source) : void 0;
    default:
      return void 0;
  }
}, "openLoadable");
async function* programBytes(program, options) {
  const running = runProgramStream(program, options);
  try {
    yield* running.bytes;
    await running.done;
  } finally {
    running.kill();
  }
}
__name(programBytes, "programBytes");
async function* plainBytes({ file, compression }) {
  const plain = new PassThrough({ highWaterMark: READ_SIZE });
  const bytes = createReadStream(file, { highWaterMark: READ_SIZE });
  const feeding = pipeline2([bytes, ...archiveDecompressors(compression, file), plain]);
  feeding.catch(() => {
  });
  try {
    yield* plain;
  } catch (error) {
    const found = `cannot be read to its end (${messageOf(error)})`;
    throw new ImageError("TRUNCATED", `${file}: ${found}; build or download the image again`, { cause: error });
  }
}
__name(plainBytes, "plainBytes");
var DOCKER_MEMBER = /^(\.\/)?([0-9a-f]{64}(\/|\.json$|\.tar$)|manifest\.json$|repositories$)/;
var isDockerArchive = /* @__PURE__ */ __name(async ({ file, compression }) => {
  const plain = new PassThrough();
  const feeding = pipeline2([createReadStream(file), ...archiveDecompressors(compression, file), plain]);
  try {
    const { head } = await peek(plain, BLOCK);
    return DOCKER_MEMBER.test(head.toString("latin1", 0, 100).replace(/\0.*/s, ""));
  } catch {
    return false;
  } finally {
    plain.destroy();
    await feeding.catch(() => {
    });
  }
}, "isDockerArchive");

// src/image/tree/clutter.ts
var CLUTTER = [
  "static-libraries",
  "headers",
  "documentation",
  "build-metadata",
  "git",
  "development-modules",
  "source-maps",
  "build-trees"
];
var DEVELOPMENT_MODULES = /\/node_modules\/(typescript|eslint|prettier|webpack|vite|vitest|jest|mocha|rollup|esbuild|ts-node|@types|@babel\/core|@eslint|nyc|nodemon)\//;
var clutterOf = /* @__PURE__ */ __name((path8, start) => {
  const kind = kindOf(path8, start);
  return kind === void 0 ? 0 : CLUTTER.indexOf(kind) + 1;
}, "clutterOf");
var kindOf = /* @__PURE__ */ __name((path8, start) => {
  if (path8.endsWith(".a")) return "static-libraries";
  if (path8.includes("/.git/", start)) return "git";
  if (path8.startsWith("/include/", start)) return "headers";
  if (path8.startsWith("/share/", start) && isDocumentation(path8, start)) return "documentation";
  if (path8.includes("/pkgconfig/", start) || path8.includes("/lib/cmake/", start)) return "build-metadata";
  if (path8.endsWith(".js.map") || path8.endsWith(".css.map")) return "source-maps";
  if (path8.includes("/node_modules/", start) && DEVELOPMENT_MODULES.test(path8)) return "development-modules";
  if (path8.includes("/target/release/", start) || path8.includes("/target/debug/", start)) return "build-trees";
  return void 0;
}, "kindOf");
var isDocumentation = /* @__PURE__ */ __name((path8, start) => ["/share/doc/", "/share/man/", "/share/info/", "/share/gtk-doc/"].some((folder) => path8.startsWith(folder, start)), "isDocumentation");

// src/image/tree/columns.ts
var FileColumns = class {
  static {
    __name(this, "FileColumns");
  }
  #stored = new Float64Array(1024);
  #hash = new BigUint64Array(1024);
  #owner = new Uint32Array(1024);
  #layer = new Uint16Array(1024);
  #names = new Uint32Array(1024);
  #mode = new Uint16Array(1024);
  #uid = new Uint32Array(1024);
  #gid = new Uint32Array(1024);
  #clutter = new Uint8Array(1024);
  #narSize = new Float64Array(1024);
  #count = 0;
  get count() {
    return this.#count;
  }
  /** Id of a new file that one name refers to. */
  add(file) {
    if (this.#count === this.#stored.length) this.#grow();
    const id = this.#count++;
    this.#stored[id] = file.stored;
    this.#hash[id] = file.hash;
    this.#owner[id] = file.owner;
    this.#layer[id] = file.layer;
    this.#names[id] = 1;
    this.#mode[id] = file.mode;
    this.#uid[id] = file.uid;
    this.#gid[id] = file.gid;
    this.#clutter[id] = file.clutter;
    this.#narSize[id] = file.narSize;
    return id;
  }
  stored(id) {
    return this.#stored[id];
  }
  /** 0 where the content is not known. */
  hash(id) {
    return this.#hash[id];
  }
  owner(id) {
    return this.#owner[id];
  }
  layer(id) {
    return this.#layer[id];
  }
  /** How many names refer to the file; 0 for one that no container sees. */
  names(id) {
    return this.#names[id];
  }
  mode(id) {
    return this.#mode[id];
  }
  /** Index into `CLUTTER`, plus 1; 0 for what has its use. */
  clutter(id) {
    return this.#clutter[id];
  }
  /** Bytes of the file in a NAR, without its name. */
  narSize(id) {
    return this.#narSize[id];
  }
  hasPermissions(id, { mode, uid, gid }) {
    return this.mode(id) === mode && this.#uid[id] === uid >>> 0 && this.#gid[id] === gid >>> 0;
  }
  link(id) {
    this.#names[id] = this.names(id) + 1;
  }
  unlink(id) {
    this.#names[id] = this.names(id) - 1;
  }
  #grow() {
    const length = this.#count * 2;
    this.#stored = grown(new Float64Array(length), this.#stored);
    this.#hash = grown(new BigUint64Array(length), this.#hash);
    this.#owner = grown(new Uint32Array(length), this.#owner);
    this.#layer = grown(new Uint16Array(length), this.#layer);
    this.#names = grown(new Uint32Array(length), this.#names);
    this.#mode = grown(new Uint16Array(length), this.#mode);
    this.#uid = grown(new Uint32Array(length), this.#uid);
    this.#gid = grown(new Uint32Array(length), this.#gid);
    this.#clutter = grown(new Uint8Array(length), this.#clutter);
    this.#narSize = grown(new Float64Array(length), this.#narSize);
  }
};
var grown = /* @__PURE__ */ __name((into, from) => {
  into.set(from);
  return into;
}, "grown");

// src/image/tree/nar-format.ts
var sizeOfText = /* @__PURE__ */ __name((length) => 8 + Math.ceil(length / 8) * 8, "sizeOfText");
var sizeOfWords = /* @__PURE__ */ __name((...words) => words.reduce((sum, word) => sum + sizeOfText(word.length), 0), "sizeOfWords");
var NAR_MAGIC = sizeOfWords("nix-archive-1");
var NAR_DIRECTORY = sizeOfWords("(", "type", "directory", ")");
var FILE = sizeOfWords("(", "type", "regular", "contents", ")");
var EXECUTABLE = sizeOfWords("executable", "");
var SYMLINK = sizeOfWords("(", "type", "symlink", "target", ")");
var ENTRY = sizeOfWords("entry", "(", "name", "node", ")");
var narEntrySize = /* @__PURE__ */ __name((name) => ENTRY + sizeOfText(name.length), "narEntrySize");
var EXECUTE = 64;
var narSizeOf = /* @__PURE__ */ __name(({ kind, size, mode, target = "" }) => kind === "symlink" ? SYMLINK + sizeOfText(target.length) : FILE + sizeOfText(size) + ((mode & EXECUTE) === 0 ? 0 : EXECUTABLE), "narSizeOf");

// src/image/tree/whiteouts.ts
var WHITEOUT = ".wh.";
var OPAQUE = ".wh..wh..opq";
var AUFS = ".wh..wh.";
var whiteoutOf = /* @__PURE__ */ __name((path8) => {
  const slash = path8.lastIndexOf("/");
  const [parent, name] = [path8.slice(0, slash), path8.slice(slash + 1)];
  if (name === OPAQUE) return { path: parent, opaque: true };
  if (!name.startsWith(WHITEOUT) || name.startsWith(AUFS)) return void 0;
  return { path: `${parent}/${name.slice(WHITEOUT.length)}`, opaque: false };
}, "whiteoutOf");
function* whiteoutsOf(files) {
  const seen = /* @__PURE__ */ new Set();
  for (const entry of entriesOf(files)) {
    const whiteout = whiteoutOf(entry.path);
    if (whiteout === void 0 || seen.has(entry.path)) continue;
    seen.add(entry.path);
    yield whiteout;
  }
}
__name(whiteoutsOf, "whiteoutsOf");

// src/image/tree/file-tree.ts
var IMPLIED = -1;
var FileTree = class {
  static {
    __name(this, "FileTree");
  }
  files = new FileColumns();
  root = newDirectory(IMPLIED);
  /** Index + 1 is the owner's number in `files`; 0 is the root filesystem. */
  owners = [];
  /** Targets of symlinks by id, byte strings as written. */
  links = /* @__PURE__ */ new Map();
  #ownerIds = /* @__PURE__ */ new Map();
  #ownerFinder = new OwnerFinder();
  #observer;
  #layer = -1;
  /** Entries of one directory follow each other: most need no walk. Forgotten when a directory goes. */
  #lastPath = "";
  #lastDirectory;
  /** Holds nothing of lower layers any more: a hostile layer may white out the same folder a million times. */
  #pruned = /* @__PURE__ */ new Set();
  constructor(observer) {
    this.#observer = observer;
  }
  /** What is applied from here on belongs to the next layer. */
  startLayer() {
    this.#layer += 1;
    this.#pruned.clear();
  }
  ownerOf(id) {
    return this.owners[this.files.owner(id) - 1];
  }
  apply(entry) {
    const slash = entry.path.lastIndexOf("/");
    const name = entry.path.slice(slash + 1);
    if (name === "") return;
    const parent = entry.path.slice(0, slash);
    if (name.startsWith(WHITEOUT)) this.#applyWhiteout(entry.path);
    else if (entry.kind === "directory") this.#addDirectory(this.#open(parent), name, entry.mode);
    else this.#addFile(this.#open(parent), name, entry);
  }
  /** Only lower layers are whited out, wherever in the tar the whiteout stands. */
  #applyWhiteout(mark) {
    const whiteout = whiteoutOf(mark);
    if (whiteout === void 0) return;
    if (!whiteout.opaque) {
      this.#delete(whiteout.path);
      return;
    }
    const directory = this.#find(whiteout.path);
    if (directory !== void 0) this.#prune(directory);
  }
  #delete(path8) {
    const slash = path8.lastIndexOf("/");
    const directory = this.#find(path8.slice(0, slash));
    const name = path8.slice(slash + 1);
    const node = directory?.entries.get(name);
    if (directory === void 0 || node === void 0) {
      this.#observer.whiteout(path8, 0, false);
    } else if (typeof node === "number") {
      this.#observer.whiteout(path8, 0, true);
      if (this.files.layer(node) < this.#layer) this.#remove(directory, name, node, "deleted");
    } else {
      const named = node.layer !== IMPLIED && node.layer < this.#layer;
      this.#observer.whiteout(path8, this.#prune(node), named);
      if (node.entries.size === 0 && node.layer < this.#layer) this.#removeDirectory(directory, name);
    }
  }
  #addDirectory(parent, name, mode) {
    const known = parent.entries.get(name);
    const directory = known !== void 0 && typeof known !== "number" ? known : this.#makeDirectory(parent, name, this.#layer);
    directory.layer = this.#layer;
    directory.mode = mode;
  }
  #makeDirectory(parent, name, layer) {
    const known = parent.entries.get(name);
    if (typeof known === "number") this.#remove(parent, name, known, "rewritten");
    const directory = newDirectory(layer);
    parent.entries.set(unshared(name), directory);
    return directory;
  }
  #addFile(parent, name, entry) {
    const known = parent.entries.get(name);
    const linked = entry.kind === "hardLink" ? this.#findFile(absolutePath(entry.target ?? "")) : void 0;
    if (linked !== void 0 && linked === known) return;
    if (linked !== void 0) this.files.link(linked);
    if (typeof known === "number") this.#remove(parent, name, known, "rewritten", entry);
    else if (known !== void 0) this.#removeAll(parent, name, known);
    parent.entries.set(known === void 0 ? unshared(name) : name, linked ?? this.#newFile(entry));
  }
  #newFile(entry) {
    const { path: path8, stored, hash = 0n, mode, uid, gid, target } = entry;
    const owner = this.#ownerFinder.of(path8);
    const id = this.files.add({
      ...{ stored, hash, owner: this.#ownerId(owner), layer: this.#layer, mode, uid, gid },
      ...{ clutter: clutterOf(path8, owner?.length ?? 0), narSize: narSizeOf(entry) }
    });
    if (entry.kind === "symlink" && target !== void 0) this.links.set(id, target);
    return id;
  }
  #ownerId(owner) {
    if (owner === void 0) return 0;
    const known = this.#ownerIds.get(owner);
    if (known !== void 0) return known;
    const id = this.owners.push(owner);
    this.#ownerIds.set(owner, id);
    return id;
  }
  /** The directory at a path, made where there is none. */
  #open(path8) {
    if (path8 === this.#lastPath && this.#lastDirectory !== void 0) return this.#lastDirectory;
    let directory = this.root;
    for (const name of partsOf(path8)) {
      const node = directory.entries.get(name);
      directory = node === void 0 || typeof node === "number" ? this.#makeDirectory(directory, name, IMPLIED) : node;
    }
    this.#lastPath = path8;
    this.#lastDirectory = directory;
    return directory;
  }
  #find(path8) {
    const node = nodeAt(this.root, path8);
    return typeof node === "number" ? void 0 : node;
  }
  #findFile(path8) {
    const node = nodeAt(this.root, path8);
    return typeof node === "number" ? node : void 0;
  }
  #remove(parent, name, id, by, replacement) {
    parent.entries.delete(name);
    this.files.unlink(id);
    if (this.files.names(id) > 0) return;
    this.#observer.hidden(id, by, replacement);
    this.links.delete(id);
  }
  #removeDirectory(parent, name) {
    parent.entries.delete(name);
    this.#lastDirectory = void 0;
  }
  /** A file takes a directory's place: all below goes, whichever layer it is from. */
  #removeAll(parent, name, directory) {
    this.#removeDirectory(parent, name);
    for (const { parent: holder, name: child, node } of walk(directory)) {
      if (typeof node === "number") this.#remove(holder, child, node, "rewritten");
    }
  }
  /** Takes away what lower layers put below a directory; gives back the bytes that this removes. */
  #prune(directory) {
    let bytes = 0;
    const directories = [];
    for (const { parent, name, node } of walk(directory, this.#pruned)) {
      if (typeof node !== "number") directories.push({ parent, name, node });
      else if (this.files.layer(node) < this.#layer) {
        bytes += this.files.stored(node);
        this.#remove(parent, name, node, "deleted");
      }
    }
    this.#pruned.add(directory);
    for (const { parent, name, node } of directories.reverse()) {
      this.#pruned.add(node);
      if (node.entries.size === 0 && node.layer < this.#layer) this.#removeDirectory(parent, name);
    }
    return bytes;
  }
};
var newDirectory = /* @__PURE__ */ __name((layer) => ({ layer, mode: void 0, entries: /* @__PURE__ */ new Map() }), "newDirectory");
var partsOf = /* @__PURE__ */ __name((path8) => path8 === "" ? [] : path8.slice(1).split("/"), "partsOf");
var unshared = /* @__PURE__ */ __name((text3) => Buffer.from(text3, "latin1").toString("latin1"), "unshared");
var nodeAt = /* @__PURE__ */ __name((root, path8) => {
  let node = root;
  for (const name of partsOf(path8))
    node = node === void 0 || typeof node === "number" ? void 0 : node.entries.get(name);
  return node;
}, "nodeAt");
function* walk(directory, settled) {
  const waiting = [directory];
  for (let parent = waiting.pop(); parent !== void 0; parent = waiting.pop()) {
    if (settled?.has(parent)) continue;
    for (const [name, node] of parent.entries) {
      yield { parent, name, node };
      if (typeof node !== "number") waiting.push(node);
    }
  }
}
__name(walk, "walk");
function* walkPaths(directory, start = "") {
  const folders = /* @__PURE__ */ new Map([[directory, start]]);
  for (const { parent, name, node } of walk(directory)) {
    const folder = folders.get(parent) ?? start;
    if (typeof node !== "number") folders.set(node, `${folder}/${name}`);
    yield { folder, name, node };
  }
}
__name(walkPaths, "walkPaths");

// src/image/tree/replay.ts
var replayLayers = /* @__PURE__ */ __name((layers, observer = {}) => {
  const { startLayer, applied, hidden, whiteout } = observer;
  let layer = -1;
  const tree = new FileTree({
    hidden: /* @__PURE__ */ __name((id, by, replacement) => hidden?.(tree, id, { by, layer, replacement }), "hidden"),
    whiteout: /* @__PURE__ */ __name((path8, bytes, named) => whiteout?.(path8, bytes, named), "whiteout")
  });
  for (const files of layers) {
    tree.startLayer();
    layer += 1;
    startLayer?.(layer);
    for (const entry of entriesOf(files)) {
      const next = tree.files.count;
      tree.apply(entry);
      applied?.(entry, tree.files.count > next ? next : void 0);
    }
  }
  return tree;
}, "replayLayers");

// src/image/tree/top-list.ts
var TopList = class {
  static {
    __name(this, "TopList");
  }
  #limit;
  #compare;
  #weigh;
  #kept = [];
  #threshold = Number.NEGATIVE_INFINITY;
  /** Of equal weight, the one that `compare` puts first is kept. */
  constructor(limit, weigh, compare) {
    this.#limit = limit;
    this.#weigh = weigh;
    this.#compare = compare;
  }
  /** `make` is called only for what may be among the heaviest. */
  offer(weight, make) {
    if (this.#limit === 0 || weight < this.#threshold) return;
    this.#kept.push(make());
    if (this.#kept.length >= 2 * this.#limit + SLACK) this.#cut();
  }
  /** Heaviest first. */
  finish() {
    this.#cut();
    return this.#kept;
  }
  #cut() {
    const weigh = this.#weigh;
    this.#kept.sort((a, b) => weigh(b) - weigh(a) || this.#compare(a, b));
    if (this.#kept.length < this.#limit) return;
    this.#kept.length = this.#limit;
    const last = this.#kept.at(-1);
    if (last !== void 0) this.#threshold = weigh(last);
  }
};
var SLACK = 64;

// src/image/tree/hidden-files.ts
var HiddenFiles = class {
  static {
    __name(this, "HiddenFiles");
  }
  #largest;
  constructor(limit) {
    this.#largest = new TopList(
      limit,
      ({ contentSize }) => contentSize,
      (a, b) => a.id - b.id
    );
  }
  add = /* @__PURE__ */ __name(({ files }, id, { by, layer }) => {
    const contentSize = files.stored(id);
    if (contentSize === 0) return;
    this.#largest.offer(contentSize, () => ({ id, contentSize, layer: files.layer(id) + 1, by, byLayer: layer + 1 }));
  }, "add");
  /**
   * Largest first. A tree forgets the names of what it hides: the same layers are merged once more, and each file
   * that is made is met by name.
   */
  finish(layers) {
    const found = this.#largest.finish();
    if (found.length === 0) return [];
    const wanted = new Set(found.map(({ id }) => id));
    const paths = /* @__PURE__ */ new Map();
    replayLayers(layers, {
      applied: /* @__PURE__ */ __name(({ path: path8 }, made) => {
        if (made !== void 0 && wanted.has(made)) paths.set(made, path8);
      }, "applied")
    });
    return found.map(({ id, ...file }) => ({ path: textOfName(paths.get(id) ?? ""), ...file }));
  }
};

// src/image/tree/identical.ts
var GROUPS = 20;
var PATHS = 5;
var findIdentical = /* @__PURE__ */ __name((tree, limit = GROUPS) => {
  const groups = groupByContent(tree);
  const largest = groups.largest(limit);
  const ids = filesOf(tree, new Set(largest.map((group) => groups.hash(group))));
  const paths = pathsOf(tree, new Set([...ids.values()].flat()));
  return {
    ...groups.totals(),
    largest: largest.map((group) => ({
      ...groups.describe(group),
      paths: samplePaths(tree, ids.get(groups.hash(group)) ?? [], paths)
    }))
  };
}, "findIdentical");
var Groups = class {
  static {
    __name(this, "Groups");
  }
  #index = /* @__PURE__ */ new Map();
  #hashes;
  #sizes;
  #files;
  #inStore;
  constructor(hashes) {
    this.#hashes = BigUint64Array.from(hashes);
    for (const [group, hash] of this.#hashes.entries()) this.#index.set(hash, group);
    this.#sizes = new Float64Array(hashes.length);
    this.#files = new Uint32Array(hashes.length);
    this.#inStore = new Uint32Array(hashes.length);
  }
  add(hash, size, inStore) {
    const group = this.#index.get(hash);
    if (group === void 0) return;
    this.#sizes[group] = size;
    this.#files[group] = this.#files[group] + 1;
    if (inStore) this.#inStore[group] = this.#inStore[group] + 1;
  }
  hash(group) {
    return this.#hashes[group];
  }
  describe(group) {
    const [size, files, inStore] = [this.#sizes[group] ?? 0, this.#files[group] ?? 0, this.#inStore[group] ?? 0];
    return { size, files, contentSize: (files - 1) * size, copiedFromStore: inStore > 0 && inStore < files };
  }
  totals() {
    let contentSize = 0;
    let copiedFromStore = 0;
    for (let group = 0; group < this.#hashes.length; group++) {
      const found = this.describe(group);
      contentSize += found.contentSize;
      if (found.copiedFromStore) copiedFromStore += found.contentSize;
    }
    return { contentSize, copiedFromStore, groups: this.#hashes.length };
  }
  /** The groups that save most, in that order. */
  largest(limit) {
    const saved = /* @__PURE__ */ __name((group) => ((this.#files[group] ?? 0) - 1) * (this.#sizes[group] ?? 0), "saved");
    const order = Uint32Array.from(this.#hashes.keys()).sort((a, b) => saved(b) - saved(a) || a - b);
    return [...order.subarray(0, limit)];
  }
};
var groupByContent = /* @__PURE__ */ __name(({ files }) => {
  const hashes = new BigUint64Array(files.count);
  for (let id = 0; id < files.count; id++) hashes[id] = files.names(id) > 0 ? files.hash(id) : 0n;
  const groups = new Groups(repeated(hashes.slice().sort()));
  for (let id = 0; id < hashes.length; id++) groups.add(hashes[id], files.stored(id), files.owner(id) !== 0);
  return groups;
}, "groupByContent");
var repeated = /* @__PURE__ */ __name((sorted2) => {
  const found = [];
  for (let i = 1; i < sorted2.length; i++) {
    const hash = sorted2[i];
    if (hash !== 0n && hash === sorted2[i - 1] && hash !== found.at(-1)) found.push(hash);
  }
  return found;
}, "repeated");
var filesOf = /* @__PURE__ */ __name(({ files }, hashes) => {
  const found = new Map([...hashes].map((hash) => [hash, []]));
  if (hashes.size === 0) return found;
  for (let id = 0; id < files.count; id++) if (files.names(id) > 0) found.get(files.hash(id))?.push(id);
  return found;
}, "filesOf");
var samplePaths = /* @__PURE__ */ __name(({ files }, ids, paths) => ids.toSorted((a, b) => Math.min(files.owner(a), 1) - Math.min(files.owner(b), 1)).slice(0, PATHS).map((id) => textOfName(paths.get(id) ?? "")), "samplePaths");
var pathsOf = /* @__PURE__ */ __name((tree, wanted) => {
  const found = /* @__PURE__ */ new Map();
  if (wanted.size === 0) return found;
  for (const { folder, name, node } of walkPaths(tree.root)) {
    if (typeof node === "number" && wanted.has(node) && !found.has(node)) found.set(node, `${folder}/${name}`);
  }
  return found;
}, "pathsOf");

// src/image/tree/duplicates.ts
var findDuplicates = /* @__PURE__ */ __name((layers, limit) => {
  const hidden = new HiddenFiles(limit);
  const tree = replayLayers(layers, { hidden: hidden.add });
  return { identical: findIdentical(tree, limit), hidden: hidden.finish(layers) };
}, "findDuplicates");

// src/image/tree/measure.ts
var Adder = class {
  static {
    __name(this, "Adder");
  }
  contentSize = 0;
  files = 0;
  directories = 0;
  layers = /* @__PURE__ */ new Set();
  #linked = /* @__PURE__ */ new Set();
  #tree;
  constructor(tree) {
    this.#tree = tree;
  }
  addFile(id) {
    const { files } = this.#tree;
    this.files += 1;
    this.layers.add(files.layer(id));
    if (files.names(id) > 1) {
      if (this.#linked.has(id)) return;
      this.#linked.add(id);
    }
    this.contentSize += files.stored(id);
  }
  /** The node and all below it. */
  addAll(node) {
    if (typeof node === "number") {
      this.addFile(node);
      return;
    }
    for (const placed of walk(node)) {
      if (typeof placed.node === "number") this.addFile(placed.node);
      else this.directories += 1;
    }
  }
};
var measure = /* @__PURE__ */ __name((tree, node) => {
  const adder = new Adder(tree);
  adder.addAll(node);
  return adder;
}, "measure");
var layerNumbers = /* @__PURE__ */ __name((layers) => [...layers].sort((a, b) => a - b).map((layer) => layer + 1), "layerNumbers");

// src/image/tree/change-tally.ts
var ChangeTally = class {
  static {
    __name(this, "ChangeTally");
  }
  #own;
  #below;
  #ownBytes;
  #belowBytes;
  #totals = {
    added: { files: 0, contentSize: 0, before: 0 },
    changed: { files: 0, contentSize: 0, before: 0 },
    removed: { files: 0, contentSize: 0, before: 0 }
  };
  #top;
  #sameContent = 0;
  #count = 0;
  constructor(own2, below, limit) {
    this.#own = own2;
    this.#below = below;
    this.#ownBytes = new Adder(own2);
    this.#belowBytes = new Adder(below);
    this.#top = new TopList(limit, weightOf, (a, b) => compareText(a.path, b.path));
  }
  add(place2) {
    const { path: path8, own: own2, before } = place2;
    const [ownSize, belowSize] = [sizeOf(this.#own, own2), sizeOf(this.#below, before)];
    const shown = own2 ?? before;
    const row = {
      kind: before === void 0 ? "added" : own2 === void 0 ? "removed" : "changed",
      directory: typeof shown !== "number",
      files: Math.max(ownSize.files, belowSize.files),
      contentSize: ownSize.contentSize,
      before: belowSize.contentSize,
      sameContent: this.#isSame(own2, before)
    };
    this.#addTotals(place2, row);
    this.#count += 1;
    this.#top.offer(weightOf(row), () => ({ path: textOfName(path8), ...row }));
  }
  #addTotals({ own: own2, before }, { kind, files, contentSize, sameContent }) {
    const total = this.#totals[kind];
    total.files += files;
    total.contentSize += grow(this.#ownBytes, own2);
    total.before += grow(this.#belowBytes, before);
    if (sameContent) this.#sameContent += contentSize;
  }
  /** A content that is not known has the hash 0. */
  #isSame(own2, before) {
    if (typeof own2 !== "number" || typeof before !== "number") return false;
    const hash = this.#own.files.hash(own2);
    if (hash !== 0n) return hash === this.#below.files.hash(before);
    const target = this.#own.links.get(own2);
    return target !== void 0 && target === this.#below.links.get(before);
  }
  finish(repeated2) {
    return {
      ...this.#totals,
      sameContent: this.#sameContent,
      repeated: repeated2,
      changes: this.#top.finish(),
      changeCount: this.#count
    };
  }
};
var weightOf = /* @__PURE__ */ __name(({ contentSize, before }) => Math.max(contentSize, before), "weightOf");
var NOTHING = { files: 0, contentSize: 0 };
var sizeOf = /* @__PURE__ */ __name((tree, node) => node === void 0 ? NOTHING : measure(tree, node), "sizeOf");
var grow = /* @__PURE__ */ __name((adder, node) => {
  const before = adder.contentSize;
  if (node !== void 0) adder.addAll(node);
  return adder.contentSize - before;
}, "grow");

// src/image/tree/places.ts
var placeAt = /* @__PURE__ */ __name((path8, own2, below) => ({
  path: path8,
  own: nodeAt(own2.root, path8),
  before: nodeAt(below.root, path8)
}), "placeAt");
var detach = /* @__PURE__ */ __name((tree, path8) => {
  const slash = path8.lastIndexOf("/");
  const parent = nodeAt(tree.root, path8.slice(0, slash));
  if (parent !== void 0 && typeof parent !== "number") parent.entries.delete(path8.slice(slash + 1));
}, "detach");

// src/image/tree/layer-changes.ts
var diffLayer = /* @__PURE__ */ __name((layers, { index, path: path8, limit }) => {
  const files = layers[index];
  if (files === void 0) throw new RangeError(`there is no layer ${index}`);
  const below = replayLayers(layers.slice(0, index));
  const { own: own2, repeated: repeated2 } = readOwnFiles(files);
  const within = absolutePath(nameOfText(path8)).replace(/^\/$/, "");
  const start = placeAt(within, own2, below);
  if (start.own === void 0 && start.before === void 0) return void 0;
  const tally = new ChangeTally(own2, below, limit);
  addOwnFiles(start, below, tally);
  const settled = /* @__PURE__ */ new Set();
  for (const removal of removalsOf(files, repeated2 !== void 0 || within !== "")) {
    const target = narrow(removal, within);
    if (target !== void 0) addRemoved(target, { own: own2, below, tally, settled });
  }
  return tally.finish(repeated2 ?? 0);
}, "diffLayer");
var readOwnFiles = /* @__PURE__ */ __name((files) => {
  let repeated2;
  const own2 = replayLayers([files], {
    hidden: /* @__PURE__ */ __name((tree, id) => {
      repeated2 = (repeated2 ?? 0) + tree.files.stored(id);
    }, "hidden")
  });
  return { own: own2, repeated: repeated2 };
}, "readOwnFiles");
var addOwnFiles = /* @__PURE__ */ __name((start, below, tally) => {
  const waiting = [start];
  for (let place2 = waiting.pop(); place2 !== void 0; place2 = waiting.pop()) {
    const { path: path8, own: own2, before } = place2;
    if (own2 === void 0) continue;
    if (typeof own2 === "number" || typeof before === "number" || before === void 0) {
      tally.add(place2);
      if (before !== void 0) detach(below, path8);
    } else {
      for (const [name, node] of own2.entries)
        waiting.push({ path: `${path8}/${name}`, own: node, before: before.entries.get(name) });
    }
  }
}, "addOwnFiles");
function* removalsOf(files, withFiles) {
  yield* whiteoutsOf(files);
  if (!withFiles) return;
  for (const { kind, path: path8 } of entriesOf(files)) if (kind !== "directory") yield { path: path8, opaque: false };
}
__name(removalsOf, "removalsOf");
var narrow = /* @__PURE__ */ __name((whiteout, within) => {
  if (isWithin(whiteout.path, within)) return whiteout;
  return isWithin(within, whiteout.path) ? { path: within, opaque: false } : void 0;
}, "narrow");
var isWithin = /* @__PURE__ */ __name((path8, folder) => path8 === folder || path8.startsWith(`${folder}/`), "isWithin");
var addRemoved = /* @__PURE__ */ __name(({ path: path8, opaque }, { own: own2, below, tally, settled }) => {
  const start = placeAt(path8, own2, below);
  const waiting = [opaque ? { ...start, own: start.own ?? NO_FILES } : start];
  for (let place2 = waiting.pop(); place2 !== void 0; place2 = waiting.pop()) {
    const { before, own: kept } = place2;
    if (before === void 0) continue;
    if (kept === void 0) {
      tally.add(place2);
      detach(below, place2.path);
    } else if (typeof kept !== "number" && typeof before !== "number" && !settled.has(before)) {
      settled.add(before);
      for (const [name, node] of before.entries)
        waiting.push({ path: `${place2.path}/${name}`, own: kept.entries.get(name), before: node });
    }
  }
}, "addRemoved");
var NO_FILES = { layer: 0, mode: void 0, entries: /* @__PURE__ */ new Map() };

// src/core/nearest.ts
var COMPARED = 100;
var nearest = /* @__PURE__ */ __name((text3, candidates, limit) => {
  const wanted = text3.slice(0, COMPARED).toLowerCase();
  const most = Math.max(1, Math.floor(wanted.length / 3));
  return [...new Set(candidates)].map((candidate) => ({ candidate, distance: distanceOf(wanted, candidate.slice(0, COMPARED).toLowerCase()) })).filter(({ distance }) => distance <= most).sort((a, b) => a.distance - b.distance || compareText(a.candidate, b.candidate)).slice(0, limit).map(({ candidate }) => candidate);
}, "nearest");
var SHORTEST_PART = 3;
var distanceOf = /* @__PURE__ */ __name((wanted, name) => {
  if (wanted.length >= SHORTEST_PART && name.includes(wanted)) return 0.5;
  if (name.length >= SHORTEST_PART && wanted.includes(name)) return 1 - name.length / (wanted.length + 1);
  return editDistance(wanted, name);
}, "distanceOf");
var editDistance = /* @__PURE__ */ __name((a, b) => {
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const next = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const swapped = row > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      next.push(
        Math.min(
          last[column] + 1,
          next[column - 1] + 1,
          last[column - 1] + (same ? 0 : 1),
          swapped && column > 1 ? before[column - 2] + 1 : Number.POSITIVE_INFINITY
        )
      );
    }
    before = last;
    last = next;
  }
  return last[b.length];
}, "editDistance");

// src/image/tree/lookup.ts
var LINKS_LIMIT = 40;
var lookup = /* @__PURE__ */ __name(({ root, links: links2 }, path8) => {
  const waiting = partsOf2(path8).toReversed();
  const above = [];
  const under = [];
  let followed = 0;
  for (let name = waiting.pop(); name !== void 0; name = waiting.pop()) {
    while (waiting.length < (under.at(-1)?.left ?? 0)) under.pop();
    if (name === "." || name === "..") {
      if (name === "..") above.pop();
      continue;
    }
    const node = (above.at(-1)?.directory ?? root).entries.get(name);
    if (node !== void 0 && typeof node !== "number") {
      above.push({ name, directory: node });
      continue;
    }
    const here = pathOf(above, name);
    const target = node === void 0 ? void 0 : links2.get(node);
    if (target === void 0 || node === void 0)
      return node !== void 0 && waiting.length === 0 ? { kind: "file", path: here, id: node } : missing(here, under);
    under.push({ path: here, left: waiting.length });
    followed += 1;
    if (followed > LINKS_LIMIT) return missing(path8, under);
    if (target.startsWith("/")) above.length = 0;
    waiting.push(...partsOf2(target).toReversed());
  }
  const last = above.pop();
  return last === void 0 ? { kind: "directory", path: "/", directory: root } : { kind: "directory", path: pathOf(above, last.name), directory: last.directory };
}, "lookup");
var missing = /* @__PURE__ */ __name((path8, under) => {
  const link = under.at(-1)?.path;
  return { kind: "missing", path: path8, ...link === void 0 ? {} : { link } };
}, "missing");
var pathOf = /* @__PURE__ */ __name((above, name) => `/${[...above.map((step) => step.name), name].join("/")}`, "pathOf");
var partsOf2 = /* @__PURE__ */ __name((path8) => path8.split("/").filter((part) => part !== ""), "partsOf");

// src/image/tree/resolve-path.ts
var SUGGESTIONS = 3;
var resolvePath = /* @__PURE__ */ __name((tree, text3) => {
  const found = lookup(tree, nameOfText(text3));
  switch (found.kind) {
    case "directory":
      return { kind: "found", path: found.path, node: found.directory };
    case "file":
      return { kind: "found", path: found.path, node: found.id };
    case "missing":
      return {
        ...{ kind: "missing", near: pathsNear(tree, found.path) },
        ...found.link === void 0 ? {} : { link: textOfName(found.link) }
      };
  }
}, "resolvePath");
var pathsNear = /* @__PURE__ */ __name((tree, path8) => {
  const slash = path8.lastIndexOf("/");
  const above = lookup(tree, path8.slice(0, slash));
  if (above.kind !== "directory") return [];
  const names = Array.from(above.directory.entries.keys(), textOfName);
  const prefix = textOfName(path8.slice(0, slash));
  return nearest(textOfName(path8.slice(slash + 1)), names, SUGGESTIONS).map((name) => `${prefix}/${name}`);
}, "pathsNear");

// src/image/tree/list-folder.ts
var listFolder = /* @__PURE__ */ __name((layers, path8, limit) => {
  const tree = replayLayers(layers);
  const found = resolvePath(tree, path8);
  if (found.kind === "missing") return found;
  return { kind: "listed", listing: new Survey(tree, found, limit).finish() };
}, "listFolder");
var topRows = /* @__PURE__ */ __name((limit) => new TopList(
  limit,
  (row) => row.contentSize,
  (a, b) => compareText(a.path, b.path)
), "topRows");
var Survey = class {
  static {
    __name(this, "Survey");
  }
  #tree;
  #path;
  #total;
  #entries;
  #largest;
  #entryCount = 0;
  constructor(tree, { path: path8, node }, limit) {
    this.#tree = tree;
    this.#path = path8;
    this.#total = new Adder(tree);
    this.#entries = topRows(limit);
    this.#largest = topRows(limit);
    const prefix = path8 === "/" ? "" : path8;
    if (typeof node === "number") this.#add(path8, node);
    else for (const [name, child] of node.entries) this.#add(`${prefix}/${name}`, child);
  }
  #add(path8, node) {
    this.#entryCount += 1;
    const contentSize = typeof node === "number" ? this.#addFile(path8, node) : this.#addFolder(path8, node);
    this.#entries.offer(contentSize, () => ({ path: path8, node, contentSize }));
  }
  #addFile(path8, id) {
    const contentSize = this.#tree.files.stored(id);
    const before = this.#total.contentSize;
    this.#total.addFile(id);
    if (this.#total.contentSize > before) this.#largest.offer(contentSize, () => ({ path: path8, node: id, contentSize }));
    return contentSize;
  }
  #addFolder(path8, folder) {
    const own2 = new Adder(this.#tree);
    this.#total.directories += 1;
    for (const { folder: above, name, node } of walkPaths(folder, path8)) {
      if (typeof node === "number") {
        own2.addFile(node);
        this.#addFile(`${above}/${name}`, node);
      } else this.#total.directories += 1;
    }
    return own2.contentSize;
  }
  finish() {
    const { contentSize, files, directories, layers } = this.#total;
    const describe2 = /* @__PURE__ */ __name((row) => this.#describe(row), "describe");
    return {
      path: textOfName(this.#path),
      ...{ contentSize, files, directories, layers: layerNumbers(layers) },
      entries: this.#entries.finish().map(describe2),
      entryCount: this.#entryCount,
      largest: this.#largest.finish().map(describe2)
    };
  }
  #describe({ path: path8, node }) {
    const { contentSize, files, layers } = measure(this.#tree, node);
    const target = typeof node === "number" ? this.#tree.links.get(node) : void 0;
    const kind = typeof node !== "number" ? "directory" : target === void 0 ? "file" : "symlink";
    return {
      ...{ path: textOfName(path8), kind, contentSize, files, layers: layerNumbers(layers) },
      ...target === void 0 ? {} : { target: textOfName(target) }
    };
  }
};

// src/image/docker-archive.ts
import { createReadStream as createReadStream2 } from "node:fs";
async function* writeDockerArchive(image) {
  const files = layerFiles(image);
  const config = Buffer.from(image.configBytes);
  const configName = `${hexOf(image.configDigest)}.json`;
  const layers = image.layers.map(nameOfLayer);
  const manifest = [{ Config: configName, RepoTags: image.repoTags, Layers: layers }];
  yield member("manifest.json", Buffer.from(JSON.stringify(manifest)));
  yield member(configName, config);
  for (const [name, { file, size }] of files) {
    yield header(name, size);
    yield* readExactly(file, size);
    yield padding(size);
  }
  yield END_OF_TAR;
}
__name(writeDockerArchive, "writeDockerArchive");
var layerFiles = /* @__PURE__ */ __name((image) => new Map(image.layers.map((layer) => [nameOfLayer(layer), keptBlob(image, layer)])), "layerFiles");
var nameOfLayer = /* @__PURE__ */ __name(({ diffId }) => `${hexOf(diffId)}/layer.tar`, "nameOfLayer");
var keptBlob = /* @__PURE__ */ __name(({ source }, { blob, member: name }) => {
  if (blob?.file !== void 0) return { ...blob, file: blob.file };
  throw new ImageError("LOAD_FAILED", `${source}: layer ${name} was read without keeping its bytes`);
}, "keptBlob");
var header = /* @__PURE__ */ __name((name, size) => encodeHeader({
  ...{ path: nameOfText(name), kind: "file", mode: 420, uid: 0, gid: 0, uname: "", gname: "" },
  ...{ size, mtime: 0, target: "" }
}), "header");
var member = /* @__PURE__ */ __name((name, content) => Buffer.concat([header(name, content.length), content, padding(content.length)]), "member");
var READ_SIZE2 = 1 << 20;
async function* readExactly(file, size) {
  let got = 0;
  for await (const chunk of createReadStream2(file, { highWaterMark: READ_SIZE2 })) {
    got += chunk.length;
    yield chunk;
  }
  if (got !== size)
    throw new ImageError("LOAD_FAILED", `${file}: ${got} bytes (wanted ${size}); build the image again`);
}
__name(readExactly, "readExactly");

// src/image/distribution/packages.ts
var PACKAGES_LIMIT = 5e4;

// src/image/distribution/paragraphs.ts
var packagesIn = /* @__PURE__ */ __name((text3, packageOf) => {
  const packages = [];
  for (const paragraph of paragraphsOf(text3)) {
    const found = packageOf(paragraph);
    if (found !== void 0) packages.push(found);
    if (packages.length === PACKAGES_LIMIT) break;
  }
  return packages;
}, "packagesIn");
function* paragraphsOf(text3) {
  let lines = [];
  for (let at = 0; at < text3.length; ) {
    const found = text3.indexOf("\n", at);
    const end = found === -1 ? text3.length : found;
    const isEmpty2 = isBlank(text3, at, end);
    if (!isEmpty2 && lines.length < LINES_LIMIT) lines.push(text3.slice(at, end));
    if (isEmpty2 && lines.length > 0) {
      yield lines;
      lines = [];
    }
    at = end + 1;
  }
  if (lines.length > 0) yield lines;
}
__name(paragraphsOf, "paragraphsOf");
var LINES_LIMIT = 5e3;
var BLANKS = new Set([..." 	\r"].map((character) => character.charCodeAt(0)));
var isBlank = /* @__PURE__ */ __name((text3, from, to) => {
  for (let at = from; at < to; at++) if (!BLANKS.has(text3.charCodeAt(at))) return false;
  return true;
}, "isBlank");

// src/image/distribution/apk.ts
var parseApkInstalled = /* @__PURE__ */ __name((text3) => packagesIn(text3, (paragraph) => {
  const fields = fieldsOf(paragraph);
  const [name, version] = [fields.get("P"), fields.get("V")];
  return !name || !version ? void 0 : { manager: "apk", name, version, ...optional2(fields) };
}), "parseApkInstalled");
var optional2 = /* @__PURE__ */ __name((fields) => {
  const [architecture, source, licence, size] = ["A", "o", "L", "I"].map((key) => fields.get(key));
  return defined({
    architecture: architecture || void 0,
    source: source || void 0,
    licence: licence || void 0,
    installedSize: size !== void 0 && /^[0-9]{1,15}$/.test(size) ? Number(size) : void 0
  });
}, "optional");
var fieldsOf = /* @__PURE__ */ __name((paragraph) => {
  const fields = /* @__PURE__ */ new Map();
  for (const line of paragraph) {
    const key = line[0];
    if (line[1] !== ":" || key === void 0) continue;
    if (key === "F") break;
    if (!fields.has(key)) fields.set(key, line.slice(2).trim());
  }
  return fields;
}, "fieldsOf");

// src/image/distribution/dpkg.ts
var parseDpkgStatus = /* @__PURE__ */ __name((text3) => packagesIn(text3, (paragraph) => {
  const fields = fieldsOf2(paragraph);
  const [name, version, status] = [fields.get("package"), fields.get("version"), fields.get("status")];
  return !name || !version || !isOnDisk(status) ? void 0 : { manager: "dpkg", name, version, ...optional3(fields) };
}), "parseDpkgStatus");
var ON_DISK = /* @__PURE__ */ new Set(["installed", "triggers-pending", "triggers-awaited", "half-configured", "unpacked"]);
var isOnDisk = /* @__PURE__ */ __name((status) => status === void 0 || ON_DISK.has(status.slice(status.lastIndexOf(" ") + 1)), "isOnDisk");
var optional3 = /* @__PURE__ */ __name((fields) => {
  const [architecture, source, kibibytes] = ["architecture", "source", "installed-size"].map((key) => fields.get(key));
  return defined({
    architecture: architecture || void 0,
    source: source ? source.split(" (", 1)[0] : void 0,
    // where its version differs it follows in parentheses
    installedSize: kibibytes !== void 0 && /^[0-9]{1,9}$/.test(kibibytes) ? Number(kibibytes) * 1024 : void 0
  });
}, "optional");
var READ = /* @__PURE__ */ new Set(["package", "version", "status", "architecture", "source", "installed-size"]);
var KEY_LIMIT = 14;
var fieldsOf2 = /* @__PURE__ */ __name((paragraph) => {
  const fields = /* @__PURE__ */ new Map();
  for (const line of paragraph) {
    const key = line.slice(0, KEY_LIMIT + 1).split(":", 1)[0] ?? "";
    if (key.length > KEY_LIMIT) continue;
    const name = key.toLowerCase();
    if (READ.has(name) && !fields.has(name)) fields.set(name, line.slice(key.length + 1).trim());
  }
  return fields;
}, "fieldsOf");

// src/image/distribution/read.ts
var keptFile = /* @__PURE__ */ __name((image, tree, path8) => {
  const found = lookup(tree, path8);
  if (found.kind !== "file") return void 0;
  const bytes = image.layers[tree.files.layer(found.id)]?.traces.kept.get(found.path);
  return bytes === void 0 ? void 0 : Buffer.from(bytes).toString("utf8");
}, "keptFile");
var readDistribution = /* @__PURE__ */ __name((image, tree) => {
  const packages = readPackages(image, tree);
  if (packages.length === 0) return void 0;
  const release = keptFile(image, tree, "/etc/os-release") ?? keptFile(image, tree, "/usr/lib/os-release") ?? "";
  const [id, version, name] = ["ID", "VERSION_ID", "PRETTY_NAME"].map((key) => valueIn(release, key));
  return defined({ id, version, name, packages: packages.slice(0, PACKAGES_LIMIT) });
}, "readDistribution");
var readPackages = /* @__PURE__ */ __name((image, tree) => {
  const debian = [];
  for (const path8 of statusFiles(tree)) {
    if (debian.length >= PACKAGES_LIMIT) break;
    for (const entry of parseDpkgStatus(keptFile(image, tree, path8) ?? "")) debian.push(entry);
  }
  if (debian.length > 0) return debian;
  const installed = keptFile(image, tree, "/lib/apk/db/installed") ?? keptFile(image, tree, "/usr/lib/apk/db/installed");
  return installed === void 0 ? [] : parseApkInstalled(installed);
}, "readPackages");
var statusFiles = /* @__PURE__ */ __name((tree) => {
  const found = lookup(tree, "/var/lib/dpkg/status.d");
  const names = found.kind === "directory" ? [...found.directory.entries.keys()] : [];
  const packages = names.filter((name) => !name.endsWith(".md5sums")).sort();
  return ["/var/lib/dpkg/status", ...packages.map((name) => `/var/lib/dpkg/status.d/${name}`)];
}, "statusFiles");
var valueIn = /* @__PURE__ */ __name((release, key) => {
  const line = release.slice(0, RELEASE_LIMIT).split("\n").findLast((it) => it.startsWith(`${key}=`))?.slice(key.length + 1, VALUE_LIMIT);
  return unquoted(line?.trim() ?? "") || void 0;
}, "valueIn");
var RELEASE_LIMIT = 1 << 16;
var VALUE_LIMIT = 5e3;
var ESCAPED = /\\(["$`\\])/g;
var unquoted = /* @__PURE__ */ __name((value) => {
  const quote = value[0];
  if (quote === "'") return value.slice(1).split("'", 1)[0] ?? "";
  if (quote !== '"') return value.replace(ESCAPED, "$1");
  return (/^"((?:[^"\\]|\\.)*)/.exec(value)?.[1] ?? "").replace(ESCAPED, "$1");
}, "unquoted");

// src/image/tree/clutter-sums.ts
var measureClutter = /* @__PURE__ */ __name((tree) => {
  const { files } = tree;
  const sums = /* @__PURE__ */ new Map();
  for (let id = 0; id < files.count; id++) {
    const kind = files.clutter(id);
    if (kind === 0 || files.names(id) === 0) continue;
    const key = files.owner(id) * KINDS + kind - 1;
    const sum = sums.get(key) ?? { contentSize: 0, files: 0 };
    sum.contentSize += files.stored(id);
    sum.files += 1;
    sums.set(key, sum);
  }
  return [...sums].map(([key, sum]) => ({
    path: tree.owners[Math.floor(key / KINDS) - 1],
    kind: CLUTTER[key % KINDS],
    ...sum
  })).sort((a, b) => b.contentSize - a.contentSize);
}, "measureClutter");
var KINDS = CLUTTER.length;

// src/image/tree/content.ts
var summarizeContent = /* @__PURE__ */ __name(({ tree, hidden, efficiency }) => ({
  visible: measureVisible(tree),
  hidden,
  identical: findIdentical(tree),
  efficiency
}), "summarizeContent");
var measureVisible = /* @__PURE__ */ __name((tree) => {
  let directories = 0;
  let files = 0;
  let contentSize = 0;
  for (const { node } of walk(tree.root)) {
    if (typeof node === "number") files += 1;
    else directories += 1;
  }
  for (let id = 0; id < tree.files.count; id++) if (tree.files.names(id) > 0) contentSize += tree.files.stored(id);
  return { files, directories, contentSize };
}, "measureVisible");

// src/image/tree/dangling.ts
var SHOWN = 10;
var findDanglingLinks = /* @__PURE__ */ __name((tree, held) => {
  const dangling = /* @__PURE__ */ new Map();
  for (const [id, target] of tree.links) {
    const storePath = storePathOf(target);
    if (storePath !== void 0 && !held.has(storePath)) dangling.set(id, storePath);
  }
  if (dangling.size === 0) return { count: 0, links: [] };
  return { count: dangling.size, links: namePaths(tree, dangling) };
}, "findDanglingLinks");
var namePaths = /* @__PURE__ */ __name((tree, dangling) => {
  const links2 = [];
  for (const { folder, name, node } of walkPaths(tree.root)) {
    const storePath = typeof node === "number" ? dangling.get(node) : void 0;
    if (typeof node !== "number" || storePath === void 0) continue;
    links2.push({ path: textOfName(`${folder}/${name}`), target: textOfName(tree.links.get(node) ?? ""), storePath });
    if (links2.length === SHOWN) break;
  }
  return links2;
}, "namePaths");

// src/image/tree/efficiency.ts
var EfficiencyMeter = class {
  static {
    __name(this, "EfficiencyMeter");
  }
  #layers;
  #deletions = [];
  #hashes;
  #count = 0;
  #sum = 0;
  constructor(layers) {
    this.#layers = layers;
    this.#hashes = new Float64Array(layers.reduce((count, files) => count + files.count, 0));
  }
  startLayer(layer) {
    this.#deletions[layer] = [];
  }
  addEntry(entry) {
    if (isCounted(entry)) this.#add(entry.path, entry.stored);
  }
  /** A whiteout counts as its path, with the bytes below the directory that it deletes; a single file counts nothing. */
  addDeletion(path8, bytes) {
    this.#deletions.at(-1)?.push({ path: path8, bytes });
    this.#add(path8, bytes);
  }
  finish() {
    const tallies = this.#tallyRepeated();
    const kept = tallies.reduce((total, tally) => total + tally.sum, 0);
    const smallest = tallies.reduce((total, tally) => total + tally.smallest, 0);
    const wastedBytes = tallies.reduce((total, { layers, sum }) => total + (layers > 1 ? sum : 0), 0);
    return { score: this.#sum === 0 ? 1 : (this.#sum - kept + smallest) / this.#sum, wastedBytes };
  }
  /** There are never more whiteouts than entries that are not counted. */
  #add(path8, bytes) {
    this.#hashes[this.#count++] = hashOf(path8);
    this.#sum += bytes;
  }
  #tallyRepeated() {
    const repeated2 = repeatedIn(this.#hashes.subarray(0, this.#count).sort());
    const tallies = /* @__PURE__ */ new Map();
    if (repeated2.size === 0) return [];
    const add = /* @__PURE__ */ __name((path8, layer, bytes) => {
      if (repeated2.has(hashOf(path8))) this.#tally(tallies, path8, { layer, bytes });
    }, "add");
    for (const [layer, files] of this.#layers.entries()) {
      for (const entry of entriesOf(files)) if (isCounted(entry)) add(entry.path, layer, entry.stored);
      for (const { path: path8, bytes } of this.#deletions[layer] ?? []) add(path8, layer, bytes);
    }
    return [...tallies.values()];
  }
  /** Within one layer the last entry of a path is the one that counts. */
  #tally(tallies, path8, { layer, bytes }) {
    const known = tallies.get(path8) ?? { sum: 0, smallest: bytes, layers: 0, lastLayer: -1, last: 0 };
    tallies.set(path8, known);
    if (known.lastLayer === layer) {
      known.sum -= known.last;
      this.#sum -= known.last;
    } else known.layers += 1;
    known.sum += bytes;
    known.smallest = Math.min(known.smallest, bytes);
    known.lastLayer = layer;
    known.last = bytes;
  }
};
var isCounted = /* @__PURE__ */ __name(({ kind, path: path8 }) => kind !== "directory" && !path8.startsWith(WHITEOUT, path8.lastIndexOf("/") + 1), "isCounted");
var repeatedIn = /* @__PURE__ */ __name((sorted2) => {
  const repeated2 = /* @__PURE__ */ new Set();
  for (let i = 1; i < sorted2.length; i++) if (sorted2[i] === sorted2[i - 1]) repeated2.add(sorted2[i]);
  return repeated2;
}, "repeatedIn");
var hashOf = /* @__PURE__ */ __name((path8) => {
  let a = 2166136261;
  let b = 461845907;
  for (let i = 0; i < path8.length; i++) {
    const byte = path8.charCodeAt(i);
    a = Math.imul(a ^ byte, 16777619);
    b = Math.imul(b ^ byte, 1540483477);
  }
  return (a >>> 0) * 2097152 + (b >>> 11);
}, "hashOf");

// src/image/tree/hidden.ts
var HiddenTally = class {
  static {
    __name(this, "HiddenTally");
  }
  #by = { rewritten: 0, deleted: 0 };
  #layers;
  #owners = /* @__PURE__ */ new Map();
  constructor(layers) {
    this.#layers = new Array(layers).fill(0);
  }
  add({ files }, id, by) {
    const bytes = files.stored(id);
    if (bytes === 0) return;
    const [layer, owner] = [files.layer(id), files.owner(id)];
    this.#by[by] += bytes;
    this.#layers[layer] = (this.#layers[layer] ?? 0) + bytes;
    this.#owners.set(owner, (this.#owners.get(owner) ?? 0) + bytes);
  }
  finish(tree) {
    const owners = [...this.#owners].map(([owner, contentSize]) => ({ path: tree.owners[owner - 1], contentSize }));
    return {
      contentSize: this.#by.rewritten + this.#by.deleted,
      ...this.#by,
      layers: this.#layers,
      owners: owners.sort((a, b) => b.contentSize - a.contentSize)
    };
  }
};

// src/image/tree/merge.ts
var mergeLayers = /* @__PURE__ */ __name((layers) => {
  const hidden = new HiddenTally(layers.length);
  const copies = new CopyTally();
  const meter = new EfficiencyMeter(layers);
  const tree = replayLayers(layers, {
    startLayer: /* @__PURE__ */ __name((layer) => meter.startLayer(layer), "startLayer"),
    applied: /* @__PURE__ */ __name((entry) => meter.addEntry(entry), "applied"),
    hidden: /* @__PURE__ */ __name((merged, id, { by, layer, replacement }) => {
      hidden.add(merged, id, by);
      if (replacement !== void 0) copies.add(merged, id, { entry: replacement, layer });
    }, "hidden"),
    whiteout: /* @__PURE__ */ __name((path8, bytes, named) => meter.addDeletion(path8, named ? bytes : 0), "whiteout")
  });
  return {
    tree,
    hidden: hidden.finish(tree),
    efficiency: meter.finish(),
    copiedForPermissions: copies.finish()
  };
}, "mergeLayers");
var CopyTally = class {
  static {
    __name(this, "CopyTally");
  }
  #owners = /* @__PURE__ */ new Map();
  #contentSize = 0;
  #files = 0;
  #layer = 0;
  #path = "";
  add(tree, id, { entry, layer }) {
    const { files } = tree;
    const same = entry.kind === "file" && entry.hash === files.hash(id) && entry.stored === files.stored(id);
    if (!same || files.hasPermissions(id, entry) || files.layer(id) === layer) return;
    const owner = tree.ownerOf(id);
    this.#owners.set(owner, (this.#owners.get(owner) ?? 0) + entry.stored);
    this.#contentSize += entry.stored;
    this.#files += 1;
    this.#layer = layer;
    this.#path = entry.path;
  }
  finish() {
    const [contentSize, files, layer, path8] = [this.#contentSize, this.#files, this.#layer, textOfName(this.#path)];
    return { contentSize, files, layer, path: path8, owners: this.#owners };
  }
};

// src/image/tree/nar-size.ts
var narSizesIn = /* @__PURE__ */ __name((tree) => {
  const sizes = /* @__PURE__ */ new Map();
  for (const owner of tree.owners) {
    const node = nodeAt(tree.root, owner);
    if (typeof node === "number") sizes.set(owner, NAR_MAGIC + tree.files.narSize(node));
    else if (node !== void 0) sizes.set(owner, NAR_MAGIC + sizeOfDirectory(node, tree));
  }
  return sizes;
}, "narSizesIn");
var sizeOfDirectory = /* @__PURE__ */ __name((directory, { files }) => {
  let sum = NAR_DIRECTORY;
  for (const { name, node } of walk(directory)) {
    sum += narEntrySize(name) + (typeof node === "number" ? files.narSize(node) : NAR_DIRECTORY);
  }
  return sum;
}, "sizeOfDirectory");

// src/image/inspect/references.ts
var BOOKKEEPING = /^\/nix\/var\//;
var findReferences = /* @__PURE__ */ __name((image, held, narSizes) => {
  const byHash = new Map([...held].map((path8) => [hashPartOf(path8), path8]));
  const found = /* @__PURE__ */ new Map();
  const add = /* @__PURE__ */ __name((owner, hash, where) => {
    const path8 = byHash.get(hash);
    if (path8 === void 0 || path8 === owner) return;
    const known = found.get(owner) ?? /* @__PURE__ */ new Map();
    found.set(owner, known);
    if (!known.has(path8)) known.set(path8, where);
  }, "add");
  addFromConfig(image, (hash, field) => add(void 0, hash, field));
  for (const { traces } of image.layers) {
    for (const { owner, hash, file } of traces.mentions) {
      if (owner !== void 0 || !BOOKKEEPING.test(file)) add(owner, hash, textOfName(file));
    }
  }
  const infoOf = /* @__PURE__ */ __name((path8) => ({
    path: path8,
    narSize: narSizes.get(path8) ?? 0,
    references: [...found.get(path8)?.keys() ?? []]
  }), "infoOf");
  return {
    closure: {
      paths: new Map([...held].map((path8) => [path8, infoOf(path8)])),
      roots: [...found.get(void 0)?.keys() ?? []]
    },
    evidence: /* @__PURE__ */ __name((referrer, path8) => found.get(referrer)?.get(path8), "evidence")
  };
}, "findReferences");
var heldPaths = /* @__PURE__ */ __name(({ layers }) => new Set(layers.flatMap(({ shares }) => [...shares.keys()])), "heldPaths");
var addFromConfig = /* @__PURE__ */ __name(({ config }, add) => {
  const { Entrypoint, Cmd, Env, WorkingDir } = config.config ?? {};
  const fields = { Entrypoint, Cmd, Env, WorkingDir: [WorkingDir ?? ""] };
  for (const [field, texts] of Object.entries(fields)) {
    const finder = new HashFinder((hash) => add(hash, field));
    for (const text3 of texts ?? []) finder.search(Buffer.from(text3));
  }
}, "addFromConfig");

// src/image/inspect/inspect.ts
var inspectImage = /* @__PURE__ */ __name((image) => {
  const merged = mergeLayers(image.layers.map(({ files }) => files));
  const { tree, copiedForPermissions } = merged;
  const distribution = readDistribution(image, tree);
  const held = heldPaths(image);
  return {
    content: summarizeContent(merged),
    references: findReferences(image, held, narSizesIn(tree)),
    copiedForPermissions,
    clutter: measureClutter(tree),
    danglingLinks: findDanglingLinks(tree, held),
    ...distribution === void 0 ? {} : { distribution },
    see: /* @__PURE__ */ __name((path8) => seePath(image, tree, path8), "see"),
    list: /* @__PURE__ */ __name((path8) => namesIn(tree, path8), "list"),
    read: /* @__PURE__ */ __name((path8) => keptFile(image, tree, nameOfText(path8)), "read"),
    programs: /* @__PURE__ */ __name(() => seenPrograms(image, tree), "programs")
  };
}, "inspectImage");
var seePath = /* @__PURE__ */ __name((image, tree, path8) => {
  const found = lookup(tree, nameOfText(path8));
  switch (found.kind) {
    case "file": {
      const program = image.layers[tree.files.layer(found.id)]?.traces.programs.get(found.path);
      return {
        kind: "file",
        path: textOfName(found.path),
        mode: tree.files.mode(found.id),
        ...program === void 0 ? {} : { program }
      };
    }
    case "directory": {
      const { mode } = found.directory;
      return { kind: "directory", path: textOfName(found.path), ...mode === void 0 ? {} : { mode } };
    }
    case "missing": {
      const { link } = found;
      return {
        kind: "missing",
        path: textOfName(found.path),
        ...link === void 0 ? {} : { link: textOfName(link) }
      };
    }
  }
}, "seePath");
var namesIn = /* @__PURE__ */ __name((tree, path8) => {
  const found = lookup(tree, nameOfText(path8));
  return found.kind === "directory" ? [...found.directory.entries.keys()].map(textOfName) : [];
}, "namesIn");
function* seenPrograms(image, tree) {
  const seen = /* @__PURE__ */ new Set();
  for (const [layer, { traces }] of image.layers.entries()) {
    for (const [path8, fact] of traces.programs) {
      const found = lookup(tree, path8);
      if (found.kind !== "file" || found.path !== path8 || tree.files.layer(found.id) !== layer) continue;
      if (seen.has(found.id)) continue;
      seen.add(found.id);
      yield { path: textOfName(path8), owner: tree.ownerOf(found.id), size: tree.files.stored(found.id), fact };
    }
  }
}
__name(seenPrograms, "seenPrograms");

// src/image/read-image.ts
import { createReadStream as createReadStream3 } from "node:fs";
import { stat as stat4 } from "node:fs/promises";
import path4 from "node:path";

// src/image/scan-workers.ts
import { Worker } from "node:worker_threads";
var HEAP = { maxYoungGenerationSizeMb: 4 };
var scanInWorkers = /* @__PURE__ */ __name(async (ranges, { url, count, progress, openPacker, bare, spend }) => {
  const scanned = /* @__PURE__ */ new Map();
  const queue = ranges.toSorted((a, b) => b.length - a.length).values();
  const workerData = { packing: openPacker?.settings, bare: bare === true };
  const workers = Array.from(
    { length: count },
    () => new Worker(url, { execArgv: [], resourceLimits: HEAP, workerData })
  );
  for (const worker of workers) worker.on("error", () => {
  });
  let isOver = false;
  try {
    await Promise.all(
      workers.map(async (worker) => {
        for (const range of queue) {
          if (isOver) return;
          const result = await ask(worker, range, progress);
          spend(result.layer);
          scanned.set(range, result);
          if (result.layer.blob !== void 0) openPacker?.packed?.(result.layer.blob);
        }
      })
    );
  } finally {
    isOver = true;
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return ranges.map((range) => scanned.get(range));
}, "scanInWorkers");
var ask = /* @__PURE__ */ __name((worker, range, progress) => new Promise((resolve, reject) => {
  const onMessage = /* @__PURE__ */ __name((answer) => {
    switch (answer.kind) {
      case "progress":
        progress.advance(answer.bytes);
        progress.doing(() => answer.doing);
        return;
      case "scanned":
        resolve(answer.scanned);
        break;
      case "failed":
        reject(toError(answer));
    }
    settle();
  }, "onMessage");
  const onEnd = /* @__PURE__ */ __name((reason) => {
    reject(reason instanceof Error ? reason : new Error(`a scanning worker ended with ${reason}`));
    settle();
  }, "onEnd");
  const settle = /* @__PURE__ */ __name(() => {
    worker.off("message", onMessage).off("error", onEnd).off("exit", onEnd);
  }, "settle");
  worker.on("message", onMessage).once("error", onEnd).once("exit", onEnd);
  worker.postMessage(range);
}), "ask");

// src/image/layer-scanner.ts
var BYTES_PER_WORKER = 24 << 20;
var WORKERS_LIMIT = 4;
var UNEVEN = 1.25;
var openLayerScanner = /* @__PURE__ */ __name((options) => async (ranges) => {
  const known = ranges.map((range) => passOver(range, options));
  const scanned = (await scanAll(
    ranges.filter((_, i) => known[i] === void 0),
    options
  )).values();
  return known.map((layer) => layer ?? scanned.next().value);
}, "openLayerScanner");
var passOver = /* @__PURE__ */ __name((range, { openPacker, bare, progress }) => {
  const { announced, compression, length, member: member2 } = range;
  if (bare !== true || compression !== "none" || announced === void 0) return void 0;
  const blob = announcedDiffId(member2) === announced ? openPacker?.known?.(announced) : void 0;
  if (blob === void 0) return void 0;
  progress.advance(length);
  const stored = { digest: announced, size: length, compression };
  return { layer: { member: member2, diffId: announced, blob }, stored };
}, "passOver");
var scanAll = /* @__PURE__ */ __name(async (ranges, { workers, ...options }) => {
  const bytes = ranges.reduce((sum, { length }) => sum + length, 0);
  const count = Math.min(workers?.count ?? 1, ranges.length, Math.floor(bytes / BYTES_PER_WORKER), WORKERS_LIMIT);
  const spend = openEntryBudget(ranges[0]?.file ?? "");
  const isUneven = Math.max(...ranges.map(({ length }) => length)) > bytes / count * UNEVEN;
  const stays = isUneven && options.openPacker?.divides === true;
  if (workers !== void 0 && count > 1 && !stays)
    return scanInWorkers(ranges, { ...options, spend, url: workers.url, count });
  const scanned = [];
  for (const range of ranges) {
    const result = await scanRange(range, options);
    spend(result.layer);
    scanned.push(result);
  }
  return scanned;
}, "scanAll");

// src/image/blob-source.ts
var readEntry = /* @__PURE__ */ __name(async (source, entry, options) => {
  const document = await readVerified(source, entry);
  const where = nameIn(source, entry);
  if (!isIndexType(entry.mediaType)) {
    return readManifest(source, { where, manifest: parseDocument(manifestSchema, document, where) }, options);
  }
  const images = [];
  for (const child of chooseEntries(parseDocument(imageIndexSchema, document, where), options.filter)) {
    if (isIndexType(child.mediaType)) {
      throw new ImageError("UNSUPPORTED", `${where}: an index within an index; name one image`);
    }
    images.push(...await readEntry(source, child, options));
  }
  return images;
}, "readEntry");
var chooseEntries = /* @__PURE__ */ __name((index, filter) => index.manifests.filter(({ platform }) => platform?.os !== "unknown" && filter.admits(platform)), "chooseEntries");
var readManifest = /* @__PURE__ */ __name(async (source, { where, manifest }, { repoTags, filter }) => {
  if (!isConfigType(manifest.config.mediaType)) {
    const found = `an artifact of type ${JSON.stringify(manifest.config.mediaType)}`;
    throw new ImageError("NOT_AN_IMAGE", `${where}: ${found} (wanted: an image); name an image`);
  }
  const configBytes = await readVerified(source, manifest.config);
  if (!filter.admits(platformOf(parseConfig(source.name, configBytes)))) return [];
  const scanned = await source.scan(manifest.layers);
  const layers = manifest.layers.map((descriptor, i) => layerOf(source, descriptor, scanned[i]));
  return [assembleImage({ source: source.name, format: source.format, repoTags, configBytes, layers })];
}, "readManifest");
var layerOf = /* @__PURE__ */ __name((source, descriptor, { layer, stored }) => {
  const { digest } = descriptor;
  checkDigest(nameIn(source, descriptor), stored.digest, digest);
  checkSize(source, descriptor, stored.size);
  if (layer.blob !== void 0 || stored.compression === "none") return layer;
  const file = source.fileOf?.(descriptor);
  const mediaType = layerMediaType(stored.compression);
  return { ...layer, blob: { mediaType, digest, size: stored.size, ...file === void 0 ? {} : { file } } };
}, "layerOf");
var readVerified = /* @__PURE__ */ __name(async (source, descriptor) => {
  const bytes = await source.readDocument(descriptor);
  checkDigest(nameIn(source, descriptor), sha256(bytes), descriptor.digest);
  checkSize(source, descriptor, bytes.length);
  return bytes;
}, "readVerified");
var checkSize = /* @__PURE__ */ __name((source, descriptor, size) => {
  if (size === descriptor.size) return;
  const found = `has ${size} bytes, its descriptor says ${descriptor.size}`;
  throw new ImageError("BAD_CONFIG", `${nameIn(source, descriptor)} ${found}; build or download the image again`);
}, "checkSize");
var nameIn = /* @__PURE__ */ __name((source, descriptor) => `${source.name}: ${source.nameOf(descriptor)}`, "nameIn");

// src/image/choose-platform.ts
var EVERYTHING = { admits: /* @__PURE__ */ __name(() => true, "admits") };
var readChosen = /* @__PURE__ */ __name(async (where, choice, read) => {
  if (choice === void 0) return read(EVERYTHING);
  const refused = [];
  const images = await read({
    admits: /* @__PURE__ */ __name((platform) => {
      const admitted = platform === void 0 || matchesPlatform(choice.platform, platform);
      if (!admitted) refused.push(platform);
      return admitted;
    }, "admits")
  });
  if (images.length > 0 || refused.length === 0) return images;
  if (choice.lenient && refused.length === 1) return read(EVERYTHING);
  const there = [...new Set(refused.map(formatPlatform))].join(", ");
  const found = `no image for ${formatPlatform(choice.platform)} (there: ${there})`;
  throw new ImageError("NOT_FOUND", `${where}: ${found}; choose one of these as the platform, or all`);
}, "readChosen");

// src/image/layout.ts
var blobPath = /* @__PURE__ */ __name(({ digest }) => `blobs/sha256/${hexOf(digest)}`, "blobPath");
var REF_NAME = "org.opencontainers.image.ref.name";
var CONTAINERD_NAME = "io.containerd.image.name";
var openLayout = /* @__PURE__ */ __name((name, members) => {
  const document = /* @__PURE__ */ __name((member2) => members.documents.get(member2) ?? absent(name, member2), "document");
  return {
    name,
    format: "oci-layout",
    readIndex: /* @__PURE__ */ __name(async () => document("index.json"), "readIndex"),
    readDocument: /* @__PURE__ */ __name(async (descriptor) => document(blobPath(descriptor)), "readDocument"),
    scan: /* @__PURE__ */ __name(async (descriptors) => descriptors.map((descriptor) => members.layers.get(blobPath(descriptor)) ?? absent(name, blobPath(descriptor))), "scan"),
    nameOf: blobPath
  };
}, "openLayout");
var absent = /* @__PURE__ */ __name((name, member2, cause) => {
  const detail = cause === void 0 ? "" : ` (${cause.message})`;
  throw new ImageError(
    "TRUNCATED",
    `${name}: cannot read ${member2} of the OCI layout${detail}; write the layout again`,
    { cause }
  );
}, "absent");
var readLayoutImages = /* @__PURE__ */ __name(async (layout, choice) => {
  const where = `${layout.name}: index.json`;
  const index = parseDocument(imageIndexSchema, await layout.readIndex(), where);
  const tagged = index.manifests.filter(
    (entry) => choice.tag === void 0 || entry.annotations?.[REF_NAME] === choice.tag
  );
  if (tagged.length === 0) throw new ImageError("NOT_FOUND", `${layout.name}: ${describeTags(choice.tag, index)}`);
  const entries = distinct(tagged);
  return readChosen(layout.name, choice.platform, (filter) => readEntries(layout, entries, filter));
}, "readLayoutImages");
var readEntries = /* @__PURE__ */ __name(async (layout, entries, filter) => {
  const images = [];
  for (const entry of entries) {
    if (filter.admits(entry.platform))
      images.push(...await readEntry(layout, entry, { repoTags: tagsOf(entry), filter }));
  }
  return images;
}, "readEntries");
var distinct = /* @__PURE__ */ __name((entries) => [
  ...new Map(entries.map((entry) => [entry.digest, entry])).values()
], "distinct");
var describeTags = /* @__PURE__ */ __name((wanted, index) => {
  const tags = index.manifests.map((entry) => entry.annotations?.[REF_NAME]).filter((tag) => tag !== void 0);
  if (wanted === void 0) return "the OCI layout lists no image; write an image into it first";
  return `no image with the tag ${JSON.stringify(wanted)} (there: ${tags.join(", ") || "none"}); name one of these`;
}, "describeTags");
var tagsOf = /* @__PURE__ */ __name((entry) => {
  const name = entry.annotations?.[CONTAINERD_NAME] ?? entry.annotations?.[REF_NAME];
  return name !== void 0 && /[/:]/.test(name) ? [name] : [];
}, "tagsOf");

// src/image/layout-folder.ts
import { open as open3, readFile, stat as stat2 } from "node:fs/promises";
import path2 from "node:path";

// src/image/members.ts
var DOCUMENT_LIMIT = 8 << 20;
var DOCUMENTS_LIMIT = 64 << 20;
var MEMBERS_LIMIT = 2e4;
var MemberBook = class {
  static {
    __name(this, "MemberBook");
  }
  documents = /* @__PURE__ */ new Map();
  layers = /* @__PURE__ */ new Map();
  links = /* @__PURE__ */ new Map();
  tooLarge = /* @__PURE__ */ new Set();
  #archive;
  #spend;
  #members = 0;
  #documentBytes = 0;
  constructor(archive) {
    this.#archive = archive;
    this.#spend = openEntryBudget(archive);
  }
  /** True when the member has bytes to look at; links are kept, everything else is nobody's. */
  admit({ name, kind, size, target }) {
    this.#members += 1;
    if (this.#members > MEMBERS_LIMIT) throw this.#bad(`more than ${MEMBERS_LIMIT} members`);
    if (kind === "symlink" || kind === "hardLink") this.links.set(memberName(name), linkTarget(name, kind, target));
    return kind === "file" && size > 0;
  }
  /** Tells by the first bytes of a member what it is: builders name layers as they like. */
  tell(name, size, head) {
    const compression = sniffCompression(head);
    if (compression === "xz") throw this.#bad(`${name} compressed with xz, which layers cannot be`);
    if (compression !== "none" || isTar(head)) return { kind: "layer", compression };
    if (size <= DOCUMENT_LIMIT) return { kind: "document" };
    this.tooLarge.add(memberName(name));
    return { kind: "too-large" };
  }
  keepLayer(name, scanned) {
    this.#spend(scanned.layer);
    this.layers.set(memberName(name), scanned);
  }
  /** To be called before a document is read. */
  expectDocument(size) {
    this.#documentBytes += size;
    if (this.#documentBytes <= DOCUMENTS_LIMIT) return;
    throw this.#bad(`more than ${DOCUMENTS_LIMIT} bytes of members that are no layers`);
  }
  #bad(found) {
    return new ImageError("BAD_ARCHIVE", `${this.#archive}: found ${found}; no image builder writes that`);
  }
};
var isTar = /* @__PURE__ */ __name((head) => head.length >= BLOCK && (isZeroBlock(head) || hasTarChecksum(head)), "isTar");
var memberName = /* @__PURE__ */ __name((name) => name.replace(/^(\.?\/)+/, "").replace(/\/+$/, ""), "memberName");
var linkTarget = /* @__PURE__ */ __name((name, kind, target) => {
  if (kind === "hardLink") return memberName(target);
  const parts = memberName(name).split("/").slice(0, -1);
  for (const part of target.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}, "linkTarget");

// src/image/layout-folder.ts
var openLayoutFolder = /* @__PURE__ */ __name((dir, scanRanges) => ({
  name: dir,
  format: "oci-layout",
  readIndex: /* @__PURE__ */ __name(() => readSmallFile(dir, "index.json"), "readIndex"),
  readDocument: /* @__PURE__ */ __name((descriptor) => readSmallFile(dir, blobPath(descriptor)), "readDocument"),
  scan: /* @__PURE__ */ __name(async (descriptors) => scanRanges(await Promise.all(descriptors.map((descriptor) => rangeOf(dir, descriptor)))), "scan"),
  nameOf: blobPath,
  fileOf: /* @__PURE__ */ __name((descriptor) => path2.join(dir, blobPath(descriptor)), "fileOf")
}), "openLayoutFolder");
var rangeOf = /* @__PURE__ */ __name(async (dir, descriptor) => {
  const member2 = blobPath(descriptor);
  const file = path2.join(dir, member2);
  const length = await sizeOf2(dir, member2);
  const compression = sniffCompression(await readHead2(dir, member2));
  if (compression === "xz") {
    throw new ImageError("UNSUPPORTED", `${dir}: ${member2} is compressed with xz; use gzip or zstd`);
  }
  return { file, offset: 0, length, compression, member: member2, announced: descriptor.digest, isBlob: true };
}, "rangeOf");
var readHead2 = /* @__PURE__ */ __name(async (dir, member2) => {
  try {
    var _stack = [];
    try {
      const handle = __using(_stack, await open3(path2.join(dir, member2)), true);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(6), 0, 6, 0);
      return buffer.subarray(0, bytesRead);
    } catch (_) {
      var _error = _, _hasError = true;
    } finally {
      var _promise = __callDispose(_stack, _error, _hasError);
      _promise && await _promise;
    }
  } catch (error) {
    return absent(dir, member2, error);
  }
}, "readHead");
var readSmallFile = /* @__PURE__ */ __name(async (dir, member2) => {
  const size = await sizeOf2(dir, member2);
  if (size > DOCUMENT_LIMIT) absent(dir, member2, new Error(`${size} bytes, at most ${DOCUMENT_LIMIT} expected`));
  return readFile(path2.join(dir, member2)).catch((error) => absent(dir, member2, error));
}, "readSmallFile");
var sizeOf2 = /* @__PURE__ */ __name(async (dir, member2) => {
  const facts = await stat2(path2.join(dir, member2)).catch((error) => absent(dir, member2, error));
  return facts.isFile() ? facts.size : absent(dir, member2, new Error("it is no regular file"));
}, "sizeOf");

// src/image/nix2container/read.ts
import { readFile as readFile2, stat as stat3 } from "node:fs/promises";
import path3 from "node:path";

// src/image/nix2container/config.ts
var CONFIG = [
  ..."User ExposedPorts Env Entrypoint Cmd Volumes WorkingDir Labels StopSignal ArgsEscaped".split(" ")
];
var HISTORY = ["created", "created_by", "author", "comment", "empty_layer"];
var renderConfig = /* @__PURE__ */ __name(({ created, arch, layers, ...description }) => {
  const config = {
    ...created == null ? {} : { created },
    architecture: arch,
    os: "linux",
    config: pick(description["image-config"] ?? {}, CONFIG),
    rootfs: { type: "layers", diff_ids: layers.map((layer) => layer.diff_ids) },
    history: layers.map((layer) => pick(layer.History ?? {}, HISTORY))
  };
  return Buffer.from(escapeHtml(JSON.stringify(config)));
}, "renderConfig");
var pick = /* @__PURE__ */ __name((values, keys) => Object.fromEntries(keys.filter((key) => !isEmpty(values[key])).map((key) => [key, sorted(values[key])])), "pick");
var isEmpty = /* @__PURE__ */ __name((value) => {
  if (value === void 0 || value === null || value === "" || value === false) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}, "isEmpty");
var sorted = /* @__PURE__ */ __name((value) => typeof value !== "object" || value === null || Array.isArray(value) ? value : Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1)), "sorted");
var escapeHtml = /* @__PURE__ */ __name((json) => json.replace(/[<>&\u2028\u2029]/g, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`), "escapeHtml");

// src/image/nix2container/entries.ts
import { lstat, readdir, readlink } from "node:fs/promises";

// src/image/nix2container/rules.ts
var PATTERN_LIMIT = 1e3;
var ROOT_OWNED = { uid: 0, gid: 0, uname: "root", gname: "root" };
var compileRules = /* @__PURE__ */ __name((file, { options }) => {
  const rewrite = options?.rewrite;
  const pattern = rewrite === void 0 ? void 0 : compile(file, rewrite.regex, "g");
  const replacement = translateReplacement(file, rewrite?.repl ?? "");
  const perms = (options?.perms ?? []).map((rule) => ({ rule, pattern: compile(file, rule.regex, "") }));
  return {
    destination: /* @__PURE__ */ __name((source) => pattern === void 0 ? source : source.replace(pattern, replacement), "destination"),
    ownership: /* @__PURE__ */ __name((source, mode) => perms.filter((entry) => entry.pattern.test(source)).reduce((owned, { rule }) => apply(file, owned, rule), { mode, ...ROOT_OWNED }), "ownership")
  };
}, "compileRules");
var apply = /* @__PURE__ */ __name((file, owned, { mode, uid = 0, gid = 0, uname, gname }) => ({
  mode: mode === void 0 || mode === "" ? owned.mode : parseMode(file, mode),
  uid,
  gid,
  uname: uname || owned.uname,
  gname: gname || owned.gname
}), "apply");
var parseMode = /* @__PURE__ */ __name((file, mode) => {
  if (/^[0-7]{1,5}$/.test(mode)) return Number.parseInt(mode, 8);
  throw new ImageError("BAD_CONFIG", `${file}: mode ${JSON.stringify(mode)} (wanted octal digits); correct the perms`);
}, "parseMode");
var compile = /* @__PURE__ */ __name((file, pattern, flags) => {
  const inline = /^\(\?([is]+)\)/.exec(pattern);
  const body = pattern.slice(inline?.[0].length ?? 0).replaceAll("(?P<", "(?<");
  try {
    if (pattern.length > PATTERN_LIMIT || /\(\?[a-zA-Z-]+[:)]|\\[AzQECpP]|\[\[:/.test(body))
      throw new SyntaxError("not translated");
    return new RegExp(Buffer.from(body).toString("latin1"), flags + (inline?.[1] ?? ""));
  } catch (cause) {
    const found = `the pattern ${JSON.stringify(pattern.slice(0, 100))}, which is not understood here`;
    throw new ImageError("UNSUPPORTED", `${file}: found ${found}; write it in simpler terms`, { cause });
  }
}, "compile");
var translateReplacement = /* @__PURE__ */ __name((file, text3) => {
  const plain = text3.replace(/\$\{(\d+)\}/g, "$$$1");
  if (!/\$(?!\d+(?![\w]))/.test(plain)) return nameOfText(plain);
  throw new ImageError("UNSUPPORTED", `${file}: found the replacement ${JSON.stringify(text3)}; use $1 or text alone`);
}, "translateReplacement");

// src/image/nix2container/entries.ts
var planEntries = /* @__PURE__ */ __name(async (paths, options) => {
  const planned = /* @__PURE__ */ new Map();
  for (const described of paths) await addTree(described, planned, options);
  for (const path8 of [...planned.keys()]) addParents(path8, planned);
  return [...planned.values()].sort((a, b) => compareParts(a.path, b.path));
}, "planEntries");
var addTree = /* @__PURE__ */ __name(async (described, planned, options) => {
  const top = nameOfText(described.path);
  checkStorePath(top, options);
  const rules = compileRules(options.json, described);
  const waiting = [top];
  for (let source = waiting.pop(); source !== void 0; source = waiting.pop()) {
    const file = place(options.storeRoot, source);
    const stats = await lstat(file).catch((cause) => {
      throw missing2(source, options, cause);
    });
    if (stats.isDirectory()) {
      for (const name of await readdir(file, { encoding: "latin1" })) waiting.push(`${source}/${name}`);
    }
    const entry = await planEntry(source, { file, stats, rules });
    if (entry.path !== "/") planned.set(entry.path, entry);
  }
}, "addTree");
var planEntry = /* @__PURE__ */ __name(async (source, { file, stats, rules }) => {
  const kind = kindOf2(source, stats);
  return {
    ...rules.ownership(source, kind === "symlink" ? 511 : stats.mode & 4095),
    path: absolutePath(rules.destination(source)),
    kind,
    size: kind === "file" ? stats.size : 0,
    target: kind === "symlink" ? await readlink(file, { encoding: "latin1" }) : "",
    file
  };
}, "planEntry");
var kindOf2 = /* @__PURE__ */ __name((source, stats) => {
  if (stats.isFile()) return "file";
  if (stats.isDirectory()) return "directory";
  if (stats.isSymbolicLink()) return "symlink";
  throw new ImageError(
    "UNSUPPORTED",
    `${textOfName(source)}: neither file, folder nor link; a store path has no others`
  );
}, "kindOf");
var addParents = /* @__PURE__ */ __name((path8, planned) => {
  for (let at = path8; at !== "/"; ) {
    at = at.slice(0, at.lastIndexOf("/")) || "/";
    if (planned.has(at)) continue;
    const empty = { kind: "directory", mode: 493, size: 0, target: "", file: Buffer.alloc(0) };
    planned.set(at, { ...empty, ...ROOT_OWNED, path: at });
  }
}, "addParents");
var compareParts = /* @__PURE__ */ __name((a, b) => {
  const [left, right] = [a.replaceAll("/", "\0"), b.replaceAll("/", "\0")];
  return compareText(left, right);
}, "compareParts");
var place = /* @__PURE__ */ __name((storeRoot, source) => Buffer.concat([Buffer.from(storeRoot === "/" ? "" : storeRoot), Buffer.from(source, "latin1")]), "place");
var checkStorePath = /* @__PURE__ */ __name((path8, { json }) => {
  if (storePathOf(path8) !== void 0 && absolutePath(path8) === path8) return;
  const found = `the path ${JSON.stringify(textOfName(path8))} (wanted: one in the Nix store)`;
  throw new ImageError("BAD_CONFIG", `${json}: found ${found}; build the image again`);
}, "checkStorePath");
var missing2 = /* @__PURE__ */ __name((source, { json }, cause) => {
  const path8 = textOfName(source);
  const advice = `build the image here, or fetch it: nix-store --realise ${storePathOf(source) ?? path8}`;
  return new ImageError("NOT_FOUND", `${json}: ${path8} cannot be read on this machine; ${advice}`, { cause });
}, "missing");

// src/image/nix2container/layer-tar.ts
import { open as open4 } from "node:fs/promises";
var PIECE = 1 << 18;
var MTIME = 1;
async function* renderLayerTar(entries) {
  for (const entry of entries) {
    yield encodeHeader({ ...entry, mtime: MTIME });
    if (entry.kind === "file") yield* readBody(entry);
  }
  yield END_OF_TAR;
}
__name(renderLayerTar, "renderLayerTar");
async function* readBody({ file, size, path: path8 }) {
  var _stack = [];
  try {
    const handle = __using(_stack, await open4(file), true);
    let left = size;
    while (left > 0) {
      const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(Math.min(left, PIECE)));
      if (bytesRead === 0) throw changed(path8);
      left -= bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
    yield padding(size);
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
__name(readBody, "readBody");
var changed = /* @__PURE__ */ __name((path8) => new ImageError(
  "TRUNCATED",
  `${textOfName(path8)}: the file shrank while it was read; nothing may write to the Nix store`
), "changed");

// src/image/nix2container/read.ts
var readNix2container = /* @__PURE__ */ __name(async (file, options) => {
  const description = parseDescription(file, await readJson(file));
  const spend = openEntryBudget(file);
  const layers = [];
  for (const [index, described] of description.layers.entries()) {
    const scanned = await scan(described, { ...options, json: file, member: `layer ${index + 1}` });
    checkLayer(file, index, described, scanned);
    spend(scanned.layer);
    layers.push(scanned.layer);
  }
  const configBytes = renderConfig(description);
  const image = assembleImage({ source: file, format: "nix2container", repoTags: [], configBytes, layers });
  return readChosen(file, options.platform, async (filter) => filter.admits(image.platform) ? [image] : []);
}, "readNix2container");
var readJson = /* @__PURE__ */ __name(async (file) => {
  const { size } = await stat3(file);
  if (size <= DOCUMENT_LIMIT) return readFile2(file);
  throw new ImageError("UNSUPPORTED", `${file}: ${size} bytes of JSON (at most ${DOCUMENT_LIMIT}); name an image`);
}, "readJson");
var scan = /* @__PURE__ */ __name(async (described, context) => {
  const tar2 = described["layer-path"];
  if (tar2 != null) return scanReady(tar2, described, context);
  const { member: member2, openPacker, bare, progress } = context;
  const bytes = counted(renderLayerTar(await planEntries(described.paths ?? [], context)), progress);
  return scanLayer({ member: member2, bytes, compression: "none", announced: described.diff_ids, openPacker, bare, progress });
}, "scan");
var scanReady = /* @__PURE__ */ __name(async (tar2, described, context) => {
  const { storeRoot, member: member2, openPacker, bare, progress } = context;
  checkStorePath(tar2, context);
  const file = path3.join(storeRoot, tar2);
  const { head, size } = await peekFile(file).catch((cause) => {
    throw missing2(tar2, context, cause);
  });
  const compression = sniffCompression(head);
  if (compression === "xz") throw new ImageError("UNSUPPORTED", `${tar2}: compressed with xz, which layers cannot be`);
  const range = { file, offset: 0, length: size, compression, member: member2, announced: described.diff_ids, isBlob: false };
  return scanRange(range, { openPacker, bare, progress });
}, "scanReady");
async function* counted(bytes, progress) {
  for await (const piece of bytes) {
    progress.advance(piece.length);
    yield piece;
  }
}
__name(counted, "counted");
var checkLayer = /* @__PURE__ */ __name((file, index, described, { layer, stored }) => {
  if (layer.diffId === described.diff_ids && [layer.diffId, stored.digest].includes(described.digest)) return;
  const reason = described["layer-path"] == null ? "a store path has changed, or another version of nix2container made the layer" : `${described["layer-path"]} has changed`;
  const found = `layer ${index + 1} hashes to ${layer.diffId}, the image promises ${described.diff_ids}`;
  throw new ImageError("DIGEST_MISMATCH", `${file}: ${found}: ${reason}; build the image again`);
}, "checkLayer");

// src/image/docker-manifest.ts
var dockerManifestSchema = array(
  object({ Config: string(), RepoTags: nullish(array(string())), Layers: array(string()) })
);
var promisedDiffIds = /* @__PURE__ */ __name(({ documents }) => {
  const promised = /* @__PURE__ */ new Map();
  const manifest = parse(dockerManifestSchema, documents.get("manifest.json")) ?? [];
  for (const { Config, Layers } of manifest) {
    const config = parse(imageConfigSchema, documents.get(memberName(Config)));
    for (const [index, layer] of Layers.entries()) {
      const diffId = config?.rootfs.diff_ids[index];
      if (diffId !== void 0) promised.set(memberName(layer), diffId);
    }
  }
  return promised;
}, "promisedDiffIds");
var parse = /* @__PURE__ */ __name((schema, bytes) => {
  const result = parseJson(schema, bytes?.toString("utf8") ?? "");
  return result.kind === "ok" ? result.value : void 0;
}, "parse");

// src/image/seek-members.ts
import { open as open5 } from "node:fs/promises";
var readSeekableMembers = /* @__PURE__ */ __name(async (file, scanRanges) => {
  var _stack = [];
  try {
    const handle = __using(_stack, await open5(file), true);
    const archive = { file, handle, book: new MemberBook(file) };
    const layers = [];
    for (const member2 of await listMembers(archive)) layers.push(...await meet(member2, archive));
    const promised = promisedDiffIds(archive.book);
    const scanned = await scanRanges(
      layers.map(({ name, range }) => ({ ...range, announced: promised.get(name) ?? range.announced }))
    );
    for (const [i, layer] of scanned.entries()) archive.book.layers.set(layers[i]?.name ?? "", layer);
    return archive.book;
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}, "readSeekableMembers");
var listMembers = /* @__PURE__ */ __name(async (archive) => {
  try {
    return await hop(archive);
  } catch (error) {
    throw error instanceof TarError ? archiveError(archive.file, error) : error;
  }
}, "listMembers");
var hop = /* @__PURE__ */ __name(async ({ file, handle, book }) => {
  const members = [];
  const { size: end } = await handle.stat();
  let at = 0;
  const entry = /* @__PURE__ */ __name((found) => {
    const member2 = { ...memberOf(file, found), offset: at + BLOCK };
    if (book.admit(member2)) members.push(member2);
    return false;
  }, "entry");
  const scanner = new TarScanner("its tar", { entry, body: /* @__PURE__ */ __name(() => {
  }, "body") });
  while (at < end && !scanner.ended) {
    scanner.push(await readAt(handle, at, BLOCK));
    at += BLOCK + scanner.passable;
    if (at <= end) scanner.pass();
  }
  scanner.end();
  return members;
}, "hop");
var memberOf = /* @__PURE__ */ __name((file, { path: path8, kind, size, sparse, target = "" }) => {
  const name = textOfName(path8);
  if (!sparse) return { name, kind, size, target: textOfName(target) };
  const found = `the sparse member ${name}`;
  throw new ImageError(
    "BAD_ARCHIVE",
    `${file}: found ${found}; write the archive again without holes (tar without -S)`
  );
}, "memberOf");
var meet = /* @__PURE__ */ __name(async (member2, { file, handle, book }) => {
  const { name: path8, size: length, offset } = member2;
  const name = memberName(path8);
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
}, "meet");
var readAt = /* @__PURE__ */ __name(async (handle, offset, length) => {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset);
  return buffer.subarray(0, bytesRead);
}, "readAt");
var archiveError = /* @__PURE__ */ __name((file, error) => {
  const cut2 = error.code === "TRUNCATED";
  const found = cut2 ? "the archive ends in the middle" : `no readable tar (${messageOf(error)})`;
  const code = cut2 ? "TRUNCATED" : "BAD_ARCHIVE";
  return new ImageError(code, `${file}: ${found}; build or download the image again`, { cause: error });
}, "archiveError");

// src/image/stream-members.ts
var import_tar_stream = __toESM(require_tar_stream(), 1);
import { pipeline as pipeline3 } from "node:stream/promises";

// src/image/layers-under-way.ts
var MOST = 4;
var LayersUnderWay = class {
  static {
    __name(this, "LayersUnderWay");
  }
  #keep;
  #waiting = [];
  constructor(keep) {
    this.#keep = keep;
  }
  /** Resolves when the bytes of the layer have been read, which `scan` tells by calling its argument. */
  async add(name, scan2) {
    const { promise: read, resolve } = Promise.withResolvers();
    const scanned = scan2(resolve);
    scanned.catch(() => {
    });
    this.#waiting.push({ name, scanned });
    await Promise.race([read, scanned]);
    while (this.#waiting.length > MOST) await this.#settle();
  }
  async end() {
    while (this.#waiting.length > 0) await this.#settle();
  }
  async #settle() {
    const first = this.#waiting.shift();
    if (first !== void 0) this.#keep(first.name, await first.scanned);
  }
};

// src/image/stream-members.ts
var readStreamedMembers = /* @__PURE__ */ __name(async (source) => {
  const book = new MemberBook(source.name);
  const extract = import_tar_stream.default.extract();
  const bytes = counted2(source.bytes, source.progress);
  const feeding = pipeline3([bytes, ...archiveDecompressors(source.compression, source.name), toWritable(extract)]);
  const [fed, read] = await Promise.allSettled([feeding, readAll(extract, source, book)]);
  if (read.status === "rejected" && read.reason instanceof KnownError) throw read.reason;
  for (const outcome of [fed, read]) if (outcome.status === "rejected") throw archiveError2(source, outcome.reason);
  return book;
}, "readStreamedMembers");
var toWritable = /* @__PURE__ */ __name((extract) => extract, "toWritable");
var counted2 = /* @__PURE__ */ __name((bytes, progress) => bytes.on("data", (chunk) => progress.advance(chunk.length)).pause(), "counted");
var archiveError2 = /* @__PURE__ */ __name((source, error) => {
  if (error instanceof ImageError) return error;
  const message = messageOf(error);
  const cut2 = /unexpected end/i.test(message);
  const found = cut2 ? "the archive ends in the middle" : `no readable ${source.compression === "none" ? "tar" : `${source.compression} tar`} (${message})`;
  return new ImageError(
    cut2 ? "TRUNCATED" : "BAD_ARCHIVE",
    `${source.name}: ${found}; build or download the image again`,
    { cause: error }
  );
}, "archiveError");
var readAll = /* @__PURE__ */ __name(async (extract, source, book) => {
  const layers = new LayersUnderWay((name, layer) => book.keepLayer(name, layer));
  for await (const entry of extract) {
    if (!isSize(entry.header.size)) throw badSize(source.name, entry.header.name);
    if (entry.header.type === "directory") {
      book.admit(memberOf2(entry.header));
      continue;
    }
    const bytes = entry;
    const member2 = memberOf2(entry.header);
    await (book.admit(member2) ? readFile3(member2, bytes, source, { book, layers }) : drain(bytes));
  }
  await layers.end();
}, "readAll");
var isSize = /* @__PURE__ */ __name((size) => Number.isSafeInteger(size) && size >= 0, "isSize");
var badSize = /* @__PURE__ */ __name((archive, name) => new ImageError(
  "BAD_ARCHIVE",
  `${archive}: found a member ${JSON.stringify(name)} without a size; build the image again`
), "badSize");
var memberOf2 = /* @__PURE__ */ __name(({ name, type, size = 0, linkname }) => ({
  name,
  kind: type === "file" || type === "symlink" ? type : type === "link" ? "hardLink" : "special",
  size,
  target: linkname ?? ""
}), "memberOf");
var readFile3 = /* @__PURE__ */ __name(async ({ name, size }, bytes, source, { book, layers }) => {
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
}, "readFile");

// src/image/read-archive.ts
var readArchive = /* @__PURE__ */ __name(async (source, choice) => imagesOf(source.name, await readStreamedMembers(source), choice), "readArchive");
var readSeekableArchive = /* @__PURE__ */ __name(async (file, scanRanges, choice) => imagesOf(file, await readSeekableMembers(file, scanRanges), choice), "readSeekableArchive");
var imagesOf = /* @__PURE__ */ __name(async (source, members, choice) => {
  const manifest = members.documents.get("manifest.json");
  if (manifest !== void 0) {
    const images = readDockerImages(source, members, manifest);
    const tagged = chooseTag(source, images, choice.tag);
    return readChosen(
      source,
      choice.platform,
      async (filter) => tagged.filter(({ platform }) => filter.admits(platform))
    );
  }
  if (members.documents.has("index.json")) return readLayoutImages(openLayout(source, members), choice);
  throw new ImageError(
    "NOT_AN_IMAGE",
    `${source}: an archive without manifest.json or index.json (wanted: a docker-archive or an OCI layout); name a complete image`
  );
}, "imagesOf");
var fullTag = /* @__PURE__ */ __name((tag) => tag.replace(/^(docker\.io\/)?(library\/)?/, ""), "fullTag");
var chooseTag = /* @__PURE__ */ __name((source, images, tag) => {
  if (tag === void 0) return images;
  const found = images.filter(({ repoTags }) => repoTags.some((own2) => fullTag(own2) === fullTag(tag)));
  if (found.length > 0) return found;
  const there = images.flatMap(({ repoTags }) => repoTags).join(", ") || "none";
  throw new ImageError(
    "NOT_FOUND",
    `${source}: no image with the tag ${JSON.stringify(tag)} (there: ${there}); name one of these`
  );
}, "chooseTag");
var IMAGES_LIMIT = 100;
var readDockerImages = /* @__PURE__ */ __name((source, members, manifest) => {
  const entries = parseDocument(dockerManifestSchema, manifest, `${source}: manifest.json`);
  if (entries.length > IMAGES_LIMIT) {
    const found = `manifest.json lists ${entries.length} images (at most ${IMAGES_LIMIT})`;
    throw new ImageError("UNSUPPORTED", `${source}: ${found}; write them to several archives`);
  }
  return entries.map(
    (entry) => assembleImage({
      source,
      format: "docker-archive",
      repoTags: entry.RepoTags ?? [],
      configBytes: find(source, members, members.documents, entry.Config),
      layers: entry.Layers.map((name) => find(source, members, members.layers, name).layer)
    })
  );
}, "readDockerImages");
var find = /* @__PURE__ */ __name((source, { links: links2, tooLarge }, map, name) => {
  const member2 = name.replace(/^\.?\//, "");
  const linked = links2.get(member2) ?? member2;
  const found = map.get(member2) ?? map.get(linked) ?? map.get(links2.get(linked) ?? linked);
  if (found !== void 0) return found;
  if (tooLarge.has(member2)) {
    throw new ImageError(
      "UNSUPPORTED",
      `${source}: ${name} is no layer, and too large (at most ${DOCUMENT_LIMIT} bytes)`
    );
  }
  throw new ImageError(
    "TRUNCATED",
    `${source}: manifest.json names ${JSON.stringify(name)}, which the archive does not hold; build or download the image again`
  );
}, "find");

// src/image/remote.ts
var readRemoteImages = /* @__PURE__ */ __name((remote, options) => readChosen(
  remote.name,
  options.platform,
  (filter) => readEntry(openRemote(remote, options), remote.root, { repoTags: remote.repoTags, filter })
), "readRemoteImages");
var openRemote = /* @__PURE__ */ __name((remote, options) => ({
  name: remote.name,
  format: "registry",
  readDocument: /* @__PURE__ */ __name(async (descriptor) => descriptor === remote.root ? Buffer.from(remote.rootBytes) : readSmall(remote, descriptor), "readDocument"),
  scan: /* @__PURE__ */ __name(async (descriptors) => {
    const spend = openEntryBudget(remote.name);
    const scanned = [];
    for (const descriptor of descriptors) {
      const result = await scanBlob(remote, descriptor, options);
      spend(result.layer);
      scanned.push(result);
    }
    return scanned;
  }, "scan"),
  nameOf: /* @__PURE__ */ __name(({ digest }) => digest, "nameOf")
}), "openRemote");
var readSmall = /* @__PURE__ */ __name((remote, descriptor) => {
  if (descriptor.size <= DOCUMENT_LIMIT) return collect(remote.open(descriptor));
  const found = `${descriptor.digest} has ${descriptor.size} bytes (at most ${DOCUMENT_LIMIT} for a manifest or config)`;
  throw new ImageError("UNSUPPORTED", `${remote.name}: ${found}; name an image`);
}, "readSmall");
var scanBlob = /* @__PURE__ */ __name(async (remote, descriptor, { openPacker, bare, progress }) => {
  const member2 = descriptor.digest;
  const { head, all } = await peek(counted3(remote.open(descriptor), progress));
  const compression = sniffCompression(head);
  if (compression === "xz") throw new ImageError("UNSUPPORTED", `${remote.name}: ${member2} is compressed with xz`);
  return scanLayer({ member: member2, bytes: all, compression, announced: descriptor.digest, openPacker, bare, progress });
}, "scanBlob");
async function* counted3(bytes, progress) {
  for await (const chunk of bytes) {
    progress.advance(chunk.length);
    yield chunk;
  }
}
__name(counted3, "counted");

// src/image/stream-script/read.ts
import { constants as constants2 } from "node:fs";
import { access as access2, open as open6 } from "node:fs/promises";

// src/image/stream-script/in-store.ts
var isInStore = /* @__PURE__ */ __name((file) => storePathOf(file) !== void 0 && !/\/\.{0,2}(?:\/|$)/.test(file), "isInStore");

// src/image/stream-script/conf.ts
var storePathSchema = custom(
  (value) => typeof value === "string" && parseStorePath(value) !== void 0,
  "expected a store path"
);
var inStoreSchema = custom(
  (value) => typeof value === "string" && isInStore(value),
  "expected a file in the store"
);
var idSchema = pipe(string(), regex(/^\d{1,10}$/));
var timeSchema = pipe(string(), regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)$/));
var confSchema = strictObject({
  architecture: string(),
  config: record(string(), unknown()),
  os: literal("linux"),
  store_dir: optional(literal("/nix/store")),
  from_image: nullable(inStoreSchema),
  store_layers: array(array(storePathSchema)),
  customisation_layer: storePathSchema,
  repo_tag: string(),
  created: union([timeSchema, literal("now")]),
  mtime: optional(timeSchema),
  uid: optional(idSchema),
  gid: optional(idSchema),
  uname: optional(string()),
  gname: optional(string())
});
var parseConf = /* @__PURE__ */ __name((text3) => {
  const parsed = parseJson(confSchema, text3);
  if (parsed.kind === "bad") return void 0;
  const { value: conf } = parsed;
  return modificationTime(conf) === "now" || splitAtLayers(text3, conf.store_layers) === void 0 ? void 0 : conf;
}, "parseConf");
var modificationTime = /* @__PURE__ */ __name((conf) => conf.mtime ?? conf.created, "modificationTime");
var replaceStoreLayers = /* @__PURE__ */ __name((text3, layers, kept) => splitAtLayers(text3, layers)?.join(printLayers(kept)), "replaceStoreLayers");
var splitAtLayers = /* @__PURE__ */ __name((text3, layers) => {
  const parts = text3.split(printLayers(layers));
  return parts.length === 2 ? parts : void 0;
}, "splitAtLayers");
var printLayers = /* @__PURE__ */ __name((layers) => JSON.stringify({ store_layers: layers }, null, 2).slice(1, -2), "printLayers");

// src/image/stream-script/layer-key.ts
var layerKeyOf = /* @__PURE__ */ __name((program, conf) => {
  const { store_dir = "/nix/store", uid = "0", gid = "0", uname = "root", gname = "root" } = conf;
  return sha256(JSON.stringify([program, store_dir, modificationTime(conf), uid, gid, uname, gname]));
}, "layerKeyOf");

// src/image/stream-script/wrapper.ts
var SHAPE = /^#! ?\/nix\/store\/\S+\/bin\/(?:ba)?sh -e\n+exec +"(?<program>[^\s"$`\\]+)" +(?<conf>[^\s"$`\\]+)(?: +"\$\{extraFlagsArray\[@\]\}")? +"\$@" *\n*$/;
var parseWrapper = /* @__PURE__ */ __name((text3) => {
  const { program = "", conf = "" } = SHAPE.exec(text3)?.groups ?? {};
  const storePath = parseStorePath(conf);
  return storePath?.endsWith("-conf.json") && isInStore(program) ? { program, conf: storePath } : void 0;
}, "parseWrapper");

// src/image/stream-script/read.ts
var WRAPPER_LIMIT = 8 << 10;
var CONF_LIMIT = 8 << 20;
var readStreamScript = /* @__PURE__ */ __name(async (file) => {
  const wrapper = parseWrapper(await readSmall2(file, WRAPPER_LIMIT) ?? "");
  if (wrapper === void 0) return void 0;
  const { program } = wrapper;
  const text3 = await readSmall2(wrapper.conf, CONF_LIMIT);
  const conf = text3 === void 0 ? void 0 : parseConf(text3);
  if (text3 === void 0 || conf === void 0 || !await isExecutable(program)) return void 0;
  return {
    file,
    layerKey: layerKeyOf(program, conf),
    layers: conf.store_layers,
    fromImage: conf.from_image ?? void 0,
    customisationLayer: conf.customisation_layer,
    program,
    conf: text3
  };
}, "readStreamScript");
var isExecutable = /* @__PURE__ */ __name((file) => access2(file, constants2.X_OK).then(
  () => true,
  () => false
), "isExecutable");
var readSmall2 = /* @__PURE__ */ __name(async (file, limit) => {
  try {
    var _stack = [];
    try {
      const handle = __using(_stack, await open6(file), true);
      const { size } = await handle.stat();
      if (size > limit) return void 0;
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await handle.readFile());
    } catch (_) {
      var _error = _, _hasError = true;
    } finally {
      var _promise = __callDispose(_stack, _error, _hasError);
      _promise && await _promise;
    }
  } catch {
    return void 0;
  }
}, "readSmall");

// src/image/read-image.ts
var READ_SIZE3 = 1 << 20;
var readImages = /* @__PURE__ */ __name(async (source, options) => (await readAny(source, options)).map((image) => ({ ...image, layers: image.layers.map(lookedInto) })), "readImages");
var readBareImages = /* @__PURE__ */ __name((source, options) => readAny(source, { ...options, bare: true }), "readBareImages");
var lookedInto = /* @__PURE__ */ __name((layer) => {
  if (isLookedInto(layer)) return layer;
  throw new Error(`layer ${layer.member} was not looked into`);
}, "lookedInto");
var readAny = /* @__PURE__ */ __name(async (source, options) => {
  const images = await readSource(source, options);
  if (images.length > 0) return images;
  const name = nameOf2(source);
  throw new ImageError("NOT_AN_IMAGE", `${name}: lists no image (wanted: at least one); build or download it again`);
}, "readAny");
var nameOf2 = /* @__PURE__ */ __name((source) => {
  switch (source.kind) {
    case "oci-layout":
      return source.dir;
    case "daemon":
      return `${source.engine}: ${source.reference}`;
    case "remote":
      return source.image.name;
    default:
      return source.file;
  }
}, "nameOf");
var readSource = /* @__PURE__ */ __name((source, options) => {
  switch (source.kind) {
    case "archive":
      return readArchiveFile(source, options);
    case "stream-script":
      return readScript(source, options);
    case "daemon":
      return readProgram(saveCommand(source), options);
    case "oci-layout":
      return readFolder(source, options);
    case "nix2container":
      return readDescribed(source, options);
    case "remote":
      return readRemote(source, options);
  }
}, "readSource");
var readScript = /* @__PURE__ */ __name(async ({ file }, options) => {
  const script = await readStreamScript(file);
  const images = await readProgram({ name: file, what: "the stream script", command: [file] }, options);
  return script === void 0 ? images : images.map((image) => ({ ...image, layerKey: script.layerKey }));
}, "readScript");
var readArchiveFile = /* @__PURE__ */ __name(async (source, options) => {
  const { file, compression, tag } = source;
  const choice = { tag, platform: options.platform };
  const { size } = await stat4(file);
  return watch(options, { title: path4.basename(file), total: size }, (progress) => {
    if (compression === "none") return readSeekableArchive(file, scannerOf(options, progress), choice);
    const bytes = createReadStream3(file, { highWaterMark: READ_SIZE3 });
    return readArchive({ name: file, bytes, compression, ...handling(options), progress }, choice);
  });
}, "readArchiveFile");
var readFolder = /* @__PURE__ */ __name(({ dir, tag }, options) => watch(
  options,
  { title: path4.basename(dir) },
  (progress) => readLayoutImages(openLayoutFolder(dir, scannerOf(options, progress)), { tag, platform: options.platform })
), "readFolder");
var readRemote = /* @__PURE__ */ __name(({ image }, options) => watch(
  options,
  { title: image.name },
  (progress) => readRemoteImages(image, { ...handling(options), platform: options.platform, progress })
), "readRemote");
var readDescribed = /* @__PURE__ */ __name(({ file }, options) => watch(options, { title: path4.basename(file) }, (progress) => {
  const { platform, storeRoot = "/" } = options;
  return readNix2container(file, { ...handling(options), platform, progress, storeRoot });
}), "readDescribed");
var scannerOf = /* @__PURE__ */ __name((options, progress) => openLayerScanner({ ...handling(options), workers: options.workers, progress }), "scannerOf");
var handling = /* @__PURE__ */ __name(({ openPacker, bare }) => ({ openPacker, bare }), "handling");
var watch = /* @__PURE__ */ __name(async ({ log }, { title, total }, read) => {
  const progress = log.progress(visible(title), total);
  try {
    return await read(progress);
  } finally {
    progress.done();
  }
}, "watch");
var readProgram = /* @__PURE__ */ __name(async (program, options) => {
  const { name } = program;
  const running = runProgramStream(program, options);
  try {
    const images = await watch(options, { title: path4.basename(name) }, (progress) => {
      const { bytes } = running;
      const stream = { name, bytes, compression: "none", ...handling(options), progress };
      return readArchive(stream, { tag: void 0, platform: options.platform });
    });
    await running.done;
    return images;
  } catch (error) {
    if (running.bytes.readableEnded) await running.done;
    throw error;
  } finally {
    running.kill();
  }
}, "readProgram");

// src/image/stream-script/comment.ts
var layerComment = /* @__PURE__ */ __name((paths) => `store paths: [${paths.map((path8) => `'${path8}'`).join(", ")}]`, "layerComment");

// src/image/stream-script/plan.ts
var planTrim = /* @__PURE__ */ __name((script, published) => {
  if (script.layerKey !== published.layerKey) return void 0;
  const known = knownLayers(script, published);
  const [witness, ...leftOut] = known.toSorted((a, b) => a.blob.size - b.blob.size || a.place - b.place);
  if (witness === void 0 || leftOut.length === 0) return void 0;
  return {
    leftOut: new Map(leftOut.map(({ place: place2, blob }) => [place2, blob])),
    witness: { place: witness.place, diffId: witness.blob.diffId }
  };
}, "planTrim");
var knownLayers = /* @__PURE__ */ __name((script, { config, blobs }) => {
  const diffIds = diffIdsByComment(config);
  const byDiffId = new Map(blobs.map((blob) => [blob.diffId, blob]));
  return script.layers.flatMap((paths, place2) => {
    const diffId = diffIds.get(layerComment(paths));
    const blob = diffId === void 0 ? void 0 : byDiffId.get(diffId);
    return blob === void 0 ? [] : [{ place: place2, blob }];
  });
}, "knownLayers");
var diffIdsByComment = /* @__PURE__ */ __name(({ rootfs, history }) => {
  const layers = (history ?? []).filter(({ empty_layer }) => empty_layer !== true);
  const found = /* @__PURE__ */ new Map();
  if (layers.length !== rootfs.diff_ids.length) return found;
  const unclear = /* @__PURE__ */ new Set();
  layers.forEach(({ comment }, index) => {
    const diffId = rootfs.diff_ids[index];
    if (comment == null || diffId === void 0) return;
    if ((found.get(comment) ?? diffId) !== diffId) unclear.add(comment);
    found.set(comment, diffId);
  });
  for (const comment of unclear) found.delete(comment);
  return found;
}, "diffIdsByComment");

// src/image/stream-script/read-trimmed.ts
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import path5 from "node:path";

// src/image/stream-script/splice-config.ts
var spliceConfig = /* @__PURE__ */ __name(({ text: text3, created, printed, wanted }) => {
  const end = printEnd(created, printed);
  return text3.endsWith(end) ? text3.slice(0, -end.length) + printEnd(created, wanted) : void 0;
}, "spliceConfig");
var printEnd = /* @__PURE__ */ __name((created, layers) => {
  const rootfs = { diff_ids: layers.map(({ diffId }) => diffId), type: "layers" };
  const history = layers.map(({ comment }) => ({ created, comment }));
  return toAscii(`,${JSON.stringify({ rootfs, history }, null, 4).slice(1)}`);
}, "printEnd");
var toAscii = /* @__PURE__ */ __name((json) => json.replace(/[^ -~\n]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`), "toAscii");

// src/image/stream-script/complete-image.ts
var completeImage = /* @__PURE__ */ __name((script, plan, short) => {
  const baseCount = short.layers.length - (script.layers.length - plan.leftOut.size) - 1;
  if (script.fromImage === void 0 ? baseCount !== 0 : baseCount < 0)
    return unproven(`it wrote ${short.layers.length} layers, which cannot be those that it was to make`);
  const slots = [...baseSlots(short, baseCount), ...ownSlots(script, plan, short.layers.slice(baseCount))];
  if (slots[baseCount + plan.witness.place]?.diffId !== plan.witness.diffId)
    return unproven("a layer that should be as it was published is another");
  const configBytes = completeConfig(short, slots);
  if (configBytes === void 0) return unproven("its image config is laid out in an unknown way");
  const { source, format, repoTags } = short;
  const layers = slots.map(({ layer }) => layer);
  const image = assembleImage({ source, format, repoTags, configBytes, layers });
  return { kind: "read", image: { ...image, layerKey: script.layerKey } };
}, "completeImage");
var unproven = /* @__PURE__ */ __name((reason) => ({ kind: "unproven", reason }), "unproven");
var baseSlots = /* @__PURE__ */ __name(({ layers, config }, count) => layers.slice(0, count).map((layer, index) => madeSlot(layer, config.history?.[index]?.comment ?? "")), "baseSlots");
var ownSlots = /* @__PURE__ */ __name((script, plan, written) => {
  const made = written.values();
  return [...script.layers, [script.customisationLayer]].flatMap((paths, place2) => {
    const blob = plan.leftOut.get(place2);
    if (blob !== void 0) return [leftOutSlot(blob, layerComment(paths))];
    const { value: layer } = made.next();
    return layer === void 0 ? [] : [madeSlot(layer, layerComment(paths))];
  });
}, "ownSlots");
var madeSlot = /* @__PURE__ */ __name((layer, comment) => ({ layer, diffId: layer.diffId, comment, made: true }), "madeSlot");
var leftOutSlot = /* @__PURE__ */ __name(({ diffId, mediaType, digest, size }, comment) => {
  const layer = { member: `${hexOf(diffId)}/layer.tar`, diffId, blob: { mediaType, digest, size } };
  return { layer, diffId, comment, made: false };
}, "leftOutSlot");
var completeConfig = /* @__PURE__ */ __name(({ configBytes, config }, slots) => {
  const text3 = Buffer.from(configBytes).toString("latin1");
  const printed = slots.filter(({ made }) => made);
  const completed = spliceConfig({ text: text3, created: config.created ?? "", printed, wanted: slots });
  return completed === void 0 ? void 0 : Buffer.from(completed, "latin1");
}, "completeConfig");

// src/image/stream-script/read-trimmed.ts
var readTrimmed = /* @__PURE__ */ __name(async (script, plan, options) => {
  const kept = script.layers.filter((_, place2) => !plan.leftOut.has(place2));
  const conf = replaceStoreLayers(script.conf, script.layers, kept);
  if (conf === void 0) return { kind: "unproven", reason: "its conf.json is laid out in an unknown way" };
  const dir = await mkdtemp(path5.join(options.tempDir, "trimmed-"));
  try {
    const file = path5.join(dir, "conf.json");
    await writeFile(file, conf, { mode: 384 });
    const command = [script.program, file];
    const [image] = await readProgram(
      { name: script.file, what: "the stream script", command },
      { ...options, bare: true }
    );
    return image === void 0 ? { kind: "unproven", reason: "it wrote no image" } : completeImage(script, plan, image);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}, "readTrimmed");

// src/nix/arguments.ts
var EVALUATION_FLAGS = {
  "--impure": 0,
  "--pure-eval": 0,
  "--accept-flake-config": 0,
  "--refresh": 0,
  "--offline": 0,
  "--show-trace": 0,
  "--no-update-lock-file": 0,
  "--recreate-lock-file": 0,
  "--override-input": 2,
  "--override-flake": 2,
  "--update-input": 1,
  "--inputs-from": 1,
  "--reference-lock-file": 1,
  "--option": 2,
  "--arg": 2,
  "--argstr": 2,
  "--include": 1,
  "-I": 1,
  "--system": 1,
  "--eval-store": 1,
  "--store": 1
};
var evaluationArguments = /* @__PURE__ */ __name((args) => {
  const kept = [];
  for (let at = 0; at < args.length; at++) {
    const values = EVALUATION_FLAGS[args[at] ?? ""];
    if (values === void 0) continue;
    kept.push(...args.slice(at, at + 1 + values));
    at += values;
  }
  return kept;
}, "evaluationArguments");
var lockArguments = /* @__PURE__ */ __name((args) => args.includes("--no-update-lock-file") ? [] : ["--no-write-lock-file"], "lockArguments");

// src/nix/errors.ts
var NixError = class extends KnownError {
  static {
    __name(this, "NixError");
  }
  code;
  exitCode = EXIT.nix;
  argv;
  status;
  stderr;
  constructor(code, message, details = {}) {
    super(message, details);
    this.code = code;
    this.argv = maskArguments(details.argv ?? []);
    this.status = details.status;
    this.stderr = (details.stderr ?? []).map(redact);
  }
};
var maskArguments = /* @__PURE__ */ __name((args) => args.map((arg, index) => /access-tokens$/.test(args[index - 1] ?? "") ? "***" : redact(arg)), "maskArguments");

// src/nix/run.ts
import { dirname, join } from "node:path";

// src/nix/explain-rules.ts
var RULES = [
  {
    code: "FEATURES_DISABLED",
    when: /experimental (?:Nix )?feature '([^']+)' is disabled/,
    found: "the experimental feature $1 is off",
    advice: "put `extra-experimental-features = nix-command flakes` into nix.conf"
  },
  {
    code: "STORE_UNREACHABLE",
    when: /cannot connect to (?:socket|daemon) at '([^']+)': (.*)/,
    found: "the Nix daemon does not answer at $1 ($2)",
    advice: "start it (`systemctl start nix-daemon`), or unset NIX_REMOTE where Nix is meant to work without one"
  },
  {
    code: "STORE_UNREACHABLE",
    when: /['"](\/nix\/(?:var\b[^'"]*|store(?:\/\.links[^'"]*)?))['"].*: (Permission denied|Operation not permitted|Read-only file system)/,
    found: "$1 cannot be used ($2)",
    advice: "run as the user who owns the Nix store, or start the Nix daemon"
  },
  {
    code: "NOT_OWNED",
    when: /repository (?:path )?["']([^'"]+)["'] is not owned by current user/,
    found: "the repository $1 belongs to another user",
    advice: "run `git config --global --add safe.directory $1` first; Nix reads it from .gitconfig in $HOME only"
  },
  {
    code: "NOT_OWNED",
    when: /warning: Not a git repository\. Use --no-index[\s\S]*program 'git' failed with exit code 129|detected dubious ownership in repository/,
    found: "Git does not trust the repository, which belongs to another user",
    advice: "run `git config --global --add safe.directory DIRECTORY` first"
  },
  {
    code: "UNTRACKED_FILE",
    when: /Path '([^']+)' in the repository "[^"]+" is not tracked by Git/,
    found: "Git does not know the file $1, so the flake cannot see it",
    advice: "run `git add $1`"
  },
  {
    code: "UNTRACKED_FILE",
    when: /(?:getting status of|path) ['"]\/nix\/store\/[a-z0-9]{32}-source\/([^'"]+)['"]:? (?:No such file|does not exist)/,
    found: "the flake's source has no file $1",
    advice: "if the file is there, Git does not know it: run `git add $1`"
  },
  {
    code: "UNTRACKED_FILE",
    when: /source tree referenced by '[^']+' does not contain (?:a|the file) '\/?([^']+)'/,
    found: "the flake's source has no file $1",
    advice: "if the file is there, Git does not know it: run `git add $1`"
  },
  {
    code: "LOCK_OUTDATED",
    when: /flake '([^']+)' requires lock file changes|cannot write modified lock file of flake '([^']+)'/,
    found: "flake.lock does not fit flake.nix",
    advice: "run `nix flake lock` and commit flake.lock"
  },
  {
    code: "REVISION_MISSING",
    when: /(?:Cannot find Git revision|getting Git object) '([0-9a-f]+)'/,
    found: "the repository has no commit $1",
    advice: "fetch it: `git fetch --no-tags --depth=1 origin $1`"
  },
  {
    code: "REVISION_MISSING",
    when: /looking up file '[^']*': object not found/,
    found: "the clone has the commit but not its files",
    advice: "check out without `filter: blob:none`, which leaves other commits' files out"
  },
  {
    code: "REVISION_MISSING",
    when: /hash '([0-9a-f]+)' has wrong length/,
    found: "$1 is no full revision",
    advice: "give all of its 40 digits"
  },
  {
    code: "SHALLOW_CLONE",
    when: /'([^']+)' is a shallow Git repository/,
    found: "$1 is a shallow clone",
    advice: "add `?shallow=1` to the flake's URL, or check out with `fetch-depth: 0`"
  },
  {
    code: "ATTRIBUTE_MISSING",
    when: /does not provide attribute '([^']+)'/,
    found: "there is no attribute $1",
    advice: "check the name; `nix flake show` lists what the flake has"
  },
  {
    code: "ATTRIBUTE_MISSING",
    when: /attribute '[^']+' in selection path '([^']+)' not found/,
    found: "there is no attribute $1",
    advice: "check the name against what the file returns"
  },
  {
    code: "NOT_A_FLAKE",
    when: /could not find a flake\.nix file|path ["']([^'"]+)["'] is not part of a flake/,
    found: "neither this folder nor one above it has a flake.nix",
    advice: "name the flake's folder (`./folder#attribute`), or set `file` to build from a plain Nix file"
  },
  {
    code: "NOT_A_FLAKE",
    when: /cannot find flake '([^']+)' in the flake registries/,
    found: "no registry knows a flake $1",
    advice: "a folder's name starts with `./`, a repository's with `github:`"
  },
  {
    code: "NOT_A_FLAKE",
    when: /'([^']+)' is not a valid URL/,
    found: "this Nix cannot read $1",
    advice: "write a flake reference like `.#image`; Nix 2.8 cannot read `^` for outputs"
  },
  {
    code: "NOT_FOUND",
    when: /getting status of ["']([^'"]+)["']: No such file or directory|path '([^']+)' does not exist$/m,
    found: "$1$2 is not there",
    advice: "check the path; it counts from the working directory"
  },
  {
    code: "NOT_FOUND",
    when: /'([^']+)' does not appear to be a git repository|Git repository "([^"]+)" does not exist/,
    found: "$1$2 is no Git repository",
    advice: "check the flake's URL"
  },
  {
    code: "EVAL_FAILED",
    when: /access to absolute path '([^']+)' is forbidden in pure eval/,
    found: "the flake reads $1, which lies outside of it",
    advice: "copy it into the repository, or add `--impure` to the build arguments"
  },
  {
    code: "EVAL_FAILED",
    when: /attribute '(currentSystem|currentTime)' missing/,
    found: "pure evaluation has no builtins.$1",
    advice: "name the system in the flake, or add `--impure` to the build arguments"
  },
  {
    code: "EVAL_FAILED",
    when: /cannot build '([^']+)' during evaluation because the option 'allow-import-from-derivation' is disabled/,
    found: "evaluation needs the result of $1",
    advice: "allow it with `--option allow-import-from-derivation true`"
  },
  {
    code: "NOT_A_DERIVATION",
    when: /flake output attribute '([^']+)' is not a derivation/,
    found: "$1 is no derivation, or fails to evaluate (Nix 2.8 says the same of both)",
    advice: "run `nix eval --raw` on its drvPath to see which"
  },
  {
    code: "NOT_A_DERIVATION",
    when: /has \d+ entries in its context|expected a derivation|does not evaluate to a derivation|expected a set but found|while a set was expected/,
    found: "the attribute is no derivation",
    advice: "name an attribute that builds an image"
  },
  {
    code: "HASH_MISMATCH",
    when: /hash mismatch in fixed-output derivation '(?<drv>[^']+)'[\s\S]*?specified:\s*(\S+)[\s\S]*?got:\s*(\S+)/,
    found: "what $1 downloads has the hash $3 (wanted $2)",
    advice: "find out why it changed, then put the new hash in place"
  },
  {
    code: "SYSTEM_FEATURE_MISSING",
    when: /a '([^']+)' with features \{([^}]+)\} is required to build '(?<drv>[^']+)', but I am a '\1'/,
    found: "no machine here offers the system feature $2, which $3 needs",
    advice: "for kvm (runAsRoot): give this machine /dev/kvm and `extra-system-features = kvm`, or use fakeRootCommands"
  },
  {
    code: "SYSTEM_FEATURE_MISSING",
    when: /Cannot build '(?<drv>[^']+)'\.\s+Reason: (?:required|missing) system features?[\s\S]*?Required features: \{([^}]+)\}/,
    found: "no machine here offers the system feature $2, which $1 needs",
    advice: "for kvm (runAsRoot): give this machine /dev/kvm and `extra-system-features = kvm`, or use fakeRootCommands"
  },
  {
    code: "PLATFORM_MISMATCH",
    when: /a '([^']+)' with features \{[^}]*\} is required to build '(?<drv>[^']+)', but I am a '([^']+)'/,
    found: "$2 needs a machine of system $1 (this one is $3)",
    advice: "build on a runner of that system, or name one in `builders`"
  },
  {
    code: "PLATFORM_MISMATCH",
    when: /Cannot build '(?<drv>[^']+)'\.\s+Reason: (?:platform mismatch|required system)[\s\S]*?Required system: '([^']+)'[\s\S]*?Current system: '([^']+)'/,
    found: "$1 needs a machine of system $2 (this one is $3)",
    advice: "build on a runner of that system, or name one in `builders`"
  },
  {
    code: "TIMEOUT",
    when: /timed out after (\d+) seconds/,
    found: "a build was stopped after $1 seconds",
    advice: "raise `timeout` or `max-silent-time`"
  },
  {
    code: "INTERRUPTED",
    when: /error: interrupted by the user/,
    found: "the run was interrupted",
    advice: "start it again"
  },
  {
    code: "DISK_FULL",
    when: /No space left on device/,
    found: "the disk is full",
    advice: "free some space before this step, or use a larger runner"
  },
  {
    code: "BUILD_FAILED",
    when: /builder for '(?<drv>[^']+)' failed (with exit code \d+|due to [^;\n]*)/,
    found: "the build of $1 failed $2",
    advice: "see its last lines below"
  },
  {
    code: "BUILD_FAILED",
    when: /Cannot build '(?<drv>[^']+)'\.\s+Reason: builder failed (with exit code \d+|due to [^.\n]*)/,
    found: "the build of $1 failed $2",
    advice: "see its last lines below"
  },
  {
    code: "BUILD_FAILED",
    when: /builder for '(?<drv>[^']+)' failed to produce output path/,
    found: "the build of $1 ended without writing its output",
    advice: "its builder must write to $out; see its last lines below"
  },
  {
    code: "BUILD_FAILED",
    when: /Cannot build '(?<drv>[^']+)'\.|builder for '[^']+' failed|\d+ dependencies of derivation '[^']+' failed/,
    found: "a build failed",
    advice: "see below"
  },
  {
    code: "DOWNLOAD_FAILED",
    when: /^\s*error: unable to download '([^']+)': HTTP error (403|429)/m,
    found: "$1 refuses further downloads (HTTP $2)",
    advice: "give Nix a token (`access-tokens = github.com=\u2026`), since hosts allow few anonymous requests"
  },
  {
    code: "DOWNLOAD_FAILED",
    when: /^\s*error: unable to download '([^']+)': (.*)$/m,
    found: "$1 could not be downloaded ($2)",
    advice: "check the address and the network"
  },
  {
    code: "BAD_ARGUMENT",
    when: /unrecognised flag '([^']+)'|'([^']+)' is not a recognised command|flag '([^']+)' requires \d+ argument/,
    found: "this Nix has no use for $1$2$3 as it stands",
    advice: "check the build arguments against the Nix version"
  }
];

// src/nix/explain.ts
var explainNix = /* @__PURE__ */ __name((text3, fallback2) => {
  for (const { code, when, found, advice } of RULES) {
    const match = when.exec(text3);
    if (match === null) continue;
    const drvPath = match.groups?.["drv"];
    return { code, found: fill(found, match), advice: fill(advice, match), ...drvPath && { drvPath } };
  }
  const cause = lastError(text3) ?? "Nix gave no reason";
  return fallback2 === "EVAL_FAILED" ? { code: fallback2, found: cause, advice: "add `--show-trace` to the build arguments to see where it comes from" } : { code: fallback2, found: cause, advice: "Nix's last lines are below" };
}, "explainNix");
var fill = /* @__PURE__ */ __name((template, match) => template.replaceAll(/\$(\d)/g, (_, group) => match[Number(group)] ?? ""), "fill");
var lastError = /* @__PURE__ */ __name((text3) => [...text3.matchAll(/^\s*error: *(\S.*)$/gm)].at(-1)?.[1]?.replace(/[.:;]$/, ""), "lastError");

// src/nix/stderr.ts
import { stripVTControlCharacters } from "node:util";
var PREFIXED = /^([0-9A-Za-z+\-._?=]+)> ?(.*)$/;
var QUOTED = /^ {4,}> ?(.*)$/;
var readNixStderr = /* @__PURE__ */ __name((stderr) => {
  const messages = [];
  const buildLog = [];
  for (const line of stderr.split(/\r?\n/).flatMap(decode)) {
    const [, builder, text3] = PREFIXED.exec(line) ?? [];
    const [, quoted] = QUOTED.exec(line) ?? [];
    if (builder !== void 0) buildLog.push({ builder, text: text3 ?? "" });
    else if (quoted !== void 0) buildLog.push({ text: quoted });
    else if (line.trim() !== "" && !line.startsWith("trace: ")) messages.push(line);
  }
  return { messages, buildLog };
}, "readNixStderr");
var logOf = /* @__PURE__ */ __name(({ buildLog }, builder) => {
  const own2 = buildLog.filter((line) => line.builder === builder && builder !== void 0);
  return (own2.length > 0 ? own2 : buildLog).map(({ text: text3 }) => text3);
}, "logOf");
var decode = /* @__PURE__ */ __name((line) => {
  const plain = stripVTControlCharacters(line);
  if (!plain.startsWith("@nix {")) return [plain];
  try {
    const { action, msg, type, fields } = JSON.parse(line.slice("@nix ".length));
    if (action === "msg") return stripVTControlCharacters(String(msg)).split("\n");
    const isLogLine = action === "result" && type === 101 && Array.isArray(fields);
    return isLogLine ? [`       > ${stripVTControlCharacters(String(fields[0]))}`] : [];
  } catch {
    return [plain];
  }
}, "decode");

// src/nix/failure.ts
var SHOWN_LINES = 20;
var nixFailure = /* @__PURE__ */ __name(({ args, status, stderr, about }) => {
  const said = readNixStderr(stderr);
  const { code, found, advice, drvPath } = explainNix(wordsOf(said), fallbackCode(args));
  const shown = linesFor(code, said, drvPath);
  const message = [`${about ?? commandOf(args)}: ${found}; ${advice}`, ...shown.map((line) => `  ${line}`)].join("\n");
  return new NixError(code, message, { argv: args, status, stderr: said.messages.slice(-SHOWN_LINES) });
}, "nixFailure");
var wordsOf = /* @__PURE__ */ __name(({ messages }) => messages.filter((line) => !/^\s*\d*\| /.test(line)).join("\n"), "wordsOf");
var fallbackCode = /* @__PURE__ */ __name(([command = ""]) => ["build", "eval", "flake", "nix-build"].includes(command) ? "EVAL_FAILED" : "NIX_FAILED", "fallbackCode");
var linesFor = /* @__PURE__ */ __name((code, said, drvPath) => {
  const path8 = drvPath === void 0 ? void 0 : parseStorePath(drvPath);
  const log = code === "BUILD_FAILED" ? logOf(said, path8 && nameOf(path8).replace(/\.drv$/, "")) : [];
  return (log.length > 0 ? log : fromFirstError(said.messages)).slice(-SHOWN_LINES);
}, "linesFor");
var fromFirstError = /* @__PURE__ */ __name((messages) => messages.slice(
  Math.max(
    0,
    messages.findIndex((line) => line.startsWith("error:"))
  )
), "fromFirstError");
var commandOf = /* @__PURE__ */ __name((args) => {
  const end = args.findIndex((arg) => !/^[a-z][a-z-]*$/.test(arg));
  return ["nix", ...args.slice(0, end < 0 ? void 0 : Math.min(end, 2))].join(" ");
}, "commandOf");

// src/nix/run.ts
var FEATURES = ["--extra-experimental-features", "nix-command flakes"];
var callNix = /* @__PURE__ */ __name(({ run, program, env }, args, options = {}) => run(program, [...FEATURES, ...args], { ...options, env: { ...env, ...options.env } }), "callNix");
var openNix = /* @__PURE__ */ __name((setup) => ({
  program: setup.program,
  version: setup.version,
  run: /* @__PURE__ */ __name(async (args, { about, ...options } = {}) => {
    const { status, stdout, stderr } = await callNix(setup, args, options);
    if (status !== 0) throw nixFailure({ args, status, stderr, about });
    return stdout;
  }, "run"),
  runSibling: /* @__PURE__ */ __name(async (name, args, { about, ...options } = {}) => {
    const env = { ...setup.env, ...options.env };
    const { status, stdout, stderr } = await setup.run(join(dirname(setup.program), name), args, { ...options, env });
    if (status !== 0) throw nixFailure({ args: [name, ...args], status, stderr, about });
    return stdout;
  }, "runSibling")
}), "openNix");
var parseNixJson = /* @__PURE__ */ __name((schema, { nix, stdout, command }) => {
  const parsed = parseJson(schema, stdout);
  if (parsed.kind === "ok") return parsed.value;
  throw new NixError(
    "UNEXPECTED_OUTPUT",
    `nix ${command}: Nix ${nix.version} printed JSON of a shape that is not known here (${parsed.problem}); use another Nix version, and report this one`
  );
}, "parseNixJson");

// src/nix/build.ts
var buildInstallable = /* @__PURE__ */ __name((nix, { installable, ...options }) => build(nix, { ...options, what: installable, target: [...lockArguments(options.args ?? []), "--", installable] }), "buildInstallable");
var buildFile = /* @__PURE__ */ __name(async (nix, { file, attribute, cwd, args = [], outLink, log }) => {
  const what = `${file} -A ${attribute}`;
  const link = outLink === void 0 ? ["--no-out-link"] : ["--out-link", outLink];
  const stdout = await log.group(
    `nix-build ${what}`,
    () => nix.runSibling("nix-build", ["--log-format", "bar-with-logs", ...link, ...args, "-A", attribute, "--", file], {
      cwd,
      about: what,
      onStderrLine: /* @__PURE__ */ __name((line) => log.foreign(line), "onStderrLine")
    })
  );
  const outPath = parseStorePath(stdout.split("\n")[0] ?? "");
  if (outPath === void 0) throw noOutput(nix, what, "name one output, as in image.out");
  const deriver = await nix.runSibling("nix-store", ["--query", "--deriver", outPath]);
  const drvPath = parseStorePath(deriver.trim());
  return { ...drvPath && { drvPath }, outPath };
}, "buildFile");
var build = /* @__PURE__ */ __name(async (nix, { cwd, args = [], outLink, log, what, target }) => {
  const link = outLink === void 0 ? ["--no-link"] : ["--out-link", outLink];
  const stdout = await log.group(
    `nix build ${what}`,
    () => nix.run(["build", "--json", "--print-build-logs", ...link, ...args, ...target], {
      cwd,
      about: what,
      onStderrLine: /* @__PURE__ */ __name((line) => log.foreign(line), "onStderrLine")
    })
  );
  return parseBuildResult(nix, stdout, what);
}, "build");
var Built = array(
  union([
    string(),
    object({
      drvPath: optional(string()),
      path: optional(string()),
      outputs: optional(record(string(), nullable(string())))
    })
  ])
);
var parseBuildResult = /* @__PURE__ */ __name((nix, stdout, what) => {
  const [first] = parseNixJson(Built, { nix, stdout, command: "build --json" });
  const entry = typeof first === "string" ? { path: first } : first ?? {};
  const outputs = "outputs" in entry ? entry.outputs : void 0;
  const outPath = parseStorePath(outputs?.["out"] ?? Object.values(outputs ?? {})[0] ?? entry.path ?? "");
  const drvPath = "drvPath" in entry ? parseStorePath(entry.drvPath ?? "") : void 0;
  if (outPath !== void 0) return { ...drvPath && { drvPath }, outPath };
  throw noOutput(nix, what, `name one (\`${what}^out\`)`);
}, "parseBuildResult");
var noOutput = /* @__PURE__ */ __name((nix, what, advice) => new NixError(
  "UNEXPECTED_OUTPUT",
  `${what}: Nix ${nix.version} built it but named no output in /nix/store; ${advice}`
), "noOutput");

// src/nix/candidates.ts
import { posix } from "node:path";
var nixCandidates = /* @__PURE__ */ __name(({ PATH = "", HOME, USER, XDG_STATE_HOME }) => {
  const directories = [
    ...PATH.split(":"),
    HOME && `${HOME}/.nix-profile/bin`,
    XDG_STATE_HOME ? `${XDG_STATE_HOME}/nix/profile/bin` : HOME && `${HOME}/.local/state/nix/profile/bin`,
    "/nix/var/nix/profiles/default/bin",
    "/run/current-system/sw/bin",
    USER && `/etc/profiles/per-user/${USER}/bin`,
    "/usr/local/bin",
    "/usr/bin"
  ];
  const absolute = directories.filter((directory) => directory !== void 0 && posix.isAbsolute(directory));
  return [...new Set(absolute.map((directory) => posix.join(directory ?? "", "nix")))];
}, "nixCandidates");

// src/nix/derivations.ts
import { access as access3 } from "node:fs/promises";

// src/nix/chunks.ts
var CHUNK_BYTES = 2e5;
var chunkArguments = /* @__PURE__ */ __name((texts) => {
  const result = [];
  let room = 0;
  for (const text3 of texts) {
    if (room < text3.length) {
      result.push([]);
      room = CHUNK_BYTES;
    }
    result.at(-1)?.push(text3);
    room -= text3.length + 1;
  }
  return result;
}, "chunkArguments");

// src/nix/derivation.ts
var Outputs = record(
  string(),
  object({
    path: nullish(string()),
    hashAlgo: nullish(string()),
    hash: nullish(string()),
    method: nullish(string())
  })
);
var InputDrvs = record(string(), union([array(string()), object({ outputs: array(string()) })]));
var Entry = object({
  system: string(),
  builder: string(),
  args: array(string()),
  env: optional(record(string(), string()), {}),
  structuredAttrs: nullish(record(string(), unknown())),
  outputs: Outputs,
  // Until version 4 of the format, which came with Nix 2.33.
  inputDrvs: optional(InputDrvs, {}),
  inputSrcs: optional(array(string()), []),
  inputs: optional(object({ drvs: optional(InputDrvs, {}), srcs: optional(array(string()), []) }), {})
});
var Output = record(string(), unknown());
var parseDerivations = /* @__PURE__ */ __name((nix, stdout) => {
  const output = parseNixJson(Output, { nix, stdout, command: "derivation show" });
  const { derivations } = output;
  return Object.entries(isRecord(derivations) ? derivations : output).flatMap(([name, value]) => {
    const path8 = anyStorePath(name);
    const entry = safeParse(Entry, value);
    return path8 === void 0 || !entry.success ? [] : [buildDerivation(path8, entry.output)];
  });
}, "parseDerivations");
var isRecord = /* @__PURE__ */ __name((value) => typeof value === "object" && value !== null && !Array.isArray(value), "isRecord");
var buildDerivation = /* @__PURE__ */ __name((path8, entry) => ({
  path: path8,
  name: derivationName(path8),
  system: entry.system,
  builder: entry.builder,
  args: entry.args,
  attributes: attributesOf(entry),
  outputs: new Map(Object.entries(entry.outputs).map(([name, output]) => [name, buildOutput(output, entry.env[name])])),
  inputDrvs: new Map(
    Object.entries({ ...entry.inputDrvs, ...entry.inputs.drvs }).flatMap(([name, used]) => {
      const input = anyStorePath(name);
      return input === void 0 ? [] : [[input, "outputs" in used ? used.outputs : used]];
    })
  ),
  inputSrcs: [...entry.inputSrcs, ...entry.inputs.srcs ?? []].flatMap((name) => anyStorePath(name) ?? [])
}), "buildDerivation");
var derivationName = /* @__PURE__ */ __name((path8) => nameOf(path8).replace(/\.drv$/, ""), "derivationName");
var buildOutput = /* @__PURE__ */ __name(({ path: path8, hashAlgo, hash, method }, inEnvironment = "") => {
  const known = anyStorePath(path8 ?? "") ?? anyStorePath(inEnvironment);
  return {
    ...known === void 0 ? {} : { path: known },
    ...hash ? { hash: [method, hashAlgo, hash].filter(Boolean).join(":") } : {}
  };
}, "buildOutput");
var StructuredJson = record(string(), unknown());
var attributesOf = /* @__PURE__ */ __name(({ env, structuredAttrs }) => {
  const { __json: json, ...plain } = env;
  const parsed = json === void 0 ? void 0 : parseJson(StructuredJson, json);
  const structured = structuredAttrs ?? (parsed?.kind === "ok" ? parsed.value : {});
  const words = Object.entries(structured).map(([name, value]) => [name, inWords(value)]);
  return new Map([...Object.entries(plain), ...words]);
}, "attributesOf");
var inWords = /* @__PURE__ */ __name((value) => {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value.join(" ");
  return JSON.stringify(value);
}, "inWords");

// src/nix/version.ts
var parseNixVersion = /* @__PURE__ */ __name((text3) => /^nix \(.*\) (\d+\.\d+(?:\.\d+)?\S*)$/m.exec(text3.trim())?.[1], "parseNixVersion");
var isAtLeast = /* @__PURE__ */ __name((version, major, minor) => {
  const [ours = 0, ourMinor = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  return ours > major || ours === major && ourMinor >= minor;
}, "isAtLeast");

// src/nix/derivations.ts
var openPlanStore = /* @__PURE__ */ __name((nix) => ({ nix, read: derivationReader(nix) }), "openPlanStore");
var derivationReader = /* @__PURE__ */ __name((nix, flags = []) => {
  const known = /* @__PURE__ */ new Map();
  return async (paths) => {
    const isThere = /* @__PURE__ */ __name(async (path8) => !known.has(path8) && await hasDerivation(path8) ? [path8] : [], "isThere");
    const there = await Promise.all(paths.map(isThere));
    for (const chunk of chunkArguments(there.flat())) {
      const stdout = await nix.run([...commandOf2(nix), "--offline", ...flags, "--", ...chunk]);
      for (const derivation of parseDerivations(nix, stdout)) known.set(derivation.path, derivation);
    }
    return new Map(
      paths.flatMap((path8) => {
        const derivation = known.get(path8);
        return derivation === void 0 ? [] : [[path8, derivation]];
      })
    );
  };
}, "derivationReader");
var commandOf2 = /* @__PURE__ */ __name(({ version }) => isAtLeast(version, 2, 20) ? ["derivation", "show"] : ["show-derivation"], "commandOf");
var hasDerivation = /* @__PURE__ */ __name(async (path8) => {
  if (!path8.endsWith(".drv")) return false;
  return access3(path8).then(
    () => true,
    () => false
  );
}, "hasDerivation");
var NO_BUILDS = ["--option", "allow-import-from-derivation", "false"];
var instantiate = /* @__PURE__ */ __name(async (nix, installable, { cwd, args, log }) => {
  const flags = [...lockArguments(args), ...evaluationArguments(args), ...NO_BUILDS];
  const stdout = await nix.run(["path-info", "--derivation", ...flags, "--", installable], {
    ...{ cwd, about: installable },
    ...log === void 0 ? {} : { onStderrLine: /* @__PURE__ */ __name((line) => log.foreign(line), "onStderrLine") }
  });
  const [drvPath, ...others] = stdout.split("\n").flatMap((line) => parseStorePath(line) ?? []);
  if (drvPath === void 0 || others.length > 0) return void 0;
  const read = derivationReader(nix, evaluationArguments(args));
  const outputs = (await read([drvPath])).get(drvPath)?.outputs;
  const outPath = (outputs?.get("out") ?? outputs?.values().next().value)?.path;
  return { drvPath, ...outPath === void 0 ? {} : { outPath } };
}, "instantiate");

// src/nix/derived-name.ts
var isPlainName = /* @__PURE__ */ __name((path8) => /^[0-9][^-]*$/.test(splitName(nameOf(path8)).version ?? ""), "isPlainName");
var splitByDerivation = /* @__PURE__ */ __name((path8, { outputs, attributes }) => {
  const name = nameOf(path8);
  const output = [...outputs].find(([, made]) => made.path === path8)?.[0] ?? "out";
  const suffix = output === "out" ? "" : `-${output}`;
  if (!name.endsWith(suffix)) return splitName(name);
  const base = name.slice(0, name.length - suffix.length);
  return { name, ...splitBase(base, attributes), ...suffix === "" ? {} : { output } };
}, "splitByDerivation");
var splitBase = /* @__PURE__ */ __name((base, attributes) => {
  const [pname = "", version = ""] = ["pname", "version"].map((key) => attributes.get(key));
  if (version !== "" && base.length > version.length + 1 && base.endsWith(`-${version}`))
    return { pname: base.slice(0, -version.length - 1), version };
  if (pname !== "" && base === pname) return { pname, ...version === "" ? {} : { version } };
  return pname !== "" && base.startsWith(`${pname}-`) ? { pname, version: base.slice(pname.length + 1) } : guessed(base);
}, "splitBase");
var guessed = /* @__PURE__ */ __name((base) => {
  const { pname, version, output } = splitName(base);
  if (version === void 0) return { pname };
  return { pname, version: output === void 0 ? version : `${version}-${output}` };
}, "guessed");

// src/nix/detect.ts
import { access as access4, constants as constants3 } from "node:fs/promises";
var detectNix = /* @__PURE__ */ __name(async ({ candidates, log, ...setup }) => {
  const reasons = [];
  for (const program of candidates) {
    const trial = await tryNix({ ...setup, program });
    if (trial.kind === "works") {
      for (const reason of reasons) log.info(`Passed over ${reason}`);
      log.debug(`Nix ${trial.nix.version} at ${program}`);
      return trial.nix;
    }
    if (trial.kind === "broken") reasons.push(`${program}: ${trial.reason}`);
  }
  throw new NixError("NO_NIX", noNixMessage(reasons));
}, "detectNix");
var tryNix = /* @__PURE__ */ __name(async (setup) => {
  const { run, program } = setup;
  const isThere = await access4(program, constants3.X_OK).then(
    () => true,
    () => false
  );
  if (!isThere) return { kind: "absent" };
  const asked = await run(program, ["--version"], { ...setup.env && { env: setup.env } });
  const version = parseNixVersion(asked.stdout);
  if (asked.status !== 0)
    return { kind: "broken", reason: `--version ended with status ${asked.status}${told(asked)}` };
  if (version === void 0) return { kind: "broken", reason: `--version printed no version of Nix${told(asked)}` };
  const problem = await storeProblem(setup);
  return problem === void 0 ? { kind: "works", nix: openNix({ ...setup, version }) } : { kind: "broken", reason: `Nix ${version} cannot use its store${problem}` };
}, "tryNix");
var storeProblem = /* @__PURE__ */ __name(async (setup) => {
  const info = await callNix(setup, ["store", "info", "--json"]);
  if (info.status === 0) return void 0;
  const ping = await callNix(setup, ["store", "ping"]);
  return ping.status === 0 ? void 0 : told(ping);
}, "storeProblem");
var told = /* @__PURE__ */ __name(({ stdout, stderr }) => {
  const line = (stderr.trim() || stdout.trim()).split("\n").at(-1)?.trim() ?? "";
  return line === "" ? "" : ` (${line.slice(0, 300)})`;
}, "told");
var noNixMessage = /* @__PURE__ */ __name((reasons) => {
  const found = reasons.length === 0 ? "no nix program was found" : "no working Nix was found";
  const advice = "add a step that installs it before this one, e.g. cachix/install-nix-action, nixbuild/nix-quick-install-action";
  return [`nix: ${found}; ${advice}`, ...reasons.map((reason) => `  ${reason}`)].join("\n");
}, "noNixMessage");

// src/nix/find-derivers.ts
var findDerivers = /* @__PURE__ */ __name(async ({ nix, read }, root, outPaths) => {
  const wanted = new Set(outPaths);
  const names = new Set(outPaths.flatMap((path8) => possibleNames(nameOf(path8))));
  const listed = await nix.runSibling("nix-store", ["--query", "--requisites", root]);
  const candidates = listed.split("\n").flatMap((line) => parseStorePath(line) ?? []).filter((path8) => path8.endsWith(".drv") && names.has(derivationName(path8)));
  const found = /* @__PURE__ */ new Map();
  for (const [drvPath, { outputs }] of await read(candidates)) {
    for (const { path: path8 } of outputs.values()) if (path8 !== void 0 && wanted.has(path8)) found.set(path8, drvPath);
  }
  return found;
}, "findDerivers");
var possibleNames = /* @__PURE__ */ __name((name) => {
  const dash = name.lastIndexOf("-");
  return dash <= 0 ? [name] : [name, name.slice(0, dash)];
}, "possibleNames");

// src/nix/flake.ts
import { posix as posix2 } from "node:path";

// src/nix/locks.ts
var text2 = fallback(optional(string()), void 0);
var Reference = object({
  type: text2,
  owner: text2,
  repo: text2,
  ref: text2,
  host: text2,
  id: text2,
  url: text2,
  path: text2,
  rev: text2,
  narHash: text2,
  lastModified: fallback(optional(pipe(number(), safeInteger(), minValue(0))), void 0)
});
var reference = fallback(optional(Reference), void 0);
var Node = object({
  /** The key of a node; a list leads from the root to the input that is used in its place ("follows"). */
  inputs: fallback(optional(record(string(), union([string(), array(string())]))), void 0),
  original: reference,
  locked: reference,
  /** In version 5 of the file: what was found out when it was locked. */
  info: reference
});
var Locks = object({ nodes: record(string(), unknown()), root: string() });
var MOST_INPUTS = 300;
var LONGEST_WAY = 20;
var parseLocks = /* @__PURE__ */ __name(({ nodes, root }) => {
  const graph = new LockGraph(nodes, root);
  const inputs = [];
  const seen = /* @__PURE__ */ new Set([root]);
  let level = [{ key: root, way: [] }];
  while (level.length > 0 && inputs.length < MOST_INPUTS) {
    const reached = level.flatMap((place2) => graph.below(place2)).filter(({ way }) => way.length <= LONGEST_WAY);
    level = reached.filter(({ key }) => !seen.has(key) && seen.add(key));
    inputs.push(...level.map(({ key, way }) => buildInput(way.join("/"), graph.node(key))));
  }
  return inputs.slice(0, MOST_INPUTS);
}, "parseLocks");
var LockGraph = class {
  static {
    __name(this, "LockGraph");
  }
  #nodes;
  #root;
  /** Steps of following that are left: lists that name each other take more than there are atoms, or no end. */
  #steps = 1e5;
  constructor(nodes, root) {
    this.#root = root;
    this.#nodes = new Map(
      Object.entries(nodes).flatMap(([key, value]) => {
        const node = safeParse(Node, value);
        return node.success ? [[key, node.output]] : [];
      })
    );
  }
  node(key) {
    return this.#nodes.get(key);
  }
  /** The inputs of a node by name; those that are not there are left out. */
  below({ key, way }) {
    return Object.keys(this.node(key)?.inputs ?? {}).sort().flatMap((name) => {
      const target = this.#target(key, name, 0);
      return target === void 0 ? [] : [{ key: target, way: [...way, name] }];
    });
  }
  /** The node behind an input; a list leads there from the root. */
  #target(key, name, depth) {
    const inputs = this.node(key)?.inputs ?? {};
    const input = Object.hasOwn(inputs, name) ? inputs[name] : void 0;
    if (input === void 0 || depth > LONGEST_WAY || this.#steps-- <= 0) return void 0;
    if (typeof input === "string") return this.#nodes.has(input) ? input : void 0;
    let at = this.#root;
    for (const step of input) at = at === void 0 ? void 0 : this.#target(at, step, depth + 1);
    return at;
  }
};
var buildInput = /* @__PURE__ */ __name((name, node) => {
  const { original, locked, info } = node ?? {};
  const url = urlOf(original?.type === "indirect" ? locked ?? original : original ?? locked ?? {});
  const revision = locked?.rev;
  const lastModified = locked?.lastModified ?? info?.lastModified;
  const narHash = locked?.narHash ?? info?.narHash;
  return {
    name,
    ...url === void 0 ? {} : { url },
    ...revision === void 0 ? {} : { revision },
    ...lastModified === void 0 ? {} : { lastModified },
    ...narHash === void 0 ? {} : { narHash }
  };
}, "buildInput");
var urlOf = /* @__PURE__ */ __name(({ type, owner, repo, ref, host, id, url, path: path8 }) => {
  const branch = ref === void 0 ? "" : `/${ref}`;
  if (type === "indirect") return id === void 0 ? void 0 : `flake:${id}${branch}`;
  if (type === "path") return path8 === void 0 ? void 0 : `path:${path8}`;
  if (owner !== void 0 && repo !== void 0)
    return `${type}:${owner}/${repo}${branch}${host === void 0 ? "" : `?host=${host}`}`;
  const scheme = type === "git" || type === "hg" ? `${type}+` : "";
  return url === void 0 ? void 0 : redact(`${scheme}${url.replace(/[?#].*$/s, "")}`);
}, "urlOf");

// src/nix/revision.ts
var KEPT = ["dir", "host", "submodules", "lfs"];
var FORGE = /^(github|gitlab|sourcehut):([^/?#]+\/[^/?#]+)(?:\/[^?#]+)?(?:\?([^#]*))?$/;
var LOCAL_GIT = /^git\+file:\/\/(\/[^?#]*)(?:\?([^#]*))?$/;
var withRevision = /* @__PURE__ */ __name((url, revision) => {
  const local = LOCAL_GIT.exec(url);
  if (local) return `git+file://${local[1]}?${query({ shallow: "1", rev: revision }, local[2])}`;
  const forge = FORGE.exec(url);
  const rest = forge && query({}, forge[3]);
  return forge ? `${forge[1]}:${forge[2]}/${revision}${rest ? `?${rest}` : ""}` : void 0;
}, "withRevision");
var query = /* @__PURE__ */ __name((own2, given = "") => {
  const kept = [...new URLSearchParams(given)].filter(([name]) => KEPT.includes(name));
  return [...Object.entries(own2), ...kept].map(([name, value]) => `${name}=${encodeValue(value)}`).join("&");
}, "query");
var encodeValue = /* @__PURE__ */ __name((value) => encodeURIComponent(value).replaceAll("%2F", "/"), "encodeValue");

// src/nix/flake.ts
var readFlakeMetadata = /* @__PURE__ */ __name(async (nix, flakeRef, options) => {
  const { cwd, args = [] } = options;
  let lockOutdated = false;
  const stdout = await nix.run(
    ["flake", "metadata", "--json", ...lockArguments(args), ...evaluationArguments(args), "--", flakeRef],
    {
      cwd,
      about: flakeRef,
      onStderrLine: /* @__PURE__ */ __name((line) => {
        lockOutdated ||= /not writing modified lock file/.test(line);
      }, "onStderrLine")
    }
  );
  return { ...parseFlakeMetadata(nix, stdout, cwd), lockOutdated };
}, "readFlakeMetadata");
var Metadata = object({
  resolvedUrl: string(),
  path: optional(string()),
  locked: optional(object({ narHash: optional(string()) })),
  revision: optional(string()),
  lastModified: optional(number()),
  resolved: object({
    type: string(),
    url: optional(string()),
    path: optional(string()),
    dir: optional(string())
  }),
  locks: fallback(optional(Locks), void 0)
});
var parseFlakeMetadata = /* @__PURE__ */ __name((nix, stdout, cwd) => {
  const parsed = parseNixJson(Metadata, { nix, stdout, command: "flake metadata --json" });
  const { resolved, resolvedUrl, revision, lastModified, locks } = parsed;
  const localDirectory = localDirectoryOf(resolved, cwd);
  const lockedRef = lockedReference(parsed);
  return {
    url: resolvedUrl,
    // Nix 2.8 shows a dirty tree by nothing but the missing revision.
    dirty: resolved.type === "git" && revision === void 0,
    inputs: locks === void 0 ? [] : parseLocks(locks),
    ...revision !== void 0 && { revision },
    ...lastModified !== void 0 && { lastModified },
    ...localDirectory !== void 0 && { localDirectory },
    ...lockedRef !== void 0 && { lockedRef }
  };
}, "parseFlakeMetadata");
var lockedReference = /* @__PURE__ */ __name(({ resolvedUrl, revision, resolved, path: path8, locked }) => {
  const atRevision = revision === void 0 ? void 0 : withRevision(resolvedUrl, revision);
  if (atRevision !== void 0 || path8 === void 0 || locked?.narHash === void 0) return atRevision;
  const isInFolder = (resolved.dir ?? "") !== "" || /[?&]dir=/.test(resolvedUrl);
  return isInFolder ? void 0 : `path:${path8}?narHash=${encodeURIComponent(locked.narHash)}`;
}, "lockedReference");
var localDirectoryOf = /* @__PURE__ */ __name(({ type, url, path: path8, dir = "" }, cwd) => {
  const repository = type === "git" && url?.startsWith("file:///") ? decode2(url.slice(7).split("?", 1)[0]) : void 0;
  const top = type === "path" ? path8 : repository;
  return top === void 0 ? void 0 : posix2.resolve(cwd, top, dir);
}, "localDirectoryOf");
var decode2 = /* @__PURE__ */ __name((text3 = "") => {
  try {
    return decodeURIComponent(text3);
  } catch {
    return text3;
  }
}, "decode");
var shortRev = /* @__PURE__ */ __name(({ revision }, length = 9) => revision?.slice(0, length) ?? "dev", "shortRev");

// src/nix/image-name.ts
var queryImageName = /* @__PURE__ */ __name(async (nix, buildable, { cwd, args, log }) => {
  const about = "the image's name";
  try {
    const evaluation = ["eval", "--raw", ...evaluationArguments(args), ...attributeArguments(buildable)];
    const name = (await nix.run(evaluation, { cwd, about })).trim();
    return name === "" ? void 0 : name;
  } catch (error) {
    if (!(error instanceof NixError)) throw error;
    log.debug(`${about}: ${error.message.split("\n")[0]}`);
    return void 0;
  }
}, "queryImageName");
var attributeArguments = /* @__PURE__ */ __name((buildable) => {
  if (buildable.kind === "file") return ["--file", buildable.file, "--", `${buildable.attribute}.imageName`];
  const plain = buildable.installable.replace(/\^[^#]*$/, "");
  const [flakeRef = "", attribute = ""] = plain.split("#");
  return ["--", `${flakeRef}#${attribute === "" ? "default" : attribute}.imageName`];
}, "attributeArguments");

// src/nix/installable.ts
var parseInstallable = /* @__PURE__ */ __name((text3) => {
  const hash = text3.indexOf("#");
  const flakeRef = hash < 0 ? text3 : text3.slice(0, hash);
  const fragment = hash < 0 ? "" : text3.slice(hash + 1);
  const [, attribute = fragment, outputs] = /^((?:[^"^]|"[^"]*")*)\^([^"^]*)$/.exec(fragment) ?? [];
  return { flakeRef: flakeRef === "" ? "." : flakeRef, attribute, outputs: outputs ? outputs.split(",") : [] };
}, "parseInstallable");

// src/nix/look-up.ts
var LOOK_ONLY = ["--read-only", "--offline", "--option", "allow-import-from-derivation", "false"];
var lookUp = /* @__PURE__ */ __name(async (nix, { about, args, cwd, log }, expression, schema) => {
  try {
    const stdout = await nix.run(["eval", "--json", ...evaluationArguments(args), ...LOOK_ONLY, "--expr", expression], {
      cwd,
      about
    });
    const parsed = parseJson(schema, stdout);
    if (parsed.kind === "ok") return parsed.value;
    log.debug(`${about}: ${parsed.problem}`);
  } catch (error) {
    if (!(error instanceof NixError)) throw error;
    log.debug(error.message);
  }
  return void 0;
}, "lookUp");
var nixString = /* @__PURE__ */ __name((text3) => `"${text3.replace(/["\\$]/g, "\\$&")}"`, "nixString");

// src/nix/licences-expression.ts
var licencesExpression = /* @__PURE__ */ __name((search2) => `let search = builtins.fromJSON ${nixString(JSON.stringify(search2))}; in ${BODY}`, "licencesExpression");
var BODY = `
let
  inherit (builtins) attrNames concatMap filter foldl' groupBy head isAttrs isList isString listToAttrs match split stringLength
    substring unsafeDiscardStringContext;

  attempt = value: let tried = builtins.tryEval value; in if tried.success then tried.value else null;
  attemptDeep = value: attempt (builtins.deepSeq value value);
  listOf = value: if isList value then value else [ ];
  setOf = value: if isAttrs value then value else { };
  isPackage = value: isAttrs value && attempt (value.type or null) == "derivation";
  plain = value: if isString value then unsafeDiscardStringContext value else null;

  flake = builtins.getFlake search.flakeRef;
  inputs = setOf (flake.inputs or null);
  inherit (search) where;
  owns = if where.kind == "input" then [ ] else [ flake ];
  inputNames = if where.kind == "everywhere" then attrNames inputs else if where.kind == "input" then [ where.name ] else [ ];
  flakes = owns ++ map (name: inputs.\${name} or null) inputNames;
  setsOf = kind: from: filter isAttrs (map (system: attempt (from.\${kind}.\${system} or null)) search.systems);
  sets = concatMap (from: setsOf "packages" from ++ setsOf "legacyPackages" from) flakes;

  stem = name: let parts = match "(.*[^0-9._-])[0-9._-]*" name; in if parts == null then name else head parts;
  stems = attrNames (listToAttrs (map (pname: { name = stem pname; value = null; }) search.pnames));
  named = set:
    let names = groupBy stem (attrNames set);
    in map (name: attempt set.\${name}) (concatMap (wanted: names.\${wanted} or [ ]) stems);
  follow = foldl' (value: name: attempt ((setOf value).\${name} or null));
  placed = set: map (follow set) search.attributePaths;

  own = filter isPackage (concatMap (set: map (name: attempt set.\${name}) (attrNames set)) (concatMap (setsOf "packages") owns));
  candidates = filter isPackage (concatMap (set: named set ++ placed set) sets);

  wanted = listToAttrs (map (hash: { name = hash; value = null; }) (filter isString (split " " search.hashes)));
  outputPaths = package:
    let names = attempt (package.outputs or [ "out" ]);
    in filter isString (map (name: attempt (plain ((setOf (package.\${name} or package)).outPath or null))) (filter isString (listOf names)));
  found = package: filter (path: stringLength path > 44 && wanted ? \${substring 11 32 path}) (outputPaths package);

  parts = package: map (name: attempt (package.\${name} or null)) [ "cc" "unwrapped" ];
  builtWith = package:
    concatMap (name: listOf (attempt (package.\${name} or null))) [ "buildInputs" "propagatedBuildInputs" ];
  items = root: packages: concatMap
    (package:
      let paths = outputPaths package;
      in if paths == [ ] then [ ] else [ { key = head paths; inherit package root; } ])
    (filter isPackage packages);
  visited = builtins.genericClosure {
    startSet = items true own ++ items false candidates;
    operator = { package, root, ... }:
      items false (parts package ++ (if root || found package != [ ] then builtWith package else [ ]));
  };

  licence = value:
    if isString value then plain value
    else if isList value then map licence value
    else if ! isAttrs value then null
    else if isList (value.licenses or null) then { operator = plain (value.operator or null); licences = map licence value.licenses; }
    else builtins.mapAttrs (_: plain) { spdxId = value.spdxId or null; fullName = value.fullName or null; shortName = value.shortName or null; };
  describe = meta: {
    licence = attemptDeep (licence (meta.license or null));
    description = attempt (plain (meta.description or null));
    homepage = attempt (plain (let homepage = meta.homepage or null; in if isList homepage && homepage != [ ] then head homepage else homepage));
  };
in concatMap
  ({ package, ... }:
    let paths = found package;
    in if paths == [ ] then [ ] else [ { inherit paths; meta = describe (setOf (attempt (package.meta or null))); } ])
  visited
`;

// src/nix/package-meta.ts
var LONGEST = 4096;
var PackagesSchema = array(
  object({
    paths: array(string()),
    meta: object({ licence: unknown(), description: unknown(), homepage: unknown() })
  })
);
var packageMetaOf = /* @__PURE__ */ __name(({ licence, description, homepage }) => ({
  licences: (Array.isArray(licence) ? licence : [licence]).flatMap((it) => licenceOf(it) ?? []),
  ...isText(description) ? { description } : {},
  ...isText(homepage) ? { homepage } : {}
}), "packageMetaOf");
var isText = /* @__PURE__ */ __name((value) => typeof value === "string" && value.trim() !== "" && value.length <= LONGEST, "isText");
var Licence = object({ spdxId: unknown(), fullName: unknown(), shortName: unknown() });
var Compound = object({ operator: picklist(["AND", "OR", "WITH"]), licences: array(unknown()) });
var DEEPEST = 8;
var licenceOf = /* @__PURE__ */ __name((value, depth = 0) => {
  if (isText(value)) return value;
  if (is(Compound, value)) return depth < DEEPEST ? joined(value, depth) : void 0;
  if (!is(Licence, value)) return void 0;
  return [value.spdxId, value.fullName, value.shortName].find(isText);
}, "licenceOf");
var joined = /* @__PURE__ */ __name(({ operator, licences }, depth) => {
  const parts = licences.map((part) => {
    const text4 = licenceOf(part, depth + 1);
    return is(Compound, part) && text4 !== void 0 ? `(${text4})` : text4;
  });
  const text3 = parts.join(` ${operator} `);
  return parts.length > 0 && parts.every((part) => part !== void 0) && isText(text3) ? text3 : void 0;
}, "joined");

// src/nix/licences.ts
var queryLicences = /* @__PURE__ */ __name(async (nix, options) => {
  const known = /* @__PURE__ */ new Map();
  for (const paths of chunks(options.paths)) {
    for (const [path8, meta] of await searchAll(nix, { ...options, paths })) {
      if (!known.has(path8)) known.set(path8, meta);
    }
  }
  return known;
}, "queryLicences");
var searchAll = /* @__PURE__ */ __name(async (nix, options) => {
  const all = await search(nix, options, { kind: "everywhere" });
  if (all !== void 0) return all;
  const about = aboutLicences(options);
  const inputs = await lookUp(nix, { ...options, about }, inputNamesExpression(options.flakeRef), array(string()));
  const places = (inputs ?? []).map((name) => ({ kind: "input", name }));
  const found = [];
  for (const place2 of inputs === void 0 ? [] : [OWN, ...places]) {
    found.push(...await search(nix, options, place2) ?? []);
  }
  return found;
}, "searchAll");
var OWN = { kind: "own" };
var search = /* @__PURE__ */ __name(async (nix, options, where) => {
  const { paths, flakeRef, systems } = options;
  const pnames = [...new Set(paths.map((path8) => parseStoreName(path8).pname))];
  const hashes = paths.map((path8) => hashPartOf(path8)).join(" ");
  const attributePaths = pnames.flatMap(attributePathsOf);
  const expression = licencesExpression({ flakeRef, systems, hashes, pnames, attributePaths, where });
  const wanted = new Set(paths);
  const answer = await lookUp(nix, { ...options, about: aboutLicences(options) }, expression, PackagesSchema);
  return answer?.flatMap(({ paths: outputs, meta }) => {
    const ours = outputs.map(parseStorePath).filter((path8) => path8 !== void 0 && wanted.has(path8));
    return ours.map((path8) => [path8, packageMetaOf(meta)]);
  });
}, "search");
var attributePathsOf = /* @__PURE__ */ __name((pname) => {
  const [, kind = "", version = "", name = ""] = /^(python|perl|ruby|lua)(\d+(?:\.\d+)*)-(.+)$/.exec(pname) ?? [];
  if (name === "") return [];
  const short = version.split(".").slice(0, 2).join("");
  const sets = kind === "ruby" ? ["rubyPackages"] : [`${kind}${short}Packages`, `${kind}Packages`];
  return sets.map((set) => [set, name]);
}, "attributePathsOf");
var CHUNK = 1500;
var chunks = /* @__PURE__ */ __name((paths) => Array.from(
  { length: Math.ceil(paths.length / CHUNK) },
  (_, index) => paths.slice(index * CHUNK, (index + 1) * CHUNK)
), "chunks");
var aboutLicences = /* @__PURE__ */ __name(({ flakeRef }) => `licences of ${flakeRef}`, "aboutLicences");
var inputNamesExpression = /* @__PURE__ */ __name((flakeRef) => `builtins.attrNames ((builtins.getFlake ${nixString(flakeRef)}).inputs or { })`, "inputNamesExpression");

// src/nix/path-info.ts
var Entry2 = object({
  narSize: pipe(number(), safeInteger(), minValue(0)),
  references: array(string()),
  deriver: nullish(string())
});
var Output2 = union([
  array(looseObject({ path: string() })),
  object({ version: number(), info: record(string(), unknown()) }),
  record(string(), unknown())
]);
var parsePathInfo = /* @__PURE__ */ __name((nix, stdout) => entriesOf2(parseNixJson(Output2, { nix, stdout, command: "path-info --json" })).flatMap(
  ([path8, entry]) => parseEntry(path8, entry)
), "parsePathInfo");
var entriesOf2 = /* @__PURE__ */ __name((output) => {
  if (Array.isArray(output)) return output.map((entry) => [entry.path, entry]);
  const { info, version } = output;
  return Object.entries(typeof version === "number" && typeof info === "object" && info !== null ? info : output);
}, "entriesOf");
var parseEntry = /* @__PURE__ */ __name((name, value) => {
  const entry = safeParse(Entry2, value);
  const path8 = anyStorePath(name);
  if (!entry.success || path8 === void 0) return [];
  const { narSize, references, deriver } = entry.output;
  const drv = deriver ? anyStorePath(deriver) : void 0;
  const others = references.map(anyStorePath).filter((reference2) => reference2 !== void 0 && reference2 !== path8);
  return [{ path: path8, narSize, references: others, ...drv && { deriver: drv } }];
}, "parseEntry");
var queryPathInfo = /* @__PURE__ */ __name(async (nix, paths) => {
  const infos = [];
  for (const chunk of chunkArguments(paths.filter(isAskable))) infos.push(...await queryChunk(nix, chunk));
  return infos;
}, "queryPathInfo");
var isAskable = /* @__PURE__ */ __name((path8) => !nameOf(path8).startsWith(".") && !path8.endsWith(".drv"), "isAskable");
var queryChunk = /* @__PURE__ */ __name(async (nix, chunk) => {
  const ask2 = /* @__PURE__ */ __name((format2) => nix.run(["path-info", "--json", "--offline", ...format2, "--", ...chunk]), "ask");
  const format = isAtLeast(nix.version, 2, 33) ? ["--json-format", "1"] : [];
  const stdout = await ask2(format).catch((error) => {
    if (error instanceof NixError && error.code === "BAD_ARGUMENT" && format.length > 0) return ask2([]);
    throw error;
  });
  return parsePathInfo(nix, stdout);
}, "queryChunk");
var closureOf = /* @__PURE__ */ __name(async (nix, paths) => {
  const infos = await queryPathInfo(nix, paths);
  if (infos.length === 0) return void 0;
  const inside = new Set(paths);
  const within = /* @__PURE__ */ __name((info) => ({ ...info, references: info.references.filter((path8) => inside.has(path8)) }), "within");
  return { paths: new Map(infos.map((info) => [info.path, within(info)])), roots: [] };
}, "closureOf");

// src/nix/positions.ts
var queryPositions = /* @__PURE__ */ __name(async (nix, options) => {
  const { flakeRef, system, names } = options;
  const search2 = { flakeRef, system, names, attribute: attributeNames(options.attribute) };
  const expression = `let search = builtins.fromJSON ${nixString(JSON.stringify(search2))}; in ${BODY2}`;
  const found = await lookUp(nix, { ...options, about: `positions in ${flakeRef}` }, expression, PositionsSchema);
  if (found === void 0) return { packages: /* @__PURE__ */ new Map() };
  const image = positionBelow(found.root, found.image);
  const packages = found.packages.flatMap(({ path: path8, position }) => {
    const [storePath, place2] = [parseStorePath(path8), positionBelow(found.root, position)];
    return storePath === void 0 || place2 === void 0 ? [] : [[storePath, place2]];
  });
  return { ...image && { image }, packages: new Map(packages) };
}, "queryPositions");
var attributeNames = /* @__PURE__ */ __name((attribute) => {
  const names = [...attribute.matchAll(/"([^"]*)"|[^."]+/g)].map(([name, quoted]) => quoted ?? name);
  return names.length === 0 ? ["default"] : names;
}, "attributeNames");
var positionSchema = object({ file: string(), line: pipe(number(), safeInteger(), minValue(1)) });
var PositionsSchema = object({
  root: string(),
  image: nullable(positionSchema),
  packages: array(object({ path: string(), position: positionSchema }))
});
var positionBelow = /* @__PURE__ */ __name((root, position) => position?.file.startsWith(`${root}/`) === true ? { file: position.file.slice(root.length + 1), line: position.line } : void 0, "positionBelow");
var BODY2 = `
let
  inherit (builtins) concatMap elemAt filter foldl' genList isAttrs isString length unsafeDiscardStringContext unsafeGetAttrPos;

  attempt = value: let tried = builtins.tryEval value; in if tried.success then tried.value else null;
  setOf = value: if isAttrs value then value else { };
  follow = foldl' (value: name: attempt ((setOf value).\${name} or null));
  place = position: if position == null then null else { inherit (position) file line; };
  positionIn = set: names:
    let
      count = length names - 1;
      last = elemAt names count;
      parent = setOf (follow set (genList (elemAt names) count));
    in if parent ? \${last} then place (unsafeGetAttrPos last parent) else null;

  flake = builtins.getFlake search.flakeRef;
  packages = setOf (attempt (flake.packages.\${search.system} or null));
  known = filter (position: position != null)
    (map (set: positionIn set search.attribute) [ packages (attempt (flake.legacyPackages.\${search.system} or null)) flake ]);

  locate = name:
    let
      position = positionIn packages [ name ];
      path = attempt ((setOf (follow packages [ name ])).outPath or null);
    in if position == null || ! isString path then [ ] else [ { path = unsafeDiscardStringContext path; inherit position; } ];
in {
  root = unsafeDiscardStringContext (toString (flake.sourceInfo or flake));
  image = if known == [ ] then null else elemAt known 0;
  packages = concatMap locate search.names;
}
`;

// src/nix/excerpt.ts
var LONGEST2 = 200;
var cut = /* @__PURE__ */ __name((text3, start) => {
  const end = start + LONGEST2;
  return `${start > 0 ? "\u2026" : ""}${text3.slice(start, end)}${end < text3.length ? "\u2026" : ""}`;
}, "cut");
var excerpts = /* @__PURE__ */ __name((before, after) => {
  const start = startOfDifference(before, after, LONGEST2);
  return [cut(before, start), cut(after, start)];
}, "excerpts");

// src/nix/neutral-text.ts
var STORE_PATHS = /\/nix\/store\/[0-9abcdfghijklmnpqrsvwxyz]{32}-([0-9A-Za-z+\-._?=]+)/g;
var PLACEHOLDERS = /\/[0-9abcdfghijklmnpqrsvwxyz]{52}(?![0-9A-Za-z])/g;
var outputName = /* @__PURE__ */ __name((name, output) => output === "out" ? name : `${name}-${output}`, "outputName");
var ownOutputs = /* @__PURE__ */ __name(({ outputs }) => new Map([...outputs].flatMap(([output, { path: path8 }]) => path8 === void 0 ? [] : [[path8, `\xAB${output}\xBB`]])), "ownOutputs");
var renamings = /* @__PURE__ */ __name((baseline, pairs) => new Map(
  pairs.flatMap((pair) => {
    const [before, after] = [derivationName(pair.baseline), derivationName(pair.current)];
    const outputs = baseline.inputDrvs.get(pair.baseline) ?? [];
    return before === after ? [] : outputs.map((output) => [outputName(before, output), outputName(after, output)]);
  })
), "renamings");
var neutraliser = /* @__PURE__ */ __name((derivation, names) => {
  const own2 = ownOutputs(derivation);
  return (text3) => text3.replace(STORE_PATHS, (path8, name) => own2.get(path8) ?? names.get(name) ?? name).replace(PLACEHOLDERS, "\xABoutput\xBB");
}, "neutraliser");
var neutralisers = /* @__PURE__ */ __name((baseline, current, pairs) => [
  neutraliser(baseline, renamings(baseline, pairs)),
  neutraliser(current, /* @__PURE__ */ new Map())
], "neutralisers");
var withoutHashes = /* @__PURE__ */ __name((text3) => text3.replace(STORE_PATHS, "$1"), "withoutHashes");

// src/nix/reason.ts
var TELLING = ["version", "src", "srcs", "patches"];
var KINDS2 = [
  "system",
  "input-added",
  "input-removed",
  "source",
  "builder",
  "env",
  "args",
  "fixed-output"
];
var rank = /* @__PURE__ */ __name(({ kind, attribute }) => {
  const telling = TELLING.indexOf(attribute ?? "");
  if (telling >= 0) return telling;
  return attribute === "name" ? 99 : TELLING.length + KINDS2.indexOf(kind);
}, "rank");

// src/nix/differences.ts
var isFixed = /* @__PURE__ */ __name(({ outputs }) => [...outputs.values()].some(({ hash }) => hash !== void 0), "isFixed");
var fixedDifferences = /* @__PURE__ */ __name(({ baseline, current }) => {
  const [before, after] = [baseline, current].map(({ outputs }) => [...outputs.values()][0]?.hash ?? "");
  return [
    ...before === after ? [] : [defined({ kind: "fixed-output", before, after })],
    ...baseline.name === current.name ? [] : [changed2("env", "name", baseline.name, current.name)]
  ];
}, "fixedDifferences");
var changed2 = /* @__PURE__ */ __name((kind, attribute, before, after) => {
  const [from, to] = [withoutHashes(before), withoutHashes(after)];
  const [shownBefore, shownAfter] = from === to ? excerpts(before, after) : excerpts(from, to);
  return defined({ kind, attribute, before: shownBefore, after: shownAfter });
}, "changed");
var ownDifferences = /* @__PURE__ */ __name((sides, inputs) => [
  ...textDifferences(sides, neutralisers(sides.baseline, sides.current, inputs.pairs)),
  ...sourceDifferences(sides),
  ...inputs.added.map((path8) => inputDifference("input-added", path8, sides.current)),
  ...inputs.removed.map((path8) => inputDifference("input-removed", path8, sides.baseline))
], "ownDifferences");
var REPEATED = /* @__PURE__ */ new Set(["builder", "system", "args"]);
var textDifferences = /* @__PURE__ */ __name(({ baseline, current }, [neutralBaseline, neutralCurrent]) => {
  const differs = /* @__PURE__ */ __name((before, after) => neutralBaseline(before) !== neutralCurrent(after), "differs");
  const field = /* @__PURE__ */ __name((kind, textOf) => differs(textOf(baseline), textOf(current)) ? [changed2(kind, void 0, textOf(baseline), textOf(current))] : [], "field");
  const names = [.../* @__PURE__ */ new Set([...baseline.attributes.keys(), ...current.attributes.keys()])].sort();
  const isOwn = /* @__PURE__ */ __name((name) => !REPEATED.has(name) && !(current.outputs.has(name) && baseline.outputs.has(name)), "isOwn");
  return [
    ...field("system", ({ system }) => system),
    ...field("builder", ({ builder }) => builder),
    ...field("args", ({ args }) => args.join(" ")),
    ...names.filter(isOwn).flatMap((name) => {
      const [before = "", after = ""] = [baseline, current].map(({ attributes }) => attributes.get(name));
      return differs(before, after) ? [changed2("env", name, before, after)] : [];
    })
  ];
}, "textDifferences");
var sourceDifferences = /* @__PURE__ */ __name(({ baseline, current }) => {
  const [before, after] = [new Set(baseline.inputSrcs), new Set(current.inputSrcs)];
  const gone = Map.groupBy(
    baseline.inputSrcs.filter((path8) => !after.has(path8)),
    nameOf
  );
  return current.inputSrcs.filter((path8) => !before.has(path8)).flatMap((path8) => {
    const match = gone.get(nameOf(path8))?.shift();
    const attribute = attributeWith(current, path8);
    return match === void 0 ? [] : [{ kind: "source", ...attribute && { attribute }, before: match, after: path8 }];
  });
}, "sourceDifferences");
var attributeWith = /* @__PURE__ */ __name(({ attributes }, text3) => {
  const names = [...attributes].flatMap(([name, value]) => value.includes(text3) ? [name] : []);
  return TELLING.find((name) => names.includes(name)) ?? names.sort()[0];
}, "attributeWith");
var inputDifference = /* @__PURE__ */ __name((kind, path8, derivation) => {
  const name = derivationName(path8);
  const attribute = attributeWith(derivation, `-${name}`);
  return { kind, ...attribute && { attribute }, ...kind === "input-added" ? { after: name } : { before: name } };
}, "inputDifference");

// src/nix/pair-inputs.ts
var KEYS = [
  derivationName,
  (path8) => parseStoreName(path8).pname.replace(/\.drv$/, ""),
  (path8) => derivationName(path8).replace(/[0-9][0-9._]*/g, "0")
];
var pairInputs = /* @__PURE__ */ __name((baseline, current) => {
  const pairs = [];
  let removed = [...baseline.inputDrvs.keys()].filter((path8) => !current.inputDrvs.has(path8)).sort(byVersion);
  let added = [...current.inputDrvs.keys()].filter((path8) => !baseline.inputDrvs.has(path8)).sort(byVersion);
  for (const keyOf2 of KEYS) {
    const waiting = Map.groupBy(removed, keyOf2);
    added = added.filter((path8) => {
      const match = waiting.get(keyOf2(path8))?.shift();
      if (match !== void 0) pairs.push({ baseline: match, current: path8 });
      return match === void 0;
    });
    removed = [...waiting.values()].flat();
  }
  return { pairs: pairs.toSorted((a, b) => byVersion(a.current, b.current)), added, removed };
}, "pairInputs");
var byVersion = /* @__PURE__ */ __name((a, b) => compareVersions(derivationName(a), derivationName(b)), "byVersion");

// src/nix/derivation-diff.ts
var diffDerivations = /* @__PURE__ */ __name((baseline, current) => {
  if (buildsSame(baseline, current)) return { kind: "same" };
  const inputs = pairInputs(baseline, current);
  const sides = { baseline, current };
  const found = isFixed(baseline) && isFixed(current) ? fixedDifferences(sides) : ownDifferences(sides, inputs);
  const [first] = found.toSorted((a, b) => rank(a) - rank(b));
  if (first !== void 0) return own(current, first);
  if (inputs.pairs.length > 0) return { kind: "inputs", pairs: inputs.pairs };
  const [text3] = textDifferences(sides, [(it) => it, (it) => it]);
  return text3 === void 0 ? { kind: "same" } : own(current, text3);
}, "diffDerivations");
var own = /* @__PURE__ */ __name(({ name }, { kind, ...rest }) => ({
  kind: "own",
  reason: { kind, derivation: name, ...rest }
}), "own");
var buildsSame = /* @__PURE__ */ __name((baseline, current) => baseline.outputs.size === current.outputs.size && [...current.outputs].every(([name, { path: path8 }]) => path8 !== void 0 && baseline.outputs.get(name)?.path === path8), "buildsSame");

// src/nix/rebuild-causes.ts
var LIMITS = { derivations: 4e3, levels: 60 };
var keyOf = /* @__PURE__ */ __name(({ baseline, current }) => `${baseline} ${current}`, "keyOf");
var findRebuildCauses = /* @__PURE__ */ __name(async (pairs, read, limits = LIMITS) => {
  const known = new Known(read, limits.derivations);
  const searches = pairs.map((pair) => ({ seen: /* @__PURE__ */ new Set([keyOf(pair)]), frontier: [{ pair }] }));
  for (let level = 0; level < limits.levels && searches.some(isOpen); level++) {
    await known.load(searches.filter(isOpen).flatMap(({ frontier }) => frontier.map(({ pair }) => pair)));
    for (const search2 of searches.filter(isOpen)) advance(search2, known);
  }
  return searches.map(({ cause }) => cause);
}, "findRebuildCauses");
var isOpen = /* @__PURE__ */ __name(({ frontier, cause }) => cause === void 0 && frontier.length > 0, "isOpen");
var advance = /* @__PURE__ */ __name((search2, known) => {
  const next = [];
  for (const step of search2.frontier) {
    const diff = known.diff(step.pair);
    if (diff?.kind === "own") {
      search2.cause = { reason: reasonAt(step, diff.reason, known), via: namesTo(step) };
      return;
    }
    for (const pair of diff?.kind === "inputs" ? diff.pairs : []) {
      if (search2.seen.has(keyOf(pair))) continue;
      search2.seen.add(keyOf(pair));
      next.push({ pair, from: step });
    }
  }
  search2.frontier = next;
}, "advance");
var reasonAt = /* @__PURE__ */ __name(({ pair, from }, reason, known) => {
  const user = reason.kind === "fixed-output" && from !== void 0 ? known.get(from.pair.current) : void 0;
  if (user === void 0) return reason;
  const outputs = [...known.get(pair.current)?.outputs.values() ?? []];
  const attribute = attributeWith(user, outputs[0]?.path ?? reason.derivation);
  return { ...reason, derivation: user.name, ...attribute === void 0 ? {} : { attribute } };
}, "reasonAt");
var namesTo = /* @__PURE__ */ __name((step) => {
  const names = [];
  for (let at = step; at !== void 0; at = at.from) names.unshift(derivationName(at.pair.current));
  return names;
}, "namesTo");
var Known = class {
  static {
    __name(this, "Known");
  }
  #read;
  #limit;
  #asked = /* @__PURE__ */ new Set();
  #derivations = /* @__PURE__ */ new Map();
  #diffs = /* @__PURE__ */ new Map();
  constructor(read, limit) {
    this.#read = read;
    this.#limit = limit;
  }
  /** Reads whole pairs, nearest first, as long as the limit allows. */
  async load(pairs) {
    const wanted = [];
    for (const { baseline, current } of pairs) {
      const missing3 = [baseline, current].filter((path8) => !this.#asked.has(path8));
      if (this.#asked.size + missing3.length > this.#limit) break;
      for (const path8 of missing3) this.#asked.add(path8);
      wanted.push(...missing3);
    }
    if (wanted.length === 0) return;
    for (const [path8, derivation] of await this.#read(wanted)) this.#derivations.set(path8, derivation);
  }
  /** `undefined` where one of the two is not known. */
  diff(pair) {
    const [baseline, current] = [this.#derivations.get(pair.baseline), this.#derivations.get(pair.current)];
    if (baseline === void 0 || current === void 0) return void 0;
    const diff = this.#diffs.get(keyOf(pair)) ?? diffDerivations(baseline, current);
    this.#diffs.set(keyOf(pair), diff);
    return diff;
  }
  get(path8) {
    return this.#derivations.get(path8);
  }
};

// src/nix/source-path.ts
import { createHash } from "node:crypto";
var BASE32 = "0123456789abcdfghijklmnpqrsvwxyz";
var toBase32 = /* @__PURE__ */ __name((bytes) => {
  let text3 = "";
  for (let at = Math.ceil(bytes.length * 8 / 5) - 1; at >= 0; at--) {
    const bit = at * 5;
    const [low = 0, high = 0] = bytes.subarray(bit >> 3, (bit >> 3) + 2);
    text3 += BASE32[(low >> (bit & 7) | high << 8 - (bit & 7)) & 31];
  }
  return text3;
}, "toBase32");
var fold = /* @__PURE__ */ __name((hash, length) => {
  const folded = new Uint8Array(length);
  for (const [index, byte] of hash.entries()) folded[index % length] = (folded[index % length] ?? 0) ^ byte;
  return folded;
}, "fold");
var sourcePath = /* @__PURE__ */ __name((narHash) => {
  const base64 = /^sha256-([A-Za-z0-9+/]{43}=)$/.exec(narHash)?.[1];
  if (base64 === void 0) return void 0;
  const hash = Buffer.from(base64, "base64").toString("hex");
  const fingerprint = createHash("sha256").update(`source:sha256:${hash}:/nix/store:source`).digest();
  return storePathFromBaseName(`${toBase32(fold(fingerprint, 20))}-source`);
}, "sourcePath");

// src/nix/system.ts
var PROCESSORS = {
  amd64: "x86_64",
  arm64: "aarch64",
  "386": "i686",
  ppc64le: "powerpc64le",
  loong64: "loongarch64"
};
var nixSystem = /* @__PURE__ */ __name(({ os, architecture, variant }) => {
  const arm = architecture === "arm" ? `arm${variant ?? "v7"}l` : void 0;
  return `${arm ?? PROCESSORS[architecture] ?? architecture}-${os}`;
}, "nixSystem");

// src/pipeline/find-nix.ts
var findNix = /* @__PURE__ */ __name(({ run, env, log }) => {
  let found;
  const need = /* @__PURE__ */ __name(() => {
    found ??= detectNix({ run, log, candidates: nixCandidates(env) });
    return found;
  }, "need");
  const want = /* @__PURE__ */ __name(async () => {
    try {
      return await need();
    } catch (error) {
      if (error instanceof NixError && error.code === "NO_NIX") {
        log.debug("No working Nix here: the report has sizes, but no references.");
        return void 0;
      }
      throw error;
    }
  }, "want");
  return { need, want };
}, "findNix");

// src/pipeline/realise.ts
import path6 from "node:path";

// src/pipeline/remote-image.ts
var IMPATIENT = { attempts: 2, answerMs: 15e3 };
var typeOf = /* @__PURE__ */ __name(({ mediaType, bytes }) => {
  const told2 = mediaType.split(";")[0]?.trim() ?? "";
  if (isManifestType(told2)) return told2;
  const document = parseJson(object({ manifests: optional(unknown()) }), Buffer.from(bytes).toString("utf8"));
  return document.kind === "ok" && document.value.manifests !== void 0 ? MEDIA_TYPE.index : MEDIA_TYPE.manifest;
}, "typeOf");
var openRemoteImage = /* @__PURE__ */ __name(async (reference2, deps, access6) => readRemoteImage(await openForReading(reference2, deps, access6), reference2), "openRemoteImage");
var openForReading = /* @__PURE__ */ __name(async ({ registry, repository }, { env, fetch, log }, { given, github, insecure, impatient = false }) => {
  const stored = /* @__PURE__ */ __name(() => readDockerCredentials({ registry, env }), "stored");
  const credentials = await chooseCredentials({ registry, stored, ...defined({ given, github }) });
  const access6 = { access: "pull", insecure: insecure.includes(registry) };
  const pace = impatient ? { attempts: IMPATIENT.attempts, fetch: fetchSoon(fetch, IMPATIENT.answerMs) } : { fetch };
  return openRepository({ registry, repository, credentials, ...access6, ...pace, log });
}, "openForReading");
var readRemoteImage = /* @__PURE__ */ __name(async (client, reference2) => {
  const { registry, repository } = reference2;
  const name = formatImageRef(reference2);
  const wanted = reference2.digest ?? reference2.tag ?? "latest";
  const manifest = await client.getManifest(wanted);
  if (manifest === void 0) {
    throw new InputError(
      "NO_IMAGE",
      `${name}: the registry has no such image (wanted: one that is there); check ${reference2.digest === void 0 ? `the tag, ${wanted},` : "the digest"} and the repository`
    );
  }
  const { bytes, digest } = manifest;
  const mediaType = typeOf(manifest);
  return {
    name,
    repoTags: reference2.tag === void 0 ? [] : [formatImageRef({ registry, repository, tag: reference2.tag })],
    root: { mediaType, digest, size: bytes.byteLength },
    rootBytes: bytes,
    open: /* @__PURE__ */ __name((descriptor) => client.download(descriptor), "open")
  };
}, "readRemoteImage");
var fetchSoon = /* @__PURE__ */ __name((fetch, milliseconds) => async (input, init) => {
  const controller = new AbortController();
  const late = new Error(`no answer within ${milliseconds / 1e3} s`);
  const timer = setTimeout(() => controller.abort(late), milliseconds);
  try {
    return await fetch(input, { ...init, signal: controller.signal });
  } finally {
    clearTimeout(timer);
  }
}, "fetchSoon");

// src/pipeline/realise.ts
var NO_REGISTRY = { insecure: [] };
var links = 0;
var realiseImage = /* @__PURE__ */ __name(async (plan, options) => {
  const { deps } = options;
  const { target } = plan;
  if (target.kind === "registry") {
    const image = await openRemoteImage(target.reference, deps, options.registry ?? NO_REGISTRY);
    return { plan, source: { kind: "remote", image } };
  }
  if (target.kind === "daemon") return { plan, source: target };
  if (target.kind === "ready") {
    const source = await identifySource(target.path);
    return {
      plan,
      source: (source.kind === "archive" || source.kind === "oci-layout") && target.tag !== void 0 ? { ...source, tag: target.tag } : source
    };
  }
  const outLink = path6.join(deps.tempDir, `result-${links++}`);
  const build2 = { cwd: deps.cwd, args: options.buildArgs, outLink, log: deps.log };
  const built = target.kind === "flake" ? await buildInstallable(target.nix, { ...build2, installable: target.installable }) : await buildFile(target.nix, { ...build2, file: target.file, attribute: target.attribute });
  return { plan, source: await identifySource(built.outPath), ...built };
}, "realiseImage");

// src/pipeline/derivers.ts
var deriversOf = /* @__PURE__ */ __name(async ({ paths, drvPath }, wanted, store) => {
  const remembered = new Map(Array.from(paths, ({ path: path8, deriver }) => [path8, deriver]));
  const found = /* @__PURE__ */ new Map();
  for (const path8 of new Set(wanted)) {
    const deriver = remembered.get(path8);
    if (deriver !== void 0 && await hasDerivation(deriver)) found.set(path8, deriver);
  }
  const missing3 = wanted.filter((path8) => !found.has(path8));
  if (missing3.length === 0 || drvPath === void 0 || !await hasDerivation(drvPath)) return found;
  return new Map([...found, ...await findDerivers(store, drvPath, missing3)]);
}, "deriversOf");

// src/pipeline/derived-names.ts
var readDerivedNames = /* @__PURE__ */ __name(async ({ paths }, drvPath, nix) => {
  const open7 = [...paths.keys()].filter((path8) => !isPlainName(path8));
  if (open7.length === 0) return /* @__PURE__ */ new Map();
  const store = openPlanStore(nix);
  const derivers = await deriversOf({ paths: paths.values(), drvPath }, open7, store);
  const derivations = await store.read([...new Set(derivers.values())]);
  return new Map(
    open7.flatMap((path8) => {
      const derivation = derivations.get(derivers.get(path8) ?? path8);
      return derivation === void 0 ? [] : [[path8, splitByDerivation(path8, derivation)]];
    })
  );
}, "readDerivedNames");

// src/pipeline/ask-nix.ts
var askNix = /* @__PURE__ */ __name(async (images, { drvPath }, { nix, deps }) => {
  const paths = [...new Set(images.flatMap((image) => [...heldPaths(image)]))];
  const found = paths.length === 0 ? void 0 : await nix.want();
  const closure = found && await closureOf(found, paths);
  if (found === void 0 || closure === void 0) return {};
  const names = await readDerivedNames(closure, drvPath, found).catch(
    (error) => deps.log.debug(`names are read off store paths, since derivations could not be read: ${messageOf(error)}`)
  );
  return { closure, ...names && { names } };
}, "askNix");

// src/pipeline/choose-platform.ts
var choosePlatform = /* @__PURE__ */ __name(({ target }, platform, { machine }) => {
  if (platform === "all") return void 0;
  if (platform !== void 0) return { platform, lenient: false };
  return target.kind === "registry" ? { platform: machine, lenient: true } : void 0;
}, "choosePlatform");

// src/pipeline/provenance.ts
var provenanceOf = /* @__PURE__ */ __name((plan, { outPath, drvPath }) => ({
  source: plan.text,
  dirty: plan.dirty,
  ...defined({
    revision: plan.revision,
    outPath,
    drvPath,
    flakeInputs: plan.target.kind === "flake" ? plan.target.metadata.inputs : void 0
  })
}), "provenanceOf");

// src/pipeline/analyse.ts
var analysePlan = /* @__PURE__ */ __name(async (plan, options) => {
  return analyseRealised(await realiseImage(plan, options), options);
}, "analysePlan");
var analyseRealised = /* @__PURE__ */ __name(async (realised, options) => {
  const { deps } = options;
  const { plan } = realised;
  options.nix.want().catch(() => {
  });
  const images = await deps.log.group(
    `read ${plan.text}`,
    () => readImages(realised.source, {
      log: deps.log,
      env: environmentForPrograms(deps.env),
      ...options.openPacker === void 0 ? {} : { openPacker: options.openPacker },
      ...deps.workers === void 0 ? {} : { workers: deps.workers },
      ...defined({ platform: choosePlatform(plan, options.platform, deps) })
    })
  );
  for (const image of images) tellCut(image, deps.log);
  const asked = askNix(images, realised, options);
  const inspections = images.map(inspectImage);
  const [known, toolVersion] = await Promise.all([asked, deps.version()]);
  return images.map(
    (image, i) => analyseImage(realised, image, { inspection: inspections[i], known, toolVersion, options })
  );
}, "analyseRealised");
var tellCut = /* @__PURE__ */ __name(({ source, layers }, log) => {
  const cut2 = layers.flatMap(({ traces }, index) => traces.cut ? [index + 1] : []);
  if (cut2.length === 0) return;
  log.warning(
    `${source}: layer ${cut2.join(", ")} holds more programs, names of store paths or package lists than are looked at; sizes are exact, findings and references may be incomplete`
  );
}, "tellCut");
var analyseImage = /* @__PURE__ */ __name(({ plan, outPath, drvPath }, image, { inspection, known, toolVersion, options }) => {
  const report = buildReport({
    image,
    inspection,
    toolVersion,
    ...known,
    ...defined({ silences: options.silences, publishing: options.publishing?.(image, plan) }),
    provenance: provenanceOf(plan, { ...defined({ outPath, drvPath }) })
  });
  return { plan, image, report, references: inspection.references };
}, "analyseImage");

// src/pipeline/plan.ts
import { access as access5, stat as stat5 } from "node:fs/promises";
import path7 from "node:path";
var planImage = /* @__PURE__ */ __name(async (arg, options) => {
  switch (arg.kind) {
    case "installable":
      return planFlake(arg.text, options);
    case "attribute": {
      const file = path7.resolve(options.deps.cwd, arg.file);
      const target = { kind: "file", nix: await options.nix.need(), file, attribute: arg.attribute };
      return planLocal(arg.attribute, target, await folderOf(file), options);
    }
    case "registry":
    case "daemon":
      return planLocal(formatImageArg(arg), arg, options.deps.cwd, options);
    case "path": {
      const file = path7.resolve(options.deps.cwd, arg.path);
      if (await isFlakeFolder(file)) return planFlake(arg.path, options);
      const target = { kind: "ready", path: file, ...arg.tag === void 0 ? {} : { tag: arg.tag } };
      return planLocal(arg.path, target, path7.dirname(file), options);
    }
  }
}, "planImage");
var planFlake = /* @__PURE__ */ __name(async (text3, options) => {
  const nix = await options.nix.need();
  const { flakeRef } = parseInstallable(text3);
  const metadata = await readFlakeMetadata(nix, flakeRef, { cwd: options.deps.cwd, args: options.buildArgs });
  if (metadata.lockOutdated) {
    options.deps.log.warning(
      `${text3}: flake.lock is missing or does not fit flake.nix; it was not written, since that would make the tree dirty and the tag "dev". Run \`nix flake lock\` and commit flake.lock.`
    );
  }
  const hash = text3.indexOf("#");
  return {
    text: text3,
    target: { kind: "flake", nix, installable: text3, fragment: hash < 0 ? "" : text3.slice(hash), metadata },
    ...metadata.revision === void 0 ? {} : { revision: metadata.revision },
    dirty: metadata.dirty,
    rev: shortRev(metadata, options.revLength)
  };
}, "planFlake");
var planLocal = /* @__PURE__ */ __name(async (text3, target, dir, { deps, revLength }) => {
  const exists = await access5(dir).then(
    () => true,
    () => false
  );
  const git = exists ? await openGit({ run: deps.run, dir }) : void 0;
  const dirty = git === void 0 ? false : await git.isDirty();
  const head = dirty ? void 0 : await git?.headRevision();
  const revision = head === void 0 ? {} : { revision: head };
  return { text: text3, target, dirty, rev: shortRev(revision, revLength), ...revision };
}, "planLocal");
var folderOf = /* @__PURE__ */ __name(async (file) => (await stat5(file).catch(() => void 0))?.isDirectory() === true ? file : path7.dirname(file), "folderOf");
var isFlakeFolder = /* @__PURE__ */ __name((file) => access5(path7.join(file, "flake.nix")).then(
  () => true,
  () => false
), "isFlakeFolder");

export {
  writeDockerArchive,
  findEngine,
  loadArchive,
  openLoadable,
  readStreamScript,
  readBareImages,
  planTrim,
  readTrimmed,
  findDuplicates,
  diffLayer,
  nearest,
  listFolder,
  NixError,
  openPlanStore,
  hasDerivation,
  instantiate,
  withRevision,
  queryImageName,
  parseInstallable,
  queryLicences,
  queryPositions,
  findRebuildCauses,
  sourcePath,
  nixSystem,
  findNix,
  deriversOf,
  choosePlatform,
  provenanceOf,
  openForReading,
  readRemoteImage,
  realiseImage,
  analysePlan,
  analyseRealised,
  planImage
};
