import type { Digest } from "../core/digest.ts";
import { shortDigest } from "../core/digest.ts";
import { discard } from "./body.ts";
import { RegistryError } from "./errors.ts";
import { badAnswer } from "./place.ts";
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

/** True for a refusal that says nothing, as HEAD answers have no body. */
export const isSilentRefusal = (error: unknown): boolean =>
  error instanceof RegistryError && error.code === "DENIED" && !error.detail;
