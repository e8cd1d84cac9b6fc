import { createHash } from "node:crypto";
import { type StorePath, storePathFromBaseName } from "../core/store-path.ts";

/** Leaves out e, o, t and u. NixOS/nix src/libutil/hash.cc */
const BASE32 = "0123456789abcdfghijklmnpqrsvwxyz";

const toBase32 = (bytes: Uint8Array): string => {
  let text = "";
  for (let at = Math.ceil((bytes.length * 8) / 5) - 1; at >= 0; at--) {
    const bit = at * 5;
    const [low = 0, high = 0] = bytes.subarray(bit >> 3, (bit >> 3) + 2);
    text += BASE32[((low >> (bit & 7)) | (high << (8 - (bit & 7)))) & 31];
  }
  return text;
};

const fold = (hash: Uint8Array, length: number): Uint8Array => {
  const folded = new Uint8Array(length);
  for (const [index, byte] of hash.entries()) folded[index % length] = (folded[index % length] ?? 0) ^ byte;
  return folded;
};

/**
 * Where Nix puts a fetched source tree of this `narHash` (`sha256-…`); `undefined` for a hash of another kind.
 * https://nix.dev/manual/nix/2.34/protocols/store-path
 */
export const sourcePath = (narHash: string): StorePath | undefined => {
  const base64 = /^sha256-([A-Za-z0-9+/]{43}=)$/.exec(narHash)?.[1];
  if (base64 === undefined) return undefined;
  const hash = Buffer.from(base64, "base64").toString("hex");
  const fingerprint = createHash("sha256").update(`source:sha256:${hash}:/nix/store:source`).digest();
  return storePathFromBaseName(`${toBase32(fold(fingerprint, 20))}-source`);
};
