import { execFile } from "node:child_process";
import { promisify } from "node:util";

const exec = promisify(execFile);

/** Nothing of the user's configuration, and always the same person and second: a commit's id depends on its content alone. */
const ENV = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "Octo",
  GIT_AUTHOR_EMAIL: "octo@example.invalid",
  GIT_AUTHOR_DATE: "2026-01-07T09:00:00Z",
  GIT_COMMITTER_NAME: "Octo",
  GIT_COMMITTER_EMAIL: "octo@example.invalid",
  GIT_COMMITTER_DATE: "2026-01-07T09:00:00Z",
};

/** What git prints when it is run in `dir`, without the line end. */
export const git = async (dir: string, ...args: readonly string[]): Promise<string> => {
  const { stdout } = await exec("git", ["-C", dir, ...args], { env: { ...process.env, ...ENV } });
  return stdout.trim();
};
