import type { TarEntry, TarVisitor } from "../tar/index.ts";
import { type Attribution, Attributor } from "./attribute.ts";
import type { ContentHasher } from "./content-hash.ts";
import { ENTRIES_LIMIT, tooManyEntries } from "./entry-budget.ts";
import { type LayerFiles, LayerFilesWriter } from "./layer-files.ts";
import type { LayerTraces } from "./traces/model.ts";
import { Tracer } from "./traces/tracer.ts";

export interface LayerIndex extends Attribution {
  readonly files: LayerFiles;
  readonly traces: LayerTraces;
}

/** Books every entry of a layer, keeps its name, size and content hash, and looks for traces, while the tar passes. */
export class LayerIndexer implements TarVisitor {
  readonly #member: string;
  readonly #attributor = new Attributor();
  readonly #files = new LayerFilesWriter();
  readonly #tracer = new Tracer();
  readonly #hasher: ContentHasher;
  #last: TarEntry | undefined;

  constructor(member: string, hasher: ContentHasher) {
    this.#member = member;
    this.#hasher = hasher;
  }

  entry(entry: TarEntry): boolean {
    this.#keepLast();
    if (this.#files.count === ENTRIES_LIMIT) throw tooManyEntries(this.#member);
    this.#attributor.add(entry);
    this.#tracer.entry(entry);
    this.#last = entry;
    const hashed = isHashed(entry);
    if (hashed) this.#hasher.start(entry.stored);
    return hashed;
  }

  body(piece: Buffer): void {
    this.#hasher.update(piece);
    this.#tracer.body(piece);
  }

  /** Path of the entry that is passing. */
  get path(): string {
    return this.#last?.path ?? "/";
  }

  finish(): LayerIndex {
    this.#keepLast();
    return { ...this.#attributor.finish(), files: this.#files.finish(), traces: this.#tracer.finish() };
  }

  /** An entry is known when its body has passed. */
  #keepLast(): void {
    const entry = this.#last;
    if (entry === undefined) return;
    this.#last = undefined;
    this.#files.add({ ...entry, hash: isHashed(entry) ? this.#hasher.digest() : undefined });
  }
}

const isHashed = ({ kind, stored, sparse }: TarEntry): boolean => kind === "file" && stored > 0 && !sparse;
