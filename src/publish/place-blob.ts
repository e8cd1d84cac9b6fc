import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, link, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { hexOf } from "../core/digest.ts";
import { Meter } from "../core/hash.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { PublishError } from "./errors.ts";
import type { PackedBlob } from "./manifest.ts";

/** Puts a blob under its digest into `folder`, unless those very bytes lie there; nothing half-written gets that name. */
export async function placeBlob(folder: string, { descriptor, source }: PackedBlob): Promise<void> {
  const target = join(folder, hexOf(descriptor.digest));
  if (await holds(target, descriptor)) return;
  if (source === undefined) throw notKept(descriptor);
  const partial = `${target}.${randomUUID()}.partial`;
  try {
    await (typeof source === "string" ? linkOrCopy(source, partial) : writeFile(partial, source));
    const size = await sizeOf(partial);
    if (size !== descriptor.size) throw changed(String(source), size, descriptor.size);
    await rename(partial, target);
  } finally {
    await rm(partial, { force: true });
  }
}

/** Reads the whole file when its size is right: whoever wrote it may have been stopped, or a disk may have gone bad. */
async function holds(file: string, { digest, size }: Descriptor): Promise<boolean> {
  if ((await sizeOf(file)) !== size) return false;
  const meter = new Meter();
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK })) meter.update(chunk);
  return meter.digest() === digest;
}

const CHUNK = 1 << 20;

const sizeOf = async (file: string): Promise<number | undefined> => (await stat(file).catch(() => undefined))?.size;

/** A link is free; across file systems, or where they are not allowed, the bytes are copied. */
async function linkOrCopy(source: string, target: string): Promise<void> {
  const file = await realpath(source);
  await link(file, target).catch(() => copyFile(file, target));
}

const notKept = ({ digest }: Descriptor): PublishError =>
  new PublishError("LAYER_NOT_PACKED", `blob ${digest} was read without keeping its bytes`);

const changed = (source: string, got: number | undefined, wanted: number): PublishError =>
  new PublishError("BLOB_CHANGED", `${source}: ${got} bytes (wanted ${wanted}); build the image again`);
