import { execFile, execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, symlinkSync, writeFileSync, writeSync } from "node:fs";
import path from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { sha256Hex } from "../support/archives.ts";
import { writeCase } from "./oracle.ts";
import { END, paxRecord, type RawEntry, rawEntry, rawTar, repairChecksum } from "./raw-tar.ts";
import { type EditDocument, SHAPES, unchanged } from "./shapes.ts";

/** An input that attacks by size, depth or kind of file. */
export interface Hostile {
  readonly name: string;
  /** Small enough for the normal tests. */
  readonly quick: boolean;
  /** `accepted`, or the code of the error. */
  readonly expected: string;
  /** Writes it to a path at which nothing is. */
  write(target: string): void;
}

export interface HostileResult {
  readonly outcome: string;
  readonly seconds: number;
  /** Bytes, at most. */
  readonly rss: number;
  /** What was wrong. */
  readonly problem: string | undefined;
}

/** The largest bombs take some 15 s on two cores. */
const SECONDS_LIMIT = 120;
/** Of what is small as it is stored and as it is unpacked. */
const QUICK_LIMIT = 20;
/** Bytes. The fullest layer that is read, of 4 million entries, needs most. */
const RSS_LIMIT = 2 ** 30;

const MIB = 1 << 20;

const base256Size = (entry: RawEntry, size: number): Buffer => {
  const header = rawEntry(entry);
  header.fill(0, 124, 136);
  header[124] = 0x80;
  header.writeBigUInt64BE(BigInt(size), 128);
  repairChecksum(header);
  return header;
};

type Pack = (plain: Buffer) => Buffer;

const writeRepeated = (
  target: string,
  { head, piece, times }: { head: Buffer; piece: Buffer; times: number },
): void => {
  const fd = openSync(target, "w");
  writeSync(fd, head);
  for (let i = 0; i < times; i++) writeSync(fd, piece);
  closeSync(fd);
};

/** Some MB that unpack to a tar with one member of `mib` MiB of zeros. */
const bomb = (mib: number, pack: Pack) => ({
  head: pack(base256Size({ name: "zeros" }, mib * MIB)),
  piece: pack(Buffer.alloc(64 * MIB)),
  times: mib / 64,
});

const repeated = ({ head, piece, times }: ReturnType<typeof bomb>): Buffer =>
  Buffer.concat([head, ...new Array<Buffer>(times).fill(piece)]);

const DOCUMENT = "application/vnd.oci.image.manifest.v1+json";

/** A layout with one layer as it is stored; its diffId is only claimed, since hashing it would cost as much as reading. */
const layoutOf = (blob: Buffer): readonly RawEntry[] => {
  const config = Buffer.from(
    JSON.stringify({
      architecture: "amd64",
      os: "linux",
      rootfs: { type: "layers", diff_ids: [`sha256:${"0".repeat(64)}`] },
    }),
  );
  const describe = (mediaType: string, content: Buffer) => ({
    mediaType,
    digest: `sha256:${sha256Hex(content)}`,
    size: content.length,
  });
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      config: describe("application/vnd.oci.image.config.v1+json", config),
      layers: [describe("application/vnd.oci.image.layer.v1.tar+gzip", blob)],
    }),
  );
  const index = Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [describe(DOCUMENT, manifest)] }));
  return [
    { name: "index.json", content: index },
    ...[config, manifest, blob].map((content) => ({ name: `blobs/sha256/${sha256Hex(content)}`, content })),
  ];
};

const inLayer = (layer: Buffer) => (target: string) =>
  writeCase(target, { input: rawTar(SHAPES.nixpkgs([layer], unchanged)) });

const withDocument = (edit: EditDocument) => (target: string) =>
  writeCase(target, { input: rawTar(SHAPES.nixpkgs([END], edit)) });

const pax = (content: string, size?: number): Buffer =>
  Buffer.concat([
    rawEntry({ name: "x", type: "x", content, ...(size === undefined ? {} : { size }) }),
    rawEntry({ name: "f" }),
    END,
  ]);

const named = (name: string): Buffer =>
  Buffer.concat([
    rawEntry({ name: "x", type: "x", content: paxRecord("path", name) }),
    rawEntry({ name: "f", content: "1" }),
  ]);

/** The layout of a small image of which one file is something else. */
const layoutWith = (replace: (file: string) => void, which: RegExp) => (target: string) => {
  const layer = rawTar([{ name: "file", content: "content" }]);
  const entries = SHAPES.oci([layer], unchanged);
  writeCase(target, { input: entries });
  const found = entries.find(({ name, content }) => which.test(name) || which.test(String(content).slice(0, 20)));
  const file = path.join(target, found?.name ?? "");
  rmSync(file);
  replace(file);
};

