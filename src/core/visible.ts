/**
 * Characters that move a cursor, colour a terminal, reorder or hide text: controls, format characters (bidi, zero
 * width, tags), line separators, lone surrogates, and letters that draw nothing.
 * Attacks: terminal escapes in file names; https://trojansource.codes.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\uffa0]/gu;

const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

const escaped = (character: string): string => {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return NAMED[character] ?? (hex.length <= 2 ? `\\x${hex.padStart(2, "0")}` : `\\u{${hex}}`);
};

/** Text from an image on one line, with everything that a reader could not see written out: `\x1b[31m`, `\u{202e}`. */
export const visible = (untrusted: string): string => untrusted.replace(HIDDEN, escaped);

/** At most `limit` characters, cut in the middle, since both ends of a name tell most. */
export const shorten = (text: string, limit: number): string => {
  if (text.length <= limit) return text;
  const characters = Array.from(text);
  if (characters.length <= limit) return text;
  const head = Math.ceil((limit - 1) / 2);
  return [...characters.slice(0, head), "…", ...characters.slice(characters.length - (limit - 1 - head))].join("");
};
