import { entrypointOf } from "../entrypoint.ts";
import { imageWith } from "../nix-text.ts";
import type { Rule } from "../rule.ts";

const EXECUTE = 0o111;

export const entrypointMissing: Rule = {
  id: "entrypoint-missing",
  severity: "error",
  title: "Nothing to start",
  detect: (subject) => {
    const start = entrypointOf(subject);
    if (start === undefined) return [];
    const { seen, command } = start;
    if (seen.kind === "file")
      return (seen.mode & EXECUTE) === 0 ? [{ subject: command, value: "not executable", file: seen.path }] : [];
    const broken = seen.kind === "missing" && seen.path !== command ? { file: seen.path } : {};
    return [{ subject: command, value: seen.kind === "directory" ? "a folder" : "missing", ...broken }];
  },
  describe: ({ subject, value, file }, { name }) => {
    if (value === "not executable") return `the image starts ${name(subject)}, which has no permission to be executed`;
    if (value === "a folder") return `the image starts ${name(subject)}, which is a folder`;
    return `the image starts ${name(subject)}, which is not in it${file === undefined || file === subject ? "" : ` (${name(file)} is missing)`}`;
  },
  fix: () => ({
    advice: "Name the program by its store path, so that it comes along.",
    nix: imageWith(["config.Entrypoint = [ (pkgs.lib.getExe pkgs.hello) ];"]),
  }),
};
