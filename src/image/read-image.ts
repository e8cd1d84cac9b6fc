import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import type { Log, Progress } from "../core/log.ts";
import { visible } from "../core/visible.ts";
import type { PlatformChoice } from "./choose-platform.ts";
import { ImageError } from "./errors.ts";
import { openLayerScanner, type WorkerSettings } from "./layer-scanner.ts";
import { readLayoutImages } from "./layout.ts";
import { openLayoutFolder } from "./layout-folder.ts";
import { type BareImage, type BareLayer, type Image, isLookedInto, type Layer } from "./model.ts";
import { readNix2container } from "./nix2container/read.ts";
import type { OpenPacker } from "./packer.ts";
import { runProgramStream } from "./program-stream.ts";
import { readArchive, readSeekableArchive } from "./read-archive.ts";
import { readRemoteImages } from "./remote.ts";
import { type ImageSource, type SourceOf, saveCommand } from "./source.ts";
import { readStreamScript } from "./stream-script/read.ts";

export interface ReadOptions {
  readonly log: Log;
  /** The environment of programs that write an image, nothing added. */
  readonly env: Readonly<Record<string, string>>;
  /** Given when compressed sizes or blobs are wanted. */
  readonly openPacker?: OpenPacker;
  /** Given where layers may be read side by side. */
  readonly workers?: WorkerSettings;
  /** Given when not every image is wanted. */
  readonly platform?: PlatformChoice;
  /** Folder in which `/nix/store` lies; `/` unless it is given. */
  readonly storeRoot?: string;
}

const READ_SIZE = 1 << 20;

/** Every image of a source that is wanted, at least one, each byte read once. */
export const readImages = async (source: ImageSource, options: ReadOptions): Promise<readonly Image[]> =>
  (await readAny(source, options)).map((image) => ({ ...image, layers: image.layers.map(lookedInto) }));

/**
 * The same for publishing alone: layers are hashed and packed, and not looked into. Of a plain archive on disk, those
 * whose blobs are known already are not even read.
 */
export const readBareImages = (source: ImageSource, options: ReadOptions): Promise<readonly BareImage[]> =>
  readAny(source, { ...options, bare: true });

const lookedInto = (layer: BareLayer): Layer => {
  if (isLookedInto(layer)) return layer;
  throw new Error(`layer ${layer.member} was not looked into`);
};

export interface AnyOptions extends ReadOptions {
  /** True when layers are hashed and packed, and not looked into. */
  readonly bare?: boolean;
}

const readAny = async (source: ImageSource, options: AnyOptions): Promise<readonly BareImage[]> => {
  const images = await readSource(source, options);
  if (images.length > 0) return images;
  const name = nameOf(source);
  throw new ImageError("NOT_AN_IMAGE", `${name}: lists no image (wanted: at least one); build or download it again`);
};

/** For messages. */
const nameOf = (source: ImageSource): string => {
  switch (source.kind) {
    case "oci-layout":
      return source.dir;
    case "daemon":
      return `${source.engine}: ${source.reference}`;
    case "remote":
      return source.image.name;
    default:
      return source.file;
  }
};

const readSource = (source: ImageSource, options: AnyOptions): Promise<readonly BareImage[]> => {
  switch (source.kind) {
    case "archive":
      return readArchiveFile(source, options);
    case "stream-script":
      return readScript(source, options);
    case "daemon":
      return readProgram(saveCommand(source), options);
    case "oci-layout":
      return readFolder(source, options);
    case "nix2container":
      return readDescribed(source, options);
    case "remote":
      return readRemote(source, options);
  }
};

const readScript = async ({ file }: SourceOf<"stream-script">, options: AnyOptions): Promise<readonly BareImage[]> => {
  const script = await readStreamScript(file);
  const images = await readProgram({ name: file, what: "the stream script", command: [file] }, options);
  return script === undefined ? images : images.map((image) => ({ ...image, layerKey: script.layerKey }));
};

const readArchiveFile = async (source: SourceOf<"archive">, options: AnyOptions): Promise<readonly BareImage[]> => {
  const { file, compression, tag } = source;
  const choice = { tag, platform: options.platform };
  const { size } = await stat(file);
  return watch(options, { title: path.basename(file), total: size }, (progress) => {
    if (compression === "none") return readSeekableArchive(file, scannerOf(options, progress), choice);
    const bytes = createReadStream(file, { highWaterMark: READ_SIZE });
    return readArchive({ name: file, bytes, compression, ...handling(options), progress }, choice);
  });
};

const readFolder = ({ dir, tag }: SourceOf<"oci-layout">, options: AnyOptions): Promise<readonly BareImage[]> =>
  watch(options, { title: path.basename(dir) }, (progress) =>
    readLayoutImages(openLayoutFolder(dir, scannerOf(options, progress)), { tag, platform: options.platform }),
  );

const readRemote = ({ image }: SourceOf<"remote">, options: AnyOptions): Promise<readonly BareImage[]> =>
  watch(options, { title: image.name }, (progress) =>
    readRemoteImages(image, { ...handling(options), platform: options.platform, progress }),
  );

const readDescribed = ({ file }: SourceOf<"nix2container">, options: AnyOptions): Promise<readonly BareImage[]> =>
  watch(options, { title: path.basename(file) }, (progress) => {
    const { platform, storeRoot = "/" } = options;
    return readNix2container(file, { ...handling(options), platform, progress, storeRoot });
  });

const scannerOf = (options: AnyOptions, progress: Progress) =>
  openLayerScanner({ ...handling(options), workers: options.workers, progress });

/** What is done with each layer. */
const handling = ({ openPacker, bare }: AnyOptions) => ({ openPacker, bare });

/** Runs `read` with its progress shown. */
const watch = async <T>(
  { log }: AnyOptions,
  { title, total }: { readonly title: string; readonly total?: number },
  read: (progress: Progress) => Promise<T>,
): Promise<T> => {
  const progress = log.progress(visible(title), total);
  try {
    return await read(progress);
  } finally {
    progress.done();
  }
};

interface ArchiveProgram {
  /** For messages. */
  readonly name: string;
  readonly what: string;
  readonly command: readonly [program: string, ...args: string[]];
}

/** An image that a program writes to its standard output. */
export const readProgram = async (program: ArchiveProgram, options: AnyOptions): Promise<readonly BareImage[]> => {
  const { name } = program;
  const running = runProgramStream(program, options);
  try {
    const images = await watch(options, { title: path.basename(name) }, (progress) => {
      const { bytes } = running;
      const stream = { name, bytes, compression: "none", ...handling(options), progress } as const;
      return readArchive(stream, { tag: undefined, platform: options.platform });
    });
    await running.done;
    return images;
  } catch (error) {
    // A program that dies cuts its archive: then its own words say more than the cut.
    if (running.bytes.readableEnded) await running.done;
    throw error;
  } finally {
    running.kill();
  }
};
