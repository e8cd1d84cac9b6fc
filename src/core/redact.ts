/** Shapes of credentials that must never be printed, whoever put them into a text. */
const CREDENTIALS: readonly (readonly [RegExp, string])[] = [
  [/\b(https?:\/\/)[^\s/@]+@/gi, "$1***@"],
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, "$1 ***"],
  [/\b(gh[a-z]_|github_pat_|glpat-|dckr_pat_)[A-Za-z0-9_-]{8,}/g, "$1***"],
];

/** Text with URL user names and passwords, Authorization values and well-known token formats replaced by `***`. */
export const redact = (text: string): string =>
  CREDENTIALS.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
