import type { Compression } from "../oci/media-type.ts";
import { BLOCK, type EntryKind, hasTarChecksum, isZeroBlock } from "../tar/index.ts";
import { sniffCompression } from "./compression.ts";
import { openEntryBudget } from "./entry-budget.ts";
import { ImageError } from "./errors.ts";
import type { BareLayer } from "./model.ts";
import type { ScannedLayer } from "./scan-layer.ts";

/** What an archive holds, by member name without a leading `./`. */
export interface ArchiveMembers {
  /** Small members that are no layers: configs, manifests, indexes. */
  readonly documents: ReadonlyMap<string, Buffer>;
  readonly layers: ReadonlyMap<string, ScannedLayer>;
  /** Links to other members, as tools write for layers that are there under an older name. */
  readonly links: ReadonlyMap<string, string>;
  /** Members that are no layers and too large to be kept. */
  readonly tooLarge: ReadonlySet<string>;
}

/** One entry of the archive's own tar. */
export interface Member {
  /** As written. */
  readonly name: string;
  readonly kind: EntryKind;
  readonly size: number;
  readonly target: string;
}

/** What a member is, as its first bytes tell. */
export type MemberContent =
  | { readonly kind: "layer"; readonly compression: Compression }
  | { readonly kind: "document" | "too-large" };

/** Configs are some kilobytes; even one with 127 layers and long histories stays far below. */
export const DOCUMENT_LIMIT = 8 << 20;
const DOCUMENTS_LIMIT = 64 << 20;
/** An image has at most 127 layers with three members each; merged archives hold a few images. */
const MEMBERS_LIMIT = 20_000;

/** Gathers the members of an archive as a reader meets them, within limits that only a hostile archive reaches. */
export class MemberBook implements ArchiveMembers {
  readonly documents = new Map<string, Buffer>();
  readonly layers = new Map<string, ScannedLayer>();
  readonly links = new Map<string, string>();
  readonly tooLarge = new Set<string>();
  readonly #archive: string;
  readonly #spend: (layer: BareLayer) => void;
  #members = 0;
  #documentBytes = 0;

  constructor(archive: string) {
    this.#archive = archive;
    this.#spend = openEntryBudget(archive);
  }

  /** True when the member has bytes to look at; links are kept, everything else is nobody's. */
  admit({ name, kind, size, target }: Member): boolean {
    this.#members += 1;
    if (this.#members > MEMBERS_LIMIT) throw this.#bad(`more than ${MEMBERS_LIMIT} members`);
    if (kind === "symlink" || kind === "hardLink") this.links.set(memberName(name), linkTarget(name, kind, target));
    return kind === "file" && size > 0;
  }

  /** Tells by the first bytes of a member what it is: builders name layers as they like. */
  tell(name: string, size: number, head: Buffer): MemberContent {
    const compression = sniffCompression(head);
    if (compression === "xz") throw this.#bad(`${name} compressed with xz, which layers cannot be`);
    if (compression !== "none" || isTar(head)) return { kind: "layer", compression };
    if (size <= DOCUMENT_LIMIT) return { kind: "document" };
    this.tooLarge.add(memberName(name));
    return { kind: "too-large" };
  }

  keepLayer(name: string, scanned: ScannedLayer): void {
    this.#spend(scanned.layer);
    this.layers.set(memberName(name), scanned);
  }

  /** To be called before a document is read. */
  expectDocument(size: number): void {
    this.#documentBytes += size;
    if (this.#documentBytes <= DOCUMENTS_LIMIT) return;
    throw this.#bad(`more than ${DOCUMENTS_LIMIT} bytes of members that are no layers`);
  }

  #bad(found: string): ImageError {
    return new ImageError("BAD_ARCHIVE", `${this.#archive}: found ${found}; no image builder writes that`);
  }
}

const isTar = (head: Buffer): boolean => head.length >= BLOCK && (isZeroBlock(head) || hasTarChecksum(head));

/** Name of a member without what leads to the archive's root. */
export const memberName = (name: string): string => name.replace(/^(\.?\/)+/, "").replace(/\/+$/, "");

/** Symlinks are relative to their folder, hard links to the archive's root. */
const linkTarget = (name: string, kind: "symlink" | "hardLink", target: string): string => {
  if (kind === "hardLink") return memberName(target);
  const parts = memberName(name).split("/").slice(0, -1);
  for (const part of target.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
};
