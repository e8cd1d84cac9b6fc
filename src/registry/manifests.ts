import { type Digest, isDigest } from "../core/digest.ts";
import { sha256 } from "../core/hash.ts";
import { MEDIA_TYPE } from "../oci/media-type.ts";
import { UNPACKED } from "./blobs.ts";
import { discard, readBytes } from "./body.ts";
import { badAnswer, networkError } from "./place.ts";
import type { Session } from "./session.ts";

export interface StoredManifest {
  readonly bytes: Uint8Array;
  readonly digest: Digest;
  readonly mediaType: string;
}

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-manifests: at least 4 MiB */
const MANIFEST_LIMIT = 8 * 1024 * 1024;

const ACCEPT = [MEDIA_TYPE.index, MEDIA_TYPE.manifest, MEDIA_TYPE.dockerList, MEDIA_TYPE.dockerManifest].join(", ");

/** A manifest or index by tag or digest, `undefined` when there is none. The digest is our own hash. One attempt. */
export async function downloadManifest(session: Session, reference: string): Promise<StoredManifest | undefined> {
  const action = `reading manifest ${reference}`;
  const headers = { accept: ACCEPT, ...UNPACKED };
  const url = session.url(`manifests/${reference}`);
  const { response } = await session.ask({ method: "GET", url, action, headers }, [200, 404]);
  if (response.status === 404) return void (await discard(response));
  const bytes = await readBytes(response, MANIFEST_LIMIT).catch((error: unknown) => {
    throw networkError(session.place, action, error);
  });
  if (bytes === undefined) {
    const problem = `more than ${MANIFEST_LIMIT} bytes (wanted less)`;
    throw badAnswer(session.place, { code: "TOO_LARGE", action, problem });
  }
  const digest = sha256(bytes);
  checkDigest(session, { action, digest, claims: [response.headers.get("docker-content-digest"), asked(reference)] });
  return { bytes, digest, mediaType: response.headers.get("content-type") ?? "" };
}

export interface NewManifest {
  /** A tag, or the manifest's digest. */
  readonly reference: string;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

export interface WrittenManifest {
  /** By our own hash. */
  readonly digest: Digest;
  /** The registry has understood that this manifest belongs to another one, and keeps a list of such itself. */
  readonly subject: boolean;
}

/** What has become of a manifest that the registry has taken. One attempt. */
export async function uploadManifest(session: Session, manifest: NewManifest): Promise<WrittenManifest> {
  const { reference, bytes, mediaType } = manifest;
  const action = `writing manifest ${reference}`;
  const url = session.url(`manifests/${reference}`);
  const body = new Blob([bytes as Uint8Array<ArrayBuffer>]);
  const headers = { "content-type": mediaType };
  const { response } = await session.ask({ method: "PUT", url, action, headers, body }, [201]);
  await discard(response);
  const digest = sha256(bytes);
  checkDigest(session, { action, digest, claims: [response.headers.get("docker-content-digest"), asked(reference)] });
  return { digest, subject: isDigest(response.headers.get("oci-subject")) };
}

const asked = (reference: string): string | null => (isDigest(reference) ? reference : null);

interface Claims {
  readonly action: string;
  readonly digest: Digest;
  readonly claims: readonly (string | null)[];
}

function checkDigest(session: Session, { action, digest, claims }: Claims): void {
  const other = claims.find((claim) => claim !== null && claim !== digest);
  if (other === undefined || other === null) return;
  const problem = `the bytes hash to ${digest} (wanted ${other.slice(0, 80)})`;
  throw badAnswer(session.place, { code: "DIGEST_MISMATCH", action, problem });
}
