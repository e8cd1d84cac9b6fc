import { createHash } from "node:crypto";
import { sha256 } from "../../src/core/hash.ts";
import { parseStorePath, type StorePath } from "../../src/core/store-path.ts";
import type { Closure } from "../../src/graph/index.ts";
import type { Image, Layer, Share } from "../../src/image/model.ts";
import { filesFor, NO_TRACES } from "./layer-files.ts";

const BASE32 = "0123456789abcdfghijklmnpqrsvwxyz";

/** The store path of `name`; another `build` gives the same name another hash. */
export const aStorePath = (name: string, build = ""): StorePath => {
  const bytes = createHash("sha256").update(`${name}\n${build}`).digest();
  const hash = [...bytes].map((byte) => BASE32[byte % 32]).join("");
  const path = parseStorePath(`/nix/store/${hash}-${name}`);
  if (path === undefined) throw new TypeError(`${name} cannot name a store path`);
  return path;
};

export const aShare = (contentSize = 0, overrides: Partial<Share> = {}): Share => ({
  contentSize,
  entries: 2,
  files: 1,
  ...overrides,
});

/** A layer that holds the given bytes per store path; the rest follows from them unless it is given. */
export const aLayer = (shares: Readonly<Record<StorePath, number>> = {}, overrides: Partial<Layer> = {}): Layer => {
  const entries = Object.entries(shares).map(([path, size]) => [path as StorePath, aShare(size)] as const);
  const root = overrides.root ?? aShare(0, { entries: 1, files: 0 });
  const contentSize = entries.reduce((sum, [, share]) => sum + share.contentSize, root.contentSize);
  const tarOverhead = overrides.tarOverhead ?? 10_240;
  return {
    member: "layer.tar",
    diffId: sha256(JSON.stringify([shares, root.contentSize])),
    uncompressedSize: contentSize + tarOverhead,
    tarOverhead,
    shares: new Map(entries),
    root,
    largestFiles: [],
    files: filesFor(new Map(entries), root),
    traces: NO_TRACES,
    ...overrides,
  };
};

/** An image for linux/amd64 called `app`; diffIds and configDigest follow from the layers and the config. */
export const anImage = (overrides: Partial<Image> = {}): Image => {
  const layers = overrides.layers ?? [aLayer({ [aStorePath("hello-2.12")]: 1000 })];
  const config = overrides.config ?? {
    architecture: "amd64",
    os: "linux",
    rootfs: { diff_ids: layers.map((layer) => layer.diffId) },
  };
  const configBytes = new TextEncoder().encode(JSON.stringify(config));
  return {
    source: ".#image",
    format: "docker-archive",
    repoTags: ["app:latest"],
    platform: { os: "linux", architecture: "amd64" },
    configDigest: sha256(configBytes),
    configBytes,
    config,
    layers,
    ...overrides,
  };
};

/** Size and references, by name: `{ "app-1.0": [10, "glibc-2.40"], "glibc-2.40": [30] }`. */
export type ClosureSketch = Readonly<Record<string, readonly [narSize: number, ...references: string[]]>>;

/** The closure of a sketch, whose store paths are those of `aStorePath`. */
export const aClosure = (sketch: ClosureSketch, roots: readonly string[] = []): Closure => ({
  paths: new Map(
    Object.entries(sketch).map(([name, [narSize, ...references]]) => {
      const path = aStorePath(name);
      return [path, { path, narSize, references: references.map((reference) => aStorePath(reference)) }];
    }),
  ),
  roots: roots.map((name) => aStorePath(name)),
});
