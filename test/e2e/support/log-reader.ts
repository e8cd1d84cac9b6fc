import { type LogCommand, parseLogCommand } from "./log-commands.ts";

export interface Annotation {
  readonly level: "error" | "warning" | "notice";
  /** Masked, and cut as GitHub cuts it. */
  readonly message: string;
  /** `file`, `line`, `title`, … as given. */
  readonly properties: Readonly<Record<string, string>>;
}

export interface LogReader {
  /** Takes one line of output, without its line end. */
  read(line: string): void;
  /** Adds an annotation of the runner's own. */
  annotate(level: Annotation["level"], message: string): void;
  /** All annotations, also those that GitHub would not show. */
  readonly annotations: readonly Annotation[];
  /** The log as GitHub shows it: secrets masked. */
  log(): string;
  /** The log as the program printed it, less the `add-mask` lines: what must hold no secret if masking fails. */
  rawLog(): string;
  /** True when a command was refused, which fails the step whatever its exit status. */
  failed(): boolean;
}

/** https://github.com/actions/runner/blob/main/src/Runner.Worker/ExecutionContext.cs */
const MESSAGE_LIMIT = 4096;
const DISABLED = ["set-env", "add-path"];
const DEPRECATED = ["set-output", "save-state"];
const OTHER = ["add-mask", "stop-commands", "debug", "group", "endgroup", "echo", "add-matcher", "remove-matcher"];
const COMMANDS = new Set([...DISABLED, ...DEPRECATED, ...OTHER, "error", "warning", "notice"]);

/** `text` without what is to stay secret; longer secrets first, since one may hold another. */
export function mask(text: string, secrets: ReadonlySet<string>): string {
  const longestFirst = [...secrets].filter(Boolean).toSorted((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, secret) => rest.replaceAll(secret, "***"), text);
}

/** Reads one stage's output as the runner does. `secrets` grows by what the stage asks to mask. */
export function createLogReader(secrets: Set<string>): LogReader {
  const annotations: Annotation[] = [];
  const masked: string[] = [];
  const raw: string[] = [];
  let failed = false;
  let resumeToken: string | undefined;
  const annotate = (level: Annotation["level"], text: string, properties: LogCommand["properties"] = {}): void => {
    annotations.push({ level, message: mask(text, secrets).slice(0, MESSAGE_LIMIT), properties });
  };
  const refuse = (message: string): void => {
    annotate("error", message);
    failed = true;
  };
  const run = ({ name, properties, value }: LogCommand): void => {
    if (name === "error" || name === "warning" || name === "notice") annotate(name, value, properties);
    if (DISABLED.includes(name)) refuse(`The \`${name}\` command is disabled.`);
    if (DEPRECATED.includes(name)) annotate("warning", `The \`${name}\` command is deprecated.`);
    if (name === "add-mask") for (const secret of [value, ...value.split(/[\r\n]+/)]) secrets.add(secret);
    if (name !== "stop-commands") return;
    if (value === "" || COMMANDS.has(value)) refuse(`Invalid stop token '${value}'.`);
    else resumeToken = value.toLowerCase();
  };
  const read = (line: string): void => {
    const isKnown = (name: string): boolean => (resumeToken === undefined ? COMMANDS.has(name) : name === resumeToken);
    const command = parseLogCommand(line, isKnown);
    if (command !== undefined && resumeToken !== undefined) resumeToken = undefined;
    else if (command !== undefined) run(command);
    if (command?.name === "add-mask") return;
    raw.push(line);
    masked.push(mask(line, secrets));
  };
  const join = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");
  return { read, annotate, annotations, log: () => join(masked), rawLog: () => join(raw), failed: () => failed };
}
