import type { Digest } from "../core/digest.ts";
import { shortDigest } from "../core/digest.ts";
import { sha256 } from "../core/hash.ts";
import { discard, readBytes } from "./body.ts";
import { RegistryError } from "./errors.ts";
import { badAnswer, networkError } from "./place.ts";
import type { Session } from "./session.ts";

/** The answer's bytes are ours to judge, so nothing on the way may pack them. */
export const UNPACKED = { "accept-encoding": "identity" };

/** Size of a blob in bytes, `undefined` when the repository does not have it. One attempt. */
export async function headBlob(session: Session, digest: Digest): Promise<number | undefined> {
  const action = `looking for blob ${shortDigest(digest)}`;
  const url = session.url(`blobs/${digest}`);
  const { response } = await session.ask({ method: "HEAD", url, action, headers: UNPACKED }, [200, 404]);
  await discard(response);
  if (response.status === 404) return undefined;
  const length = response.headers.get("content-length") ?? "";
  if (/^\d{1,15}$/.test(length)) return Number(length);
  throw badAnswer(session.place, { code: "BAD_ANSWER", action, problem: "the answer has no Content-Length" });
}

/** A small blob's bytes, which hash to `digest`; `undefined` when the repository does not have it. One attempt. */
export async function downloadBlob(session: Session, digest: Digest, limit: number): Promise<Uint8Array | undefined> {
  const action = `reading blob ${shortDigest(digest)}`;
  const url = session.url(`blobs/${digest}`);
  const { response } = await session.ask({ method: "GET", url, action, headers: UNPACKED }, [200, 404]);
  if (response.status === 404) return void (await discard(response));
  const bytes = await readBytes(response, limit).catch((error: unknown) => {
    throw networkError(session.place, action, error);
  });
  if (bytes === undefined) {
    throw badAnswer(session.place, { code: "TOO_LARGE", action, problem: `more than ${limit} bytes (wanted less)` });
  }
  const got = sha256(bytes);
  if (got === digest) return bytes;
  throw badAnswer(session.place, { code: "DIGEST_MISMATCH", action, problem: `the bytes hash to ${got}` });
}

/** True for a refusal that says nothing, as HEAD answers have no body. */
export const isSilentRefusal = (error: unknown): boolean =>
  error instanceof RegistryError && error.code === "DENIED" && !error.detail;
