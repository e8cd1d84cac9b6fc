import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { END_OF_TAR, encodeHeader, padding } from "../src/tar/index.ts";
import { mulberry } from "./random.ts";

/** An image that is made up, and the same each time. */
export interface Shape {
  readonly layers: number;
  readonly files: number;
  /** Of all files. */
  readonly bytes: number;
}

const BASE32 = "0123456789abcdfghijklmnpqrsvwxyz";
/** Larger than the window of gzip and zstd at the usual levels, so that what is repeated is not found. */
const POOL = 32 << 20;

/** Half random bytes, half words: about 2.5 to 1 under gzip, as programs are. */
const makePool = (random: () => number): Buffer => {
  const pool = Buffer.alloc(POOL);
  const words = ["store", "return", "static", "\0\0\0\0\0\0\0\0", "libc.so.6", "const char *", "0x", "\n\t"];
  for (let at = 0; at < POOL; ) {
    const end = Math.min(POOL, at + 64 + Math.floor(random() * 1024));
    if (random() < 0.38) for (; at < end; at++) pool[at] = random() * 256;
    else while (at < end) at += pool.write(words[Math.floor(random() * words.length)] ?? "", at, "latin1") || 1;
  }
  return pool;
};

/** File sizes as they are in packages, most small and few large, that add up to `bytes`. */
const fileSizes = (count: number, bytes: number, random: () => number): readonly number[] => {
  const weights = Array.from({ length: count }, () =>
    Math.exp(2 * Math.sqrt(-2 * Math.log(random() || 1e-9)) * Math.cos(2 * Math.PI * random())),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => Math.round((weight / sum) * bytes));
};

const header = (path: string, kind: "file" | "directory", size: number): Buffer =>
  encodeHeader({
    ...{ path, kind, size, mode: kind === "file" ? 0o444 : 0o555, uid: 0, gid: 0, uname: "root", gname: "root" },
    ...{ mtime: 1, target: "" },
  });

/** The pieces of one layer's tar. */
function* layerPieces(
  storePath: string,
  sizes: readonly number[],
  content: (size: number) => Iterable<Buffer>,
): Generator<Buffer> {
  for (const path of ["/nix/", "/nix/store/", `${storePath}/`]) yield header(path, "directory", 0);
  for (const [index, size] of sizes.entries()) {
    if (index % 40 === 0) yield header(`${storePath}/share/part-${index / 40}/`, "directory", 0);
    yield header(`${storePath}/share/part-${Math.floor(index / 40)}/file-${index}`, "file", size);
    yield* content(size);
    yield padding(size);
  }
  yield END_OF_TAR;
}

const lengthOf = (sizes: readonly number[]): number =>
  [...layerPieces("/nix/store/x", [], () => [])].reduce((sum, piece) => sum + piece.length, 0) +
  sizes.reduce((sum, size) => sum + 512 + size + padding(size).length, Math.ceil(sizes.length / 40) * 512);

/** A docker-archive in the order of nixpkgs: layers, config, manifest last. */
function* archivePieces({ layers, files, bytes }: Shape): Generator<Buffer> {
  const random = mulberry(layers * 31 + files);
  const pool = makePool(random);
  function* content(size: number): Generator<Buffer> {
    for (let left = size; left > 0; ) {
      const at = Math.floor(random() * (POOL / 2));
      const piece = pool.subarray(at, at + Math.min(left, POOL / 2));
      left -= piece.length;
      yield piece;
    }
  }
  const diffIds: string[] = [];
  for (let layer = 0; layer < layers; layer++) {
    const hash = Array.from({ length: 32 }, () => BASE32[Math.floor(random() * 32)]).join("");
    const sizes = fileSizes(Math.round(files / layers), bytes / layers, random);
    yield header(`${layer}/layer.tar`, "file", lengthOf(sizes));
    const sum = createHash("sha256");
    for (const piece of layerPieces(`/nix/store/${hash}-package-${layer}.0`, sizes, content)) {
      sum.update(piece);
      yield piece;
    }
    yield padding(lengthOf(sizes));
    diffIds.push(`sha256:${sum.digest("hex")}`);
  }
  yield* documents(diffIds);
  yield END_OF_TAR;
}

function* documents(diffIds: readonly string[]): Generator<Buffer> {
  const config = JSON.stringify({
    architecture: "amd64",
    os: "linux",
    config: {},
    rootfs: { type: "layers", diff_ids: diffIds },
  });
  const layers = diffIds.map((_, layer) => `${layer}/layer.tar`);
  const manifest = JSON.stringify([{ Config: "config.json", RepoTags: ["bench:1"], Layers: layers }]);
  for (const [name, text] of [
    ["config.json", config],
    ["manifest.json", manifest],
  ] as const) {
    const bytes = Buffer.from(text);
    yield header(name, "file", bytes.length);
    yield bytes;
    yield padding(bytes.length);
  }
}

/** Writes the archive; nothing half-written gets the name. */
export const generateArchive = async (file: string, shape: Shape): Promise<void> => {
  await pipeline(Readable.from(archivePieces(shape)), createWriteStream(`${file}.partial`, { highWaterMark: 1 << 22 }));
  await rename(`${file}.partial`, file);
};
