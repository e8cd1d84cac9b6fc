import { shortDigest } from "../core/digest.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { headBlob, isSilentRefusal } from "./blobs.ts";
import { discard } from "./body.ts";
import type { Mounter } from "./mount.ts";
import { badAnswer } from "./place.ts";
import type { OnSent, WatchedBody } from "./sent-bytes.ts";
import { watchBody } from "./sent-bytes.ts";
import type { Session } from "./session.ts";
import { beginUpload, dropUpload } from "./upload-session.ts";

/** The session is gone or in a state that we do not know: a new one takes the whole blob again. */
const LOST_SESSION = [404, 416];

export interface BlobUpload {
  readonly descriptor: Descriptor;
  readonly body: Blob;
  /** Other repositories of this registry that may have the blob. */
  readonly mountFrom: readonly string[];
  readonly onSent: OnSent | undefined;
}

export type BlobOutcome = "exists" | "mounted" | "uploaded";

/**
 * "exists" when the repository has the blob already, "mounted" when another one had it, "uploaded" once the registry has
 * confirmed it. HEAD, POST, one PUT with Content-Length; each attempt is a new upload session, and HEAD finds a blob
 * whose confirmation was lost.
 */
export function uploadBlob(session: Session, mounter: Mounter, upload: BlobUpload): Promise<BlobOutcome> {
  const { descriptor, mountFrom } = upload;
  const body = watchBody(upload.body, upload.onSent);
  let sent = false;
  return session.repeat(async (attempt) => {
    if (await hasBlob(session, descriptor)) return sent ? "uploaded" : "exists";
    const mounting = attempt === 0 ? await mounter.mount(descriptor.digest, mountFrom) : undefined;
    if (mounting?.kind === "mounted") return "mounted";
    const location = mounting?.kind === "upload" ? mounting.location : await beginUpload(session);
    sent = true;
    await finishUpload(session, { descriptor, body, location });
    return "uploaded";
  });
}

/** Asks for the right to push, which costs the registry nothing: opens an upload and drops it. One attempt. */
export async function tryUpload(session: Session): Promise<void> {
  await dropUpload(session, await beginUpload(session));
}

async function hasBlob(session: Session, { digest, size }: Descriptor): Promise<boolean> {
  const action = `looking for blob ${shortDigest(digest)}`;
  const found = await headBlob(session, digest).catch(async (error: unknown) => {
    if (!isSilentRefusal(error)) throw error;
    await tryUpload(session);
    return undefined;
  });
  if (found === undefined || found === size) return found !== undefined;
  const problem = `the registry's has ${found} bytes (wanted ${size})`;
  throw badAnswer(session.place, { code: "DIGEST_MISMATCH", action, problem });
}

interface Upload {
  readonly descriptor: Descriptor;
  readonly body: WatchedBody;
  readonly location: URL;
}

async function finishUpload(session: Session, { descriptor, body, location }: Upload): Promise<void> {
  const { digest, size } = descriptor;
  const action = `uploading blob ${shortDigest(digest)} (${size} bytes)`;
  const url = new URL(location);
  // Appended as text: the registry's own parameters keep the very form it gave them.
  url.search += `${url.search === "" ? "?" : "&"}digest=${encodeURIComponent(digest)}`;
  const headers = { "content-type": "application/octet-stream" };
  const { response } = await session.ask(
    { method: "PUT", url, action, headers, body: body.from(0) },
    [201, 204],
    LOST_SESSION,
  );
  await discard(response);
  const got = response.headers.get("docker-content-digest");
  if (got === null || got === digest) return;
  const problem = `the registry calls it ${got.slice(0, 80)} (wanted ${digest})`;
  throw badAnswer(session.place, { code: "DIGEST_MISMATCH", action, problem });
}
