import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../core/log.ts";
import { RegistryError } from "./errors.ts";

/** Time and chance, as the client sees them. */
export interface Pace {
  readonly sleep: (ms: number) => Promise<unknown>;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export const realPace: Pace = { sleep, random: Math.random, now: Date.now };

const ATTEMPTS = 6;
const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 30_000;
/** A registry that wants more patience than this has its error shown instead. */
const LONGEST_REQUESTED_MS = 300_000;

/** How failures that pass are told and waited out. */
export interface Patience {
  readonly random: () => number;
  readonly log: Log;
  readonly pause: (error: unknown, milliseconds: number) => Promise<unknown>;
}

/**
 * The first result of `body` that is no passing failure; it is called up to `attempts` times, with the attempt's number
 * from 0. What it throws last is thrown on.
 */
export async function retry<T>(
  { random, log, pause }: Patience,
  body: (attempt: number) => Promise<T>,
  attempts = ATTEMPTS,
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await body(attempt);
    } catch (error) {
      const delay = attempt + 1 < attempts ? retryDelay(error, attempt, random()) : undefined;
      if (delay === undefined) throw error;
      const message = (error as Error).message;
      log.info(`${message}; trying again in ${(delay / 1000).toFixed(1)} s (${attempt + 2} of ${attempts})`);
      await pause(error, delay);
    }
  }
}

/** Milliseconds until the next attempt, `undefined` when there should be none. Jitter keeps parallel jobs apart. */
export function retryDelay(error: unknown, attempt: number, random: number): number | undefined {
  if (!(error instanceof RegistryError) || !error.retryable) return undefined;
  const own = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt) * (0.5 + random / 2);
  if (error.retryAfterMs === undefined) return Math.ceil(own);
  return error.retryAfterMs > LONGEST_REQUESTED_MS
    ? undefined
    : Math.ceil(error.retryAfterMs + random * FIRST_DELAY_MS);
}
