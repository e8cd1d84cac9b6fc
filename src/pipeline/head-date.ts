import { openGit } from "../git/index.ts";
import type { Deps } from "./deps.ts";

/** When the commit that is checked out in the working folder was made, RFC 3339 in UTC; `undefined` where there is none. */
export const headDate = async ({ run, cwd }: Deps): Promise<string | undefined> => {
  const git = await openGit({ run, dir: cwd });
  return (await git?.headRevision()) === undefined ? undefined : git?.commitDate("HEAD");
};
