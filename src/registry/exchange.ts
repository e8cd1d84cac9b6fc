import http from "node:http";
import https from "node:https";
import { type Alarm, setAlarm } from "./alarm.ts";

export interface Exchange {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Blob | undefined;
  readonly agent: http.Agent;
  readonly limits: Limits;
  /** Origins that have let us wait for their word in vain, and are not asked for it again. */
  readonly silent: Set<string>;
  /** Ends the wait for the answer. */
  readonly signal: AbortSignal | undefined;
}

/** Milliseconds without progress after which a connection is given up. */
export interface Limits {
  /** Nothing moves. */
  readonly stallMs: number;
  /** Everything was sent, and the server does not answer. */
  readonly answerMs: number;
}

/** Up to here it costs little to send a body in vain. */
const SMALL_BODY = 1024 * 1024;

/** As long as curl waits for a server that does not know `Expect`. */
const CONTINUE_MS = 1000;

const EXPECTATION_FAILED = 417;

/**
 * The answer to a request, its body unread. A large body waits until the server says that it wants it, so that an expired
 * token, a redirect or a limit costs no second upload; an answer that comes while the body is being sent ends the sending.
 */
export async function exchange(request: Exchange): Promise<http.IncomingMessage> {
  for (;;) {
    const state = { begun: false, answered: false };
    const waits = (request.body?.size ?? 0) > SMALL_BODY && !request.silent.has(request.url.origin);
    const sending = open(request, waits);
    try {
      const answer = await complete(request, { sending, state, waits });
      if (!waits || answer.statusCode !== EXPECTATION_FAILED) return answer;
      answer.destroy();
      return await complete(request, {
        sending: open(request, false),
        state: { begun: false, answered: false },
        waits: false,
      });
    } catch (error) {
      if (!isStale(sending, error) || (waits && state.begun)) throw error;
    }
  }
}

/** True for a kept connection that the server had closed when we used it again, which says nothing about the server. */
const isStale = (sending: http.ClientRequest, error: unknown): boolean =>
  sending.reusedSocket && ["ECONNRESET", "EPIPE"].includes(String((error as NodeJS.ErrnoException).code));

function open({ url, method, headers, body, agent, signal }: Exchange, waits: boolean): http.ClientRequest {
  const own = {
    "user-agent": "nix-image",
    accept: "*/*",
    ...(body === undefined ? {} : { "content-length": String(body.size) }),
    ...(waits ? { expect: "100-continue" } : {}),
  };
  const options = { method, agent, headers: { ...own, ...headers }, ...(signal === undefined ? {} : { signal }) };
  const sending = (url.protocol === "https:" ? https : http).request(url, options);
  if (waits) sending.flushHeaders();
  return sending;
}

interface Sending {
  readonly sending: http.ClientRequest;
  /** `begun` once a part of the body may have left. */
  readonly state: { begun: boolean; answered: boolean };
  readonly waits: boolean;
}

async function complete(request: Exchange, it: Sending): Promise<http.IncomingMessage> {
  const { sending } = it;
  const alarm = setAlarm(request.limits.stallMs, (error) => sending.destroy(error));
  const answered = answerTo(it, alarm);
  try {
    // What goes wrong while the body is sent is told by the request, unless it is the body itself that cannot be read.
    await Promise.race([answered, transmit(request, it, alarm)]);
    return await answered;
  } catch (error) {
    answered.catch(() => {});
    sending.destroy();
    throw error;
  } finally {
    alarm.off();
  }
}

const answerTo = ({ sending, state }: Sending, alarm: Alarm): Promise<http.IncomingMessage> =>
  new Promise((resolve, reject) => {
    sending.on("socket", (socket) => {
      alarm.again();
      // A kept connection is connected, and would gather a listener for each request.
      if (socket.connecting) socket.once("connect", () => alarm.again());
    });
    sending.on("error", reject);
    sending.once("response", (answer) => {
      state.answered = true;
      // Otherwise the connection would wait for the rest of a body that nobody wants.
      answer.once("end", () => sending.writableEnded || sending.destroy());
      resolve(answer);
    });
  });

async function transmit({ url, body, limits, method, silent }: Exchange, it: Sending, alarm: Alarm): Promise<void> {
  const { sending, state, waits } = it;
  if (waits && !(await happens(sending, ["continue", "response", "close"], CONTINUE_MS))) silent.add(url.origin);
  if (body !== undefined && !isOver(it)) {
    state.begun = true;
    for await (const piece of body.stream()) {
      if (isOver(it)) return;
      if (!sending.write(piece)) await happens(sending, ["drain", "response", "close"]);
      alarm.again();
    }
  }
  if (isOver(it)) return;
  sending.end();
  // Whoever only reads should not be kept waiting for so long.
  if (method !== "GET" && method !== "HEAD") alarm.again(limits.answerMs);
}

const isOver = ({ sending, state }: Sending): boolean => sending.destroyed || state.answered;

/** True with the first of these events, false after so many milliseconds. */
const happens = (sending: http.ClientRequest, events: readonly string[], milliseconds?: number): Promise<boolean> =>
  new Promise((resolve) => {
    const over = (happened: boolean): void => {
      clearTimeout(timer);
      for (const event of events) sending.off(event, yes);
      resolve(happened);
    };
    const yes = (): void => over(true);
    const timer = milliseconds === undefined ? undefined : setTimeout(() => over(false), milliseconds);
    for (const event of events) sending.on(event, yes);
  });
