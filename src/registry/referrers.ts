import { type Digest, hexOf, shortDigest } from "../core/digest.ts";
import { parseJson } from "../core/json.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { imageIndexSchema } from "../oci/manifest.ts";
import { MEDIA_TYPE } from "../oci/media-type.ts";
import { discard, readBytes } from "./body.ts";
import { downloadManifest } from "./manifests.ts";
import { networkError } from "./place.ts";
import type { Session } from "./session.ts";

const BODY_LIMIT = 8 * 1024 * 1024;

/** The tag under which a registry without the referrers API keeps the list of what refers to a manifest. */
export const referrersTag = (subject: Digest): string => `sha256-${hexOf(subject)}`;

/**
 * Manifests that say that they belong to `subject`, those of `artifactType` alone when it is given. One attempt.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers
 */
export async function listReferrers(
  session: Session,
  subject: Digest,
  artifactType?: string,
): Promise<readonly Descriptor[]> {
  const listed = (await askApi(session, subject, artifactType)) ?? (await readTag(session, subject));
  // A registry need not filter.
  return artifactType === undefined ? listed : listed.filter((descriptor) => descriptor.artifactType === artifactType);
}

/**
 * What the API lists, `undefined` where there is none. Registries without it answer in many ways (ghcr.io redirects to a
 * web page), so everything but an index stands for "no API", and no redirect is followed.
 */
async function askApi(
  session: Session,
  subject: Digest,
  artifactType: string | undefined,
): Promise<readonly Descriptor[] | undefined> {
  const action = `listing referrers of ${shortDigest(subject)}`;
  const url = session.url(`referrers/${subject}`);
  if (artifactType !== undefined) url.search = `?${new URLSearchParams({ artifactType })}`;
  const request = { method: "GET", url, action, headers: { accept: MEDIA_TYPE.index }, stay: true } as const;
  const { response } = await session.tell(request);
  if (response.status !== 200) return void (await discard(response));
  const bytes = await readBytes(response, BODY_LIMIT).catch((error: unknown) => {
    throw networkError(session.place, action, error);
  });
  return bytes === undefined ? undefined : parseIndex(bytes);
}

async function readTag(session: Session, subject: Digest): Promise<readonly Descriptor[]> {
  const stored = await downloadManifest(session, referrersTag(subject));
  return (stored === undefined ? undefined : parseIndex(stored.bytes)) ?? [];
}

const parseIndex = (bytes: Uint8Array): readonly Descriptor[] | undefined => {
  const index = parseJson(imageIndexSchema, Buffer.from(bytes).toString());
  return index.kind === "ok" ? index.value.manifests : undefined;
};
