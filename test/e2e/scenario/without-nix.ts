import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { nixCandidates } from "../../../src/nix/index.ts";
import type { Ran, RunRequest } from "./machine.ts";

/** Own mounts, so that hiding a file hides it from the command alone; needs root, or users who may have name spaces. */
const UNSHARE = ["--mount", ...(process.getuid?.() === 0 ? [] : ["--map-root-user"])];

/** `HIDE FILE… -- COMMAND…`: a device that nobody may execute takes the place of each file. */
const HIDE = 'while [ "$1" != -- ]; do mount --bind /dev/null "$1"; shift; done; shift; exec "$@"';

/** Why no Nix can be hidden here; `undefined` when it can. */
export const whyNixCannotBeHidden = (): string | undefined => {
  const { status, stderr, error } = spawnSync("unshare", [...UNSHARE, "mount", "--bind", "/dev/null", "/etc/hostname"]);
  return status === 0 ? undefined : `Nix cannot be hidden in a mount name space: ${error?.message ?? stderr}`;
};

/** What to run with `unshare`, so that for this program every Nix of the machine has vanished. */
export const argumentsWithoutNix = (program: readonly string[]): readonly string[] => {
  const { PATH = "", USER } = process.env;
  const hidden = nixCandidates({ PATH, USER }).filter((candidate) => existsSync(candidate));
  return [...UNSHARE, "sh", "-euc", HIDE, "hide", ...hidden, "--", ...program];
};

/** A run on a machine like this one on which every Nix has vanished. */
export function runWithoutNix(request: RunRequest): Ran {
  const program = [process.execPath, join(import.meta.dirname, "run-once.ts"), JSON.stringify(request)];
  const { status, stdout, stderr } = spawnSync("unshare", argumentsWithoutNix(program), { encoding: "utf8" });
  if (status !== 0) throw new Error(`the run without Nix did not start:\n${stderr}`);
  return JSON.parse(stdout);
}
