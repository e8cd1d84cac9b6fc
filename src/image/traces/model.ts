import type { StorePath } from "../../core/store-path.ts";

/** A file that holds the hash part of a store path, which is how Nix finds references. */
export interface HashMention {
  /** Store path that the file lies in; absent for one outside the store. */
  readonly owner?: StorePath;
  /** 32 characters of Nix's base 32. */
  readonly hash: string;
  /** Byte string. Of several files the one that tells most: programs before documentation before `nix-support`. */
  readonly file: string;
}

/** What the first bytes of a file say of how it is run. */
export type ProgramFact =
  | {
      readonly kind: "elf";
      /** `e_machine` of the ELF header. */
      readonly machine: number;
      /** Bytes of sections that only a debugger reads. */
      readonly debugSize: number;
      /** Absolute path of the dynamic loader that the program asks for. */
      readonly loader?: string;
      /** Linked by Go, whose programs bring their own TLS. */
      readonly isGo: boolean;
      /** A program and no library or object file. */
      readonly isProgram: boolean;
    }
  | {
      readonly kind: "script";
      readonly interpreter: string;
      /** What `env` is to look for on PATH, when it is the interpreter. */
      readonly command?: string;
    }
  | { readonly kind: "mach-o" };

/** What the bodies of a layer's files told while they streamed by. Paths are byte strings. Plain data, for a worker to send. */
export interface LayerTraces {
  readonly mentions: readonly HashMention[];
  readonly programs: ReadonlyMap<string, ProgramFact>;
  /** Whole files: package databases, users, the name of the distribution. */
  readonly kept: ReadonlyMap<string, Uint8Array>;
  /** True when a layer held more of any of these than is kept. */
  readonly cut: boolean;
}
