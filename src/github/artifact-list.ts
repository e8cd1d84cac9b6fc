import { appendFile } from "node:fs/promises";
import { messageOf } from "../core/errors.ts";
import type { Log } from "../core/log.ts";

/** https://github.com/actions/runner/pull/4527: entries of a job */
const LIMIT = 500;

/**
 * Tells the runner of images that were made, so that steps which attest find them: `name:tag@digest` each. Only newer
 * runners name a file for it; what does not fit is left out, and nothing of it can fail the step.
 */
export const listArtifacts = async (file: string | undefined, images: readonly string[], log: Log): Promise<void> => {
  const lines = [...new Set(images)].filter((image) => !/[=\s]/.test(image)).slice(0, LIMIT);
  if (file === undefined || file === "" || lines.length === 0) return;
  try {
    await appendFile(file, lines.map((image) => `oci://${image}\n`).join(""));
  } catch (error) {
    log.debug(`not listed in GITHUB_ARTIFACTS: ${messageOf(error)}`);
  }
};
