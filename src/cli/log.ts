import type { Writable } from "node:stream";
import type { Log, Progress } from "../core/log.ts";
import { openProgress, type ProgressState, renderQuietProgress } from "../core/progress.ts";
import { visible } from "../core/visible.ts";
import { renderProgressLine } from "./progress-line.ts";

export interface TerminalOptions {
  readonly stderr: Writable & { readonly columns?: number };
  /** What is written instead of a line that may quote an image or another program. */
  readonly shown: (text: string) => string;
  readonly verbose: boolean;
  /** True when a person watches: progress is then a line that is drawn again and again. */
  readonly interactive: boolean;
  /** Milliseconds since any moment. */
  readonly now: () => number;
}

const CLEAR_LINE = "\r\x1b[K";

/** Speaks on standard error, so that standard output holds the report alone. */
export const terminalLog = ({ stderr, shown, verbose, interactive, now }: TerminalOptions): Log => {
  let drawn = false;
  const clear = (): void => {
    if (drawn) stderr.write(CLEAR_LINE);
    drawn = false;
  };
  const say = (line: string): void => {
    clear();
    stderr.write(shown(`${line}\n`));
  };
  const draw = (state: ProgressState): void => {
    drawn = true;
    stderr.write(`\r${renderProgressLine(state, stderr.columns ?? 80)}\x1b[K`);
  };
  const progress = (title: string, total?: number): Progress =>
    interactive
      ? openProgress({ title, total, now, first: 200, every: 100, show: draw, clear })
      : openProgress({ title, total, now, ...QUIET, show: (state) => say(visible(renderQuietProgress(state))) });
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
    progress,
  };
};

/** A log is read afterwards: a line now and then shows that the work went on. */
const QUIET = { first: 5000, every: 5000 };
