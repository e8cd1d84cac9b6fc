import { access, constants, readdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import * as v from "valibot";
import { messageOf } from "../core/errors.ts";
import { parseJson } from "../core/json.ts";
import { MEDIA_TYPE } from "../oci/media-type.ts";
import { PublishError } from "./errors.ts";
import { type LayoutIndex, layoutIndexSchema } from "./layout-index.ts";

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md */
const layoutSchema = v.object({ imageLayoutVersion: v.literal("1.0.0") });

const EMPTY: LayoutIndex = { schemaVersion: 2, mediaType: MEDIA_TYPE.index, manifests: [] };

/** Throws a `PublishError` where no layout can be written, and writes nothing. Whether there is room shows only later. */
export const checkLayout = (folder: string): Promise<void> =>
  blamingFolder(folder, async () => {
    await readLayout(folder);
    await checkWritable(resolve(folder));
    await checkWritable(resolve(folder, "blobs", "sha256"));
  });

/** The index of the layout in `folder`, an empty one where there is none yet. */
export async function readLayout(folder: string): Promise<LayoutIndex> {
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

/** What `work` returns; what the file system refuses it becomes an error that names the folder. */
export async function blamingFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error)) throw error;
    throw new PublishError(
      "LAYOUT_FAILED",
      `${folder}: no OCI layout can be written there (${messageOf(error)}); choose a folder that may be written and has room`,
      { cause: error },
    );
  }
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

/** Rejects unless the absolute `path`, or the nearest folder above that exists, may be written to. */
const checkWritable = (path: string): Promise<void> =>
  access(path, constants.W_OK | constants.X_OK).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return checkWritable(dirname(path));
    throw error;
  });

const unlessMissing =
  <T>(value: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === "ENOENT") return value;
    throw error;
  };
