import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  nameOf,
  storePathOf
} from "./chunk-EG7TS4Y5.js";
import {
  Meter,
  sha256
} from "./chunk-WJ444KRO.js";
import {
  digestFromHex
} from "./chunk-QPEP4A4R.js";
import {
  EXIT,
  InputError,
  KnownError,
  messageOf
} from "./chunk-UNTW53JI.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/tar/header.ts
var BLOCK = 512;
var isZeroBlock = /* @__PURE__ */ __name((block2) => {
  for (let i = 0; i < BLOCK; i++) if (block2[i] !== 0) return false;
  return true;
}, "isZeroBlock");
var CHECKSUM = 148;
var CHECKSUM_END = CHECKSUM + 8;
var SPACES = 8 * 32;
var hasTarChecksum = /* @__PURE__ */ __name((block2) => {
  const wanted = parseOctal(block2, CHECKSUM, CHECKSUM_END);
  const sum = sumBytes(block2, 0, CHECKSUM) + SPACES + sumBytes(block2, CHECKSUM_END, BLOCK);
  return wanted === sum || wanted === sum - 256 * (countHigh(block2, 0, CHECKSUM) + countHigh(block2, CHECKSUM_END, BLOCK));
}, "hasTarChecksum");
var sumBytes = /* @__PURE__ */ __name((block2, start, end) => {
  let sum = 0;
  for (let i = start; i < end; i += 4) {
    sum += block2[i] + block2[i + 1] + block2[i + 2] + block2[i + 3];
  }
  return sum;
}, "sumBytes");
var countHigh = /* @__PURE__ */ __name((block2, start, end) => {
  let count = 0;
  for (let i = start; i < end; i++) count += block2[i] >> 7;
  return count;
}, "countHigh");
var parseTarHeader = /* @__PURE__ */ __name((block2) => {
  if (!hasTarChecksum(block2)) return void 0;
  const size = parseNumber(block2, 124, 136);
  if (size === void 0) return void 0;
  const type = block2[156];
  const realSize = type === TYPE.gnuSparse ? parseNumber(block2, 483, 495) : 0;
  if (realSize === void 0) return void 0;
  return {
    name: parseName(block2),
    size,
    type,
    linkname: isLink(type) ? parseText(block2, 157, 257) : "",
    mode: (parseNumber(block2, 100, 108) ?? 0) & 4095,
    uid: parseNumber(block2, 108, 116) ?? 0,
    gid: parseNumber(block2, 116, 124) ?? 0,
    sparse: type === TYPE.gnuSparse ? { realSize, extended: block2[482] !== 0 } : void 0
  };
}, "parseTarHeader");
var code = /* @__PURE__ */ __name((character) => character.charCodeAt(0), "code");
var TYPE = {
  old: 0,
  file: code("0"),
  hardLink: code("1"),
  symlink: code("2"),
  directory: code("5"),
  fifo: code("6"),
  pax: code("x"),
  globalPax: code("g"),
  gnuLongName: code("L"),
  gnuLongLink: code("K"),
  gnuSparse: code("S")
};
var isLink = /* @__PURE__ */ __name((type) => type === TYPE.hardLink || type === TYPE.symlink, "isLink");
var hasBody = /* @__PURE__ */ __name((type) => type < TYPE.hardLink || type > TYPE.fifo, "hasBody");
var kindOf = /* @__PURE__ */ __name((type) => {
  if (hasBody(type)) return "file";
  if (type === TYPE.directory) return "directory";
  if (type === TYPE.symlink) return "symlink";
  return type === TYPE.hardLink ? "hardLink" : "special";
}, "kindOf");
var parseName = /* @__PURE__ */ __name((block2) => {
  const name = parseText(block2, 0, 100);
  if (block2[345] === 0 || block2.toString("latin1", 257, 263) !== "ustar\0") return name;
  return `${parseText(block2, 345, 500)}/${name}`;
}, "parseName");
var parseText = /* @__PURE__ */ __name((block2, start, end) => {
  let at = start;
  while (at < end && block2[at] !== 0) at += 1;
  return block2.toString("latin1", start, at);
}, "parseText");
var parseNumber = /* @__PURE__ */ __name((block2, start, end) => {
  const first = block2[start];
  if ((first & 128) === 0) return parseOctal(block2, start, end);
  let value = first & 127;
  for (let i = start + 1; i < end; i++) value = value * 256 + block2[i];
  return Number.isSafeInteger(value) ? value : void 0;
}, "parseNumber");
var parseOctal = /* @__PURE__ */ __name((block2, start, end) => {
  let at = start;
  let last = end;
  while (at < last && block2[at] === 32) at += 1;
  while (last > at && (block2[last - 1] === 0 || block2[last - 1] === 32)) last -= 1;
  let value = 0;
  for (; at < last; at++) {
    const digit = block2[at] - 48;
    if (digit < 0 || digit > 7) return void 0;
    value = value * 8 + digit;
  }
  return value;
}, "parseOctal");

// src/tar/names.ts
import { isUtf8 } from "node:buffer";
var textOfName = /* @__PURE__ */ __name((bytes) => {
  if (!/[\x80-\xff]/.test(bytes)) return bytes;
  const buffer = Buffer.from(bytes, "latin1");
  return isUtf8(buffer) ? buffer.toString("utf8") : decodeKnown(buffer);
}, "textOfName");
var nameOfText = /* @__PURE__ */ __name((text) => Buffer.from(text, "utf8").toString("latin1"), "nameOfText");
var decodeKnown = /* @__PURE__ */ __name((buffer) => {
  let text = "";
  for (let at = 0; at < buffer.length; ) {
    const sequence = buffer.subarray(at, at + sequenceLength(buffer[at]));
    const known = isUtf8(sequence);
    text += known ? sequence.toString("utf8") : `\\x${buffer.toString("hex", at, at + 1)}`;
    at += known ? sequence.length : 1;
  }
  return text;
}, "decodeKnown");
var sequenceLength = /* @__PURE__ */ __name((first) => first < 128 ? 1 : first < 224 ? 2 : first < 240 ? 3 : 4, "sequenceLength");
var absolutePath = /* @__PURE__ */ __name((name) => {
  if (!/(^|\/)\.\.?(\/|$)|\/\//.test(name)) {
    const path = name.endsWith("/") ? name.slice(0, -1) : name;
    return path.startsWith("/") ? path : `/${path}`;
  }
  const parts = [];
  for (const part of name.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}, "absolutePath");

// src/tar/errors.ts
var TarError = class extends KnownError {
  static {
    __name(this, "TarError");
  }
  code;
  exitCode = EXIT.usage;
  constructor(code2, message, options) {
    super(message, options);
    this.code = code2;
  }
};

// src/tar/pax.ts
var NO_RECORDS = {};
var parsePaxRecords = /* @__PURE__ */ __name((body, member) => {
  const records = {};
  let sparseName;
  for (let at = 0; at < body.length && body[at] !== 0; ) {
    const { key, value, end } = readRecord(body, at, member);
    if (key === "GNU.sparse.name") sparseName = value;
    else apply(records, key, value, member);
    at = end;
  }
  return sparseName === void 0 ? records : { ...records, path: sparseName };
}, "parsePaxRecords");
var apply = /* @__PURE__ */ __name((records, key, value, member) => {
  switch (key) {
    case "path":
      records.path = value;
      break;
    case "linkpath":
      records.linkpath = value;
      break;
    case "size":
      records.size = parseSize(value, member);
      break;
    case "uid":
    case "gid":
      if (/^[0-9]{1,15}$/.test(value)) records[key] = Number(value);
      break;
    case "GNU.sparse.size":
    case "GNU.sparse.realsize":
      records.realSize = parseSize(value, member);
      break;
  }
}, "apply");
var readRecord = /* @__PURE__ */ __name((body, at, member) => {
  const space = body.indexOf(32, at);
  const digits = space < 0 ? "" : body.toString("latin1", at, space);
  const end = at + Number(digits);
  const equals = body.indexOf(61, space);
  if (!/^[0-9]{1,9}$/.test(digits) || end > body.length || equals < 0 || equals >= end || body[end - 1] !== 10) {
    throw new TarError("BAD_TAR", `${member}: a PAX record is cut or malformed; build the image again`);
  }
  return { key: body.toString("latin1", space + 1, equals), value: body.toString("latin1", equals + 1, end - 1), end };
}, "readRecord");
var parseSize = /* @__PURE__ */ __name((value, member) => {
  const size = Number(value);
  if (/^[0-9]+$/.test(value) && Number.isSafeInteger(size)) return size;
  const found = `a PAX record gives the size ${JSON.stringify(value)}`;
  throw new TarError("BAD_TAR", `${member}: ${found} (wanted: bytes in decimal digits); build the image again`);
}, "parseSize");

// src/tar/scanner.ts
var META_LIMIT = 1 << 20;
var NAME_LIMIT = 1 << 13;
var TarScanner = class {
  static {
    __name(this, "TarScanner");
  }
  #member;
  #visitor;
  #header = Buffer.alloc(BLOCK);
  #filled = 0;
  /** Bytes of the current body, then of its padding, that are still to come. */
  #body = 0;
  #padding = 0;
  #wantsBody = false;
  #meta;
  /** Bytes of the body that follows when the blocks of an old sparse map are over. */
  #afterSparseMap;
  #pax = NO_RECORDS;
  #longName;
  #longLink;
  #zeroBlocks = 0;
  constructor(member, visitor) {
    this.#member = member;
    this.#visitor = visitor;
  }
  /** True when the end marker has passed; what follows it is ignored. */
  get ended() {
    return this.#zeroBlocks >= 2;
  }
  push(chunk) {
    let at = 0;
    while (at < chunk.length && this.#zeroBlocks < 2) {
      if (this.#body > 0) at += this.#consumeBody(chunk, at);
      else if (this.#padding > 0) at += this.#consumePadding(chunk.length - at);
      else at += this.#consumeHeader(chunk, at);
    }
  }
  /** Bytes that may be left out of the next push, for a reader that can seek: a body that nobody looks at. */
  get passable() {
    return this.#meta === void 0 && !this.#wantsBody ? this.#body + this.#padding : 0;
  }
  /** Passes over `passable` bytes that are not pushed. */
  pass() {
    if (this.passable === 0) return;
    this.#body = 0;
    this.#padding = 0;
  }
  /** To be called when the tar is over; throws when it ended inside an entry. A missing end marker is tolerated. */
  end() {
    const inside = this.#body + this.#padding + this.#filled > 0 || this.#afterSparseMap !== void 0;
    const awaited = this.#pax !== NO_RECORDS || this.#longName !== void 0 || this.#longLink !== void 0;
    if (!inside && !awaited) return;
    const found = "the tar ends in the middle of an entry";
    throw new TarError("TRUNCATED", `${this.#member}: ${found}; build or download the image again`);
  }
  #consumeBody(chunk, at) {
    const length = Math.min(this.#body, chunk.length - at);
    const meta = this.#meta;
    if (meta !== void 0) meta.filled += chunk.copy(meta.bytes, meta.filled, at, at + length);
    else if (this.#wantsBody) this.#visitor.body(chunk.subarray(at, at + length));
    this.#body -= length;
    if (this.#body === 0 && meta !== void 0) this.#applyMeta(meta.type, meta.bytes);
    return length;
  }
  #consumePadding(available) {
    const length = Math.min(this.#padding, available);
    this.#padding -= length;
    return length;
  }
  #consumeHeader(chunk, at) {
    if (this.#filled === 0 && chunk.length - at >= BLOCK) {
      this.#readBlock(chunk.subarray(at, at + BLOCK));
      return BLOCK;
    }
    const length = chunk.copy(this.#header, this.#filled, at, Math.min(chunk.length, at + BLOCK - this.#filled));
    this.#filled += length;
    if (this.#filled === BLOCK) {
      this.#filled = 0;
      this.#readBlock(this.#header);
    }
    return length;
  }
  #readBlock(block2) {
    if (this.#afterSparseMap !== void 0) this.#readSparseBlock(block2, this.#afterSparseMap);
    else if (block2[0] === 0 && isZeroBlock(block2)) this.#zeroBlocks += 1;
    else this.#readHeader(block2);
  }
  /** Old GNU sparse maps go on in blocks of their own, the last of which says so. */
  #readSparseBlock(block2, body) {
    if (block2[504] !== 0) return;
    this.#afterSparseMap = void 0;
    this.#open(body);
  }
  #readHeader(block2) {
    const header = this.#zeroBlocks === 0 ? parseTarHeader(block2) : void 0;
    if (header === void 0) throw this.#bad("bytes that are no tar header");
    switch (header.type) {
      case TYPE.pax:
      case TYPE.gnuLongName:
      case TYPE.gnuLongLink:
        this.#openMeta(header);
        break;
      case TYPE.globalPax:
        this.#wantsBody = false;
        this.#open(header.size);
        break;
      default:
        this.#emit(header);
    }
  }
  #open(body) {
    const rest = body % BLOCK;
    this.#body = body;
    this.#padding = rest === 0 ? 0 : BLOCK - rest;
    if (!Number.isSafeInteger(body + BLOCK)) throw this.#bad(`an entry of ${body} bytes`);
  }
  #openMeta({ type, size }) {
    if (size > META_LIMIT) throw this.#bad(`a record of ${size} bytes on one entry (at most ${META_LIMIT})`);
    if (size === 0) return;
    this.#meta = { type, bytes: Buffer.alloc(size), filled: 0 };
    this.#open(size);
  }
  #applyMeta(type, bytes) {
    this.#meta = void 0;
    if (type === TYPE.pax) this.#pax = parsePaxRecords(bytes, this.#member);
    else if (type === TYPE.gnuLongName) this.#longName = untilZero(bytes);
    else this.#longLink = untilZero(bytes);
  }
  #emit(header) {
    const { path, linkpath, size, realSize = header.sparse?.realSize, uid, gid } = this.#pax;
    const name = path ?? this.#longName ?? header.name;
    const target = linkpath ?? this.#longLink ?? header.linkname;
    if (name.length > NAME_LIMIT || target.length > NAME_LIMIT)
      throw this.#bad(`a name of more than ${NAME_LIMIT} bytes`);
    const stored = hasBody(header.type) ? size ?? header.size : 0;
    const kind = this.#kindOf(header, name, stored);
    this.#wantsBody = this.#visitor.entry({
      path: absolutePath(name),
      kind,
      stored,
      size: kind === "file" ? realSize ?? stored : stored,
      sparse: realSize !== void 0,
      target: kind === "symlink" || kind === "hardLink" ? target : void 0,
      mode: header.mode,
      uid: uid ?? header.uid,
      gid: gid ?? header.gid
    });
    this.#pax = NO_RECORDS;
    this.#longName = void 0;
    this.#longLink = void 0;
    if (header.sparse?.extended === true) this.#afterSparseMap = stored;
    else this.#open(stored);
  }
  /** Tars from before POSIX have no type for directories, only a slash at the name's end. */
  #kindOf({ type }, name, stored) {
    return type === TYPE.old && stored === 0 && name.endsWith("/") ? "directory" : kindOf(type);
  }
  #bad(found) {
    return new TarError("BAD_TAR", `${this.#member}: found ${found}; build the image again`);
  }
};
var untilZero = /* @__PURE__ */ __name((bytes) => {
  const end = bytes.indexOf(0);
  return bytes.toString("latin1", 0, end < 0 ? bytes.length : end);
}, "untilZero");

