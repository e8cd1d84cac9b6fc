import xxhash, { type XXHash } from "xxhash-wasm";

/** XXH64 of bodies that come in pieces; https://xxhash.com */
export interface ContentHasher {
  /** Starts a body of `size` bytes. */
  start(size: number): void;
  update(piece: Buffer): void;
  digest(): bigint;
}

let loading: ReturnType<typeof xxhash> | undefined;

/** A hasher of its own; the WebAssembly behind it is loaded once. */
export const openContentHasher = async (): Promise<ContentHasher> => {
  loading ??= xxhash();
  const api = await loading;
  let size = 0;
  let whole: bigint | undefined;
  let pieces: XXHash<bigint> | undefined;
  return {
    start: (length) => {
      size = length;
      whole = undefined;
      pieces = undefined;
    },
    // Most files lie in one piece: hashed at once they cost a third.
    update: (piece) => {
      if (piece.length === size) whole = api.h64Raw(piece);
      else pieces = (pieces ?? api.create64()).update(piece);
    },
    digest: () => whole ?? (pieces ?? api.create64()).digest(),
  };
};
