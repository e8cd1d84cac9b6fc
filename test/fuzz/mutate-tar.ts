import type { Random } from "../support/random.ts";
import { paxRecord, type RawEntry, rawEntry, repairChecksum, splitTar } from "./raw-tar.ts";

/** 32 KiB is where names are refused, 4096 where Linux refuses them. */
const NAMES: readonly string[] = [
  "",
  "/",
  ".",
  "..",
  "./",
  "../../../../etc/passwd",
  "/etc/passwd",
  "a/../../b",
  "nix/store/../../../x",
  "nix/store/00000000000000000000000000000000-alpha/../../../../etc/shadow",
  "nix/store/",
  "nix/store/x",
  "a\0b",
  "\x1b[31mred",
  "line\nbreak",
  "::set-output name=x::y",
  "\xff\xfe",
  "\xe2\x80\xae",
  "__proto__",
  "constructor/prototype",
  ".wh.",
  ".wh..wh..opq",
  "etc/.wh..wh..opq",
  "etc/.wh.x",
  ".wh..wh.x",
  "manifest.json",
  "index.json",
  "x".repeat(100),
];

const LONG_NAMES: readonly string[] = [
  ...NAMES,
  "n".repeat(4096),
  "n".repeat(32767),
  "n".repeat(32768),
  "n".repeat(32769),
  "d/".repeat(5000),
  "../".repeat(5000),
];

const octalField = (text: string): Buffer => Buffer.from(text.padEnd(12, "\0").slice(0, 12), "latin1");

const base256 = (first: number, ...rest: readonly number[]): Buffer =>
  Buffer.concat([Buffer.from([first]), Buffer.alloc(11 - rest.length), Buffer.from(rest)]);

