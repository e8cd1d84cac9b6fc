import { type DistributionPackage, PACKAGES_LIMIT } from "./packages.ts";

/** The packages that the paragraphs of a database describe; `packageOf` has none for what is not installed. */
export const packagesIn = (
  text: string,
  packageOf: (paragraph: readonly string[]) => DistributionPackage | undefined,
): readonly DistributionPackage[] => {
  const packages: DistributionPackage[] = [];
  for (const paragraph of paragraphsOf(text)) {
    const found = packageOf(paragraph);
    if (found !== undefined) packages.push(found);
    if (packages.length === PACKAGES_LIMIT) break;
  }
  return packages;
};

/**
 * Groups of lines with empty ones between them, as package databases are made of. Lazily and in time linear in the text, whoever
 * wrote it: the line as a whole is never matched against a pattern.
 */
function* paragraphsOf(text: string): Generator<readonly string[], void, undefined> {
  let lines: string[] = [];
  for (let at = 0; at < text.length; ) {
    const found = text.indexOf("\n", at);
    const end = found === -1 ? text.length : found;
    const isEmpty = isBlank(text, at, end);
    if (!isEmpty && lines.length < LINES_LIMIT) lines.push(text.slice(at, end));
    if (isEmpty && lines.length > 0) {
      yield lines;
      lines = [];
    }
    at = end + 1;
  }
  if (lines.length > 0) yield lines;
}

/** apk lists the files of a package behind its fields, dpkg its configuration files among them. */
const LINES_LIMIT = 5000;

const BLANKS = new Set([..." \t\r"].map((character) => character.charCodeAt(0)));

const isBlank = (text: string, from: number, to: number): boolean => {
  for (let at = from; at < to; at++) if (!BLANKS.has(text.charCodeAt(at))) return false;
  return true;
};
