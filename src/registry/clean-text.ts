/** C0 and C1 controls (terminal escapes, line breaks), and characters that turn or hide the text around them. */
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g;

const LONGEST = 300;

/** A stranger's text as one line that can do nothing to a terminal or a workflow log, cut at 300 characters. */
export function cleanText(text: string): string {
  const line = text
    .slice(0, LONGEST * 4)
    .replace(CONTROLS, " ")
    .replace(/ {2,}/g, " ")
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
