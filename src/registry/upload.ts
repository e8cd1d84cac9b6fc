import { shortDigest } from "../core/digest.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { resolveSafely } from "./address.ts";
import { headBlob, isSilentRefusal } from "./blobs.ts";
import { discard } from "./body.ts";
import { badAnswer } from "./place.ts";
import type { Session } from "./session.ts";

/** The session is gone or in a state that we do not know: a new one takes the whole blob again. */
const LOST_SESSION = [404, 416];

/**
 * "exists" when the repository has the blob already, "uploaded" once the registry has confirmed it. HEAD, POST, one PUT
 * with Content-Length; each attempt is a new upload session, and HEAD finds a blob whose confirmation was lost.
 */
export function uploadBlob(session: Session, descriptor: Descriptor, body: Blob): Promise<"exists" | "uploaded"> {
  let sent = false;
  return session.repeat(async () => {
    if (await hasBlob(session, descriptor)) return sent ? "uploaded" : "exists";
    const location = await beginUpload(session);
    sent = true;
    await finishUpload(session, { descriptor, body, location });
    return "uploaded";
  });
}

/** Asks for the right to push, which costs the registry nothing: opens an upload and drops it. One attempt. */
export async function tryUpload(session: Session): Promise<void> {
  const location = await beginUpload(session);
  const action = "dropping an upload";
  try {
    const request = { method: "DELETE", url: location, action } as const;
    await discard((await session.ask(request, [200, 202, 204])).response);
  } catch (error) {
    // Some registries ask for the right to delete here; abandoned uploads are cleaned up by all of them.
    session.log.debug((error as Error).message);
  }
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

async function beginUpload(session: Session): Promise<URL> {
  const action = "starting an upload";
  const { response, url } = await session.ask({ method: "POST", url: session.url("blobs/uploads/"), action }, [202]);
  await discard(response);
  const location = response.headers.get("location");
  if (location !== null) return resolveSafely(location, url, session.address);
  throw badAnswer(session.place, { code: "BAD_ANSWER", action, problem: "the answer has no Location" });
}

interface Upload {
  readonly descriptor: Descriptor;
  readonly body: Blob;
  readonly location: URL;
}

async function finishUpload(session: Session, { descriptor, body, location }: Upload): Promise<void> {
  const { digest, size } = descriptor;
  const action = `uploading blob ${shortDigest(digest)} (${size} bytes)`;
  const url = new URL(location);
  // Appended as text: the registry's own parameters keep the very form it gave them.
  url.search += `${url.search === "" ? "?" : "&"}digest=${encodeURIComponent(digest)}`;
  const headers = { "content-type": "application/octet-stream" };
  const { response } = await session.ask({ method: "PUT", url, action, headers, body }, [201, 204], LOST_SESSION);
  await discard(response);
  const got = response.headers.get("docker-content-digest");
  if (got === null || got === digest) return;
  const problem = `the registry calls it ${got.slice(0, 80)} (wanted ${digest})`;
  throw badAnswer(session.place, { code: "DIGEST_MISMATCH", action, problem });
}
