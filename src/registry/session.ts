import type { Log } from "../core/log.ts";
import type { RegistryAddress } from "./address.ts";
import type { RegistryError } from "./errors.ts";
import type { HttpOptions } from "./http.ts";
import { type Answer, type HttpRequest, send } from "./http.ts";
import type { Place } from "./place.ts";
import { refusalError } from "./refusal.ts";
import { type Pace, retry } from "./retry.ts";

/** One repository, spoken to under one login. */
export interface Session {
  readonly place: Place;
  readonly address: RegistryAddress;
  readonly log: Log;
  readonly pace: Pace;
  /** `https://HOST/v2/REPOSITORY/` and `path`, which is ours and needs no escaping. */
  url(path: string): URL;
  /** The answer, provided that its status is expected; throws what a refusal means. One attempt. */
  ask(request: HttpRequest, expected: readonly number[], retryStatuses?: readonly number[]): Promise<Answer>;
  /** The answer, whatever its status. One attempt. */
  tell(request: HttpRequest): Promise<Answer>;
  /** Does `body` again when it fails in a way that passes. */
  repeat<T>(body: (attempt: number) => Promise<T>, attempts?: number): Promise<T>;
}

export interface SessionOptions extends HttpOptions {
  readonly pace: Pace;
  /** How often something is tried that fails in passing, where a call does not say so itself. */
  readonly attempts?: number | undefined;
  /** As the registry's own address knows it. */
  readonly repository: string;
}

export function createSession(options: SessionOptions): Session {
  const { place, address, log, pace, repository } = options;
  const refuse = (answer: Answer, action: string, retryStatuses: readonly number[]): Promise<RegistryError> =>
    refusalError({ place, response: answer.response, action, home: answer.home, now: pace.now(), retryStatuses });
  return {
    ...{ place, address, log, pace },
    url: (path) => new URL(`/v2/${repository}/${path}`, address.origin),
    ask: async (request, expected, retryStatuses = []) => {
      const answer = await send(options, request);
      if (expected.includes(answer.response.status)) return answer;
      throw await refuse(answer, request.action, retryStatuses);
    },
    tell: (request) => send(options, request),
    repeat: (body, attempts = options.attempts) => retry({ pace, log }, body, attempts),
  };
}
