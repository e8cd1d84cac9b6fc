import { shortDigest } from "../core/digest.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { headBlob, isSilentRefusal } from "./blobs.ts";
import { RegistryError } from "./errors.ts";
import type { Mounter } from "./mount.ts";
import { badAnswer } from "./place.ts";
import type { OnSent } from "./sent-bytes.ts";
import { watchBody } from "./sent-bytes.ts";
import type { Session } from "./session.ts";
import { askKept, sendPieces, sendWhole, type Transfer, takesPieces } from "./transfer.ts";
import { beginUpload, dropUpload } from "./upload-session.ts";

export interface BlobUpload {
  readonly descriptor: Descriptor;
  readonly body: Blob;
  /** Other repositories of this registry that may have the blob. */
  readonly mountFrom: readonly string[];
  readonly onSent: OnSent | undefined;
}

export type BlobOutcome = "exists" | "mounted" | "uploaded";

/** From here on it pays to ask what a registry has kept of an upload that was cut. */
const WORTH_RESUMING = 8 * 1024 * 1024;

/**
 * "exists" when the repository has the blob already, "mounted" when another one had it, "uploaded" once the registry has
 * confirmed it. HEAD, POST, one PUT with Content-Length, which every registry knows. HEAD finds a blob whose confirmation
 * was lost. An upload that was cut is taken up where the registry has kept its bytes (Docker's own forgets them), else
 * the next attempt is a new upload. Where one request is too large, several are made.
 */
export function uploadBlob(session: Session, mounter: Mounter, upload: BlobUpload): Promise<BlobOutcome> {
  const { descriptor, mountFrom } = upload;
  const body = watchBody(upload.body, upload.onSent);
  let cut: URL | undefined;
  let sent = false;
  return session.repeat(async (attempt) => {
    if (await hasBlob(session, descriptor)) return sent ? "uploaded" : "exists";
    const onward = (location: URL): void => {
      cut = location;
    };
    if (cut !== undefined && (await resume(session, { descriptor, body, location: cut }, onward))) return "uploaded";
    const mounting = attempt === 0 ? await mounter.mount(descriptor.digest, mountFrom) : undefined;
    if (mounting?.kind === "mounted") return "mounted";
    const location = mounting?.kind === "upload" ? mounting.location : (await beginUpload(session)).location;
    sent = true;
    cut = descriptor.size >= WORTH_RESUMING && takesPieces(session.address) ? location : undefined;
    await send(session, { descriptor, body, location });
    return "uploaded";
  });
}

/** True when the rest of an upload that was cut has been sent; false when it has to begin anew. */
async function resume(session: Session, transfer: Transfer, onward: (location: URL) => void): Promise<boolean> {
  try {
    const kept = await askKept(session, transfer);
    if (kept === undefined) return false;
    const { offset, location } = kept;
    onward(location);
    session.log.info(`${session.place.name}: the upload goes on at byte ${offset} of ${transfer.body.size}`);
    await sendPieces(session, { ...transfer, location }, { offset, most: transfer.body.size });
    return true;
  } catch (error) {
    if (error instanceof RegistryError && error.code === "NETWORK" && error.retryable) throw error;
    // It was worth a try: what a registry tells of its uploads may be stale, and a new one owes it nothing.
    session.log.debug((error as Error).message);
    return false;
  }
}

/** Sizes of requests that are tried in turn; one MiB is what a proxy takes that nobody has configured. */
const SMALLER = [16, 4, 1].map((mebibytes) => mebibytes * 1024 * 1024);

async function send(session: Session, transfer: Transfer): Promise<void> {
  try {
    await sendWhole(session, transfer);
  } catch (error) {
    if (!isTooLarge(error) || !takesPieces(session.address)) throw error;
    for (const most of SMALLER.filter((size) => size < transfer.body.size)) {
      if (await sendSmaller(session, transfer, most)) return;
    }
    throw error;
  }
}

/** False when these requests are too large as well. */
async function sendSmaller(session: Session, transfer: Transfer, wanted: number): Promise<boolean> {
  const { location, least } = await beginUpload(session);
  try {
    await sendPieces(session, { ...transfer, location }, { offset: 0, most: Math.max(wanted, least) });
    return true;
  } catch (error) {
    if (isTooLarge(error)) return false;
    throw error;
  }
}

const isTooLarge = (error: unknown): boolean => error instanceof RegistryError && error.status === 413;

/** Asks for the right to push, which costs the registry nothing: opens an upload and drops it. One attempt. */
export async function tryUpload(session: Session): Promise<void> {
  await dropUpload(session, (await beginUpload(session)).location);
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
