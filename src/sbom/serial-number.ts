import { createHash } from "node:crypto";

/** RFC 9562, 6.6: the namespace for names that are URLs. */
const URL_NAMESPACE = "6ba7b8119dad11d180b400c04fd430c8";

/** `urn:uuid:…` with the UUID of version 5 for a URL (RFC 9562, 5.5): the same URL has the same serial number. */
export const serialNumberFor = (url: string): string => {
  const bytes = createHash("sha1").update(Buffer.from(URL_NAMESPACE, "hex")).update(url).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return `urn:uuid:${bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")}`;
};
