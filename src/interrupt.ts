import { rmSync } from "node:fs";

/** What a shell reports for a program that a signal ended: 128 and the signal's number. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** A worker may put a new file into a folder that has just been emptied. */
const WHILE_WORKERS_WRITE = { maxRetries: 5, retryDelay: 20 };

/**
 * Lets a cancelled run leave nothing behind: the folder is removed and the process ends, by which running stream
 * scripts are killed. Gives back a function that takes the handlers away again.
 */
export const removeOnInterrupt = (folder: string): (() => void) => {
  const handlers = Object.entries(SIGNALS).map(([signal, status]) => {
    const handle = (): never => {
      try {
        rmSync(folder, { recursive: true, force: true, ...WHILE_WORKERS_WRITE });
      } finally {
        process.exit(status);
      }
    };
    process.once(signal, handle);
    return () => process.off(signal, handle);
  });
  return () => {
    for (const remove of handlers) remove();
  };
};
