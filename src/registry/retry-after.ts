const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** GitHub's secondary limits carry no header; its documentation asks for a minute. */
const SECONDARY_LIMIT_MS = 60_000;

export interface RetryAfterFacts {
  /** The Retry-After header: seconds or a date. */
  readonly header: string | undefined;
  readonly message: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Milliseconds that a registry asks us to wait, `undefined` when it names no time. ghcr.io writes the time into the
 * message: `retry-after: 12.5ms, allowed: 2000/minute`.
 */
export function parseRetryAfter({ header, message, now }: RetryAfterFacts): number | undefined {
  if (header !== undefined && /^\d{1,9}$/.test(header)) return Number(header) * 1000;
  // Date.parse alone would take "-1" for a year.
  const date = header?.endsWith(" GMT") ? Date.parse(header) : Number.NaN;
  if (!Number.isNaN(date)) return Math.max(0, date - now);
  const written = /retry-after: (\d{1,9}(?:\.\d{1,9})?)(ms|s|m|h)\b/i.exec(message);
  if (written !== null) return Number(written[1]) * (UNITS[written[2]?.toLowerCase() ?? "s"] ?? 1000);
  return isSecondaryLimit(message) ? SECONDARY_LIMIT_MS : undefined;
}

export const isSecondaryLimit = (message: string): boolean => /secondary rate limit/i.test(message);
