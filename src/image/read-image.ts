import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import type { Log, Progress } from "../core/log.ts";
import { visible } from "../core/visible.ts";
import { ImageError } from "./errors.ts";
import { openLayerScanner, type WorkerSettings } from "./layer-scanner.ts";
import { openLayoutFolder, readLayoutImages } from "./layout.ts";
import type { Image } from "./model.ts";
import type { OpenPacker } from "./packer.ts";
import { readArchive, readSeekableArchive } from "./read-archive.ts";
import type { ImageSource } from "./source.ts";
import { runStreamScript } from "./stream-script.ts";

export interface ReadOptions {
  readonly log: Log;
  /** The environment of a stream script, nothing added. */
  readonly env: Readonly<Record<string, string>>;
  /** Given when compressed sizes or blobs are wanted. */
  readonly openPacker?: OpenPacker;
  /** Given where layers may be read side by side. */
  readonly workers?: WorkerSettings;
}

const READ_SIZE = 1 << 20;

/** Every image of a source, at least one, each byte read once. */
export const readImages = async (source: ImageSource, options: ReadOptions): Promise<readonly Image[]> => {
  const images = await readSource(source, options);
  if (images.length > 0) return images;
  const name = source.kind === "oci-layout" ? source.dir : source.file;
  throw new ImageError("NOT_AN_IMAGE", `${name}: lists no image (wanted: at least one); build or download it again`);
};

const readSource = async (source: ImageSource, options: ReadOptions): Promise<readonly Image[]> => {
  switch (source.kind) {
    case "archive":
      return readArchiveFile(source, options);
    case "stream-script":
      return readScript(source.file, options);
    case "oci-layout": {
      const { kind: _, dir, ...rest } = source;
      return watch(options.log, dir, undefined, (progress) =>
        readLayoutImages(openLayoutFolder(dir, { ...rest, ...options, progress })),
      );
    }
  }
};

const readArchiveFile = async (
  { file, compression }: Extract<ImageSource, { kind: "archive" }>,
  { log, openPacker, workers }: ReadOptions,
): Promise<readonly Image[]> =>
  watch(log, file, (await stat(file)).size, (progress) => {
    if (compression === "none") return readSeekableArchive(file, openLayerScanner({ progress, openPacker, workers }));
    const bytes = createReadStream(file, { highWaterMark: READ_SIZE });
    return readArchive({ name: file, bytes, compression, openPacker, progress });
  });

/** Runs `read` with its progress shown. */
const watch = async <T>(
  log: Log,
  file: string,
  total: number | undefined,
  read: (progress: Progress) => Promise<T>,
): Promise<T> => {
  const progress = log.progress(visible(path.basename(file)), total);
  try {
    return await read(progress);
  } finally {
    progress.done();
  }
};

const readScript = async (file: string, options: ReadOptions): Promise<readonly Image[]> => {
  const script = runStreamScript(file, options);
  try {
    const images = await watch(options.log, file, undefined, (progress) =>
      readArchive({ name: file, bytes: script.bytes, compression: "none", openPacker: options.openPacker, progress }),
    );
    await script.done;
    return images;
  } catch (error) {
    // A script that dies cuts its archive: then its own words say more than the cut.
    if (script.bytes.readableEnded) await script.done;
    throw error;
  } finally {
    script.kill();
  }
};
