import { isSupportedSpdxId } from "@cyclonedx/cyclonedx-library/SPDX";

/** What a name may be made of; https://spdx.github.io/spdx-spec/v3.0.1/annexes/spdx-license-expressions/ */
const TOKEN = /\(|\)|[A-Za-z0-9.+-]+/g;

/** Deeper nesting is no licence that somebody wrote. */
const DEEPEST = 32;

/**
 * Throws a RangeError unless the text is an SPDX expression of listed ids with AND, OR and parentheses. Exceptions
 * (`WITH`) and own licences (`LicenseRef-`) are refused: there is no list of them here to check against.
 */
export const checkSpdxExpression = (text: string): void => {
  const tokens = text.match(TOKEN) ?? [];
  if (text.replace(TOKEN, "").trim() !== "" || readExpression(tokens, 0, 0) !== tokens.length) throw refusal(text);
};

const refusal = (text: string): RangeError => new RangeError(`${JSON.stringify(text)} is no SPDX expression`);

/** Where the expression ends that starts at `at`; -1 when there is none. */
const readExpression = (tokens: readonly string[], at: number, depth: number): number => {
  let end = readOperand(tokens, at, depth);
  while (end > 0 && (tokens[end] === "AND" || tokens[end] === "OR")) end = readOperand(tokens, end + 1, depth);
  return end;
};

const readOperand = (tokens: readonly string[], at: number, depth: number): number => {
  const token = tokens[at];
  if (token !== "(") return isId(token) ? at + 1 : -1;
  if (depth >= DEEPEST) return -1;
  const end = readExpression(tokens, at + 1, depth + 1);
  return tokens[end] === ")" ? end + 1 : -1;
};

/** A plus stands for later versions. */
const isId = (token = ""): boolean => [token, token.replace(/\+$/, "")].some((id) => isSupportedSpdxId(id));