const fifo = (file: string): void => void execFileSync("mkfifo", [file]);
const zero = (file: string): void => symlinkSync("/dev/zero", file);
const folder = (file: string): void => mkdirSync(file);

const LAYER_BLOB = /^\x1f/;
const CONFIG_BLOB = /^\{"architecture/;

const gzip: Pack = (plain) => gzipSync(plain);
const zstd: Pack = (plain) => zstdCompressSync(plain);

const sizes = [
  { quick: true, mib: 256 },
  { quick: false, mib: 10_240 },
];

const BOMBS: readonly Hostile[] = sizes.flatMap(({ quick, mib }) => [
  {
    name: `a gzip layer that unpacks to ${mib} MiB of zeros`,
    quick,
    expected: "DIGEST_MISMATCH",
    write: (target: string) => writeCase(target, { input: layoutOf(repeated(bomb(mib, gzip))) }),
  },
  {
    name: `a gzip archive that unpacks to ${mib} MiB of zeros`,
    quick,
    expected: "NOT_AN_IMAGE",
    write: (target: string) => writeRepeated(target, bomb(mib, gzip)),
  },
  {
    name: `a zstd archive that unpacks to ${mib} MiB of zeros`,
    quick,
    expected: "NOT_AN_IMAGE",
    write: (target: string) => writeRepeated(target, bomb(mib, zstd)),
  },
]);

const EMPTY_ENTRIES = 100_000;

const emptyEntries = (times: number): Buffer => {
  const piece = gzip(Buffer.concat(new Array<Buffer>(EMPTY_ENTRIES).fill(rawEntry({ name: "empty" }))));
  return repeated({ head: gzip(rawEntry({ name: "first" })), piece, times });
};

const MANY: readonly Hostile[] = [
  {
    name: "a layer of 10 million empty entries",
    quick: false,
    expected: "UNSUPPORTED",
    write: (target) => writeCase(target, { input: layoutOf(emptyEntries(100)) }),
  },
  {
    name: "a layer of 300,000 empty entries",
    quick: true,
    expected: "DIGEST_MISMATCH",
    write: (target) => writeCase(target, { input: layoutOf(emptyEntries(3)) }),
  },
  {
    name: "a gzip archive of a million members",
    quick: true,
    expected: "BAD_ARCHIVE",
    write: (target) => writeFileSync(target, emptyEntries(10)),
  },
  {
    name: "a plain archive of a million members",
    quick: false,
    expected: "BAD_ARCHIVE",
    write: (target) =>
      writeRepeated(target, {
        head: END.subarray(0, 0),
        piece: Buffer.concat(new Array<Buffer>(1000).fill(rawEntry({ name: "empty" }))),
        times: 1000,
      }),
  },
];

const RECORDS: readonly Hostile[] = (
  [
    ["a PAX header of 100 MB that is not there", "BAD_TAR", pax("", 100_000_000)],
    ["a PAX record that says it is 100 MB long", "BAD_TAR", pax("100000000 path=x\n")],
    ["a PAX record that says it is 2^63 long", "BAD_TAR", pax("9223372036854775808 path=x\n")],
    ["a PAX size of 2^63", "BAD_TAR", pax(paxRecord("size", "9223372036854775808"))],
    ["a megabyte of PAX records", "accepted", pax(paxRecord("comment", "c").repeat(60_000))],
    [
      "300 paths of 4000 components",
      "accepted",
      Buffer.concat([...Array.from({ length: 300 }, (_, i) => named(`${"d/".repeat(4000)}${i}`)), END]),
    ],
    [
      "300 paths of 2500 times ..",
      "accepted",
      Buffer.concat([...Array.from({ length: 300 }, (_, i) => named(`${"../".repeat(2500)}${i}`)), END]),
    ],
    [
      "1000 names of 32 KB",
      "BAD_TAR",
      Buffer.concat([...Array.from({ length: 1000 }, (_, i) => named(`${"n".repeat(32_000)}${i}`)), END]),
    ],
    ["a name of 33 KB", "BAD_TAR", Buffer.concat([named("n".repeat(33_000)), END])],
    [
      "links that lead to each other",
      "accepted",
      rawTar([
        { name: "a", type: "2", linkname: "b" },
        { name: "b", type: "2", linkname: "a" },
        { name: "c", type: "1", linkname: "c" },
      ]),
    ],
  ] as const
).map(([name, expected, layer]) => ({ name, expected, quick: true, write: inLayer(layer) }));

/** V8 hashes strings of more than 16,383 characters by their length alone: as keys of one map they all collide. */
const LONG_KEYS: Hostile = {
  name: "4000 names of 8 KB that differ at their end",
  quick: false,
  expected: "accepted",
  write: inLayer(Buffer.concat([...Array.from({ length: 4000 }, (_, i) => named(`${"n".repeat(8_000)}${i}`)), END])),
};

const replaceWith =
  (target: string, text: () => string): EditDocument =>
  (kind, was) =>
    Buffer.from(kind === target ? text() : was);

const listed =
  (times: number): EditDocument =>
  (kind, text) => {
    if (kind === "config") {
      return Buffer.from(
        text.replace(/"diff_ids":\[("[^"]*")\]/, (_, id) => `"diff_ids":[${new Array(times).fill(id)}]`),
      );
    }
    return Buffer.from(
      text.replace(/"Layers":\[("[^"]*")\]/, (_, name) => `"Layers":[${new Array(times).fill(name)}]`),
    );
  };

const DOCUMENTS: readonly Hostile[] = [
  {
    name: "a manifest.json of 100 MB",
    quick: true,
    expected: "NOT_AN_IMAGE",
    write: withDocument(replaceWith("manifest", () => `["${"x".repeat(100_000_000)}"]`)),
  },
  ...["manifest", "config"].map((kind) => ({
    name: `JSON of 100,000 arrays in each other as ${kind}`,
    quick: true,
    expected: "BAD_CONFIG",
    write: withDocument(replaceWith(kind, () => `${"[".repeat(100_000)}${"]".repeat(100_000)}`)),
  })),
  {
    name: "a manifest.json of a million empty images",
    quick: true,
    expected: "BAD_CONFIG",
    write: withDocument(replaceWith("manifest", () => `[${"{},".repeat(1_000_000)}{}]`)),
  },
  // 100,000 layers need a config of 7 MB, which is read: each is held against its diffId, none is read twice.
  {
    name: "a manifest that lists one member 100,000 times",
    quick: true,
    expected: "accepted",
    write: withDocument(listed(100_000)),
  },
  {
    name: "members that are links to each other",
    quick: true,
    expected: "TRUNCATED",
    write: (target) =>
      writeCase(target, {
        input: rawTar([
          { name: "a", type: "2", linkname: "b" },
          { name: "b", type: "2", linkname: "a" },
          { name: "manifest.json", content: '[{"Config":"a","RepoTags":null,"Layers":["b"]}]' },
        ]),
      }),
  },
];

const FILES: readonly Hostile[] = (
  [
    ["a layout with a pipe as its layer", layoutWith(fifo, LAYER_BLOB)],
    ["a layout with a pipe as its config", layoutWith(fifo, CONFIG_BLOB)],
    ["a layout with a pipe as its index.json", layoutWith(fifo, /^index\.json$/)],
    ["a layout with /dev/zero as its layer", layoutWith(zero, LAYER_BLOB)],
    ["a layout with /dev/zero as its index.json", layoutWith(zero, /^index\.json$/)],
    ["a layout with a folder as its layer", layoutWith(folder, LAYER_BLOB)],
  ] as const
).map(([name, write]) => ({ name, quick: true, expected: "TRUNCATED", write }));

export const HOSTILE: readonly Hostile[] = [...BOMBS, ...MANY, ...RECORDS, LONG_KEYS, ...DOCUMENTS, ...FILES];

/** Reads it in a process of its own, which may take so much time and memory and no more. */
export const runHostile = async ({ write, expected, quick }: Hostile, scratch: string): Promise<HostileResult> => {
  const target = path.join(scratch, "hostile");
  write(target);
  const start = performance.now();
  try {
    const { outcome, rss } = await readInChild(target, quick ? QUICK_LIMIT : SECONDS_LIMIT);
    const seconds = (performance.now() - start) / 1000;
    const unlike = outcome === expected ? undefined : `found ${outcome}, expected ${expected}`;
    return { outcome, seconds, rss, problem: rss > RSS_LIMIT ? `came to ${rss} bytes of memory` : unlike };
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
};

const readInChild = (target: string, limit: number): Promise<{ readonly outcome: string; readonly rss: number }> => {
  const child = path.join(import.meta.dirname, "read-one.ts");
  const options = { timeout: limit * 1000, killSignal: "SIGKILL" } as const;
  return new Promise((resolve) => {
    execFile(process.execPath, [child, target], options, (error, stdout, stderr) => {
      const crashed = `${error?.killed === true ? "hung" : "crashed"}: ${stderr.slice(-600)}`;
      resolve(stdout.startsWith("{") ? JSON.parse(stdout) : { outcome: crashed, rss: 0 });
    });
  });
};
