/** Digest of a blob as the OCI image specification writes it; sha256 is the only algorithm that image builders use. */
export type Digest = `sha256:${string}`;

const SHA256 = /^sha256:[0-9a-f]{64}$/;
const HEX = /^[0-9a-f]{64}$/;

export const isDigest = (value: unknown): value is Digest => typeof value === "string" && SHA256.test(value);

/** The 64 hexadecimal characters of a digest. */
export const hexOf = (digest: Digest): string => digest.slice("sha256:".length);

/** Digest for 64 hexadecimal characters, `undefined` for any other text. */
export const digestFromHex = (hex: string): Digest | undefined => (HEX.test(hex) ? `sha256:${hex}` : undefined);

/** The first 12 hexadecimal characters, as people quote digests. */
export const shortDigest = (digest: Digest): string => hexOf(digest).slice(0, 12);
