/** What an entry makes of its path. Devices and fifos are `special`; the tree treats them alike. */
export type EntryKind = "file" | "directory" | "symlink" | "hardLink" | "special";

/** Who may do what with a file. */
export interface Permissions {
  /** The twelve bits of chmod. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/**
 * One entry of a tar, long names, PAX records and sparse maps applied.
 * Names are byte strings: one character for each byte (latin1), since a tar names no encoding and two names that are
 * no UTF-8 must stay apart. `textOfName` makes them readable.
 */
export interface TarEntry extends Permissions {
  /** Absolute byte string, without `.` and `..`. */
  readonly path: string;
  readonly kind: EntryKind;
  /** Bytes of the body in the tar. */
  readonly stored: number;
  /** Bytes of the file once unpacked: more than `stored` for a sparse file. */
  readonly size: number;
  /** Sparse bodies are pieces of the file, not the file. */
  readonly sparse: boolean;
  /** Byte string as written, of links alone. Hard links name an entry of the same tar. */
  readonly target: string | undefined;
}

/** Told what a tar holds, in the order of its bytes. */
export interface TarVisitor {
  /** True when the body is wanted. */
  entry(entry: TarEntry): boolean;
  /** A piece of the body of the last entry, valid only during the call. */
  body(piece: Buffer): void;
}
