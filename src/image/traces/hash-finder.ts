/** Length of the hash part of a store path. */
const HASH = 32;
const DASH = 0x2d;

/** 1 for the characters of Nix's base 32. */
const IS_BASE32 = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[0-9a-df-np-sv-z]/.test(String.fromCharCode(byte)) ? 1 : 0,
);

/** Whether the last four characters of a window are of the alphabet: one branch, which nearly always goes the same way. */
const endsInFour = (bytes: Buffer, at: number): boolean =>
  ((IS_BASE32[bytes[at + HASH - 1] as number] as number) &
    (IS_BASE32[bytes[at + HASH - 2] as number] as number) &
    (IS_BASE32[bytes[at + HASH - 3] as number] as number) &
    (IS_BASE32[bytes[at + HASH - 4] as number] as number)) ===
  1;

/**
 * Finds `<32 characters of base 32>-` in bodies that come in pieces: the hash part of a store path, wherever it stands.
 * Nix itself looks for the hashes that it knows (NixOS/nix src/libstore/path-references.cc); which ones an image holds
 * is known only at its end, so the dash behind the hash stands in for that knowledge.
 * Most bytes are passed over: a window of 32 that ends in another character can hold no hash.
 */
export class HashFinder {
  readonly #found: (hash: string) => void;
  /** The last bytes of the piece before, behind which are put the first of the next. */
  readonly #seam = Buffer.alloc(2 * HASH);
  #tail = 0;

  constructor(found: (hash: string) => void) {
    this.#found = found;
  }

  /** Starts another body. */
  start(): void {
    this.#tail = 0;
  }

  update(piece: Buffer): void {
    if (this.#tail > 0) this.#searchSeam(piece);
    this.search(piece);
    this.#keepTail(piece);
  }

  /** Looks through bytes that stand alone; `firstDash` is where the first dash of interest may be. */
  search(bytes: Buffer, firstDash = 0): void {
    const last = bytes.length - HASH;
    for (let at = 0; at < last; ) {
      if (!endsInFour(bytes, at)) {
        at += HASH - 3;
        continue;
      }
      let i = at + HASH - 5;
      while (i >= at && IS_BASE32[bytes[i] as number] === 1) i--;
      if (i >= at) {
        at = i + 1;
        continue;
      }
      let end = at + HASH;
      while (end < bytes.length && IS_BASE32[bytes[end] as number] === 1) end++;
      if (bytes[end] === DASH && end >= firstDash) this.#found(bytes.toString("latin1", end - HASH, end));
      at = end + 1;
    }
  }

  #searchSeam(piece: Buffer): void {
    const length = this.#tail + piece.copy(this.#seam, this.#tail, 0, HASH);
    this.search(this.#seam.subarray(0, length), this.#tail);
  }

  #keepTail(piece: Buffer): void {
    if (piece.length >= HASH) {
      this.#tail = piece.copy(this.#seam, 0, piece.length - HASH);
      return;
    }
    const joined = Buffer.concat([this.#seam.subarray(0, this.#tail), piece]).subarray(-HASH);
    this.#tail = joined.copy(this.#seam);
  }
}
