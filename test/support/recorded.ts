import * as v from "valibot";
import { parseStorePath, type StorePath, storePathFromBaseName } from "../../src/core/store-path.ts";
import type { Closure } from "../../src/graph/index.ts";
import type { Image, Layer, Share } from "../../src/image/index.ts";
import { digestSchema } from "../../src/oci/index.ts";
import { readFixture } from "./fixtures.ts";
import { anImage } from "./images.ts";
import { filesFor, NO_TRACES } from "./layer-files.ts";

const known = (path: StorePath | undefined): StorePath => {
  if (path === undefined) throw new TypeError("recorded data names no store path");
  return path;
};

const closureSchema = v.record(
  v.string(),
  v.object({ narSize: v.number(), closureSize: v.number(), references: v.array(v.string()) }),
);

export interface RecordedClosure {
  readonly closure: Closure;
  /** As Nix itself counted them. */
  readonly closureSizes: ReadonlyMap<StorePath, number>;
}

/** What `nix path-info --json -r -S` said of an image's store paths. */
export const recordedClosure = (name: string): RecordedClosure => {
  const infos = Object.entries(v.parse(closureSchema, JSON.parse(readFixture(`closures/${name}.json`)))).map(
    ([path, info]) => ({
      path: known(parseStorePath(path)),
      narSize: info.narSize,
      closureSize: info.closureSize,
      references: info.references.map((reference) => known(parseStorePath(reference))),
    }),
  );
  return {
    closure: { paths: new Map(infos.map((info) => [info.path, info])), roots: [] },
    closureSizes: new Map(infos.map((info) => [info.path, info.closureSize])),
  };
};

const shareSchema = v.pipe(
  v.object({ entries: v.number(), fileBytes: v.number() }),
  v.transform(({ entries, fileBytes }): Share => ({ entries, contentSize: fileBytes, files: 0 })),
);

const manifestSchema = v.object({
  images: v.array(
    v.object({
      name: v.string(),
      images: v.optional(
        v.array(
          v.object({
            repoTags: v.array(v.string()),
            configSha256: v.string(),
            layers: v.array(
              v.object({
                archivePath: v.string(),
                sha256: v.string(),
                tarBytes: v.number(),
                fileBytes: v.number(),
                storePaths: v.record(v.string(), shareSchema),
              }),
            ),
          }),
        ),
        [],
      ),
    }),
  ),
});

type RecordedLayer = v.InferOutput<typeof manifestSchema>["images"][number]["images"][number]["layers"][number];

const layerOf = ({ archivePath, sha256, tarBytes, fileBytes, storePaths }: RecordedLayer): Layer => {
  const { "(root)": root = { contentSize: 0, entries: 0, files: 0 }, ...owners } = storePaths;
  const shares = new Map(Object.entries(owners).map(([name, share]) => [known(storePathFromBaseName(name)), share]));
  return {
    member: archivePath,
    diffId: v.parse(digestSchema, `sha256:${sha256}`),
    uncompressedSize: tarBytes,
    tarOverhead: tarBytes - fileBytes,
    shares,
    root,
    largestFiles: [],
    files: filesFor(shares, root),
    traces: NO_TRACES,
  };
};

/** An image as an independent program measured it; how many of its entries are files was not recorded. */
export const recordedImage = (name: string): Image => {
  const { images } = v.parse(manifestSchema, JSON.parse(readFixture("manifest.json")));
  const image = images.find((entry) => entry.name === name)?.images[0];
  if (image === undefined) throw new TypeError(`no recorded image is called ${name}`);
  return anImage({
    repoTags: image.repoTags,
    configDigest: v.parse(digestSchema, `sha256:${image.configSha256}`),
    layers: image.layers.map(layerOf),
  });
};
