import { shortDigest } from "../core/digest.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import type { RegistryAddress } from "./address.ts";
import { discard } from "./body.ts";
import { badAnswer } from "./place.ts";
import type { WatchedBody } from "./sent-bytes.ts";
import type { Session } from "./session.ts";
import { uploadLocation } from "./upload-session.ts";

export interface Transfer {
  readonly descriptor: Descriptor;
  readonly body: WatchedBody;
  /** Where the bytes are wanted. */
  readonly location: URL;
}

/** The session is gone or in a state that we do not know: a new one takes the whole blob again. */
const LOST_SESSION = [404, 416];

const OCTETS = { "content-type": "application/octet-stream" };

const actionOf = ({ digest, size }: Descriptor): string => `uploading blob ${shortDigest(digest)} (${size} bytes)`;

/** Sends a blob in one request. One attempt. */
export const sendWhole = (session: Session, transfer: Transfer): Promise<void> =>
  finish(session, transfer, transfer.body.from(0));

export interface Pieces {
  /** Bytes that the registry has. */
  readonly offset: number;
  /** Most bytes of a request. */
  readonly most: number;
}

/**
 * Sends what is missing of a blob in requests of limited size, and closes the upload. One attempt.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-a-blob-in-chunks
 */
export async function sendPieces(session: Session, transfer: Transfer, { offset, most }: Pieces): Promise<void> {
  const { descriptor, body } = transfer;
  let { location } = transfer;
  for (let start = offset; start < body.size; start += most) {
    const end = Math.min(start + most, body.size);
    const action = `${actionOf(descriptor)}, from byte ${start}`;
    const headers = { ...OCTETS, "content-range": `${start}-${end - 1}` };
    const request = { method: "PATCH", url: location, action, headers, body: body.from(start, end) } as const;
    // 202 is what the specification says; some answer as if it were a file.
    const answer = await session.ask(request, [202, 204], LOST_SESSION);
    await discard(answer.response);
    location = uploadLocation(session, answer, action);
  }
  await finish(session, { ...transfer, location }, undefined);
}

async function finish(session: Session, { descriptor, location }: Transfer, body: Blob | undefined): Promise<void> {
  const { digest } = descriptor;
  const action = actionOf(descriptor);
  const url = new URL(location);
  // Appended as text: the registry's own parameters keep the very form it gave them.
  url.search += `${url.search === "" ? "?" : "&"}digest=${encodeURIComponent(digest)}`;
  const request = { method: "PUT", url, action, headers: OCTETS, ...(body === undefined ? {} : { body }) } as const;
  const { response } = await session.ask(request, [201, 204], LOST_SESSION);
  await discard(response);
  const got = response.headers.get("docker-content-digest");
  if (got === null || got === digest) return;
  const problem = `the registry calls it ${got.slice(0, 80)} (wanted ${digest})`;
  throw badAnswer(session.place, { code: "DIGEST_MISMATCH", action, problem });
}

export interface Kept {
  readonly location: URL;
  /** Bytes that the registry has, of the blob's beginning. */
  readonly offset: number;
}

/** What a registry has kept of an upload that was cut, `undefined` when nothing, or when it does not say. One attempt. */
export async function askKept(session: Session, { location, body }: Transfer): Promise<Kept | undefined> {
  const action = "asking how far an upload has come";
  const answer = await session.tell({ method: "GET", url: location, action });
  await discard(answer.response);
  const last = /^(?:bytes=)?0-(\d{1,15})$/.exec(answer.response.headers.get("range") ?? "")?.[1];
  // "0-0" is how "nothing" is told, since a range cannot be empty.
  const offset = last === undefined || last === "0" ? 0 : Number(last) + 1;
  if (answer.response.status !== 204 || offset === 0 || offset > body.size) return undefined;
  return {
    location: answer.response.headers.has("location") ? uploadLocation(session, answer, action) : location,
    offset,
  };
}

/** GitHub's registry takes no piece that says where it belongs and is larger than 4 MiB: whole blobs alone fare well there. */
export const takesPieces = ({ origin }: RegistryAddress): boolean =>
  !/^https:\/\/(ghcr\.io|containers\..*\.ghe\.com)$/.test(origin);
