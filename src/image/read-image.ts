import { createReadStream } from "node:fs";
import type { Log } from "../core/log.ts";
import { ImageError } from "./errors.ts";
import { openLayoutFolder, readLayoutImages } from "./layout.ts";
import type { Image } from "./model.ts";
import type { OpenPacker } from "./packer.ts";
import { readArchive } from "./read-archive.ts";
import type { ImageSource } from "./source.ts";
import { runStreamScript } from "./stream-script.ts";

export interface ReadOptions {
  readonly log: Log;
  /** The environment of a stream script, nothing added. */
  readonly env: Readonly<Record<string, string>>;
  /** Given when compressed sizes or blobs are wanted. */
  readonly openPacker?: OpenPacker;
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
    case "archive": {
      const bytes = createReadStream(source.file, { highWaterMark: READ_SIZE });
      return readArchive({ name: source.file, bytes, compression: source.compression }, options.openPacker);
    }
    case "stream-script":
      return readScript(source.file, options);
    case "oci-layout": {
      const { kind: _, dir, ...rest } = source;
      return readLayoutImages(openLayoutFolder(dir, { ...rest, ...options }));
    }
  }
};

const readScript = async (file: string, options: ReadOptions): Promise<readonly Image[]> => {
  const script = runStreamScript(file, options);
  try {
    const images = await readArchive({ name: file, bytes: script.bytes, compression: "none" }, options.openPacker);
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
