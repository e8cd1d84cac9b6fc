import type { StorePath } from "../../core/store-path.ts";
import type { TarEntry } from "../../tar/index.ts";
import { OwnerFinder } from "../owner.ts";
import { HashFinder } from "./hash-finder.ts";
import type { HashMention } from "./model.ts";
import { PathRoom } from "./path-room.ts";

/** Real layers have some thousands; a made-up one may have a hash in every 33 bytes. */
const MENTIONS_LIMIT = 200_000;

interface Evidence {
  file: string;
  rank: number;
}

/** Collects which store path holds the hash of which other, with a file that shows it. */
export class MentionCollector {
  readonly #finder = new HashFinder((hash) => this.#add(hash));
  readonly #owners = new OwnerFinder();
  readonly #byOwner = new Map<StorePath | undefined, Map<string, Evidence>>();
  #owner: StorePath | undefined;
  #current = new Map<string, Evidence>();
  #path = "";
  #rank = 0;
  #count = 0;
  readonly #room = new PathRoom();

  /** Names and targets are part of what Nix looks through. */
  entry({ path, target }: TarEntry): void {
    const owner = this.#owners.of(path);
    if (owner !== this.#owner || this.#path === "") this.#enter(owner);
    this.#path = path;
    this.#rank = rankOf(path, owner);
    this.#finder.start();
    if (owner !== undefined) this.#searchText(path, owner.length + 32);
    if (target !== undefined) this.#searchText(target, 32);
  }

  body(piece: Buffer): void {
    this.#finder.update(piece);
  }

  finish(): { readonly mentions: readonly HashMention[]; readonly cut: boolean } {
    const mentions = [...this.#byOwner].flatMap(([owner, found]) =>
      [...found].map(([hash, { file }]) => ({ ...(owner === undefined ? {} : { owner }), hash, file })),
    );
    return { mentions, cut: this.#room.isFull };
  }

  /** A dash that stands too early follows no hash, and most names have none. */
  #searchText(text: string, firstDash: number): void {
    if (text.includes("-", firstDash)) this.#finder.search(Buffer.from(text, "latin1"), firstDash);
  }

  #enter(owner: StorePath | undefined): void {
    this.#owner = owner;
    this.#current = this.#byOwner.get(owner) ?? new Map<string, Evidence>();
    this.#byOwner.set(owner, this.#current);
  }

  #add(hash: string): void {
    const known = this.#current.get(hash);
    if (known === undefined) this.#addNew(hash);
    else if (this.#rank < known.rank && this.#room.take(this.#path)) {
      known.rank = this.#rank;
      known.file = this.#path;
    }
  }

  #addNew(hash: string): void {
    if (this.#owner?.startsWith(hash, "/nix/store/".length) === true) return; // a path may refer to itself
    if (this.#count === MENTIONS_LIMIT) this.#room.close();
    if (!this.#room.take(this.#path)) return;
    this.#count += 1;
    this.#current.set(hash, { file: this.#path, rank: this.#rank });
  }
}

/** Lower tells more: what only documentation or build hints mention can be cut without changing a program. */
const rankOf = (path: string, owner: StorePath | undefined): number => {
  if (owner === undefined) return 0;
  if (path.startsWith("/nix-support/", owner.length)) return 2;
  return path.startsWith("/share/", owner.length) && /^\/share\/(doc|man|info)\//.test(path.slice(owner.length))
    ? 1
    : 0;
};
