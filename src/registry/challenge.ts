/** One way to authenticate that a 401 answer offers. */
export interface Challenge {
  /** In lower case: `basic`, `bearer`. */
  readonly scheme: string;
  /** Names in lower case. */
  readonly params: ReadonlyMap<string, string>;
}

/** A word that may be followed by `=value`; with one it is a parameter, without one it opens the next challenge. */
const WORD = /([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?:[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+)))?/g;

/**
 * The challenges of a WWW-Authenticate value, in order; several headers joined by commas are fine. Whatever fits no
 * rule is passed over. https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1
 */
export function parseChallenges(header: string): readonly Challenge[] {
  const challenges: { readonly scheme: string; readonly params: Map<string, string> }[] = [];
  for (const [, word = "", quoted, plain] of header.matchAll(WORD)) {
    const value = quoted?.replace(/\\(.)/g, "$1") ?? plain;
    if (value === undefined) challenges.push({ scheme: word.toLowerCase(), params: new Map() });
    else challenges.at(-1)?.params.set(word.toLowerCase(), value);
  }
  return challenges;
}

/** True when the token was understood and allows too little, so that another token of its kind will not help. */
export const lacksScope = (header: string): boolean =>
  parseChallenges(header).some((challenge) => challenge.params.get("error") === "insufficient_scope");
