import * as core from "@actions/core";
import type { Log } from "../core/log.ts";

/**
 * The workflow log. The runner obeys commands that any program prints, `::name::` at a line's start and `##[name]`
 * anywhere, so foreign lines are broken up with a zero-width space. A carriage return ends a line for it too.
 */
export const workflowLog: Log = {
  info: (message) => core.info(message),
  warning: (message) => core.warning(message),
  debug: (message) => core.debug(message),
  group: (title, body) => core.group(title, body),
  foreign: (line) => core.info(disarm(line)),
};

export const disarm = (line: string): string => line.replace(/^(\s*:):/gm, "$1\u200b:").replaceAll("##[", "#\u200b#[");
