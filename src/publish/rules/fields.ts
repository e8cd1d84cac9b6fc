/** A field, alone or in quotes, in which a doubled quote is one: https://www.rfc-editor.org/rfc/rfc4180 */
const FIELD = /\s*(?:"((?:[^"]|"")*)"\s*|([^",]*))(,|$)/y;

/** The fields of a line of comma-separated values, `undefined` when its quotes do not match. */
export function splitFields(line: string): readonly string[] | undefined {
  const fields: string[] = [];
  FIELD.lastIndex = 0;
  for (;;) {
    const found = FIELD.exec(line);
    if (found === null) return undefined;
    const [, quoted, plain = "", end] = found;
    fields.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    if (end === "") return fields;
  }
}
