/** Shapes of credentials that must never be printed, whoever put them into a text. */
const CREDENTIALS: readonly (readonly [RegExp, string])[] = [
  // A password may hold "@" itself, so up to the last one before the path. A user name alone is a token in https.
  [/\b(https?:\/\/)[^\s/?#]+@/gi, "$1***@"],
  // The scheme is looked for from the start of its run alone: from each letter on, a text of schemes takes time squared.
  [/(?<![a-z0-9+.-])([a-z0-9+.-]+:\/\/)[^\s/?#:]*:[^\s/?#]*@/gi, "$1***@"],
  // Tokens have capitals, digits or padding; "basic authentication" has none.
  [/\b([Bb]earer|[Bb]asic|BEARER|BASIC)\s+(?=[a-z._~+/-]*[A-Z0-9=])[A-Za-z0-9._~+/=-]{8,}/g, "$1 ***"],
  // Addresses that registries redirect to are signed: whoever has one may fetch the blob.
  [/([?&](?:access_token|token|sig|signature|X-Amz-Signature|X-Amz-Security-Token)=)[^&\s]+/gi, "$1***"],
  [/\b(gh[a-z]_|github_pat_|glpat-|dckr_pat_)[A-Za-z0-9_-]{8,}/g, "$1***"],
];

/** Text with URL user names and passwords, Authorization values and well-known token formats replaced by `***`. */
export const redact = (text: string): string =>
  CREDENTIALS.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
