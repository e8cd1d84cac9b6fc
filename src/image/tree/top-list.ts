/** The heaviest of many things, of which only as many are kept as are wanted. */
export class TopList<T> {
  readonly #limit: number;
  readonly #compare: (a: T, b: T) => number;
  readonly #weigh: (item: T) => number;
  #kept: T[] = [];
  #threshold = Number.NEGATIVE_INFINITY;

  /** Of equal weight, the one that `compare` puts first is kept. */
  constructor(limit: number, weigh: (item: T) => number, compare: (a: T, b: T) => number) {
    this.#limit = limit;
    this.#weigh = weigh;
    this.#compare = compare;
  }

  /** `make` is called only for what may be among the heaviest. */
  offer(weight: number, make: () => T): void {
    if (this.#limit === 0 || weight < this.#threshold) return;
    this.#kept.push(make());
    if (this.#kept.length >= 2 * this.#limit + SLACK) this.#cut();
  }

  /** Heaviest first. */
  finish(): readonly T[] {
    this.#cut();
    return this.#kept;
  }

  #cut(): void {
    const weigh = this.#weigh;
    this.#kept.sort((a, b) => weigh(b) - weigh(a) || this.#compare(a, b));
    if (this.#kept.length < this.#limit) return;
    this.#kept.length = this.#limit;
    const last = this.#kept.at(-1);
    if (last !== undefined) this.#threshold = weigh(last);
  }
}

/** Sorting seldom costs less than sorting often. */
const SLACK = 64;
