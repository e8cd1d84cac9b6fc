import type { SeenPath } from "../../image/index.ts";
import type { Subject } from "./subject.ts";

/** What a container of the image runs first. */
export interface Entrypoint {
  /** First word of the command, as the config has it. */
  readonly command: string;
  readonly seen: SeenPath;
}

/** runc's own, for an image that sets none: https://github.com/opencontainers/runc/blob/main/libcontainer/README.md */
const DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** A variable of the image's environment. */
export const variable = ({ image }: Subject, name: string): string | undefined =>
  image.config.config?.Env?.findLast((line) => line.startsWith(`${name}=`))?.slice(name.length + 1);

/** Real images have some dozens; a made-up one may name a folder of many files a million times. */
const FOLDERS_LIMIT = 500;

/** Folders that commands are looked for in, each once. */
export const pathFolders = (subject: Subject): readonly string[] => {
  const folders = (variable(subject, "PATH") ?? DEFAULT_PATH).split(":", 2 * FOLDERS_LIMIT);
  return [...new Set(folders.filter((folder) => folder.startsWith("/")))].slice(0, FOLDERS_LIMIT);
};

/** What starts, looked up as a container runtime would; `undefined` for an image that starts nothing. */
export const entrypointOf = (subject: Subject): Entrypoint | undefined => {
  const { Entrypoint, Cmd, WorkingDir } = subject.image.config.config ?? {};
  const command = [...(Entrypoint ?? []), ...(Cmd ?? [])][0];
  if (command === undefined || command === "") return undefined;
  const { see } = subject.inspection;
  if (command.includes("/")) {
    const file = command.startsWith("/") ? command : `${WorkingDir ?? ""}/${command}`;
    return { command, seen: see(file) };
  }
  return { command, seen: seeCommand(subject, command) ?? { kind: "missing", path: command } };
};

/** The first file of that name in the folders of PATH. */
export const seeCommand = (subject: Subject, command: string): SeenPath | undefined =>
  pathFolders(subject)
    .map((folder) => subject.inspection.see(`${folder}/${command}`))
    .find(({ kind }) => kind === "file");