const SIZES: readonly Buffer[] = [
  ...["0", "1", "777", "1000", "1001", "77777777777", "777777777777", "-1", "0x10", " 12 ", "", "8", "1e3"].map(
    octalField,
  ),
  base256(0x80, 0),
  base256(0x80, 2, 0),
  base256(0x80, 1, 0, 0, 0, 0),
  base256(0x80, 0x20, 0, 0, 0, 0, 0, 0),
  base256(0x80, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
  Buffer.alloc(12, 0xff),
];

const PAX_VALUES = [
  ...["0", "1", "512", "-1", "9223372036854775807", "9223372036854775808", "9007199254740991", "1e3", "0x10", "", " 5"],
  ...["NaN", "1".repeat(400)],
];

const PAX_KEYS = [
  ...["size", "path", "linkpath", "GNU.sparse.size", "GNU.sparse.realsize", "GNU.sparse.name", "GNU.sparse.major"],
  ...["GNU.sparse.minor", "GNU.sparse.map", "GNU.sparse.numblocks", "__proto__", "constructor", "", "hdrcharset"],
];

const PAX_BODIES = [
  ...["", " ", "\n", "=", "0 a=b\n", "1 a=b\n", "99 a=b\n", "999999999 path=x\n", "100000000 path=x\n", "-5 a=b\n"],
  ...["9223372036854775807 a=b\n", "6 a=b", "6  a=b\n", "06 a=b\n", "5 ab\n", "6 a=b\n\0\0\0garbage", "x".repeat(3000)],
];

const paxBody = (random: Random): string => {
  if (random.chance(0.3)) return random.pick(PAX_BODIES);
  const record = (): string => {
    const key = random.pick(PAX_KEYS);
    const value = /path|name/.test(key) ? random.pick(LONG_NAMES) : random.pick(PAX_VALUES);
    return paxRecord(key, value);
  };
  return Array.from({ length: 1 + random.below(4) }, record).join("");
};

/** Entries that a tar did not have. */
const newEntries = (random: Random): readonly RawEntry[] => {
  const name = random.pick(NAMES);
  switch (random.below(7)) {
    case 0:
      return [{ name: "PaxHeaders/x", type: random.pick(["x", "g", "X"]), content: paxBody(random) }];
    case 1:
      return [{ name: "././@LongLink", type: random.pick(["L", "K"]), content: `${random.pick(LONG_NAMES)}\0` }];
    case 2:
      return [
        { name: "././@LongLink", type: random.pick(["L", "K", "x"]), size: random.pick([0, 1, 1 << 20, 2 ** 31]) },
      ];
    case 3:
      return [
        { name: "loop/a", type: random.pick(["1", "2"]), linkname: "loop/b" },
        { name: "loop/b", type: random.pick(["1", "2"]), linkname: "loop/a" },
      ];
    case 4:
      return [{ name, type: random.pick(["1", "2"]), linkname: random.pick([name, ...NAMES]) }];
    case 5:
      return [
        { name, type: random.pick(["S", "D", "M", "N", "V", "7", "3", "4", "5", "6", "\0", "Z"]), content: "abc" },
      ];
    default:
      return [{ name, content: "x".repeat(random.below(2000)) }];
  }
};

type HeaderEdit = (block: Buffer, random: Random) => void;

const putText = (block: Buffer, at: number, length: number, text: string): void => {
  block.fill(0, at, at + length);
  block.write(text.slice(0, length), at, "latin1");
};

const HEADER_EDITS: readonly HeaderEdit[] = [
  (block, random) => void random.pick(SIZES).copy(block, 124),
  (block, random) => putText(block, 0, 100, random.pick(NAMES)),
  (block, random) => putText(block, 157, 100, random.pick(NAMES)),
  (block, random) => putText(block, 345, 155, random.pick(NAMES)),
  (block, random) => {
    block[156] = random.chance(0.7) ? random.pick([..."0123456789xgLKSDMNVX"]).charCodeAt(0) : random.below(256);
  },
  (block, random) => putText(block, 257, 8, random.pick(["ustar\x0000", "ustar  \0", "", "ustar\x0099", "tar"])),
  (block, random) => void random.pick(SIZES).copy(block, 483),
  (block, random) => {
    block[482] = random.below(2);
  },
  (block, random) => {
    block[random.below(512)] = random.below(256);
  },
];

const editHeader = (pieces: Buffer[], random: Random): void => {
  const block = random.pick(pieces);
  if (block.length < 512) return;
  random.pick(HEADER_EDITS)(block, random);
  if (random.chance(0.95)) repairChecksum(block);
};

const swapSizes = (pieces: Buffer[], random: Random): void => {
  const [a, b] = [random.pick(pieces), random.pick(pieces)];
  if (a.length < 512 || b.length < 512) return;
  const size = Buffer.from(a.subarray(124, 136));
  b.copy(a, 124, 124, 136);
  size.copy(b, 124);
  for (const block of [a, b]) repairChecksum(block);
};

const STRUCTURE_EDITS: readonly ((pieces: Buffer[], random: Random) => void)[] = [
  editHeader,
  editHeader,
  editHeader,
  swapSizes,
  (pieces, random) => void pieces.splice(random.below(pieces.length), 0, ...newEntries(random).map(rawEntry)),
  (pieces, random) => void pieces.splice(random.below(pieces.length), 0, ...newEntries(random).map(rawEntry)),
  (pieces, random) => void pieces.splice(random.below(pieces.length), 0, Buffer.from(random.pick(pieces))),
  (pieces, random) => void pieces.splice(random.below(pieces.length), 1),
  (pieces, random) => {
    const [moved] = pieces.splice(random.below(pieces.length), 1);
    if (moved !== undefined) pieces.splice(random.below(pieces.length + 1), 0, moved);
  },
  (pieces, random) => void pieces.splice(random.below(pieces.length), 0, Buffer.alloc(512 * (1 + random.below(2)))),
  (pieces) => void pieces.pop(),
  (pieces, random) => void pieces.push(Buffer.alloc(random.below(3000), random.below(256))),
];

/** One to four mutations of entries, with the checksum of a changed header mostly right again. */
export const mutateTar = (tar: Buffer, random: Random): Buffer => {
  const pieces = [...splitTar(tar)];
  for (let left = 1 + random.below(4); left > 0 && pieces.length > 0; left--)
    random.pick(STRUCTURE_EDITS)(pieces, random);
  return Buffer.concat(pieces);
};
