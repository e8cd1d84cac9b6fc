import { shorten, visible } from "../../core/visible.ts";

/**
 * Everything from an image is somebody else's text. A character reference is never markup, but GitHub looks for
 * @mentions and #references in the finished page, where a reference is a character again; only code is exempt.
 * So plain words stay plain, and everything else becomes code.
 */
const NAME_LIMIT = 80;

/** Cannot be markup, a mention, a link or an issue (`GH-12`). */
const PLAIN_WORD = /^(?!gh-\d)(?!www\.)[a-z0-9][a-z0-9._+-]*$/i;

/** Means itself between backticks, also in a table cell and to somebody who looks for our own markers. */
const PLAIN_CODE = /^[\w\p{L}\p{N}./:+=,@#~%?×→…-]+( [\w\p{L}\p{N}./:+=,@#~%?×→…-]+)*$/u;

const reference = (character: string): string => `&#${character.charCodeAt(0)};`;

/** Untrusted text as inline code that holds nothing but itself. */
export const code = (untrusted: string, limit = NAME_LIMIT): string => {
  const text = shorten(visible(untrusted), limit);
  if (text === "") return "<code>&nbsp;</code>";
  return PLAIN_CODE.test(text) ? `\`${text}\`` : `<code>${text.replace(/[!-,./:-@[-`{-~]/g, reference)}</code>`;
};

/** Untrusted text as running text where it is a harmless word, as inline code otherwise. */
export const word = (untrusted: string, limit = NAME_LIMIT): string =>
  PLAIN_WORD.test(untrusted) ? shorten(untrusted, limit).replaceAll("_", "\\_") : code(untrusted, limit);

/** Letters, digits, blanks, commas and dashes: no markup, no link, no issue. */
const PLAIN_PHRASE = /^(?!.*gh-\d)[a-z0-9][a-z0-9 ,-]*$/i;

/** Untrusted words as running text where they are harmless, as inline code otherwise. */
export const phrase = (untrusted: string): string =>
  untrusted.length <= NAME_LIMIT && PLAIN_PHRASE.test(untrusted) ? untrusted : code(untrusted);

const URL = /^https?:\/\/[\w.:-]+(\/[\w./?=&%#~+:@-]*)?$/;

/** A link, or the bare label when the address is none that may stand in Markdown. */
export const link = (label: string, address: string): string => (URL.test(address) ? `[${label}](${address})` : label);

export type Align = "left" | "right";

export interface Column {
  readonly title: string;
  readonly align?: Align;
}

const RULE: Readonly<Record<Align, string>> = { left: "---", right: "--:" };

const tableRow = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

/** A table; cells are Markdown already, in which `code` and `word` leave no bare pipe. */
export const table = (columns: readonly Column[], rows: readonly (readonly string[])[]): string =>
  [
    tableRow(columns.map((column) => column.title)),
    `|${columns.map((column) => RULE[column.align ?? "left"]).join("|")}|`,
    ...rows.map(tableRow),
  ].join("\n");

/** A folded block; GitHub reads Markdown inside only after an empty line. */
export const details = (summary: string, body: string): string =>
  `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;

/** A block of code; its fence is longer than any that the text holds. */
export const fence = (language: string, text: string): string => {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${language}\n${text}\n${ticks}`;
};
/** The same, open from the start. */
export const openDetails = (summary: string, body: string): string =>
  details(summary, body).replace("<details>", "<details open>");

export const strong = (text: string): string => `**${text}**`;

/** Blocks with an empty line between them; `undefined` ones are left out. */
export const blocks = (parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== "").join("\n\n");
