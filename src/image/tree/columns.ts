/** Numbers of every file of a tree, one growing array each: objects would take five times the memory. */
export class FileColumns {
  #stored = new Float64Array(1024);
  #hash = new BigUint64Array(1024);
  #owner = new Uint32Array(1024);
  #layer = new Uint16Array(1024);
  #names = new Uint32Array(1024);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Id of a new file that one name refers to. */
  add(file: {
    readonly stored: number;
    readonly hash: bigint;
    readonly owner: number;
    readonly layer: number;
  }): number {
    if (this.#count === this.#stored.length) this.#grow();
    const id = this.#count++;
    this.#stored[id] = file.stored;
    this.#hash[id] = file.hash;
    this.#owner[id] = file.owner;
    this.#layer[id] = file.layer;
    this.#names[id] = 1;
    return id;
  }

  stored(id: number): number {
    return this.#stored[id] as number;
  }

  /** 0 where the content is not known. */
  hash(id: number): bigint {
    return this.#hash[id] as bigint;
  }

  owner(id: number): number {
    return this.#owner[id] as number;
  }

  layer(id: number): number {
    return this.#layer[id] as number;
  }

  /** How many names refer to the file; 0 for one that no container sees. */
  names(id: number): number {
    return this.#names[id] as number;
  }

  link(id: number): void {
    this.#names[id] = this.names(id) + 1;
  }

  unlink(id: number): void {
    this.#names[id] = this.names(id) - 1;
  }

  #grow(): void {
    const length = this.#count * 2;
    this.#stored = grown(new Float64Array(length), this.#stored);
    this.#hash = grown(new BigUint64Array(length), this.#hash);
    this.#owner = grown(new Uint32Array(length), this.#owner);
    this.#layer = grown(new Uint16Array(length), this.#layer);
    this.#names = grown(new Uint32Array(length), this.#names);
  }
}

const grown = <T extends { set(from: T): void }>(into: T, from: T): T => {
  into.set(from);
  return into;
};
