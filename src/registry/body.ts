import { openAsBlob } from "node:fs";
import { InputError } from "../core/errors.ts";
import type { Descriptor } from "../oci/descriptor.ts";

/** All bytes of an answer, `undefined` (the rest unread) once they are more than `limit`. */
export async function readBytes(response: Response, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Reading so much is cheaper than a new connection. */
const SMALL = 64 * 1024;

/** Gives the connection of an answer back whose body nobody wants. */
export async function discard(response: Response): Promise<void> {
  if (response.bodyUsed) return;
  const length = response.headers.get("content-length");
  const reading = length !== null && Number(length) <= SMALL ? readBytes(response, SMALL) : response.body?.cancel();
  await reading?.catch(() => {});
}

/** A request body that can be sent again and whose length is known, for a file or for bytes. */
export async function openBody(descriptor: Descriptor, source: string | Uint8Array): Promise<Blob> {
  const blob = typeof source === "string" ? await openAsBlob(source) : new Blob([source as Uint8Array<ArrayBuffer>]);
  if (blob.size === descriptor.size) return blob;
  const name = typeof source === "string" ? source : descriptor.digest;
  throw new InputError("BLOB_SIZE", `${name}: ${blob.size} bytes (wanted ${descriptor.size}); build the image again`);
}
