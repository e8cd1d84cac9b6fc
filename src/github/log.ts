import * as core from "@actions/core";
import { defined } from "../core/defined.ts";
import { disarm } from "../core/disarm.ts";
import { KnownError } from "../core/errors.ts";
import type { Log, Place } from "../core/log.ts";
import { openProgress, renderQuietProgress } from "../core/progress.ts";
import { visible } from "../core/visible.ts";

/** Where GitHub shows a message: at a line of the change, or with the job alone. */
export const annotationAt = ({ title, file, line }: Place = {}): core.AnnotationProperties =>
  defined({ title, file, startLine: line });

/** The workflow log; foreign lines are disarmed. `now` counts milliseconds, for a line of progress every few seconds. */
export const workflowLog = (now: () => number): Log => {
  const foreign = (line: string): void => core.info(disarm(line));
  return {
    info: (message) => core.info(message),
    warning: (message, place) => core.warning(message, annotationAt(place)),
    debug: (message) => core.debug(message),
    group: (title, body) => core.group(title, body),
    foreign,
    progress: (title, total) =>
      openProgress({
        ...{ title, total, now, first: 5000, every: 5000 },
        show: (state) => foreign(visible(renderQuietProgress(state))),
      }),
  };
};

/** Fails the step: with its message for what we know, with the place in the program for a defect. */
export const failStep = (error: unknown): void => {
  if (error instanceof KnownError) core.setFailed(error.message);
  else core.setFailed(error instanceof Error ? (error.stack ?? error.message) : String(error));
};
