/** Where the program speaks to a person. Entries decide whether that is a terminal or a workflow log. */
export interface Log {
  info(message: string): void;
  /** Something to act upon; shown at `place` where the destination can. */
  warning(message: string, place?: Place): void;
  debug(message: string): void;
  /** Runs `body` with its lines folded under `title` where the destination can fold. */
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
  /** Prints a line that another program wrote, so that it cannot act as a workflow command. */
  foreign(line: string): void;
  /** Opens the progress of reading `title`, of `total` bytes where that is known. One is shown at a time. */
  progress(title: string, total?: number): Progress;
}

/** Where in the repository a message belongs. */
export interface Place {
  /** A few words above the message. */
  readonly title?: string;
  /** From the top of the repository. */
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
}

/** How far a piece of work has come. Called often: it costs nothing until something is to be shown. */
export interface Progress {
  /** `bytes` more have been done. */
  advance(bytes: number): void;
  /** What is being worked on, untrusted text; computed when it is shown. */
  doing(what: () => string): void;
  done(): void;
}

const silentProgress: Progress = { advance: () => {}, doing: () => {}, done: () => {} };

export const silentLog: Log = {
  info: () => {},
  warning: () => {},
  debug: () => {},
  group: (_title, body) => body(),
  foreign: () => {},
  progress: () => silentProgress,
};
