import type { SeenPath } from "../../../image/index.ts";
import { entrypointOf, pathFolders, seeCommand } from "../entrypoint.ts";
import type { Evidence } from "../model.ts";
import { attributeIn, imageWith, overlay } from "../nix-text.ts";
import type { Draft, Rule } from "../rule.ts";
import type { Subject } from "../subject.ts";

/** Dynamic loaders, as opposed to interpreters of scripts. */
const LOADER = /\/ld(-linux|-musl|64)?[^/]*\.so/;

/** Commands that are looked at in the folders of PATH; a large distribution has some thousands. */
const COMMANDS = 5000;

/** The program that the kernel starts for this one: of a script, or a dynamic loader. */
const interpreterOf = (seen: SeenPath): string | undefined => {
  const program = seen.kind === "file" ? seen.program : undefined;
  if (program?.kind === "script") return program.interpreter;
  return program?.kind === "elf" && program.isProgram ? program.loader : undefined;
};

const missingFor = (subject: Subject, seen: SeenPath): string | undefined => {
  const interpreter = interpreterOf(seen);
  if (interpreter === undefined || !interpreter.startsWith("/")) return undefined;
  const { see } = subject.inspection;
  return see(interpreter).kind === "file" ? missingCommandOf(subject, seen) : interpreter;
};

/** What `#!/usr/bin/env COMMAND` looks for and does not find. */
const missingCommandOf = (subject: Subject, seen: SeenPath): string | undefined => {
  const program = seen.kind === "file" ? seen.program : undefined;
  const command = program?.kind === "script" ? program.command : undefined;
  return command === undefined || seeCommand(subject, command) !== undefined ? undefined : command;
};

const ofStart = (subject: Subject): Draft | undefined => {
  const start = entrypointOf(subject);
  const missing = start && missingFor(subject, start.seen);
  return start === undefined || missing === undefined
    ? undefined
    : { severity: "error", subject: missing, file: start.seen.path };
};

/** `CMD-SHELL` of a health check runs `/bin/sh`. */
const ofHealthCheck = (subject: Subject): Draft | undefined => {
  const isShell = subject.image.config.config?.Healthcheck?.Test?.[0] === "CMD-SHELL";
  return isShell && subject.inspection.see("/bin/sh").kind !== "file"
    ? { subject: "/bin/sh", value: "health check" }
    : undefined;
};

/** No more are named than are looked at: PATH may have the same folder under many names, such as `/d/../d`. */
const commandsOf = (subject: Subject): readonly string[] => {
  const commands: string[] = [];
  for (const folder of pathFolders(subject)) {
    const left = COMMANDS - commands.length;
    if (left === 0) break;
    const names = subject.inspection.list(folder).slice(0, left);
    commands.push(...names.map((name) => `${folder}/${name}`));
  }
  return commands;
};

const ofCommands = (subject: Subject, known: ReadonlySet<string>): readonly Draft[] => {
  const found = new Map<string, Evidence[]>();
  const { see } = subject.inspection;
  for (const command of commandsOf(subject)) {
    const missing = missingFor(subject, see(command));
    if (missing === undefined || known.has(missing)) continue;
    found.set(missing, [...(found.get(missing) ?? []), { name: command }]);
  }
  return [...found].map(([subject, items]) => ({ subject, items }));
};

export const missingInterpreter: Rule = {
  id: "missing-interpreter",
  severity: "warning",
  title: "Missing interpreter",
  detect: (subject) => {
    const first = [ofStart(subject), ofHealthCheck(subject)].filter((draft) => draft !== undefined);
    return [...first, ...ofCommands(subject, new Set(first.map((draft) => draft.subject)))];
  },
  describe: ({ subject, file, value, items, count = items.length }, { name }) => {
    if (value !== undefined) return `the health check is run by ${name(subject)}, which is not in the image`;
    if (file !== undefined)
      return `the image starts ${name(file)}, which needs ${name(subject)}; that is not in the image`;
    const others = count === 1 ? "needs" : `and ${count - 1} more commands need`;
    return `${name(items[0]?.name ?? "a command")} ${others} ${name(subject)}, which is not in the image`;
  },
  fix: ({ subject }) =>
    LOADER.test(subject)
      ? {
          advice:
            "The program was linked for another distribution: have its loader and libraries set when it is packaged.",
          nix: overlay("app", [
            "nativeBuildInputs = (old.nativeBuildInputs or [ ]) ++ [",
            "  final.autoPatchelfHook",
            "];",
          ]),
        }
      : !subject.startsWith("/")
        ? {
            advice:
              "Add the program, or have the script patched (patchShebangs): what it is built with is then named in full.",
            nix: imageWith([`contents = [ pkgs.${attributeIn(subject)} ];`]),
          }
        : {
            advice: "Add what scripts expect at the usual place, or patch their first line (patchShebangs).",
            nix: imageWith(["contents = [ pkgs.dockerTools.usrBinEnv pkgs.dockerTools.binSh ];"]),
          },
};
