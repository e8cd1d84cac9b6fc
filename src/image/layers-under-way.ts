import type { ScannedLayer } from "./scan-layer.ts";

interface UnderWay {
  readonly name: string;
  readonly scanned: Promise<ScannedLayer>;
}

/** Layers of a few bytes follow each other; each holds a block or two. */
const MOST = 4;

/** Layers of one stream, of which the next is read while the last pieces of those before are still packed. */
export class LayersUnderWay {
  readonly #keep: (name: string, layer: ScannedLayer) => void;
  readonly #waiting: UnderWay[] = [];

  constructor(keep: (name: string, layer: ScannedLayer) => void) {
    this.#keep = keep;
  }

  /** Resolves when the bytes of the layer have been read, which `scan` tells by calling its argument. */
  async add(name: string, scan: (allRead: () => void) => Promise<ScannedLayer>): Promise<void> {
    const { promise: read, resolve } = Promise.withResolvers<void>();
    const scanned = scan(resolve);
    scanned.catch(() => {}); // told by whoever waits for it
    this.#waiting.push({ name, scanned });
    await Promise.race([read, scanned]);
    while (this.#waiting.length > MOST) await this.#settle();
  }

  async end(): Promise<void> {
    while (this.#waiting.length > 0) await this.#settle();
  }

  async #settle(): Promise<void> {
    const first = this.#waiting.shift();
    if (first !== undefined) this.#keep(first.name, await first.scanned);
  }
}
