import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { Progress } from "../../core/log.ts";
import { assembleImage } from "../assemble.ts";
import type { Bytes } from "../bytes.ts";
import { peekFile } from "../bytes.ts";
import { type PlatformChoice, readChosen } from "../choose-platform.ts";
import { sniffCompression } from "../compression.ts";
import { openEntryBudget } from "../entry-budget.ts";
import { ImageError } from "../errors.ts";
import { DOCUMENT_LIMIT } from "../members.ts";
import type { BareImage, BareLayer } from "../model.ts";
import type { OpenPacker } from "../packer.ts";
import { type ScannedLayer, scanLayer } from "../scan-layer.ts";
import { scanRange } from "../scan-range.ts";
import { renderConfig } from "./config.ts";
import { type DescribedLayer, parseDescription } from "./description.ts";
import { checkStorePath, missing, planEntries } from "./entries.ts";
import { renderLayerTar } from "./layer-tar.ts";

export interface Nix2containerOptions {
  readonly progress: Progress;
  readonly openPacker: OpenPacker | undefined;
  readonly bare?: boolean | undefined;
  readonly platform: PlatformChoice | undefined;
  /** Folder in which `/nix/store` lies, `/` but for stores elsewhere. */
  readonly storeRoot: string;
}

/** The image that a JSON of nix2container describes: its layers are made from the store paths, and must hash as it says. */
export const readNix2container = async (file: string, options: Nix2containerOptions): Promise<readonly BareImage[]> => {
  const description = parseDescription(file, await readJson(file));
  const spend = openEntryBudget(file);
  const layers: BareLayer[] = [];
  for (const [index, described] of description.layers.entries()) {
    const scanned = await scan(described, { ...options, json: file, member: `layer ${index + 1}` });
    checkLayer(file, index, described, scanned);
    spend(scanned.layer);
    layers.push(scanned.layer);
  }
  const configBytes = renderConfig(description);
  const image = assembleImage({ source: file, format: "nix2container", repoTags: [], configBytes, layers });
  return readChosen(file, options.platform, async (filter) => (filter.admits(image.platform) ? [image] : []));
};

const readJson = async (file: string): Promise<Buffer> => {
  const { size } = await stat(file);
  if (size <= DOCUMENT_LIMIT) return readFile(file);
  throw new ImageError("UNSUPPORTED", `${file}: ${size} bytes of JSON (at most ${DOCUMENT_LIMIT}); name an image`);
};

interface LayerContext extends Nix2containerOptions {
  readonly json: string;
  readonly member: string;
}

const scan = async (described: DescribedLayer, context: LayerContext): Promise<ScannedLayer> => {
  const tar = described["layer-path"];
  if (tar != null) return scanReady(tar, described, context);
  const { member, openPacker, bare, progress } = context;
  const bytes = counted(renderLayerTar(await planEntries(described.paths ?? [], context)), progress);
  return scanLayer({ member, bytes, compression: "none", announced: described.diff_ids, openPacker, bare, progress });
};

/** A layer that nix2container has kept as a file; its media type is not to be trusted. */
const scanReady = async (tar: string, described: DescribedLayer, context: LayerContext): Promise<ScannedLayer> => {
  const { storeRoot, member, openPacker, bare, progress } = context;
  checkStorePath(tar, context);
  const file = path.join(storeRoot, tar);
  const { head, size } = await peekFile(file).catch((cause: unknown) => {
    throw missing(tar, context, cause);
  });
  const compression = sniffCompression(head);
  if (compression === "xz") throw new ImageError("UNSUPPORTED", `${tar}: compressed with xz, which layers cannot be`);
  const range = { file, offset: 0, length: size, compression, member, announced: described.diff_ids, isBlob: false };
  return scanRange(range, { openPacker, bare, progress });
};

async function* counted(bytes: Bytes, progress: Progress): Bytes {
  for await (const piece of bytes) {
    progress.advance(piece.length);
    yield piece;
  }
}

const checkLayer = (file: string, index: number, described: DescribedLayer, { layer, stored }: ScannedLayer): void => {
  if (layer.diffId === described.diff_ids && [layer.diffId, stored.digest].includes(described.digest)) return;
  const reason =
    described["layer-path"] == null
      ? "a store path has changed, or another version of nix2container made the layer"
      : `${described["layer-path"]} has changed`;
  const found = `layer ${index + 1} hashes to ${layer.diffId}, the image promises ${described.diff_ids}`;
  throw new ImageError("DIGEST_MISMATCH", `${file}: ${found}: ${reason}; build the image again`);
};
