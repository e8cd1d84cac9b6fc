import type { Digest } from "../core/digest.ts";
import type { StorePath } from "../core/store-path.ts";
import type { Platform } from "../oci/descriptor.ts";
import type { ImageConfig } from "../oci/image-config.ts";
import type { LayerFiles } from "./layer-files.ts";
import type { LayerTraces } from "./traces/model.ts";

/** What one owner (a store path, or the root filesystem) has in a layer. */
export interface Share {
  /** Bytes of regular files. */
  readonly contentSize: number;
  /** Files, directories, links and devices. */
  readonly entries: number;
  readonly files: number;
}

export interface FileFact {
  /** Absolute path in the image, readable text. */
  readonly path: string;
  readonly size: number;
}

/** The bytes of a layer as a registry stores them. */
export interface LayerBlob {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
  /** Where the bytes lie; absent when they were only counted. */
  readonly file?: string;
}

/** What publishing has to know of a layer; its content was not looked into. */
export interface BareLayer {
  /** Member of the archive, or blob of the layout, for messages. */
  readonly member: string;
  readonly diffId: Digest;
  /** Absent when nobody asked for it. */
  readonly blob?: LayerBlob;
}

/** A layer that was looked into. */
export interface Layer extends BareLayer {
  readonly uncompressedSize: number;
  /** Bytes of tar headers, padding and end marker: what `shares` and `root` leave of `uncompressedSize`. */
  readonly tarOverhead: number;
  readonly shares: ReadonlyMap<StorePath, Share>;
  readonly root: Share;
  /** Largest first, at most `LARGEST_FILES`. */
  readonly largestFiles: readonly FileFact[];
  readonly files: LayerFiles;
  readonly traces: LayerTraces;
}

/** One image for one platform, read once from its source. */
export interface ImageOf<L extends BareLayer> {
  /** As the user named it. */
  readonly source: string;
  readonly format: "docker-archive" | "oci-layout" | "registry" | "nix2container";
  readonly repoTags: readonly string[];
  readonly platform: Platform;
  readonly configDigest: Digest;
  /** The very bytes; the image ID is their hash, so they are published unchanged. */
  readonly configBytes: Uint8Array;
  readonly config: ImageConfig;
  /** `layerKey` of the stream script that wrote the image. */
  readonly layerKey?: Digest;
  /** Oldest first. */
  readonly layers: readonly L[];
}

export type Image = ImageOf<Layer>;

export type BareImage = ImageOf<BareLayer>;

export const isLookedInto = (layer: BareLayer): layer is Layer => "files" in layer;

/** How many of a layer's files are kept by name, so that memory does not grow with the image. */
export const LARGEST_FILES = 20;
