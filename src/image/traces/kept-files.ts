import { absolutePath, type TarEntry } from "../../tar/index.ts";

/** Databases of distributions, and what names users and the distribution itself. */
const KEPT =
  /^\/(var\/lib\/dpkg\/status(\.d\/[^/]+(?<!\.md5sums))?|(usr\/)?lib\/apk\/db\/installed|etc\/(passwd|group|os-release)|usr\/lib\/os-release)$/;
/** dpkg of a large desktop has 5 MB. */
const FILE_LIMIT = 16 << 20;
const LAYER_LIMIT = 32 << 20;

/** Keeps the few small files of a layer that are read as a whole. */
export class FileKeeper {
  readonly #kept = new Map<string, Buffer>();
  #filling: { readonly bytes: Buffer; at: number } | undefined;
  #size = 0;
  #cut = false;

  entry({ path, kind, stored, sparse, target }: TarEntry): void {
    this.#filling = undefined;
    if (!mayBeKept(path) || !KEPT.test(path)) return;
    const linked = kind === "hardLink" ? this.#kept.get(absolutePath(target ?? "")) : undefined;
    this.#kept.delete(path); // what stands there again may be something else
    if (linked !== undefined) this.#kept.set(path, linked);
    if (kind !== "file" || sparse) return;
    if (stored > FILE_LIMIT || this.#size + stored > LAYER_LIMIT) {
      this.#cut = true;
      return;
    }
    this.#size += stored;
    this.#filling = { bytes: Buffer.alloc(stored), at: 0 };
    this.#kept.set(path, this.#filling.bytes);
  }

  body(piece: Buffer): void {
    if (this.#filling !== undefined) this.#filling.at += piece.copy(this.#filling.bytes, this.#filling.at);
  }

  finish(): { readonly kept: ReadonlyMap<string, Uint8Array>; readonly cut: boolean } {
    return { kept: this.#kept, cut: this.#cut };
  }
}

/** Most paths are in the store. */
const mayBeKept = (path: string): boolean => path.length < 200 && !path.startsWith("/nix/");
