import * as v from "valibot";
import { messageOf } from "../core/errors.ts";
import { statusOf } from "./api.ts";

/** What went wrong with a request to GitHub's API, by what can be done about it. */
export type Trouble =
  /** It may go well later: GitHub is ill, cannot be reached, or wants to be asked less often. */
  | { readonly kind: "passing"; readonly problem: string; readonly waitMs?: number }
  /** The token may not, or sees no such thing. */
  | { readonly kind: "forbidden"; readonly status: number }
  /** The conversation takes no comments. */
  | { readonly kind: "locked" }
  /** It will never go well. */
  | { readonly kind: "failed"; readonly problem: string };

export type PassingTrouble = Extract<Trouble, { readonly kind: "passing" }>;

/** One that no waiting helps against. */
export type FinalTrouble = Exclude<Trouble, PassingTrouble>;

/** GitHub's documentation asks for a minute where a secondary limit comes without a time. */
const SECONDARY_LIMIT_MS = 60_000;

const headersSchema = v.object({
  response: v.object({ headers: v.record(v.string(), v.union([v.string(), v.number(), v.undefined()])) }),
});

type Headers = Readonly<Record<string, string | number | undefined>>;

/** The trouble that an error of the API stands for; `undefined` for an error that is our own. */
export const troubleOf = (error: unknown): Trouble | undefined => {
  const status = statusOf(error);
  const message = messageOf(error).split("\n")[0] ?? "";
  if (status === undefined) return isNetworkError(error) ? { kind: "passing", problem: message } : undefined;
  const parsed = v.safeParse(headersSchema, error);
  // Octokit gives an answer that never came the status 500.
  if (!parsed.success && status === 500) return { kind: "passing", problem: message };
  const headers = parsed.success ? parsed.output.response.headers : {};
  const problem = `${message} (status ${status})`;
  if (isRateLimit(status, message, headers)) return { kind: "passing", problem, waitMs: requestedWait(headers) };
  if (status >= 500 || status === 408) return { kind: "passing", problem };
  if (status === 403 && /\blocked\b/i.test(message)) return { kind: "locked" };
  if (status === 401 || status === 403 || status === 404) return { kind: "forbidden", status };
  return { kind: "failed", problem };
};

/** Too many requests are answered with 403 too, and only the message or the headers tell the one from the other. */
const isRateLimit = (status: number, message: string, headers: Headers): boolean =>
  status === 429 ||
  (status === 403 &&
    (/rate limit/i.test(message) || headers["retry-after"] !== undefined || headers["x-ratelimit-remaining"] === "0"));

/** Milliseconds. Both times of the reset are GitHub's, so that the clock of this machine plays no part. */
const requestedWait = (headers: Headers): number => {
  const seconds = Number(headers["retry-after"] ?? Number.NaN);
  if (seconds >= 0) return seconds * 1000;
  const reset = Number(headers["x-ratelimit-reset"] ?? Number.NaN) * 1000 - Date.parse(String(headers["date"] ?? ""));
  return headers["x-ratelimit-remaining"] === "0" && reset >= 0 ? reset : SECONDARY_LIMIT_MS;
};

const isNetworkError = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? error.code : undefined;
  if (typeof code === "string" && /^(E[A-Z]+|UND_ERR_[A-Z_]+)$/.test(code)) return true;
  return error instanceof TypeError && /^(fetch failed|terminated)$/.test(error.message);
};
