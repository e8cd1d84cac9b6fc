/** Where a value stands in a JSON text: from `start` up to, and without, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A string, a bracket, or what stands between commas and colons. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/gy;
const BLANK = /\s*/y;

/**
 * The value of a member of the object that begins at `start`; of a name that is there twice the last, as for JSON.parse.
 * The text has to be valid JSON, so only brackets are counted.
 */
export function findMember(json: string, start: number, name: string): Span | undefined {
  let found: Span | undefined;
  let at = skipBlank(json, start + 1);
  while (json[at] === '"') {
    const key = tokenAt(json, at);
    const value = skipBlank(json, skipBlank(json, key.end) + 1);
    const end = endOfValue(json, value);
    if (JSON.parse(json.slice(key.start, key.end)) === name) found = { start: value, end };
    const behind = skipBlank(json, end);
    at = json[behind] === "," ? skipBlank(json, behind + 1) : behind;
  }
  return found;
}

/** Where the first value of a text begins. */
export const skipBlank = (json: string, at: number): number => {
  BLANK.lastIndex = at;
  return at + (BLANK.exec(json)?.[0].length ?? 0);
};

const tokenAt = (json: string, at: number): Span => {
  TOKEN.lastIndex = skipBlank(json, at);
  const found = TOKEN.exec(json);
  if (found === null) throw new RangeError("the text is no JSON");
  return { start: found.index, end: TOKEN.lastIndex };
};

const endOfValue = (json: string, start: number): number => {
  let depth = 0;
  let at = start;
  do {
    const token = tokenAt(json, at);
    const text = json[token.start] ?? "";
    if (text === "{" || text === "[") depth++;
    if (text === "}" || text === "]") depth--;
    at = token.end;
  } while (depth > 0);
  return at;
};
