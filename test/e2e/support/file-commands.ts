import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The files through which a stage talks to the runner, by the name of their context key. */
const FILES = ["env", "path", "output", "state", "step_summary"] as const;
type FileName = (typeof FILES)[number];

export type Variables = Readonly<Record<string, string>>;

export interface CommandFiles {
  /** Paths by context key: `output` is what `GITHUB_OUTPUT` holds. */
  readonly paths: Readonly<Record<FileName, string>>;
  /** What the stage has written. Throws on what the runner cannot read, which fails the step. */
  read(): FileCommands;
}

export interface FileCommands {
  readonly env: Variables;
  /** In the order written. */
  readonly path: readonly string[];
  readonly outputs: Variables;
  readonly state: Variables;
  readonly summary: string;
}

/** A fresh set of empty files in `folder`, as every step and every stage of it gets. */
export function createCommandFiles(folder: string): CommandFiles {
  const suffix = randomUUID();
  const pathOf = (name: FileName): string => join(folder, `${name}_${suffix}`);
  for (const name of FILES) writeFileSync(pathOf(name), "");
  const read = (name: FileName): string => readFileSync(pathOf(name), "utf8");
  return {
    paths: Object.fromEntries(FILES.map((name) => [name, pathOf(name)])) as Record<FileName, string>,
    read: () => ({
      env: withoutNodeOptions(parseKeyValues(read("env"))),
      path: read("path").split(/\r?\n/).filter(Boolean),
      outputs: parseKeyValues(read("output")),
      state: parseKeyValues(read("state")),
      summary: read("step_summary"),
    }),
  };
}

function withoutNodeOptions(env: Variables): Variables {
  if (env["NODE_OPTIONS"] === undefined) return env;
  throw new Error("Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.");
}

/** `NAME=value`, or `NAME<<DELIMITER`, lines, `DELIMITER`. https://docs.github.com/actions/reference/workflow-commands-for-github-actions#multiline-strings */
export function parseKeyValues(text: string): Variables {
  const values: Record<string, string> = {};
  const lines = text.split(/\r?\n/)[Symbol.iterator]();
  for (const line of lines) {
    if (line === "") continue;
    const [, name, operator, rest] = /^(.+?)(=|<<)([\s\S]*)$/.exec(line) ?? [];
    if (name === undefined || rest === undefined) throw new Error(`Invalid format '${line}'`);
    values[name] = operator === "=" ? rest : readUntil(lines, rest);
  }
  return values;
}

function readUntil(lines: Iterator<string>, delimiter: string): string {
  const value: string[] = [];
  if (delimiter === "") throw new Error("Invalid format: the delimiter is empty");
  for (let next = lines.next(); !next.done; next = lines.next()) {
    if (next.value === delimiter) return value.join("\n");
    value.push(next.value);
  }
  throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
}
