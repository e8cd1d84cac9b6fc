import { execFile } from "node:child_process";
import { appendFile, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { promisify } from "node:util";

const exec = promisify(execFile);

const EXAMPLE = resolve(import.meta.dirname, "../../examples/self-contained");

/** A git repository of its own that holds examples/self-contained at its root. */
export interface ExampleRepo {
  readonly dir: string;
  /** The 40 digits of the commit that is checked out. */
  head(): Promise<string>;
  /** Commits revision-2.patch: a new package with two dependencies, a version change, three rebuilds. */
  commitRevision2(): Promise<void>;
  /** Changes a tracked file that no package is made of, so that only the revision is gone. */
  dirty(): Promise<void>;
  /** Deletes the repository. */
  remove(): Promise<void>;
}

/** A new repository in `dir`, by default a temporary one, with the example committed on `main`, always as the same commit. */
export async function makeExampleRepo(options: { readonly dir?: string } = {}): Promise<ExampleRepo> {
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), "example-")));
  await cp(EXAMPLE, dir, { recursive: true, filter: (path) => !basename(path).startsWith("result") });
  await git(dir, "init", "--quiet", "--initial-branch=main");
  await git(dir, "config", "user.name", "Example");
  await git(dir, "config", "user.email", "example@example.invalid");
  await git(dir, "add", "--all");
  await commit(dir, "Greet over HTTP", "2026-01-05T09:00:00Z");
  return {
    dir,
    head: () => git(dir, "rev-parse", "HEAD"),
    commitRevision2: async () => {
      await git(dir, "apply", "--index", "revision-2.patch");
      await commit(dir, "Draw badges", "2026-01-06T09:00:00Z");
    },
    dirty: () => appendFile(join(dir, "README.md"), "\nA change that nobody committed.\n"),
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}

/** Commits what is staged; the date is given, so that the commit's hash depends on its content alone. */
async function commit(dir: string, message: string, date: string): Promise<void> {
  const dates = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  await gitWith(dates, dir, "commit", "--quiet", "--no-verify", `--message=${message}`);
}

const git = (dir: string, ...args: string[]): Promise<string> => gitWith({}, dir, ...args);

/** What git prints. It reads none of the user's configuration, which might sign commits or convert line ends. */
async function gitWith(env: Readonly<Record<string, string>>, dir: string, ...args: string[]): Promise<string> {
  const ownConfigOnly = { GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  const { stdout } = await exec("git", ["-C", dir, ...args], { env: { ...process.env, ...ownConfigOnly, ...env } });
  return stdout.trim();
}
