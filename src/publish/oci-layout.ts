import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { parseJson } from "../core/json.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { MEDIA_TYPE } from "../oci/media-type.ts";
import { canonicalJson } from "./canonical-json.ts";
import { PublishError } from "./errors.ts";
import { extendIndex, type LayoutIndex, layoutIndexSchema } from "./layout-index.ts";
import type { PackedImage } from "./manifest.ts";
import { placeBlob } from "./place-blob.ts";

export interface LayoutOptions {
  /** Made when it is not there. A layout that lies there is extended. */
  readonly folder: string;
  readonly packed: PackedImage;
  /** None: the image is listed without a name. */
  readonly tags: readonly string[];
}

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md */
const layoutSchema = v.object({ imageLayoutVersion: v.literal("1.0.0") });
const LAYOUT = canonicalJson({ imageLayoutVersion: "1.0.0" });

/** Writes an image into an OCI image layout. The index comes last, so that readers see the whole image or none of it. */
export async function writeOciLayout({ folder, packed, tags }: LayoutOptions): Promise<void> {
  const index = await readLayout(folder);
  const blobs = join(folder, "blobs", "sha256");
  await mkdir(blobs, { recursive: true });
  for (const blob of [...packed.layers, packed.config, packed.manifest]) await placeBlob(blobs, blob);
  await replaceFile(join(folder, "oci-layout"), LAYOUT);
  const entry: Descriptor = { ...packed.manifest.descriptor, platform: packed.platform };
  await replaceFile(join(folder, "index.json"), canonicalJson(extendIndex(index, entry, tags)));
}

const EMPTY: LayoutIndex = { schemaVersion: 2, mediaType: MEDIA_TYPE.index, manifests: [] };

async function readLayout(folder: string): Promise<LayoutIndex> {
  const marker = await readText(join(folder, "oci-layout"));
  if (marker === undefined) {
    if ((await listFolder(folder)).length === 0) return EMPTY;
    throw badLayout(folder, "files lie there, and they are no OCI layout");
  }
  const layout = parseJson(layoutSchema, marker);
  if (layout.kind === "bad") throw badLayout(folder, `oci-layout: ${layout.problem}`);
  const text = await readText(join(folder, "index.json"));
  if (text === undefined) return EMPTY;
  const index = parseJson(layoutIndexSchema, text);
  if (index.kind === "bad") throw badLayout(folder, `index.json: ${index.problem}`);
  return index.value;
}

const badLayout = (folder: string, problem: string): PublishError =>
  new PublishError(
    "BAD_LAYOUT",
    `${folder}: ${problem} (wanted an OCI layout or an empty folder); choose another folder`,
  );

/** `undefined` when there is no such file. */
const readText = (file: string): Promise<string | undefined> => readFile(file, "utf8").catch(unlessMissing(undefined));

/** What a run left behind that was stopped before its marker does not count. */
const listFolder = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder).catch(unlessMissing([]))).filter((name) => name !== "blobs" && !name.endsWith(".partial"));

const unlessMissing =
  <T>(value: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === "ENOENT") return value;
    throw error;
  };

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