// src/tar/writer.ts
var TYPES = { file: "0", directory: "5", symlink: "2" };
var SMALL = 2097151;
var LARGE = 8589934591;
var encodeHeader = /* @__PURE__ */ __name((entry) => {
  const split = splitName(entry.path);
  const records = paxRecords(entry, split !== void 0);
  if (records.length === 0) return block({ ...fieldsOf(entry), ...split ?? { name: entry.path, prefix: "" } });
  const body = Buffer.from(records.map(encodeRecord).join(""), "latin1");
  const header = block({ ...EMPTY, name: paxName(entry.path), type: "x", size: body.length });
  return Buffer.concat([header, body, padding(body.length), block(fieldsOf(entry))]);
}, "encodeHeader");
var padding = /* @__PURE__ */ __name((size) => Buffer.alloc((BLOCK - size % BLOCK) % BLOCK), "padding");
var END_OF_TAR = Buffer.alloc(2 * BLOCK);
var EMPTY = {
  ...{ name: "", prefix: "", type: "0", mode: 0, uid: 0, gid: 0, size: 0, mtime: 0 },
  ...{ target: "", uname: "", gname: "", devices: "" }
};
var fieldsOf = /* @__PURE__ */ __name(({ path, kind, target, ...rest }) => ({
  ...rest,
  ...{
    name: ascii(path),
    prefix: "",
    type: TYPES[kind],
    target: ascii(target),
    devices: `${octal(0, 8)}${octal(0, 8)}`
  }
}), "fieldsOf");
var isAscii = /* @__PURE__ */ __name((text) => !/[\0\x80-\xff]/.test(text), "isAscii");
var ascii = /* @__PURE__ */ __name((text) => text.replace(/[\0\x80-\xff]/g, ""), "ascii");
var splitName = /* @__PURE__ */ __name((path) => {
  if (path.length <= 100 || !isAscii(path)) return void 0;
  const slash = path.slice(0, 156).lastIndexOf("/");
  const name = path.slice(slash + 1);
  return slash <= 0 || name.length > 100 || name === "" ? void 0 : { name, prefix: path.slice(0, slash) };
}, "splitName");
var paxRecords = /* @__PURE__ */ __name((entry, split) => {
  const { path, target, uid, gid, size } = entry;
  const needed = /* @__PURE__ */ __name((text) => text.length > 100 || !isAscii(text), "needed");
  const others = [
    ...gid > SMALL ? [["gid", String(gid)]] : [],
    ...needed(target) ? [["linkpath", target]] : [],
    ...size > LARGE ? [["size", String(size)]] : [],
    ...uid > SMALL ? [["uid", String(uid)]] : []
  ];
  const own = needed(path) && (!split || others.length > 0) ? [["path", path]] : [];
  return [...others, ...own].sort(([a], [b]) => a < b ? -1 : 1);
}, "paxRecords");
var encodeRecord = /* @__PURE__ */ __name(([key, value]) => {
  const rest = key.length + value.length + 3;
  let length = rest + String(rest).length;
  length = rest + String(length).length;
  return `${length} ${key}=${value}
`;
}, "encodeRecord");
var paxName = /* @__PURE__ */ __name((path) => {
  const slash = path.lastIndexOf("/") + 1;
  return ascii(`${path.slice(0, slash)}PaxHeaders.0/${path.slice(slash)}`).slice(0, 100).replace(/\/+$/, "");
}, "paxName");
var octal = /* @__PURE__ */ __name((value, length) => {
  const digits = value.toString(8).padStart(length - 1, "0");
  return `${digits.length < length ? digits : "0".repeat(length - 1)}\0`;
}, "octal");
var block = /* @__PURE__ */ __name((fields) => {
  const { name, prefix, type, mode, uid, gid, size, mtime, target, uname, gname, devices } = fields;
  const header = Buffer.alloc(BLOCK);
  const put = /* @__PURE__ */ __name((text, at, length) => {
    header.write(text.slice(0, length), at, "latin1");
  }, "put");
  put(name, 0, 100);
  put(octal(mode, 8) + octal(uid, 8) + octal(gid, 8) + octal(size, 12) + octal(mtime, 12), 100, 48);
  put(" ".repeat(8), 148, 8);
  put(type, 156, 1);
  put(target, 157, 100);
  put("ustar\x0000", 257, 8);
  put(uname, 265, 32);
  put(gname, 297, 32);
  put(devices, 329, 16);
  put(prefix, 345, 155);
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, "0")}\0 `, 148, 8);
  return header;
}, "block");

// src/image/errors.ts
var ImageError = class extends KnownError {
  static {
    __name(this, "ImageError");
  }
  code;
  exitCode = EXIT.usage;
  constructor(code2, message, options) {
    super(message, options);
    this.code = code2;
  }
};

// src/image/layer-files.ts
var KINDS = ["file", "directory", "symlink", "hardLink", "special"];
var HAS_HASH = 16;
var IS_SPARSE = 32;
var IS_OWNED = 64;
var FIXED = 9;
var NUMBERS = 32;
var START = 4096;
var LayerFilesWriter = class {
  static {
    __name(this, "LayerFilesWriter");
  }
  #bytes = Buffer.alloc(START);
  #at = 0;
  #count = 0;
  #last = "";
  get count() {
    return this.#count;
  }
  add({ path, kind, stored, size, hash, target = "", mode, uid, gid }) {
    const shared = commonPrefix(this.#last, path);
    const rest = path.length - shared;
    this.#reserve(FIXED + NUMBERS + rest + target.length);
    const bytes = this.#bytes;
    let at = this.#at;
    const sparse = stored !== size;
    const owned = uid !== 0 || gid !== 0;
    bytes[at] = KINDS.indexOf(kind) | (hash === void 0 ? 0 : HAS_HASH) | (sparse ? IS_SPARSE : 0) | (owned ? IS_OWNED : 0);
    bytes.writeUInt16LE(shared, at + 1);
    bytes.writeUInt16LE(rest, at + 3);
    bytes.writeUInt16LE(target.length, at + 5);
    bytes.writeUInt16LE(mode, at + 7);
    at += FIXED;
    if (owned) at = bytes.writeUInt32LE(gid >>> 0, bytes.writeUInt32LE(uid >>> 0, at));
    if (kind === "file") at = bytes.writeDoubleLE(stored, at);
    if (sparse) at = bytes.writeDoubleLE(size, at);
    if (hash !== void 0) at = bytes.writeBigUInt64LE(hash, at);
    at += bytes.write(shared === 0 ? path : path.slice(shared), at, "latin1");
    at += bytes.write(target, at, "latin1");
    this.#at = at;
    this.#count += 1;
    this.#last = path;
  }
  finish() {
    const bytes = new Uint8Array(this.#at);
    bytes.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = Buffer.alloc(0);
    return { count: this.#count, bytes, digest: sha256(bytes) };
  }
  #reserve(length) {
    if (this.#at + length <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#at + length));
    this.#bytes.copy(grown, 0, 0, this.#at);
    this.#bytes = grown;
  }
};
var commonPrefix = /* @__PURE__ */ __name((a, b) => {
  const end = Math.min(a.length, b.length);
  let i = 0;
  while (i < end && a.charCodeAt(i) === b.charCodeAt(i)) i += 1;
  return i;
}, "commonPrefix");
function* entriesOf(files) {
  const bytes = Buffer.from(files.bytes.buffer, files.bytes.byteOffset, files.bytes.byteLength);
  let last = "";
  for (let at = 0; at < bytes.length; ) {
    const flags = bytes[at];
    const kind = KINDS[flags & 15];
    const shared = bytes.readUInt16LE(at + 1);
    const rest = bytes.readUInt16LE(at + 3);
    const targetLength = bytes.readUInt16LE(at + 5);
    const mode = bytes.readUInt16LE(at + 7);
    at += FIXED;
    const owned = (flags & IS_OWNED) !== 0;
    const uid = owned ? bytes.readUInt32LE(at) : 0;
    const gid = owned ? bytes.readUInt32LE(at + 4) : 0;
    if (owned) at += 8;
    const stored = kind === "file" ? bytes.readDoubleLE(at) : 0;
    if (kind === "file") at += 8;
    const size = (flags & IS_SPARSE) === 0 ? stored : bytes.readDoubleLE(at);
    if (size !== stored) at += 8;
    const hash = (flags & HAS_HASH) === 0 ? void 0 : bytes.readBigUInt64LE(at);
    if (hash !== void 0) at += 8;
    const path = last.slice(0, shared) + bytes.toString("latin1", at, at + rest);
    at += rest;
    const target = targetLength === 0 ? void 0 : bytes.toString("latin1", at, at + targetLength);
    at += targetLength;
    last = path;
    yield { path, kind, stored, size, hash, target, mode, uid, gid };
  }
}
__name(entriesOf, "entriesOf");

// src/image/compression.ts
import { createGunzip, createZstdDecompress } from "node:zlib";

// src/image/xz.ts
import { Duplex, Readable } from "node:stream";
var xzDecompressor = /* @__PURE__ */ __name((name) => Duplex.from(async function* (source) {
  const { default: xz } = await import("./xz-decompress-VFWNIAUE.js");
  const compressed = Readable.toWeb(Readable.from(source, { objectMode: false }));
  try {
    const plain = new xz.XzReadableStream(compressed);
    for await (const chunk of plain) yield Buffer.from(chunk);
  } catch (error) {
    throw xzError(name, error);
  }
}), "xzDecompressor");
var xzError = /* @__PURE__ */ __name((name, cause) => {
  const message = messageOf(cause);
  switch (/error code (\d+)/.exec(message)?.[1]) {
    case "8":
      return new ImageError("TRUNCATED", `${name}: the archive ends in the middle; build or download it again`, {
        cause
      });
    case "4":
      return new ImageError("UNSUPPORTED", `${name}: xz with too large a dictionary; compress it with xz -9 or less`, {
        cause
      });
    case "6":
      return new ImageError(
        "UNSUPPORTED",
        `${name}: xz with a check or filter that is not supported; decompress it first (unxz)`,
        { cause }
      );
    default:
      return new ImageError("BAD_ARCHIVE", `${name}: no readable xz (${message}); build or download it again`, {
        cause
      });
  }
}, "xzError");

// src/image/zstd-frames.ts
import { Transform } from "node:stream";
var MAGIC = 4247762216;
var SKIPPABLE = 407710288;
var DICTIONARY_SIZES = [0, 1, 2, 4];
var CONTENT_SIZES = [0, 2, 4, 8];
var ZstdFrameAligner = class extends Transform {
  static {
    __name(this, "ZstdFrameAligner");
  }
  #expect = "magic";
  /** Bytes of the expected field: still to come, and gathered so far when they matter. */
  #left = 4;
  #field = [];
  #hasChecksum = false;
  #isLast = false;
  _transform(chunk, _encoding, done) {
    let start = 0;
    let at = 0;
    try {
      while (at < chunk.length) {
        at += this.#take(chunk, at);
        if (!this.#settle()) continue;
        this.push(chunk.subarray(start, at));
        start = at;
      }
    } catch (error) {
      done(error);
      return;
    }
    done(null, start < chunk.length ? chunk.subarray(start) : void 0);
  }
  _flush(done) {
    const whole = this.#expect === "magic" && this.#field.length === 0;
    done(whole ? null : new Error("unexpected end of zstd data"));
  }
  #take(chunk, at) {
    const length = Math.min(this.#left, chunk.length - at);
    this.#left -= length;
    if (this.#expect !== "body" && this.#expect !== "skipBody") this.#field.push(...chunk.subarray(at, at + length));
    return length;
  }
  /** Goes on to the next field while fields are complete; true when a frame has just ended. */
  #settle() {
    while (this.#left === 0) {
      const field = Buffer.from(this.#field);
      this.#field = [];
      if (this.#advance(field)) return true;
    }
    return false;
  }
  #advance(field) {
    switch (this.#expect) {
      case "magic":
        return this.#next(...startOf(field.readUInt32LE(0)));
      case "descriptor":
        return this.#readDescriptor(field[0]);
      case "skipSize":
        return this.#next("skipBody", field.readUInt32LE(0));
      case "header":
        return this.#next("block", 3);
      case "block":
        return this.#readBlock(field.readUIntLE(0, 3));
      case "body":
        if (!this.#isLast) return this.#next("block", 3);
        return this.#hasChecksum ? this.#next("checksum", 4) : this.#endFrame();
      case "checksum":
      case "skipBody":
        return this.#endFrame();
    }
  }
  #readDescriptor(descriptor) {
    const single = (descriptor & 32) !== 0;
    const contentFlag = descriptor >> 6;
    this.#hasChecksum = (descriptor & 4) !== 0;
    const contentSize = contentFlag === 0 && single ? 1 : CONTENT_SIZES[contentFlag];
    return this.#next("header", (single ? 0 : 1) + DICTIONARY_SIZES[descriptor & 3] + contentSize);
  }
  #readBlock(header) {
    this.#isLast = (header & 1) === 1;
    const isRepeat = (header >> 1 & 3) === 1;
    return this.#next("body", isRepeat ? 1 : header >> 3);
  }
  #next(expect, length) {
    this.#expect = expect;
    this.#left = length;
    return false;
  }
  #endFrame() {
    this.#expect = "magic";
    this.#left = 4;
    return true;
  }
};
var startOf = /* @__PURE__ */ __name((magic) => {
  if (magic === MAGIC) return ["descriptor", 1];
  if ((magic & 4294967280) >>> 0 === SKIPPABLE) return ["skipSize", 4];
  throw new Error("found bytes that are no zstd frame");
}, "startOf");

// src/image/compression.ts
var sniffCompression = /* @__PURE__ */ __name((head) => {
  const magic = Buffer.from(head.subarray(0, 6)).toString("hex");
  if (magic.startsWith("1f8b")) return "gzip";
  if (magic.startsWith("28b52ffd")) return "zstd";
  return magic === "fd377a585a00" ? "xz" : "none";
}, "sniffCompression");
var CHUNK = 256 * 1024;
var decompressors = /* @__PURE__ */ __name((compression) => {
  switch (compression) {
    case "none":
      return [];
    case "gzip":
      return [createGunzip({ chunkSize: CHUNK })];
    case "zstd":
      return [new ZstdFrameAligner(), createZstdDecompress({ chunkSize: CHUNK })];
  }
}, "decompressors");
var archiveDecompressors = /* @__PURE__ */ __name((compression, name) => compression === "xz" ? [xzDecompressor(name)] : decompressors(compression), "archiveDecompressors");

// src/image/model.ts
var isLookedInto = /* @__PURE__ */ __name((layer) => "files" in layer, "isLookedInto");
var LARGEST_FILES = 20;

// src/image/scan-range.ts
import { closeSync, createReadStream, openSync, readSync } from "node:fs";

// src/image/scan-layer.ts
import { PassThrough, Readable as Readable2 } from "node:stream";
import { pipeline } from "node:stream/promises";

// node_modules/xxhash-wasm/esm/xxhash-wasm.js
var t = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 48, 8, 96, 3, 127, 127, 127, 1, 127, 96, 3, 127, 127, 127, 0, 96, 2, 127, 127, 0, 96, 1, 127, 1, 127, 96, 3, 127, 127, 126, 1, 126, 96, 3, 126, 127, 127, 1, 126, 96, 2, 127, 126, 0, 96, 1, 127, 1, 126, 3, 11, 10, 0, 0, 2, 1, 3, 4, 5, 6, 1, 7, 5, 3, 1, 0, 1, 7, 85, 9, 3, 109, 101, 109, 2, 0, 5, 120, 120, 104, 51, 50, 0, 0, 6, 105, 110, 105, 116, 51, 50, 0, 2, 8, 117, 112, 100, 97, 116, 101, 51, 50, 0, 3, 8, 100, 105, 103, 101, 115, 116, 51, 50, 0, 4, 5, 120, 120, 104, 54, 52, 0, 5, 6, 105, 110, 105, 116, 54, 52, 0, 7, 8, 117, 112, 100, 97, 116, 101, 54, 52, 0, 8, 8, 100, 105, 103, 101, 115, 116, 54, 52, 0, 9, 10, 251, 22, 10, 242, 1, 1, 4, 127, 32, 0, 32, 1, 106, 33, 3, 32, 1, 65, 16, 79, 4, 127, 32, 3, 65, 16, 107, 33, 6, 32, 2, 65, 168, 136, 141, 161, 2, 106, 33, 3, 32, 2, 65, 137, 235, 208, 208, 7, 107, 33, 4, 32, 2, 65, 207, 140, 162, 142, 6, 106, 33, 5, 3, 64, 32, 3, 32, 0, 40, 2, 0, 65, 247, 148, 175, 175, 120, 108, 106, 65, 13, 119, 65, 177, 243, 221, 241, 121, 108, 33, 3, 32, 4, 32, 0, 65, 4, 106, 34, 0, 40, 2, 0, 65, 247, 148, 175, 175, 120, 108, 106, 65, 13, 119, 65, 177, 243, 221, 241, 121, 108, 33, 4, 32, 2, 32, 0, 65, 4, 106, 34, 0, 40, 2, 0, 65, 247, 148, 175, 175, 120, 108, 106, 65, 13, 119, 65, 177, 243, 221, 241, 121, 108, 33, 2, 32, 5, 32, 0, 65, 4, 106, 34, 0, 40, 2, 0, 65, 247, 148, 175, 175, 120, 108, 106, 65, 13, 119, 65, 177, 243, 221, 241, 121, 108, 33, 5, 32, 6, 32, 0, 65, 4, 106, 34, 0, 79, 13, 0, 11, 32, 2, 65, 12, 119, 32, 5, 65, 18, 119, 106, 32, 4, 65, 7, 119, 106, 32, 3, 65, 1, 119, 106, 5, 32, 2, 65, 177, 207, 217, 178, 1, 106, 11, 32, 1, 106, 32, 0, 32, 1, 65, 15, 113, 16, 1, 11, 146, 1, 0, 32, 1, 32, 2, 106, 33, 2, 3, 64, 32, 1, 65, 4, 106, 32, 2, 75, 69, 4, 64, 32, 0, 32, 1, 40, 2, 0, 65, 189, 220, 202, 149, 124, 108, 106, 65, 17, 119, 65, 175, 214, 211, 190, 2, 108, 33, 0, 32, 1, 65, 4, 106, 33, 1, 12, 1, 11, 11, 3, 64, 32, 1, 32, 2, 79, 69, 4, 64, 32, 0, 32, 1, 45, 0, 0, 65, 177, 207, 217, 178, 1, 108, 106, 65, 11, 119, 65, 177, 243, 221, 241, 121, 108, 33, 0, 32, 1, 65, 1, 106, 33, 1, 12, 1, 11, 11, 32, 0, 32, 0, 65, 15, 118, 115, 65, 247, 148, 175, 175, 120, 108, 34, 0, 65, 13, 118, 32, 0, 115, 65, 189, 220, 202, 149, 124, 108, 34, 0, 65, 16, 118, 32, 0, 115, 11, 63, 0, 32, 0, 65, 8, 106, 32, 1, 65, 168, 136, 141, 161, 2, 106, 54, 2, 0, 32, 0, 65, 12, 106, 32, 1, 65, 137, 235, 208, 208, 7, 107, 54, 2, 0, 32, 0, 65, 16, 106, 32, 1, 54, 2, 0, 32, 0, 65, 20, 106, 32, 1, 65, 207, 140, 162, 142, 6, 106, 54, 2, 0, 11, 195, 4, 1, 6, 127, 32, 1, 32, 2, 106, 33, 6, 32, 0, 65, 24, 106, 33, 4, 32, 0, 65, 40, 106, 40, 2, 0, 33, 3, 32, 0, 32, 0, 40, 2, 0, 32, 2, 106, 54, 2, 0, 32, 0, 65, 4, 106, 34, 5, 32, 5, 40, 2, 0, 32, 2, 65, 16, 79, 32, 0, 40, 2, 0, 65, 16, 79, 114, 114, 54, 2, 0, 32, 2, 32, 3, 106, 65, 16, 73, 4, 64, 32, 3, 32, 4, 106, 32, 1, 32, 2, 252, 10, 0, 0, 32, 0, 65, 40, 106, 32, 2, 32, 3, 106, 54, 2, 0, 15, 11, 32, 3, 4, 64, 32, 3, 32, 4, 106, 32, 1, 65, 16, 32, 3, 107, 34, 2, 252, 10, 0, 0, 32, 0, 65, 8, 106, 34, 3, 32, 3, 40, 2, 0, 32, 4, 40, 2, 0, 65, 247, 148, 175, 175, 120, 108, 106, 65, 13, 119, 65, 177, 243, 221, 241, 121, 108, 54, 2, 0, 32, 0, 65, 12, 106, 34, 3, 32, 3, 40, 2, 0, 32, 4, 65, 4, 106, 40, 2, 0, 65, 247, 148, 175, 175, 120, 108, 106, 65, 13, 119, 65, 177, 243, 221, 241, 121, 108, 54, 2, 0, 32, 0, 65, 16, 106, 34, 3, 32, 3, 40, 2, 0, 32, 4, 65, 8, 106, 40, 2, 0, 65, 247, 148, 175, 175, 120, 108, 106, 65, 13, 119, 65, 177, 243, 221, 241, 121, 108, 54, 2, 0, 32, 0, 65, 20, 106, 34, 3, 32, 3, 40, 2, 0, 32, 4, 65, 12, 106, 40, 2, 0, 65, 247, 148, 175, 175, 120, 108, 106, 65, 13, 119, 65, 177, 243, 221, 241, 121, 108, 54, 2, 0, 32, 0, 65, 40, 106, 65, 0, 54, 2, 0, 32, 1, 32, 2, 106, 33, 1, 11, 32, 1, 32, 6, 65, 16, 107, 77, 4, 64, 32, 6, 65, 16, 107, 33, 8, 32, 0, 65, 8, 106, 40, 2, 0, 33, 2, 32, 0, 65, 12, 106, 40, 2, 0, 33, 3, 32, 0, 65, 16, 106, 40, 2, 0, 33, 5, 32, 0, 65, 20, 106, 40, 2, 0, 33, 7, 3, 64, 32, 2, 32, 1, 40, 2, 0, 65, 247, 148, 175, 175, 120, 108, 106, 65, 13, 119, 65, 177, 243, 221, 241, 121, 108, 33, 2, 32, 3, 32, 1, 65, 4, 106, 34, 1, 40, 2, 0, 65, 247, 148, 175, 175, 120, 108, 106, 65, 13, 119, 65, 177, 243, 221, 241, 121, 108, 33, 3, 32, 5, 32, 1, 65, 4, 106, 34, 1, 40, 2, 0, 65, 247, 148, 175, 175, 120, 108, 106, 65, 13, 119, 65, 177, 243, 221, 241, 121, 108, 33, 5, 32, 7, 32, 1, 65, 4, 106, 34, 1, 40, 2, 0, 65, 247, 148, 175, 175, 120, 108, 106, 65, 13, 119, 65, 177, 243, 221, 241, 121, 108, 33, 7, 32, 8, 32, 1, 65, 4, 106, 34, 1, 79, 13, 0, 11, 32, 0, 65, 8, 106, 32, 2, 54, 2, 0, 32, 0, 65, 12, 106, 32, 3, 54, 2, 0, 32, 0, 65, 16, 106, 32, 5, 54, 2, 0, 32, 0, 65, 20, 106, 32, 7, 54, 2, 0, 11, 32, 1, 32, 6, 73, 4, 64, 32, 4, 32, 1, 32, 6, 32, 1, 107, 34, 1, 252, 10, 0, 0, 32, 0, 65, 40, 106, 32, 1, 54, 2, 0, 11, 11, 97, 1, 1, 127, 32, 0, 65, 16, 106, 40, 2, 0, 33, 1, 32, 0, 65, 4, 106, 40, 2, 0, 4, 127, 32, 1, 65, 12, 119, 32, 0, 65, 20, 106, 40, 2, 0, 65, 18, 119, 106, 32, 0, 65, 12, 106, 40, 2, 0, 65, 7, 119, 106, 32, 0, 65, 8, 106, 40, 2, 0, 65, 1, 119, 106, 5, 32, 1, 65, 177, 207, 217, 178, 1, 106, 11, 32, 0, 40, 2, 0, 106, 32, 0, 65, 24, 106, 32, 0, 65, 40, 106, 40, 2, 0, 16, 1, 11, 255, 3, 2, 3, 126, 1, 127, 32, 0, 32, 1, 106, 33, 6, 32, 1, 65, 32, 79, 4, 126, 32, 6, 65, 32, 107, 33, 6, 32, 2, 66, 214, 235, 130, 238, 234, 253, 137, 245, 224, 0, 124, 33, 3, 32, 2, 66, 177, 169, 172, 193, 173, 184, 212, 166, 61, 125, 33, 4, 32, 2, 66, 249, 234, 208, 208, 231, 201, 161, 228, 225, 0, 124, 33, 5, 3, 64, 32, 3, 32, 0, 41, 3, 0, 66, 207, 214, 211, 190, 210, 199, 171, 217, 66, 126, 124, 66, 31, 137, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 33, 3, 32, 4, 32, 0, 65, 8, 106, 34, 0, 41, 3, 0, 66, 207, 214, 211, 190, 210, 199, 171, 217, 66, 126, 124, 66, 31, 137, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 33, 4, 32, 2, 32, 0, 65, 8, 106, 34, 0, 41, 3, 0, 66, 207, 214, 211, 190, 210, 199, 171, 217, 66, 126, 124, 66, 31, 137, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 33, 2, 32, 5, 32, 0, 65, 8, 106, 34, 0, 41, 3, 0, 66, 207, 214, 211, 190, 210, 199, 171, 217, 66, 126, 124, 66, 31, 137, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 33, 5, 32, 6, 32, 0, 65, 8, 106, 34, 0, 79, 13, 0, 11, 32, 2, 66, 12, 137, 32, 5, 66, 18, 137, 124, 32, 4, 66, 7, 137, 124, 32, 3, 66, 1, 137, 124, 32, 3, 66, 207, 214, 211, 190, 210, 199, 171, 217, 66, 126, 66, 31, 137, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 133, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 66, 157, 163, 181, 234, 131, 177, 141, 138, 250, 0, 125, 32, 4, 66, 207, 214, 211, 190, 210, 199, 171, 217, 66, 126, 66, 31, 137, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 133, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 66, 157, 163, 181, 234, 131, 177, 141, 138, 250, 0, 125, 32, 2, 66, 207, 214, 211, 190, 210, 199, 171, 217, 66, 126, 66, 31, 137, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 133, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 66, 157, 163, 181, 234, 131, 177, 141, 138, 250, 0, 125, 32, 5, 66, 207, 214, 211, 190, 210, 199, 171, 217, 66, 126, 66, 31, 137, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 133, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 66, 157, 163, 181, 234, 131, 177, 141, 138, 250, 0, 125, 5, 32, 2, 66, 197, 207, 217, 178, 241, 229, 186, 234, 39, 124, 11, 32, 1, 173, 124, 32, 0, 32, 1, 65, 31, 113, 16, 6, 11, 134, 2, 0, 32, 1, 32, 2, 106, 33, 2, 3, 64, 32, 2, 32, 1, 65, 8, 106, 79, 4, 64, 32, 1, 41, 3, 0, 66, 207, 214, 211, 190, 210, 199, 171, 217, 66, 126, 66, 31, 137, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 32, 0, 133, 66, 27, 137, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 66, 157, 163, 181, 234, 131, 177, 141, 138, 250, 0, 125, 33, 0, 32, 1, 65, 8, 106, 33, 1, 12, 1, 11, 11, 32, 1, 65, 4, 106, 32, 2, 77, 4, 64, 32, 0, 32, 1, 53, 2, 0, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 133, 66, 23, 137, 66, 207, 214, 211, 190, 210, 199, 171, 217, 66, 126, 66, 249, 243, 221, 241, 153, 246, 153, 171, 22, 124, 33, 0, 32, 1, 65, 4, 106, 33, 1, 11, 3, 64, 32, 1, 32, 2, 73, 4, 64, 32, 0, 32, 1, 49, 0, 0, 66, 197, 207, 217, 178, 241, 229, 186, 234, 39, 126, 133, 66, 11, 137, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 33, 0, 32, 1, 65, 1, 106, 33, 1, 12, 1, 11, 11, 32, 0, 32, 0, 66, 33, 136, 133, 66, 207, 214, 211, 190, 210, 199, 171, 217, 66, 126, 34, 0, 32, 0, 66, 29, 136, 133, 66, 249, 243, 221, 241, 153, 246, 153, 171, 22, 126, 34, 0, 32, 0, 66, 32, 136, 133, 11, 77, 0, 32, 0, 65, 8, 106, 32, 1, 66, 214, 235, 130, 238, 234, 253, 137, 245, 224, 0, 124, 55, 3, 0, 32, 0, 65, 16, 106, 32, 1, 66, 177, 169, 172, 193, 173, 184, 212, 166, 61, 125, 55, 3, 0, 32, 0, 65, 24, 106, 32, 1, 55, 3, 0, 32, 0, 65, 32, 106, 32, 1, 66, 249, 234, 208, 208, 231, 201, 161, 228, 225, 0, 124, 55, 3, 0, 11, 244, 4, 2, 3, 127, 4, 126, 32, 1, 32, 2, 106, 33, 5, 32, 0, 65, 40, 106, 33, 4, 32, 0, 65, 200, 0, 106, 40, 2, 0, 33, 3, 32, 0, 32, 0, 41, 3, 0, 32, 2, 173, 124, 55, 3, 0, 32, 2, 32, 3, 106, 65, 32, 73, 4, 64, 32, 3, 32, 4, 106, 32, 1, 32, 2, 252, 10, 0, 0, 32, 0, 65, 200, 0, 106, 32, 2, 32, 3, 106, 54, 2, 0, 15, 11, 32, 3, 4, 64, 32, 3, 32, 4, 106, 32, 1, 65, 32, 32, 3, 107, 34, 2, 252, 10, 0, 0, 32, 0, 65, 8, 106, 34, 3, 32, 3, 41, 3, 0, 32, 4, 41, 3, 0, 66, 207, 214, 211, 190, 210, 199, 171, 217, 66, 126, 124, 66, 31, 137, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 55, 3, 0, 32, 0, 65, 16, 106, 34, 3, 32, 3, 41, 3, 0, 32, 4, 65, 8, 106, 41, 3, 0, 66, 207, 214, 211, 190, 210, 199, 171, 217, 66, 126, 124, 66, 31, 137, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 55, 3, 0, 32, 0, 65, 24, 106, 34, 3, 32, 3, 41, 3, 0, 32, 4, 65, 16, 106, 41, 3, 0, 66, 207, 214, 211, 190, 210, 199, 171, 217, 66, 126, 124, 66, 31, 137, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 55, 3, 0, 32, 0, 65, 32, 106, 34, 3, 32, 3, 41, 3, 0, 32, 4, 65, 24, 106, 41, 3, 0, 66, 207, 214, 211, 190, 210, 199, 171, 217, 66, 126, 124, 66, 31, 137, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 55, 3, 0, 32, 0, 65, 200, 0, 106, 65, 0, 54, 2, 0, 32, 1, 32, 2, 106, 33, 1, 11, 32, 1, 65, 32, 106, 32, 5, 77, 4, 64, 32, 5, 65, 32, 107, 33, 2, 32, 0, 65, 8, 106, 41, 3, 0, 33, 6, 32, 0, 65, 16, 106, 41, 3, 0, 33, 7, 32, 0, 65, 24, 106, 41, 3, 0, 33, 8, 32, 0, 65, 32, 106, 41, 3, 0, 33, 9, 3, 64, 32, 6, 32, 1, 41, 3, 0, 66, 207, 214, 211, 190, 210, 199, 171, 217, 66, 126, 124, 66, 31, 137, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 33, 6, 32, 7, 32, 1, 65, 8, 106, 34, 1, 41, 3, 0, 66, 207, 214, 211, 190, 210, 199, 171, 217, 66, 126, 124, 66, 31, 137, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 33, 7, 32, 8, 32, 1, 65, 8, 106, 34, 1, 41, 3, 0, 66, 207, 214, 211, 190, 210, 199, 171, 217, 66, 126, 124, 66, 31, 137, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 33, 8, 32, 9, 32, 1, 65, 8, 106, 34, 1, 41, 3, 0, 66, 207, 214, 211, 190, 210, 199, 171, 217, 66, 126, 124, 66, 31, 137, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 33, 9, 32, 2, 32, 1, 65, 8, 106, 34, 1, 79, 13, 0, 11, 32, 0, 65, 8, 106, 32, 6, 55, 3, 0, 32, 0, 65, 16, 106, 32, 7, 55, 3, 0, 32, 0, 65, 24, 106, 32, 8, 55, 3, 0, 32, 0, 65, 32, 106, 32, 9, 55, 3, 0, 11, 32, 1, 32, 5, 73, 4, 64, 32, 4, 32, 1, 32, 5, 32, 1, 107, 34, 1, 252, 10, 0, 0, 32, 0, 65, 200, 0, 106, 32, 1, 54, 2, 0, 11, 11, 188, 2, 1, 5, 126, 32, 0, 65, 24, 106, 41, 3, 0, 33, 1, 32, 0, 41, 3, 0, 34, 2, 66, 32, 90, 4, 126, 32, 0, 65, 8, 106, 41, 3, 0, 34, 3, 66, 1, 137, 32, 0, 65, 16, 106, 41, 3, 0, 34, 4, 66, 7, 137, 124, 32, 1, 66, 12, 137, 32, 0, 65, 32, 106, 41, 3, 0, 34, 5, 66, 18, 137, 124, 124, 32, 3, 66, 207, 214, 211, 190, 210, 199, 171, 217, 66, 126, 66, 31, 137, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 133, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 66, 157, 163, 181, 234, 131, 177, 141, 138, 250, 0, 125, 32, 4, 66, 207, 214, 211, 190, 210, 199, 171, 217, 66, 126, 66, 31, 137, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 133, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 66, 157, 163, 181, 234, 131, 177, 141, 138, 250, 0, 125, 32, 1, 66, 207, 214, 211, 190, 210, 199, 171, 217, 66, 126, 66, 31, 137, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 133, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 66, 157, 163, 181, 234, 131, 177, 141, 138, 250, 0, 125, 32, 5, 66, 207, 214, 211, 190, 210, 199, 171, 217, 66, 126, 66, 31, 137, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 133, 66, 135, 149, 175, 175, 152, 182, 222, 155, 158, 127, 126, 66, 157, 163, 181, 234, 131, 177, 141, 138, 250, 0, 125, 5, 32, 1, 66, 197, 207, 217, 178, 241, 229, 186, 234, 39, 124, 11, 32, 2, 124, 32, 0, 65, 40, 106, 32, 2, 66, 31, 131, 167, 16, 6, 11]);
async function e() {
  return (function(t2) {
    const { exports: { mem: e2, xxh32: n, xxh64: r, init32: i, update32: a, digest32: o, init64: s, update64: u, digest64: c } } = t2;
    let h = new Uint8Array(e2.buffer);
    function g(t3, n2) {
      if (e2.buffer.byteLength < t3 + n2) {
        const r2 = Math.ceil((t3 + n2 - e2.buffer.byteLength) / 65536);
        e2.grow(r2), h = new Uint8Array(e2.buffer);
      }
    }
    __name(g, "g");
    function f(t3, e3, n2, r2, i2, a2) {
      g(t3);
      const o2 = new Uint8Array(t3);
      return h.set(o2), n2(0, e3), o2.set(h.subarray(0, t3)), { update(e4) {
        let n3;
        return h.set(o2), "string" == typeof e4 ? (g(3 * e4.length, t3), n3 = w.encodeInto(e4, h.subarray(t3)).written) : (g(e4.byteLength, t3), h.set(e4, t3), n3 = e4.byteLength), r2(0, t3, n3), o2.set(h.subarray(0, t3)), this;
      }, digest: /* @__PURE__ */ __name(() => (h.set(o2), a2(i2(0))), "digest") };
    }
    __name(f, "f");
    function y(t3) {
      return t3 >>> 0;
    }
    __name(y, "y");
    const b = 2n ** 64n - 1n;
    function d(t3) {
      return t3 & b;
    }
    __name(d, "d");
    const w = new TextEncoder(), l = 0, p = 0n;
    function x(t3, e3 = l) {
      return g(3 * t3.length, 0), y(n(0, w.encodeInto(t3, h).written, e3));
    }
    __name(x, "x");
    function L(t3, e3 = p) {
      return g(3 * t3.length, 0), d(r(0, w.encodeInto(t3, h).written, e3));
    }
    __name(L, "L");
    return { h32: x, h32ToString: /* @__PURE__ */ __name((t3, e3 = l) => x(t3, e3).toString(16).padStart(8, "0"), "h32ToString"), h32Raw: /* @__PURE__ */ __name((t3, e3 = l) => (g(t3.byteLength, 0), h.set(t3), y(n(0, t3.byteLength, e3))), "h32Raw"), create32: /* @__PURE__ */ __name((t3 = l) => f(48, t3, i, a, o, y), "create32"), h64: L, h64ToString: /* @__PURE__ */ __name((t3, e3 = p) => L(t3, e3).toString(16).padStart(16, "0"), "h64ToString"), h64Raw: /* @__PURE__ */ __name((t3, e3 = p) => (g(t3.byteLength, 0), h.set(t3), d(r(0, t3.byteLength, e3))), "h64Raw"), create64: /* @__PURE__ */ __name((t3 = p) => f(88, t3, s, u, c, d), "create64") };
  })((await WebAssembly.instantiate(t)).instance);
}
__name(e, "e");

// src/image/content-hash.ts
var loading;
var openContentHasher = /* @__PURE__ */ __name(async () => {
  loading ??= e();
  const api = await loading;
  let size = 0;
  let whole;
  let pieces;
  return {
    start: /* @__PURE__ */ __name((length) => {
      size = length;
      whole = void 0;
      pieces = void 0;
    }, "start"),
    // Most files lie in one piece: hashed at once they cost a third.
    update: /* @__PURE__ */ __name((piece) => {
      if (piece.length === size) whole = api.h64Raw(piece);
      else pieces = (pieces ?? api.create64()).update(piece);
    }, "update"),
    digest: /* @__PURE__ */ __name(() => whole ?? (pieces ?? api.create64()).digest(), "digest")
  };
}, "openContentHasher");

// src/image/owner.ts
var OwnerFinder = class {
  static {
    __name(this, "OwnerFinder");
  }
  #prefix = "\0";
  #owner;
  of(path) {
    if (path.startsWith(this.#prefix)) return this.#owner;
    const owner = storePathOf(path);
    if (owner === void 0) return void 0;
    this.#prefix = `${owner}/`;
    this.#owner = owner;
    return owner;
  }
};

// src/image/attribute.ts
var newTally = /* @__PURE__ */ __name(() => ({ contentSize: 0, entries: 0, files: 0 }), "newTally");
var Attributor = class {
  static {
    __name(this, "Attributor");
  }
  #shares = /* @__PURE__ */ new Map();
  #root = newTally();
  #largest = [];
  #owners = new OwnerFinder();
  #last;
  #lastTally = this.#root;
  add(entry) {
    const owner = this.#owners.of(entry.path);
    const tally = owner === this.#last ? this.#lastTally : this.#tallyFor(owner);
    tally.entries += 1;
    tally.contentSize += entry.stored;
    if (entry.kind !== "file") return;
    tally.files += 1;
    this.#keepIfLarge(entry);
  }
  finish() {
    const contentSize = [...this.#shares.values()].reduce(
      (sum, share) => sum + share.contentSize,
      this.#root.contentSize
    );
    const largestFiles = this.#largest.map(({ path, size }) => ({ path: textOfName(path), size }));
    return { shares: this.#shares, root: this.#root, contentSize, largestFiles };
  }
  #tallyFor(owner) {
    const known = owner === void 0 ? this.#root : this.#shares.get(owner);
    const tally = known ?? newTally();
    if (owner !== void 0) this.#shares.set(owner, tally);
    this.#last = owner;
    this.#lastTally = tally;
    return tally;
  }
  #keepIfLarge({ path, stored }) {
    const smallest = this.#largest.at(-1);
    if (stored === 0 || this.#largest.length === LARGEST_FILES && stored <= (smallest?.size ?? 0)) return;
    const index = this.#largest.findIndex((file) => file.size < stored);
    this.#largest.splice(index < 0 ? this.#largest.length : index, 0, { path, size: stored });
    this.#largest.length = Math.min(this.#largest.length, LARGEST_FILES);
  }
};

// src/image/entry-budget.ts
var ENTRIES_LIMIT = 4e6;
var TRACES_LIMIT = 768 << 20;
var openEntryBudget = /* @__PURE__ */ __name((source) => {
  let entries = 0;
  let traced = 0;
  return (layer) => {
    if (!isLookedInto(layer)) return;
    const { files, traces } = layer;
    entries += files.count;
    traced += weigh(traces);
    if (entries > ENTRIES_LIMIT) throw tooManyEntries(source);
    if (traced > TRACES_LIMIT)
      throw tooMuch(source, `${TRACES_LIMIT} bytes of package databases, programs and names of store paths`);
  };
}, "openEntryBudget");
var OBJECT = 200;
var weigh = /* @__PURE__ */ __name(({ mentions, programs, kept }) => {
  let sum = OBJECT * (mentions.length + programs.size);
  for (const [index, { file }] of mentions.entries()) if (file !== mentions[index - 1]?.file) sum += file.length;
  for (const path of programs.keys()) sum += path.length;
  for (const { byteLength } of kept.values()) sum += byteLength;
  return sum;
}, "weigh");
var tooManyEntries = /* @__PURE__ */ __name((where) => tooMuch(where, `${ENTRIES_LIMIT} entries`), "tooManyEntries");
var tooMuch = /* @__PURE__ */ __name((where, limit) => new ImageError("UNSUPPORTED", `${where}: found more than ${limit}; make an image of fewer files`), "tooMuch");

// src/image/traces/kept-files.ts
var KEPT = /^\/(var\/lib\/dpkg\/status(\.d\/[^/]+(?<!\.md5sums))?|(usr\/)?lib\/apk\/db\/installed|etc\/(passwd|group|os-release)|usr\/lib\/os-release)$/;
var FILE_LIMIT = 16 << 20;
var LAYER_LIMIT = 32 << 20;
var FileKeeper = class {
  static {
    __name(this, "FileKeeper");
  }
  #kept = /* @__PURE__ */ new Map();
  #filling;
  #size = 0;
  #cut = false;
  entry({ path, kind, stored, sparse, target }) {
    this.#filling = void 0;
    if (!mayBeKept(path) || !KEPT.test(path)) return;
    const linked = kind === "hardLink" ? this.#kept.get(absolutePath(target ?? "")) : void 0;
    this.#kept.delete(path);
    if (linked !== void 0) this.#kept.set(path, linked);
    if (kind !== "file" || sparse) return;
    if (stored > FILE_LIMIT || this.#size + stored > LAYER_LIMIT) {
      this.#cut = true;
      return;
    }
    this.#size += stored;
    this.#filling = { bytes: Buffer.alloc(stored), at: 0 };
    this.#kept.set(path, this.#filling.bytes);
  }
  body(piece) {
    if (this.#filling !== void 0) this.#filling.at += piece.copy(this.#filling.bytes, this.#filling.at);
  }
  finish() {
    return { kept: this.#kept, cut: this.#cut };
  }
};
var mayBeKept = /* @__PURE__ */ __name((path) => path.length < 200 && !path.startsWith("/nix/"), "mayBeKept");

// src/image/traces/hash-finder.ts
var HASH = 32;
var DASH = 45;
var IS_BASE32 = Uint8Array.from(
  { length: 256 },
  (_, byte) => /[0-9a-df-np-sv-z]/.test(String.fromCharCode(byte)) ? 1 : 0
);
var endsInFour = /* @__PURE__ */ __name((bytes, at) => (IS_BASE32[bytes[at + HASH - 1]] & IS_BASE32[bytes[at + HASH - 2]] & IS_BASE32[bytes[at + HASH - 3]] & IS_BASE32[bytes[at + HASH - 4]]) === 1, "endsInFour");
var HashFinder = class {
  static {
    __name(this, "HashFinder");
  }
  #found;
  /** The last bytes of the piece before, behind which are put the first of the next. */
  #seam = Buffer.alloc(2 * HASH);
  #tail = 0;
  constructor(found) {
    this.#found = found;
  }
  /** Starts another body. */
  start() {
    this.#tail = 0;
  }
  update(piece) {
    if (this.#tail > 0) this.#searchSeam(piece);
    this.search(piece);
    this.#keepTail(piece);
  }
  /** Looks through bytes that stand alone; `firstDash` is where the first dash of interest may be. */
  search(bytes, firstDash = 0) {
    const last = bytes.length - HASH;
    for (let at = 0; at < last; ) {
      if (!endsInFour(bytes, at)) {
        at += HASH - 3;
        continue;
      }
      let i = at + HASH - 5;
      while (i >= at && IS_BASE32[bytes[i]] === 1) i--;
      if (i >= at) {
        at = i + 1;
        continue;
      }
      let end = at + HASH;
      while (end < bytes.length && IS_BASE32[bytes[end]] === 1) end++;
      if (bytes[end] === DASH && end >= firstDash) this.#found(bytes.toString("latin1", end - HASH, end));
      at = end + 1;
    }
  }
  #searchSeam(piece) {
    const length = this.#tail + piece.copy(this.#seam, this.#tail, 0, HASH);
    this.search(this.#seam.subarray(0, length), this.#tail);
  }
  #keepTail(piece) {
    if (piece.length >= HASH) {
      this.#tail = piece.copy(this.#seam, 0, piece.length - HASH);
      return;
    }
    const joined = Buffer.concat([this.#seam.subarray(0, this.#tail), piece]).subarray(-HASH);
    this.#tail = joined.copy(this.#seam);
  }
};

// src/image/traces/path-room.ts
var LIMIT = 64 << 20;
var PathRoom = class {
  static {
    __name(this, "PathRoom");
  }
  #left = LIMIT;
  #isFull = false;
  /** True when something was left out. */
  get isFull() {
    return this.#isFull;
  }
  /** Whether the path may be kept once more. */
  take(path) {
    this.#left -= path.length;
    if (this.#left < 0) this.close();
    return !this.#isFull;
  }
  /** There is enough of something else. */
  close() {
    this.#isFull = true;
  }
};

// src/image/traces/mentions.ts
var MENTIONS_LIMIT = 2e5;
var MentionCollector = class {
  static {
    __name(this, "MentionCollector");
  }
  #finder = new HashFinder((hash) => this.#add(hash));
  #owners = new OwnerFinder();
  #byOwner = /* @__PURE__ */ new Map();
  #owner;
  #current = /* @__PURE__ */ new Map();
  #path = "";
  #rank = 0;
  #count = 0;
  #room = new PathRoom();
  /** Names and targets are part of what Nix looks through. */
  entry({ path, target }) {
    const owner = this.#owners.of(path);
    if (owner !== this.#owner || this.#path === "") this.#enter(owner);
    this.#path = path;
    this.#rank = rankOf(path, owner);
    this.#finder.start();
    if (owner !== void 0) this.#searchText(path, owner.length + 32);
    if (target !== void 0) this.#searchText(target, 32);
  }
  body(piece) {
    this.#finder.update(piece);
  }
  finish() {
    const mentions = [...this.#byOwner].flatMap(
      ([owner, found]) => [...found].map(([hash, { file }]) => ({ ...owner === void 0 ? {} : { owner }, hash, file }))
    );
    return { mentions, cut: this.#room.isFull };
  }
  /** A dash that stands too early follows no hash, and most names have none. */
  #searchText(text, firstDash) {
    if (text.includes("-", firstDash)) this.#finder.search(Buffer.from(text, "latin1"), firstDash);
  }
  #enter(owner) {
    this.#owner = owner;
    this.#current = this.#byOwner.get(owner) ?? /* @__PURE__ */ new Map();
    this.#byOwner.set(owner, this.#current);
  }
  #add(hash) {
    const known = this.#current.get(hash);
    if (known === void 0) this.#addNew(hash);
    else if (this.#rank < known.rank && this.#room.take(this.#path)) {
      known.rank = this.#rank;
      known.file = this.#path;
    }
  }
  #addNew(hash) {
    if (this.#owner?.startsWith(hash, "/nix/store/".length) === true) return;
    if (this.#count === MENTIONS_LIMIT) this.#room.close();
    if (!this.#room.take(this.#path)) return;
    this.#count += 1;
    this.#current.set(hash, { file: this.#path, rank: this.#rank });
  }
};
var rankOf = /* @__PURE__ */ __name((path, owner) => {
  if (owner === void 0) return 0;
  if (path.startsWith("/nix-support/", owner.length)) return 2;
  return path.startsWith("/share/", owner.length) && /^\/share\/(doc|man|info)\//.test(path.slice(owner.length)) ? 1 : 0;
}, "rankOf");

// src/image/traces/elf.ts
var MAGIC2 = 2135247942;
var SMALLEST_HEADER = 52;
var isElf = /* @__PURE__ */ __name((head) => head.length >= SMALLEST_HEADER && head.readUInt32BE(0) === MAGIC2, "isElf");
var EXECUTABLE = 2;
var SHARED = 3;
var parseElfHead = /* @__PURE__ */ __name((head) => {
  const read = readerFor(head);
  if (read === void 0) return void 0;
  const type = read.u16(head, 16);
  const segments = segmentsOf(head, read);
  const loader = loaderOf(head, segments);
  const sections = sectionTableOf(head, read);
  return {
    machine: read.u16(head, 18),
    isProgram: type === EXECUTABLE || type === SHARED && loader !== void 0,
    isGo: segments.some((segment) => isGoNote(head, segment)),
    ...loader === void 0 ? {} : { loader },
    ...sections === void 0 ? {} : { sections }
  };
}, "parseElfHead");
var readerFor = /* @__PURE__ */ __name((head) => {
  const [width, order] = [head[4], head[5]];
  const is64 = width === 2;
  if (width !== 1 && !is64 || order !== 1 && order !== 2 || head.length < (is64 ? 64 : SMALLEST_HEADER))
    return void 0;
  const little = order === 1;
  const u16 = /* @__PURE__ */ __name((bytes, at) => little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at), "u16");
  const u32 = /* @__PURE__ */ __name((bytes, at) => little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at), "u32");
  const u64 = /* @__PURE__ */ __name((bytes, at) => {
    const value = Number(little ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
    return Number.isSafeInteger(value) ? value : Number.NaN;
  }, "u64");
  return { is64, u16, u32, word: is64 ? u64 : u32 };
}, "readerFor");
var segmentsOf = /* @__PURE__ */ __name((head, read) => {
  const [start, entrySize, count] = read.is64 ? [read.word(head, 32), read.u16(head, 54), read.u16(head, 56)] : [read.word(head, 28), read.u16(head, 42), read.u16(head, 44)];
  const segments = [];
  const smallest = read.is64 ? 56 : 32;
  for (let i = 0; i < count && entrySize >= smallest; i++) {
    const at = start + i * entrySize;
    if (!(at + smallest <= head.length)) break;
    const [offset, size] = read.is64 ? [read.word(head, at + 8), read.word(head, at + 32)] : [read.word(head, at + 4), read.word(head, at + 16)];
    segments.push({ type: read.u32(head, at), offset, size });
  }
  return segments;
}, "segmentsOf");
var PT_INTERP = 3;
var PT_NOTE = 4;
var loaderOf = /* @__PURE__ */ __name((head, segments) => {
  const segment = segments.find(({ type }) => type === PT_INTERP);
  if (segment === void 0 || !(segment.offset + segment.size <= head.length)) return void 0;
  const text = head.toString("latin1", segment.offset, segment.offset + segment.size).replace(/\0.*$/s, "");
  return text.startsWith("/") ? text : void 0;
}, "loaderOf");
var isGoNote = /* @__PURE__ */ __name((head, { type, offset }) => type === PT_NOTE && offset + 16 <= head.length && head.toString("latin1", offset + 12, offset + 16) === "Go\0\0", "isGoNote");
var sectionTableOf = /* @__PURE__ */ __name((head, read) => {
  const [offset, entrySize, count] = read.is64 ? [read.word(head, 40), read.u16(head, 58), read.u16(head, 60)] : [read.word(head, 32), read.u16(head, 46), read.u16(head, 48)];
  const valid = offset > 0 && count > 0 && entrySize >= (read.is64 ? 64 : 40);
  return valid ? { offset, count, entrySize, read } : void 0;
}, "sectionTableOf");
var PROGBITS = 1;
var ALLOCATED = 2;
var SMALL2 = 4096;
var debugSizeIn = /* @__PURE__ */ __name((table, { count, entrySize, read }, fileSize) => {
  let sum = 0;
  for (let at = 0, i = 0; i < count && at + entrySize <= table.length; i++, at += entrySize) {
    const flags = read.word(table, at + 8);
    const size = read.is64 ? read.word(table, at + 32) : read.word(table, at + 20);
    const isDebug = read.u32(table, at + 4) === PROGBITS && Math.floor(flags / ALLOCATED) % 2 === 0;
    if (isDebug && size >= SMALL2 && sum + size <= fileSize) sum += size;
  }
  return sum;
}, "debugSizeIn");

// src/image/traces/programs.ts
var HEAD = 4096;
var TABLE_LIMIT = 1 << 18;
var PROGRAMS_LIMIT = 2e5;
var Window = class {
  static {
    __name(this, "Window");
  }
  #start;
  #bytes;
  #filled = 0;
  constructor(start, length) {
    this.#start = start;
    this.#bytes = Buffer.alloc(length);
  }
  /** Takes what of the piece lies inside; `at` is where the piece starts in the body. */
  take(piece, at) {
    const from = Math.max(0, this.#start + this.#filled - at);
    if (from < piece.length && at <= this.#start + this.#filled)
      this.#filled += piece.copy(this.#bytes, this.#filled, from);
  }
  get bytes() {
    return this.#filled === this.#bytes.length ? this.#bytes : void 0;
  }
};
var ProgramWatcher = class {
  static {
    __name(this, "ProgramWatcher");
  }
  #programs = /* @__PURE__ */ new Map();
  #entry;
  #at = 0;
  #head;
  #elf;
  #table;
  #room = new PathRoom();
  /** To be called for every entry; a body follows where there is one. */
  entry(entry) {
    this.#finishEntry();
    const linked = entry.kind === "hardLink" ? this.#programs.get(absolutePath(entry.target ?? "")) : void 0;
    this.#programs.delete(entry.path);
    if (linked !== void 0) this.#add(entry.path, linked);
    this.#entry = entry;
    this.#at = 0;
  }
  body(piece) {
    const entry = this.#entry;
    if (entry === void 0) return;
    if (this.#at === 0) this.#start(piece, entry);
    else if (this.#head !== void 0) this.#goOn(piece, this.#head, entry);
    this.#table?.take(piece, this.#at);
    this.#at += piece.length;
  }
  finish() {
    this.#finishEntry();
    return { programs: this.#programs, cut: this.#room.isFull };
  }
  /** Most files are told by their first four bytes to be no program, and are not looked at again. */
  #start(piece, entry) {
    const length = Math.min(HEAD, entry.stored);
    if (piece.length >= length) this.#decide(piece.subarray(0, length), entry);
    else if (piece.length < 4 || isInteresting(piece)) {
      this.#head = new Window(0, length);
      this.#head.take(piece, 0);
    } else this.#entry = void 0;
  }
  /** The table may lie in this very piece, whose start is not behind it: a table follows its header. */
  #goOn(piece, head, entry) {
    head.take(piece, this.#at);
    if (head.bytes === void 0) return;
    this.#head = void 0;
    this.#decide(head.bytes, entry);
  }
  #decide(head, entry) {
    if (isElf(head)) {
      this.#elf = parseElfHead(head);
      this.#table = this.#elf?.sections && windowFor(this.#elf.sections, entry.stored);
      if (this.#at > 0) this.#table?.take(head, 0);
      return;
    }
    const fact = factOf(head, entry);
    if (fact !== void 0) this.#add(entry.path, fact);
    this.#entry = void 0;
  }
  #finishEntry() {
    const [entry, elf] = [this.#entry, this.#elf];
    if (entry !== void 0 && elf !== void 0) {
      const { sections, ...head } = elf;
      const table = this.#table?.bytes;
      const debugSize = table && sections ? debugSizeIn(table, sections, entry.stored) : 0;
      this.#add(entry.path, { kind: "elf", ...head, debugSize });
    }
    this.#entry = void 0;
    this.#elf = void 0;
    this.#head = void 0;
    this.#table = void 0;
  }
  #add(path, fact) {
    if (this.#programs.size === PROGRAMS_LIMIT) this.#room.close();
    if (this.#room.take(path)) this.#programs.set(path, fact);
  }
};
var windowFor = /* @__PURE__ */ __name(({ offset, count, entrySize }, fileSize) => {
  const length = count * entrySize;
  return length <= TABLE_LIMIT && offset + length <= fileSize ? new Window(offset, length) : void 0;
}, "windowFor");
var isInteresting = /* @__PURE__ */ __name((piece) => piece[0] === 127 && piece[1] === 69 || piece[0] === 35 && piece[1] === 33 || isMachO(piece), "isInteresting");
var isMachO = /* @__PURE__ */ __name((head) => head.length >= 4 && [4277009102, 4277009103, 3472551422, 3489328638].includes(head.readUInt32BE(0)), "isMachO");
var factOf = /* @__PURE__ */ __name((head, { mode }) => {
  if (isMachO(head)) return { kind: "mach-o" };
  const isScript = head[0] === 35 && head[1] === 33 && (mode & 73) !== 0;
  const [, interpreter, command] = isScript && FIRST_LINE.exec(head.toString("latin1", 0, 1024)) || [];
  if (interpreter === void 0) return void 0;
  return { kind: "script", interpreter, ...command && isEnv(interpreter) ? { command } : {} };
}, "factOf");
var FIRST_LINE = /^#![ \t]*([^ \t\n\0]+)(?:[ \t]+(?:-S[ \t]*)?([^- \t\n\0=][^ \t\n\0=]*)(?=[ \t\n\0]|$))?/;
var isEnv = /* @__PURE__ */ __name((interpreter) => interpreter.endsWith("/env"), "isEnv");

// src/image/traces/tracer.ts
var Tracer = class {
  static {
    __name(this, "Tracer");
  }
  #mentions = new MentionCollector();
  #programs = new ProgramWatcher();
  #keeper = new FileKeeper();
  entry(entry) {
    this.#mentions.entry(entry);
    this.#programs.entry(entry);
    this.#keeper.entry(entry);
  }
  body(piece) {
    this.#mentions.body(piece);
    this.#programs.body(piece);
    this.#keeper.body(piece);
  }
  finish() {
    const [mentions, programs, kept] = [this.#mentions.finish(), this.#programs.finish(), this.#keeper.finish()];
    return { ...mentions, ...programs, ...kept, cut: mentions.cut || programs.cut || kept.cut };
  }
};

// src/image/index-layer.ts
var LayerIndexer = class {
  static {
    __name(this, "LayerIndexer");
  }
  #member;
  #attributor = new Attributor();
  #files = new LayerFilesWriter();
  #tracer = new Tracer();
  #hasher;
  #last;
  constructor(member, hasher) {
    this.#member = member;
    this.#hasher = hasher;
  }
  entry(entry) {
    this.#keepLast();
    if (this.#files.count === ENTRIES_LIMIT) throw tooManyEntries(this.#member);
    this.#attributor.add(entry);
    this.#tracer.entry(entry);
    this.#last = entry;
    const hashed = isHashed(entry);
    if (hashed) this.#hasher.start(entry.stored);
    return hashed;
  }
  body(piece) {
    this.#hasher.update(piece);
    this.#tracer.body(piece);
  }
  /** Path of the entry that is passing. */
  get path() {
    return this.#last?.path ?? "/";
  }
  finish() {
    this.#keepLast();
    return { ...this.#attributor.finish(), files: this.#files.finish(), traces: this.#tracer.finish() };
  }
  /** An entry is known when its body has passed. */
  #keepLast() {
    const entry = this.#last;
    if (entry === void 0) return;
    this.#last = void 0;
    this.#files.add({ ...entry, hash: isHashed(entry) ? this.#hasher.digest() : void 0 });
  }
};
var isHashed = /* @__PURE__ */ __name(({ kind, stored, sparse }) => kind === "file" && stored > 0 && !sparse, "isHashed");

// src/image/scan-layer.ts
var READ_AHEAD = 1 << 20;
var scanLayer = /* @__PURE__ */ __name(async (source) => {
  const packer = isPacked(source) ? source.openPacker?.(source.announced) : void 0;
  try {
    return await scan(source, packer);
  } catch (error) {
    await packer?.abort();
    throw error;
  }
}, "scanLayer");
var isPacked = /* @__PURE__ */ __name(({ compression, isBlob, openPacker }) => compression === "none" || openPacker?.keeps === true && isBlob !== true, "isPacked");
var scan = /* @__PURE__ */ __name(async (source, packer) => {
  const plain = new Meter();
  const stored = source.compression === "none" ? plain : new Meter();
  const look = source.bare === true ? void 0 : await lookInto(source);
  if (look === void 0) source.progress.doing(() => `packing ${source.member}`);
  for await (const chunk of plainBytes(source, stored)) {
    plain.update(chunk);
    look?.scanner.push(chunk);
    if (packer !== void 0) await packer.write(chunk);
  }
  const content = look?.finish(plain.size);
  const diffId = plain.digest();
  source.allRead?.();
  const blob = await packer?.finish(diffId);
  if (blob !== void 0) source.openPacker?.packed?.(blob);
  return {
    layer: { member: source.member, diffId, ...content, ...blob === void 0 ? {} : { blob } },
    stored: {
      digest: stored === plain ? diffId : stored.digest(),
      size: stored.size,
      compression: source.compression
    }
  };
}, "scan");
var lookInto = /* @__PURE__ */ __name(async ({ member, progress }) => {
  const indexer = new LayerIndexer(member, await openContentHasher());
  const scanner = new TarScanner(member, indexer);
  progress.doing(() => describe(indexer.path, member));
  const finish = /* @__PURE__ */ __name((uncompressedSize) => {
    scanner.end();
    const { contentSize, ...index } = indexer.finish();
    return { uncompressedSize, tarOverhead: uncompressedSize - contentSize, ...index };
  }, "finish");
  return { scanner, finish };
}, "lookInto");
var describe = /* @__PURE__ */ __name((path, member) => {
  const storePath = storePathOf(path);
  if (storePath !== void 0) return nameOf(storePath);
  return path === "/" ? member : textOfName(path);
}, "describe");
var plainBytes = /* @__PURE__ */ __name((source, stored) => source.compression === "none" ? source.bytes : decompress(source, stored), "plainBytes");
async function* decompress(source, stored) {
  const plain = new PassThrough({ readableHighWaterMark: READ_AHEAD });
  const feeding = pipeline([
    Readable2.from(metered(source.bytes, stored), { objectMode: false }),
    ...decompressors(source.compression),
    plain
  ]);
  feeding.catch(() => {
  });
  try {
    yield* plain;
    await feeding;
  } catch (error) {
    if (error instanceof KnownError) throw error;
    throw new ImageError(
      "TRUNCATED",
      `${source.member}: the ${source.compression} data cannot be decoded (${messageOf(error)}); build or download the image again`,
      { cause: error }
    );
  }
}
__name(decompress, "decompress");
async function* metered(bytes, meter) {
  for await (const chunk of bytes) {
    meter.update(chunk);
    yield chunk;
  }
}
__name(metered, "metered");
var announcedDiffId = /* @__PURE__ */ __name((name) => {
  const hex = name.split("/").map((part) => part.replace(/\.tar$/, "")).find((part) => part.length === 64);
  return hex === void 0 ? void 0 : digestFromHex(hex);
}, "announcedDiffId");

// src/image/scan-range.ts
var scanRange = /* @__PURE__ */ __name((range, options) => {
  const { progress, openPacker, bare, blocking } = options;
  const bytes = blocking === true ? readBlocking(range, progress) : readPieces(range, progress);
  return scanLayer({ ...range, bytes, openPacker, bare, progress });
}, "scanRange");
var PIECE = 1 << 20;
var CACHED_PIECE = 1 << 18;
async function* readPieces({ file, offset, length }, progress) {
  if (length === 0) return;
  const stream = createReadStream(file, { start: offset, end: offset + length - 1, highWaterMark: PIECE });
  for await (const piece of stream) {
    progress.advance(piece.length);
    yield piece;
  }
}
__name(readPieces, "readPieces");
async function* readBlocking({ file, offset, length, compression }, progress) {
  const shared = compression === "none" ? Buffer.allocUnsafe(CACHED_PIECE) : void 0;
  const fd = openSync(file, "r");
  try {
    for (let at = offset, left = length; left > 0; ) {
      const buffer = shared ?? Buffer.allocUnsafe(CACHED_PIECE);
      const size = readSync(fd, buffer, 0, Math.min(left, buffer.length), at);
      if (size === 0) return;
      progress.advance(size);
      yield buffer.subarray(0, size);
      at += size;
      left -= size;
    }
  } finally {
    closeSync(fd);
  }
}
__name(readBlocking, "readBlocking");

// src/image/scan-answer.ts
var toFailure = /* @__PURE__ */ __name((error) => {
  if (error instanceof ImageError) return { kind: "failed", of: "image", code: error.code, message: error.message };
  if (error instanceof TarError) return { kind: "failed", of: "tar", code: error.code, message: error.message };
  if (error instanceof InputError) return { kind: "failed", of: "input", code: error.code, message: error.message };
  throw error;
}, "toFailure");
var toError = /* @__PURE__ */ __name((failure) => {
  switch (failure.of) {
    case "input":
      return new InputError(failure.code, failure.message);
    case "image":
      return new ImageError(failure.code, failure.message);
    case "tar":
      return new TarError(failure.code, failure.message);
  }
}, "toError");

export {
  TarError,
  BLOCK,
  isZeroBlock,
  hasTarChecksum,
  textOfName,
  nameOfText,
  absolutePath,
  TarScanner,
  encodeHeader,
  padding,
  END_OF_TAR,
  ImageError,
  OwnerFinder,
  entriesOf,
  HashFinder,
  sniffCompression,
  archiveDecompressors,
  isLookedInto,
  openEntryBudget,
  scanLayer,
  announcedDiffId,
  scanRange,
  toFailure,
  toError
};
