/** Where the program speaks to a person. Entries decide whether that is a terminal or a workflow log. */
export interface Log {
  info(message: string): void;
  warning(message: string): void;
  debug(message: string): void;
  /** Runs `body` with its lines folded under `title` where the destination can fold. */
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
  /** Prints a line that another program wrote, so that it cannot act as a workflow command. */
  foreign(line: string): void;
}

export const silentLog: Log = {
  info: () => {},
  warning: () => {},
  debug: () => {},
  group: (_title, body) => body(),
  foreign: () => {},
};
