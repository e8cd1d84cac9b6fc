/** What differs in a derivation itself, apart from the hashes of what it is built from. */
export interface Reason {
  readonly kind: "source" | "env" | "builder" | "args" | "system" | "fixed-output" | "input-added" | "input-removed";
  /** Name of the derivation, of the current one where it has another name now. */
  readonly derivation: string;
  /** Attribute that has the difference, or that names the store path which differs. */
  readonly attribute?: string;
  /** Store paths of a source, a hash of a fixed output, the name of an input; else the text, cut to its first difference. */
  readonly before?: string;
  readonly after?: string;
}

export type Difference = Omit<Reason, "derivation">;

/** Attributes that say most about a package come first; a name only follows from the others. */
export const TELLING = ["version", "src", "srcs", "patches"];
const KINDS: readonly Reason["kind"][] = [
  "system",
  "input-added",
  "input-removed",
  "source",
  "builder",
  "env",
  "args",
  "fixed-output",
];

/** Where a difference stands among those of one derivation: the lowest is told. */
export const rank = ({ kind, attribute }: Difference): number => {
  const telling = TELLING.indexOf(attribute ?? "");
  if (telling >= 0) return telling;
  return attribute === "name" ? 99 : TELLING.length + KINDS.indexOf(kind);
};
