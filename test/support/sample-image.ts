import { hexOf } from "../../src/core/digest.ts";
import { sha256 } from "../../src/core/hash.ts";
import { parseStorePath, type StorePath } from "../../src/core/store-path.ts";
import type { Closure, PathInfo } from "../../src/graph/index.ts";
import type { Image, Layer, Share } from "../../src/image/index.ts";
import { MEDIA_TYPE } from "../../src/oci/index.ts";
import { filesFor, NO_TRACES } from "./layer-files.ts";

/** A store path of a made-up image. */
export interface Sample {
  readonly name: string;
  readonly size: number;
  /** Names of other samples. */
  readonly references: readonly string[];
  /** Another one gives the same name another hash. */
  readonly salt: string;
}

/** `aStorePath("ffmpeg-7.1", 28_400_000, ["x265-4.1"])`; a salt stands for a rebuild. */
export const aStorePath = (
  name: string,
  size: number,
  references: readonly string[] = [],
  overrides: Partial<Sample> = {},
): Sample => ({ name, size, references, salt: "", ...overrides });

/** A valid path whose hash follows from name and salt; hexadecimal digits but "e" are Nix's. */
export const pathOf = ({ name, salt }: Pick<Sample, "name" | "salt">): StorePath => {
  const hash = hexOf(sha256(`${salt}/${name}`))
    .slice(0, 32)
    .replaceAll("e", "v");
  const path = parseStorePath(`/nix/store/${hash}-${name}`);
  if (path === undefined) throw new Error(`${name} is no name that Nix would take`);
  return path;
};

const shareOf = (size: number): Share => {
  const files = Math.max(1, Math.round(size / 80_000));
  return { contentSize: size, entries: Math.round(files * 1.3) + 1, files };
};

export interface ImageParts {
  readonly name: string;
  readonly storePaths: readonly Sample[];
  /** Bytes outside the store. */
  readonly rootSize: number;
  readonly maxLayers: number;
  /** Compressed bytes for each tar byte; absent when nobody counted. */
  readonly ratio: number | undefined;
  readonly platform: Image["platform"];
  readonly env: readonly string[];
}

export const aLayer = (
  index: number,
  samples: readonly Sample[],
  rootSize: number,
  ratio: number | undefined,
): Layer => {
  const shares = new Map(samples.map((sample) => [pathOf(sample), shareOf(sample.size)]));
  const root: Share = rootSize === 0 ? { contentSize: 0, entries: 2, files: 0 } : shareOf(rootSize);
  const all = [root, ...shares.values()];
  const tarOverhead = all.reduce((sum, share) => sum + share.entries * 800, 10_240);
  const uncompressedSize = all.reduce((sum, share) => sum + share.contentSize, tarOverhead);
  const identity = `${[...shares].map(([path, share]) => `${path} ${share.contentSize}`).join()} ${rootSize}`;
  return {
    member: `${index}/layer.tar`,
    diffId: sha256(identity),
    uncompressedSize,
    tarOverhead,
    shares,
    root,
    files: filesFor(shares, root),
    traces: NO_TRACES,
    largestFiles: samples
      .filter((sample) => sample.size > 1_000_000)
      .map((sample) => ({
        path: `${pathOf(sample)}/lib/${sample.name.split("-")[0]}.so`,
        size: Math.round(sample.size / 2),
      })),
    ...(ratio === undefined
      ? {}
      : {
          blob: {
            mediaType: MEDIA_TYPE.layerGzip,
            digest: sha256(`gzip ${identity}`),
            size: Math.round(uncompressedSize * ratio),
          },
        }),
  };
};

/** As dockerTools layers: a layer each for the first store paths, one for all that are left, one for the root. */
export const anImage = (parts: ImageParts): Image => {
  const own = parts.storePaths.slice(0, parts.maxLayers - 2);
  const rest = parts.storePaths.slice(parts.maxLayers - 2);
  const groups = [...own.map((sample) => [sample]), ...(rest.length === 0 ? [] : [rest])];
  const layers = [
    ...groups.map((samples, index) => aLayer(index, samples, 0, parts.ratio)),
    aLayer(groups.length, [], parts.rootSize, parts.ratio),
  ];
  const config = {
    created: "1970-01-01T00:00:01Z",
    architecture: parts.platform.architecture,
    os: parts.platform.os,
    config: { Entrypoint: ["/bin/api"], Env: [...parts.env] },
    rootfs: { diff_ids: layers.map((layer) => layer.diffId) },
  };
  const configBytes = Buffer.from(JSON.stringify(config));
  return {
    source: ".#image",
    format: "docker-archive",
    repoTags: [`${parts.name}:latest`],
    platform: parts.platform,
    configDigest: sha256(configBytes),
    configBytes,
    config,
    layers,
  };
};

/** The closure that the samples' references span; NAR sizes are a little above the files'. */
export const aClosure = (samples: readonly Sample[]): Closure => {
  const paths = new Map(samples.map((sample) => [sample.name, pathOf(sample)]));
  const infos = samples.map(
    (sample): PathInfo => ({
      path: pathOf(sample),
      narSize: Math.round(sample.size * 1.01) + 96,
      references: sample.references.map((name) => {
        const path = paths.get(name);
        if (path === undefined) throw new Error(`${sample.name} references ${name}, which is not there`);
        return path;
      }),
    }),
  );
  return { paths: new Map(infos.map((info) => [info.path, info])), roots: [] };
};
