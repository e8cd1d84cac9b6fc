export { GitError, type GitErrorCode } from "./errors.ts";
export { type Fetched, type Fork, type Git, openGit } from "./git.ts";
