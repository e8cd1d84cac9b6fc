export interface LogCommand {
  /** Lower case. */
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly value: string;
}

const ESCAPES: Readonly<Record<string, string>> = { "%25": "%", "%0D": "\r", "%0A": "\n" };
const PROPERTY_ESCAPES = { ...ESCAPES, "%3A": ":", "%2C": "," };
const OLD_ESCAPES = { ...ESCAPES, "%3B": ";", "%5D": "]" };

const decode = (text: string, escapes: Readonly<Record<string, string>>): string =>
  text.replace(/%[0-9A-F]{2}/g, (code) => escapes[code] ?? code);

/**
 * The command in a line of a program's output, if `isKnown` knows its name; otherwise the line is just a line. Two forms
 * are read, as the runner does: `::name key=value,key=value::value` at the start of a line, and the old
 * `##[name key=value;key=value]value` anywhere in it.
 */
export function parseLogCommand(line: string, isKnown: (name: string) => boolean): LogCommand | undefined {
  return parseNewForm(line, isKnown) ?? parseOldForm(line, isKnown);
}

function parseNewForm(line: string, isKnown: (name: string) => boolean): LogCommand | undefined {
  const [, name = "", properties = "", value = ""] = /^\s*::([^\s:]+)\s?(.*?)::(.*)$/s.exec(line) ?? [];
  if (!isKnown(name.toLowerCase())) return undefined;
  const entries = parseProperties(properties, ",", PROPERTY_ESCAPES);
  return { name: name.toLowerCase(), properties: entries, value: decode(value, ESCAPES) };
}

function parseOldForm(line: string, isKnown: (name: string) => boolean): LogCommand | undefined {
  const [, name = "", properties = "", value = ""] = /##\[([^\s\]]+)\s?([^\]]*)\](.*)$/s.exec(line) ?? [];
  if (!isKnown(name.toLowerCase())) return undefined;
  const entries = parseProperties(properties, ";", OLD_ESCAPES);
  return { name: name.toLowerCase(), properties: entries, value: decode(value, OLD_ESCAPES) };
}

function parseProperties(text: string, separator: string, escapes: Readonly<Record<string, string>>) {
  const pairs = text.split(separator).map((pair) => /^\s*([^=]+)=(.+)$/s.exec(pair));
  return Object.fromEntries(
    pairs.flatMap((match) => (match === null ? [] : [[match[1] ?? "", decode(match[2] ?? "", escapes)]])),
  );
}
