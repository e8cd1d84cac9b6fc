import { stripVTControlCharacters } from "node:util";

export interface BuildLine {
  /** Name of the derivation whose builder wrote it, `undefined` where Nix quotes it without the name. */
  readonly builder?: string;
  readonly text: string;
}

/** Standard error of Nix, with what builders wrote kept apart: a builder may print whatever looks like Nix speaking. */
export interface NixStderr {
  readonly messages: readonly string[];
  readonly buildLog: readonly BuildLine[];
}

/** `hello-1.0> text`, as `--print-build-logs` has it. */
const PREFIXED = /^([0-9A-Za-z+\-._?=]+)> ?(.*)$/;
/** `       > text`, the last lines of a log inside an error message. */
const QUOTED = /^ {4,}> ?(.*)$/;

export const readNixStderr = (stderr: string): NixStderr => {
  const messages: string[] = [];
  const buildLog: BuildLine[] = [];
  for (const line of stderr.split(/\r?\n/).flatMap(decode)) {
    const [, builder, text] = PREFIXED.exec(line) ?? [];
    const [, quoted] = QUOTED.exec(line) ?? [];
    if (builder !== undefined) buildLog.push({ builder, text: text ?? "" });
    else if (quoted !== undefined) buildLog.push({ text: quoted });
    else if (line.trim() !== "" && !line.startsWith("trace: ")) messages.push(line);
  }
  return { messages, buildLog };
};

/** Log lines of the derivation named `builder`, those of all when there is none of that name. */
export const logOf = ({ buildLog }: NixStderr, builder: string | undefined): readonly string[] => {
  const own = buildLog.filter((line) => line.builder === builder && builder !== undefined);
  return (own.length > 0 ? own : buildLog).map(({ text }) => text);
};

/** Lines that a line of standard error stands for, for who asked for `--log-format internal-json` too. */
const decode = (line: string): readonly string[] => {
  const plain = stripVTControlCharacters(line);
  if (!plain.startsWith("@nix {")) return [plain];
  try {
    const { action, msg, type, fields } = JSON.parse(line.slice("@nix ".length)) as Record<string, unknown>;
    if (action === "msg") return stripVTControlCharacters(String(msg)).split("\n");
    const isLogLine = action === "result" && type === 101 && Array.isArray(fields);
    return isLogLine ? [`       > ${stripVTControlCharacters(String(fields[0]))}`] : [];
  } catch {
    return [plain];
  }
};
