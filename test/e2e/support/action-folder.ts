import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Annotation } from "./log-reader.ts";

/** The parts of an `action.yml` that a runner acts on. */
export interface ActionDefinition {
  readonly inputs?: Readonly<Record<string, InputDefinition | null>>;
  readonly runs: {
    readonly using: string;
    readonly main: string;
    readonly pre?: string;
    readonly post?: string;
    readonly "post-if"?: string;
  };
}

interface InputDefinition {
  readonly default?: string | number | boolean;
  readonly deprecationMessage?: string;
}

export interface LocalAction {
  /** Where its `action.yml` lies; `main` and `post` are relative to it. */
  readonly folder: string;
  readonly definition: ActionDefinition;
}

/**
 * A copy of the action in `target`: only what a release holds, so no `node_modules` and nothing that the build forgot.
 * `subfolder` is "" or the place of a second action in the same repository, which shares `dist`.
 */
export function copyAction(source: string, subfolder: string, target: string): LocalAction {
  for (const name of ["action.yml", "package.json", "dist", join(subfolder, "action.yml")]) {
    if (existsSync(join(source, name))) cpSync(join(source, name), join(target, name), { recursive: true });
  }
  const folder = join(target, subfolder);
  mkdirSync(folder, { recursive: true });
  const definition: ActionDefinition = parse(readFileSync(join(folder, "action.yml"), "utf8"));
  const { using, pre } = definition.runs;
  if (using !== "node24") throw new Error(`${folder}/action.yml: using is ${using} (only node24 is run here)`);
  if (pre !== undefined) throw new Error(`${folder}/action.yml: pre does not run in a local action; remove it`);
  return { folder, definition };
}

export interface ActionInputs {
  /** By lower-case name: what was given, else the default, `${{ }}` evaluated. */
  readonly values: Readonly<Record<string, string>>;
  readonly warnings: readonly Pick<Annotation, "message">[];
}

/** The inputs as the runner passes them on. An unknown or deprecated one is worth a warning, never a failure. */
export function resolveInputs(
  definition: ActionDefinition,
  given: Readonly<Record<string, string>>,
  evaluate: (text: string) => string,
): ActionInputs {
  const lowerCase = <T>(record: Readonly<Record<string, T>>): [string, T][] =>
    Object.entries(record).map(([name, value]) => [name.toLowerCase(), value]);
  const known = new Map(lowerCase(definition.inputs ?? {}));
  const defaults = [...known].map(([name, input]) => [name, evaluate(String(input?.default ?? ""))]);
  const chosen = lowerCase(given);
  const unexpected = chosen.map(([name]) => name).filter((name) => !known.has(name));
  const deprecated = chosen.flatMap(([name]) => {
    const message = known.get(name)?.deprecationMessage;
    return message === undefined ? [] : [{ message: `Input '${name}' has been deprecated with message: ${message}` }];
  });
  const unexpectedWarning = { message: `Unexpected input(s) '${unexpected.join("', '")}'` };
  return {
    values: { ...Object.fromEntries(defaults), ...Object.fromEntries(chosen) },
    warnings: unexpected.length === 0 ? deprecated : [unexpectedWarning, ...deprecated],
  };
}

/** `INPUT_…` as the runner spells it: spaces become `_`, dashes stay. */
export const inputVariables = (values: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`, value]),
  );
