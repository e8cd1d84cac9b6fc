import { type Log, silentLog } from "../../../src/core/log.ts";
import {
  type Credentials,
  openRepository,
  openTransport,
  type Pace,
  type RepositoryOptions,
} from "../../../src/registry/index.ts";

export interface CapturedLog extends Log {
  readonly lines: readonly string[];
  text(): string;
}

export function captureLog(): CapturedLog {
  const lines: string[] = [];
  const keep = (line: string): void => void lines.push(line);
  const group = <T>(title: string, body: () => Promise<T>): Promise<T> => {
    keep(title);
    return body();
  };
  const said = { info: keep, warning: keep, debug: keep, foreign: keep, group };
  return { ...silentLog, ...said, lines, text: () => lines.join("\n") };
}

/** Does not wait, and remembers for how long it should have. */
export function recordingPace(): Pace & { readonly slept: readonly number[] } {
  const slept: number[] = [];
  return { sleep: async (ms) => void slept.push(ms), random: () => 0.5, now: Date.now, slept };
}

const fetch = openTransport({ env: {} });

/** A client for `acme/api` with everything observable. */
export function open(options: Partial<RepositoryOptions> & Pick<RepositoryOptions, "registry">) {
  const log = captureLog();
  const pace = recordingPace();
  return { repository: openRepository({ repository: "acme/api", fetch, log, pace, ...options }), log, pace };
}

export const login = (username: string, password: string): Credentials => ({
  secret: { kind: "password", username, password },
  source: { kind: "input" },
});
