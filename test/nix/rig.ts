import { execFile } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Log } from "../../src/core/log.ts";
import { silentLog } from "../../src/core/log.ts";
import { detectNix, type Nix, nixCandidates } from "../../src/nix/index.ts";
import { runProgram } from "../../src/run-program.ts";
import { nixesToTestWith } from "../support/nix.ts";

const exec = promisify(execFile);

/** Environment of every Nix here: caches in a folder of its own, so that no earlier run decides what a test sees. */
const scratchHome = async (): Promise<string> => realpath(await mkdtemp(join(tmpdir(), "nix-home-")));

export interface FoundNix {
  readonly nix: Nix;
  readonly version: string;
  remove(): Promise<void>;
}

/** Each Nix of this machine that tests use, found as the product finds it. */
export const detectedNixes = async (): Promise<readonly FoundNix[]> =>
  Promise.all(
    (await nixesToTestWith()).map(async ({ env, version }) => {
      const home = await scratchHome();
      const { PATH = "", NIX_CONFIG = "" } = env;
      const nix = await detectNix({
        run: runProgram,
        candidates: nixCandidates({ PATH }),
        log: silentLog,
        env: { PATH, NIX_CONFIG, HOME: home, XDG_CACHE_HOME: join(home, "cache") },
      });
      return { nix, version, remove: () => rm(home, { recursive: true, force: true }) };
    }),
  );

export interface Foretold {
  readonly drvPath: string;
  readonly outPath: string;
}

/** What `nix eval` says that the build of an installable, or of an attribute path behind `--file`, will come to. */
export const foretell = async (nix: Nix, cwd: string, ...args: readonly string[]): Promise<Foretold> => {
  const apply = "d: [ d.drvPath (d.out or d).outPath ]";
  const printed = await nix.run(["eval", "--json", "--no-write-lock-file", "--apply", apply, ...args], { cwd });
  const [drvPath, outPath] = JSON.parse(printed);
  return { drvPath, outPath };
};

/** A temporary folder with these files, as the path that Nix will show for it. */
export const folderWith = async (files: Readonly<Record<string, string>>): Promise<string> => {
  const dir = await realpath(await mkdtemp(join(tmpdir(), "nix-test-")));
  await write(dir, files);
  return dir;
};

export const write = async (dir: string, files: Readonly<Record<string, string>>): Promise<void> => {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), text);
  }
};

/** What git prints, with none of the user's configuration. */
export const git = async (dir: string, ...args: readonly string[]): Promise<string> => {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.invalid"];
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  const { stdout } = await exec("git", ["-C", dir, ...identity, ...args], { env });
  return stdout.trim();
};

/** Commits everything in `dir`, a new repository if need be, and returns the commit's id. */
export const commitAll = async (dir: string, message: string): Promise<string> => {
  await git(dir, "init", "--quiet", "--initial-branch=main");
  await git(dir, "add", "--all");
  await git(dir, "commit", "--quiet", `--message=${message}`);
  return git(dir, "rev-parse", "HEAD");
};

/** A flake whose builders are the static bash of this machine, which `--impure` lets it read. */
export const flakeNix = (packages: string): string => `{
  outputs = { self }: let
    bash = builtins.path { path = /bin/bash-static; name = "bash-static"; };
    make = name: script: derivation {
      inherit name;
      system = builtins.currentSystem;
      builder = bash;
      args = [ "-c" script ];
    };
    rev = self.rev or "dev";
  in { packages.\${builtins.currentSystem} = rec { ${packages} }; };
}
`;

export interface RecordingLog extends Log {
  /** What was printed, groups as \`> title\`. */
  readonly lines: readonly string[];
}

export const recordingLog = (): RecordingLog => {
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  const group: Log["group"] = (title, body) => {
    print(`> ${title}`);
    return body();
  };
  return { ...silentLog, lines, info: print, warning: print, group, foreign: print };
};
