/** Characters of paths that one kind of trace keeps of a layer; one path may have some thousand. */
const LIMIT = 64 << 20;

/** Bounds the paths that are kept of a layer: once there was no room for one, there is none any more. */
export class PathRoom {
  #left = LIMIT;
  #isFull = false;

  /** True when something was left out. */
  get isFull(): boolean {
    return this.#isFull;
  }

  /** Whether the path may be kept once more. */
  take(path: string): boolean {
    this.#left -= path.length;
    if (this.#left < 0) this.close();
    return !this.#isFull;
  }

  /** There is enough of something else. */
  close(): void {
    this.#isFull = true;
  }
}
