import { createHash } from "node:crypto";
import { createWriteStream, lstatSync, readdirSync, readFileSync } from "node:fs";
import { rename } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { END_OF_TAR, encodeHeader, padding } from "../src/tar/index.ts";
import { mulberry } from "./random.ts";

/** An image of this machine's own files in the layout of nixpkgs: they compress as files do, which made-up ones do not. */
export interface RealShape {
  readonly layers: number;
  readonly bytes: number;
  /** Part of the bytes whose layers are others in the second version. */
  readonly changed: number;
}

interface Found {
  readonly file: string;
  readonly size: number;
}

export interface Packed {
  readonly storePath: string;
  readonly files: readonly Found[];
  /** Bytes of all files. */
  readonly size: number;
}

const FOLDERS = ["/usr/lib", "/usr/bin", "/usr/share", "/opt", "/usr/local"];
/** A file that is much larger than a layer usually is would be the image. */
const LARGEST = 64 << 20;

/** Files in the order of their names, until there are enough. */
const findFiles = (bytes: number): readonly Found[] => {
  const found: Found[] = [];
  let left = bytes;
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const file = path.join(folder, entry.name);
      if (left <= 0) return;
      if (entry.isDirectory()) walk(file);
      else if (entry.isFile()) {
        const { size } = lstatSync(file);
        if (size > LARGEST) continue;
        found.push({ file, size });
        left -= size;
      }
    }
  };
  for (const folder of FOLDERS) walk(folder);
  if (left > 0) throw new Error(`${FOLDERS.join(", ")} hold only ${bytes - left} bytes of files, ${bytes} are needed`);
  return found;
};

/** Most layers are small and some are large, as packages are. */
const divide = (files: readonly Found[], { layers, bytes }: RealShape): readonly Packed[] => {
  const random = mulberry(layers);
  const weights = Array.from({ length: layers }, () =>
    Math.exp(1.2 * Math.sqrt(-2 * Math.log(random() || 1e-9)) * Math.cos(2 * Math.PI * random())),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const queue = files.values();
  return weights.map((weight, index) => {
    const isLast = index === layers - 1;
    const own: Found[] = [];
    let size = 0;
    while (isLast || size < (weight / sum) * bytes) {
      const { value } = queue.next();
      if (value === undefined) break;
      own.push(value);
      size += value.size;
    }
    return { storePath: storePath(`${index}`), files: own, size };
  });
};

const storePath = (seed: string): string => {
  const digits = [...createHash("sha256").update(seed).digest().subarray(0, 32)];
  return `/nix/store/${digits.map((byte) => "0123456789abcdfghijklmnpqrsvwxyz"[byte & 31]).join("")}-package-${seed}`;
};

/** Rebuilds packages until that part of the bytes is another: each has another store path then. */
const rebuild = (layers: readonly Packed[], { bytes, changed }: RealShape): readonly Packed[] => {
  const random = mulberry(7);
  const order = layers.map((layer) => ({ layer, at: random() })).toSorted((a, b) => a.at - b.at);
  const rebuilt = new Set<Packed>();
  let left = bytes * changed;
  for (const { layer } of order) {
    if (layer.size > left) continue;
    rebuilt.add(layer);
    left -= layer.size;
  }
  return layers.map((layer, index) => (rebuilt.has(layer) ? { ...layer, storePath: storePath(`${index}b`) } : layer));
};

const header = (name: string, kind: "file" | "directory", size: number): Buffer =>
  encodeHeader({
    ...{ path: name, kind, size, mode: 0o555, uid: 0, gid: 0, uname: "root", gname: "root" },
    ...{ mtime: 1, target: "" },
  });

function* layerPieces({ storePath, files }: Packed): Generator<Buffer> {
  for (const folder of ["/nix/", "/nix/store/", `${storePath}/`]) yield header(folder, "directory", 0);
  for (const [index, { file }] of files.entries()) {
    const content = readFileSync(file);
    yield header(`${storePath}/lib/${index}-${path.basename(file).slice(0, 40)}`, "file", content.length);
    yield content;
    yield padding(content.length);
  }
  yield END_OF_TAR;
}

const member = (name: string, text: string): readonly Buffer[] => {
  const bytes = Buffer.from(text);
  return [header(name, "file", bytes.length), bytes, padding(bytes.length)];
};

function* archivePieces(layers: readonly Packed[]): Generator<Buffer> {
  const hashes: string[] = [];
  for (const layer of layers) {
    const sum = createHash("sha256");
    let size = 0;
    for (const piece of layerPieces(layer)) {
      sum.update(piece);
      size += piece.length;
    }
    const hex = sum.digest("hex");
    hashes.push(hex);
    yield header(`${hex}/layer.tar`, "file", size);
    yield* layerPieces(layer);
    yield padding(size);
  }
  const rootfs = { type: "layers", diff_ids: hashes.map((hex) => `sha256:${hex}`) };
  yield* member("config.json", JSON.stringify({ architecture: "amd64", os: "linux", config: {}, rootfs }));
  const names = hashes.map((hex) => `${hex}/layer.tar`);
  yield* member("manifest.json", JSON.stringify([{ Config: "config.json", RepoTags: ["bench:1"], Layers: names }]));
  yield END_OF_TAR;
}

/** The packages of both versions, a layer each. */
export const planVersions = (shape: RealShape): readonly (readonly Packed[])[] => {
  const layers = divide(findFiles(shape.bytes), shape);
  return [layers, rebuild(layers, shape)];
};

/** Writes both versions; nothing half-written gets its name. */
export const writeVersions = async (shape: RealShape, files: readonly string[]): Promise<void> => {
  for (const [index, version] of planVersions(shape).entries()) {
    const file = files[index] ?? "";
    await pipeline(Readable.from(archivePieces(version)), createWriteStream(`${file}.partial`));
    await rename(`${file}.partial`, file);
  }
};
