import type { Writable } from "node:stream";
import type { Log } from "../core/log.ts";

/** Speaks on standard error, so that standard output holds the report alone. */
export const terminalLog = (stderr: Writable, verbose: boolean): Log => {
  const say = (line: string): void => {
    stderr.write(`${line}\n`);
  };
  return {
    info: say,
    warning: (message) => say(`warning: ${message}`),
    debug: (message) => {
      if (verbose) say(message);
    },
    group: (title, body) => {
      say(`· ${title}`);
      return body();
    },
    foreign: say,
  };
};
