import type { Permissions } from "../../tar/index.ts";

/** Numbers of every file of a tree, one growing array each: objects would take five times the memory. */
export class FileColumns {
  #stored = new Float64Array(1024);
  #hash = new BigUint64Array(1024);
  #owner = new Uint32Array(1024);
  #layer = new Uint16Array(1024);
  #names = new Uint32Array(1024);
  #mode = new Uint16Array(1024);
  #uid = new Uint32Array(1024);
  #gid = new Uint32Array(1024);
  #clutter = new Uint8Array(1024);
  #narSize = new Float64Array(1024);
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
    readonly mode: number;
    readonly uid: number;
    readonly gid: number;
    readonly clutter: number;
    readonly narSize: number;
  }): number {
    if (this.#count === this.#stored.length) this.#grow();
    const id = this.#count++;
    this.#stored[id] = file.stored;
    this.#hash[id] = file.hash;
    this.#owner[id] = file.owner;
    this.#layer[id] = file.layer;
    this.#names[id] = 1;
    this.#mode[id] = file.mode;
    this.#uid[id] = file.uid;
    this.#gid[id] = file.gid;
    this.#clutter[id] = file.clutter;
    this.#narSize[id] = file.narSize;
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

  mode(id: number): number {
    return this.#mode[id] as number;
  }

  /** Index into `CLUTTER`, plus 1; 0 for what has its use. */
  clutter(id: number): number {
    return this.#clutter[id] as number;
  }

  /** Bytes of the file in a NAR, without its name. */
  narSize(id: number): number {
    return this.#narSize[id] as number;
  }

  hasPermissions(id: number, { mode, uid, gid }: Permissions): boolean {
    return this.mode(id) === mode && this.#uid[id] === uid >>> 0 && this.#gid[id] === gid >>> 0;
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
    this.#mode = grown(new Uint16Array(length), this.#mode);
    this.#uid = grown(new Uint32Array(length), this.#uid);
    this.#gid = grown(new Uint32Array(length), this.#gid);
    this.#clutter = grown(new Uint8Array(length), this.#clutter);
    this.#narSize = grown(new Float64Array(length), this.#narSize);
  }
}

const grown = <T extends { set(from: T): void }>(into: T, from: T): T => {
  into.set(from);
  return into;
};
