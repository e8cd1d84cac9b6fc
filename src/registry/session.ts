import type { Log } from "../core/log.ts";
import type { RegistryAddress } from "./address.ts";
import { RegistryError } from "./errors.ts";
import { createGate } from "./gate.ts";
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
  /** Waits after a failure; when the registry itself named the time, all requests of this client wait. */
  pause(error: unknown, milliseconds: number): Promise<unknown>;
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
  const refuse = (answer: Answer, request: HttpRequest, retryStatuses: readonly number[]): Promise<RegistryError> => {
    const { response, home } = answer;
    const manifest = request.method === "PUT" && request.url.pathname.includes("/manifests/");
    return refusalError({ place, response, action: request.action, home, manifest, now: pace.now(), retryStatuses });
  };
  const gate = createGate(pace);
  const tell = async (request: HttpRequest): Promise<Answer> => {
    await gate.passed();
    return send(options, request);
  };
  const pause = (error: unknown, milliseconds: number): Promise<unknown> =>
    error instanceof RegistryError && error.retryAfterMs !== undefined
      ? gate.close(milliseconds)
      : pace.sleep(milliseconds);
  return {
    ...{ place, address, log, pace, tell, pause },
    url: (path) => new URL(`/v2/${repository}/${path}`, address.origin),
    ask: async (request, expected, retryStatuses = []) => {
      const answer = await tell(request);
      if (expected.includes(answer.response.status)) return answer;
      throw await refuse(answer, request, retryStatuses);
    },
    repeat: (body, attempts = options.attempts) => retry({ random: pace.random, log, pause }, body, attempts),
  };
}
