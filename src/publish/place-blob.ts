import { randomUUID } from "node:crypto";
import { copyFile, link, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { hexOf } from "../core/digest.ts";
import { PublishError } from "./errors.ts";
import type { PackedBlob } from "./manifest.ts";

/** Puts a blob under its digest into `folder`, unless one of its size lies there; nothing half-written gets that name. */
export async function placeBlob(folder: string, { descriptor, source }: PackedBlob): Promise<void> {
  const target = join(folder, hexOf(descriptor.digest));
  if ((await sizeOf(target)) === descriptor.size) return;
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

const sizeOf = async (file: string): Promise<number | undefined> => (await stat(file).catch(() => undefined))?.size;

/** A link is free; across file systems, or where they are not allowed, the bytes are copied. */
async function linkOrCopy(source: string, target: string): Promise<void> {
  const file = await realpath(source);
  await link(file, target).catch(() => copyFile(file, target));
}

const changed = (source: string, got: number | undefined, wanted: number): PublishError =>
  new PublishError("BLOB_CHANGED", `${source}: ${got} bytes (wanted ${wanted}); build the image again`);
