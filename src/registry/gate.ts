import type { Pace } from "./retry.ts";

/** Holds back every request of a client for as long as the registry wants to be left alone. */
export interface Gate {
  /** Resolves when requests may go. */
  passed(): Promise<void>;
  /** Closes for so many milliseconds from now, and resolves when it is open again. */
  close(milliseconds: number): Promise<void>;
}

export function createGate(pace: Pace): Gate {
  let rest: Promise<unknown> = Promise.resolve();
  const passed = async (): Promise<void> => {
    // While one waits, somebody else may have been told to wait for longer.
    for (let seen: unknown; seen !== rest; await seen) seen = rest;
  };
  return {
    passed,
    close: (milliseconds) => {
      rest = Promise.all([rest, pace.sleep(milliseconds)]);
      return passed();
    },
  };
}
