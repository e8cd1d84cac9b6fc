import { writeSync } from "node:fs";
import { type FileHandle, link, mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { type Digest, hexOf } from "../core/digest.ts";
import { cannotKeep, partialFile } from "./spool.ts";

/** The file of a blob whose digest is not known yet; without a folder nothing is kept. InputError SPOOL_FAILED. */
export class SpoolFile {
  readonly #dir: string | undefined;
  readonly #blocking: boolean;
  readonly #partial: string;
  readonly #file: Promise<FileHandle | undefined>;

  constructor(dir: string | undefined, blocking: boolean) {
    this.#dir = dir;
    this.#blocking = blocking;
    this.#partial = dir === undefined ? "" : partialFile(dir);
    this.#file = this.#guarded(async () => {
      if (dir === undefined) return undefined;
      await mkdir(dir, { recursive: true });
      return open(this.#partial, "wx");
    });
    this.#file.catch(() => {}); // told by write or keep
  }

  async write(bytes: Uint8Array): Promise<void> {
    const file = await this.#file;
    if (file === undefined) return;
    await this.#guarded(async () => (this.#blocking ? writeAll(file.fd, bytes) : file.writeFile(bytes)));
  }

  /**
   * Names the file by its digest, and says where it lies. A file that has this name already holds the same bytes and stays:
   * it may be on its way to a registry, and who reads a file while another takes its place fails.
   */
  async keep(digest: Digest): Promise<{ readonly file?: string }> {
    const file = await this.#file;
    if (file === undefined || this.#dir === undefined) return {};
    const target = path.join(this.#dir, hexOf(digest));
    await this.#guarded(async () => {
      await file.close();
      await nameOnce(this.#partial, target);
    });
    return { file: target };
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    // Whatever made the caller give up is the error to tell, not this.
    const file = await this.#file.catch(() => undefined);
    await file?.close().catch(() => {});
    if (file !== undefined) await rm(this.#partial, { force: true }).catch(() => {});
  }

  async #guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw this.#dir === undefined ? error : cannotKeep(this.#dir, error);
    }
  }
}

/** Layers may be alike that two workers pack at the same time. A link, unlike a new name, takes no other's place. */
const nameOnce = async (partial: string, target: string): Promise<void> => {
  try {
    await link(partial, target);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EEXIST") return rename(partial, target); // not every file system has links
  }
  await rm(partial);
};

const writeAll = (fd: number, bytes: Uint8Array): void => {
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
};
