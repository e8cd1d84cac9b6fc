import { nameOf } from "../../core/store-path.ts";
import { formatBytes, plural } from "../../core/units.ts";
import type { Report } from "../model.ts";
import { code, details, table, word } from "./markdown.ts";

type Content = NonNullable<Report["content"]>;
type IdenticalGroup = Content["identical"]["largest"][number];
type HiddenOwner = Content["hidden"]["owners"][number];

/** Below this nobody would change an image for it. */
const worthSaying = (report: Report): number => Math.max(1_000_000, report.totals.contentSize * 0.005);

/** What could be left out of an image, `undefined` when it is not worth a word or not known. */
export const reclaimableOf = (report: Report): Content | undefined =>
  report.content !== undefined && report.content.reclaimable >= worthSaying(report) ? report.content : undefined;

export interface ReclaimableKind {
  readonly size: number;
  readonly what: string;
}

/** The kinds of reclaimable bytes that there are, most first; together they are `reclaimable`. */
export const reclaimableKinds = ({ hidden, identical }: Content): readonly ReclaimableKind[] =>
  [
    { size: identical.copiedFromStore, what: "copied out of the Nix store instead of linked" },
    { size: identical.contentSize - identical.copiedFromStore, what: "the same content in several files" },
    { size: hidden.rewritten, what: "in several layers, of which only the last is seen" },
    { size: hidden.deleted, what: "deleted by a later layer, still pulled" },
  ]
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.size - a.size);

/** One case of reclaimable bytes: files of one content, or what an owner has that is not seen. */
export type ReclaimableCase =
  | { readonly kind: "identical"; readonly size: number; readonly group: IdenticalGroup }
  | { readonly kind: "hidden"; readonly size: number; readonly owner: HiddenOwner };

export const largestCases = ({ hidden, identical }: Content, limit: number): readonly ReclaimableCase[] =>
  [
    ...identical.largest.map((group) => ({ kind: "identical", size: group.contentSize, group }) as const),
    ...hidden.owners.map((owner) => ({ kind: "hidden", size: owner.contentSize, owner }) as const),
  ]
    .sort((a, b) => b.size - a.size)
    .slice(0, limit);

/** Words for a case, its names put into words by `name`. */
export const caseWords = (
  found: ReclaimableCase,
  name: { path: (path: string) => string; store: (name: string) => string },
): string => {
  if (found.kind === "hidden") {
    const { path } = found.owner;
    return `hidden: ${path === undefined ? "files outside the Nix store" : name.store(nameOf(path))}`;
  }
  const [first = "", second] = found.group.paths.map(withoutHash);
  const others = found.group.files - (second === undefined ? 1 : 2);
  const more = others === 0 ? "" : ` and ${plural(others, "other")}`;
  return `${name.path(first)}${second === undefined ? "" : ` = ${name.path(second)}`}${more}`;
};

/** A hash tells people nothing: `openssl-3.0.14/lib/libssl.so` stands for the path in the store. */
const withoutHash = (path: string): string => path.replace(/^\/nix\/store\/[0-9a-z]{32}-/, "");

const MARKDOWN = { path: code, store: word };

/** Rows that also a short rendering has. */
const CASES = 8;

/** What could be left out, folded. */
export const reclaimable = (report: Report, limit: number): string | undefined => {
  const content = reclaimableOf(report);
  if (content === undefined) return undefined;
  const kinds = reclaimableKinds(content).map(({ size, what }) => [what, formatBytes(size)]);
  const cases = largestCases(content, Math.max(limit, CASES)).map((found) => [
    caseWords(found, MARKDOWN),
    formatBytes(found.size),
  ]);
  const size = { title: "Unpacked", align: "right" } as const;
  const body = `${table([{ title: "Why" }, size], kinds)}\n\n${table([{ title: "Largest" }, size], cases)}`;
  return details(`🧹 Could be left out: ${formatBytes(content.reclaimable)}`, body);
};
