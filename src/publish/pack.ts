import type { Digest } from "../core/digest.ts";
import type { LayerBlob, LayerPacker, OpenPacker } from "../image/index.ts";
import { openLocalCompressor } from "./block-compressor.ts";
import type { CompressionSetting } from "./compress-block.ts";
import { type CompressWorkers, openCompressWorkers } from "./compress-workers.ts";
import { CompressingPacker } from "./compressing-packer.ts";
import { KnownPacker } from "./known-packer.ts";
import { SpoolFile } from "./spool-file.ts";
import { StoringPacker } from "./storing-packer.ts";

export interface PackOptions {
  readonly compression: CompressionSetting;
  /** Where blobs are kept to be published; without it they are only counted. */
  readonly spoolDir?: string;
  /** Blobs by diffId that are neither compressed nor kept again: they were counted before, or lie wherever they are to go. */
  readonly known?: ReadonlyMap<Digest, LayerBlob>;
  /** Compress while the next bytes are read and hashed; without them, the thread that reads does it. */
  readonly workers?: CompressWorkers | undefined;
  /** Writes without giving way: in a worker, where nothing else waits. */
  readonly blocking?: boolean;
}

/** Makes one packer a layer. */
export const openPackers = ({ workers, ...settings }: PackOptions): OpenPacker => {
  const { known, spoolDir } = settings;
  const open = newPackerOf(settings.compression, workers);
  const openOne = (announced: Digest | undefined): LayerPacker => {
    const blob = announced === undefined ? undefined : known?.get(announced);
    if (announced !== undefined && blob !== undefined) return new KnownPacker(announced, blob);
    return open(new SpoolFile(spoolDir, settings.blocking === true));
  };
  const divides = settings.compression.kind !== "none" && workers !== undefined && workers.count > 1;
  return Object.assign(openOne, { settings, divides, keeps: spoolDir !== undefined });
};

const newPackerOf = (
  { kind, level }: CompressionSetting,
  workers: CompressWorkers | undefined,
): ((file: SpoolFile) => LayerPacker) => {
  if (kind === "none") return (file) => new StoringPacker(file);
  const setting = { kind, level };
  const compressor = workers === undefined ? openLocalCompressor(setting) : openCompressWorkers(setting, workers);
  return (file) => new CompressingPacker(kind, compressor, file);
};
