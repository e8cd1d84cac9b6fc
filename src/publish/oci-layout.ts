import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Descriptor } from "../oci/descriptor.ts";
import { canonicalJson } from "./canonical-json.ts";
import { blamingFolder, readLayout } from "./layout-folder.ts";
import { extendIndex } from "./layout-index.ts";
import type { PackedImage } from "./manifest.ts";
import { placeBlob } from "./place-blob.ts";

export interface LayoutOptions {
  /** Made when it is not there. A layout that lies there is extended. */
  readonly folder: string;
  readonly packed: PackedImage;
  /** None: the image is listed without a name. */
  readonly tags: readonly string[];
}

const LAYOUT = canonicalJson({ imageLayoutVersion: "1.0.0" });

/** Writes an image into an OCI image layout. The index comes last, so that readers see the whole image or none of it. */
export const writeOciLayout = ({ folder, packed, tags }: LayoutOptions): Promise<void> =>
  blamingFolder(folder, async () => {
    const index = await readLayout(folder);
    const blobs = join(folder, "blobs", "sha256");
    await mkdir(blobs, { recursive: true });
    for (const blob of [...packed.layers, packed.config, packed.manifest]) await placeBlob(blobs, blob);
    await replaceFile(join(folder, "oci-layout"), LAYOUT);
    const entry: Descriptor = { ...packed.manifest.descriptor, platform: packed.platform };
    await replaceFile(join(folder, "index.json"), canonicalJson(extendIndex(index, entry, tags)));
  });

/** Readers see the old file or the new one, never a part. */
async function replaceFile(file: string, bytes: Uint8Array): Promise<void> {
  const partial = `${file}.${randomUUID()}.partial`;
  try {
    await writeFile(partial, bytes);
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
}
