import { shortDigest } from "../core/digest.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { UNPACKED } from "./blobs.ts";
import { discard } from "./body.ts";
import type { RegistryError } from "./errors.ts";
import { badAnswer, networkError } from "./place.ts";
import { retryDelay } from "./retry.ts";
import type { Session } from "./session.ts";

/** A stream that stops without having brought anything is given up after so many attempts in a row. */
const ATTEMPTS = 5;

/**
 * The bytes of a blob or, with `kind`, of a manifest; exactly `descriptor.size` of them, or an error. A connection that
 * breaks is taken up where it broke. The digest is the reader's to check.
 */
export async function* downloadBlob(
  session: Session,
  descriptor: Descriptor,
  kind: "blobs" | "manifests" = "blobs",
): AsyncGenerator<Buffer, void, undefined> {
  const action = `reading ${shortDigest(descriptor.digest)}`;
  let got = 0;
  for (let failures = 0; ; ) {
    try {
      for await (const chunk of await openAt(session, { descriptor, kind, action, offset: got })) {
        got += chunk.length;
        failures = 0;
        if (got > descriptor.size) throw wrongSize(session, action, descriptor, "more than");
        yield chunk;
      }
      if (got === descriptor.size) return;
      throw networkError(session.place, action, new Error(`the answer ended after ${got} of ${descriptor.size} bytes`));
    } catch (error) {
      failures += 1;
      await waitAfter(session, error, failures);
    }
  }
}

/** Waits before the next attempt; throws on what no attempt will mend. */
const waitAfter = async ({ pace, log, pause }: Session, error: unknown, failures: number): Promise<void> => {
  const delay = failures < ATTEMPTS ? retryDelay(error, failures, pace.random()) : undefined;
  if (delay === undefined) throw error;
  log.info(`${(error as RegistryError).message}; going on in ${(delay / 1000).toFixed(1)} s`);
  await pause(error, delay);
};

interface Opening {
  readonly descriptor: Descriptor;
  readonly kind: "blobs" | "manifests";
  readonly action: string;
  readonly offset: number;
}

/** The bytes from `offset` on. A registry may ignore the range and send everything again. */
const openAt = async (
  session: Session,
  { descriptor, kind, action, offset }: Opening,
): Promise<AsyncIterable<Buffer>> => {
  const range = offset === 0 ? {} : { range: `bytes=${offset}-` };
  const accept = kind === "manifests" ? { accept: descriptor.mediaType } : {};
  const url = session.url(`${kind}/${descriptor.digest}`);
  const headers = { ...UNPACKED, ...range, ...accept };
  const { response } = await session.ask({ method: "GET", url, action, headers }, [200, 206]);
  const skip = response.status === 200 ? offset : 0;
  return bodyOf(session, response, action, skip);
};

async function* bodyOf(session: Session, response: Response, action: string, skip: number): AsyncGenerator<Buffer> {
  let left = skip;
  try {
    for await (const chunk of response.body ?? []) {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      if (bytes.length > left) yield bytes.subarray(left);
      left = Math.max(0, left - bytes.length);
    }
  } catch (error) {
    throw networkError(session.place, action, error);
  } finally {
    await discard(response);
  }
}

const wrongSize = (session: Session, action: string, { size }: Descriptor, found: string): RegistryError =>
  badAnswer(session.place, { code: "BAD_ANSWER", action, problem: `${found} the ${size} bytes that were promised` });
