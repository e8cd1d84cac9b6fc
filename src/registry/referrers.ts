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
/** A list without end is not read to its end. */
const PAGES = 10;

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
  const listed: Descriptor[] = [];
  for (let page: URL | undefined = url, read = 0; page !== undefined && read < PAGES; read += 1) {
    const request = { method: "GET", url: page, action, headers: { accept: MEDIA_TYPE.index }, stay: true } as const;
    const { response } = await session.tell(request);
    const index = await readIndex(session, response, action);
    if (index === undefined) return undefined;
    listed.push(...index);
    page = nextPage(response, page);
  }
  return listed;
}

async function readIndex(
  session: Session,
  response: Response,
  action: string,
): Promise<readonly Descriptor[] | undefined> {
  if (response.status !== 200) return void (await discard(response));
  const bytes = await readBytes(response, BODY_LIMIT).catch((error: unknown) => {
    throw networkError(session.place, action, error);
  });
  return bytes === undefined ? undefined : parseIndex(bytes);
}

/** https://www.rfc-editor.org/rfc/rfc8288; another host has no business here. */
function nextPage(response: Response, here: URL): URL | undefined {
  const target = /<([^<>]*)>\s*;\s*rel="?next"?/i.exec(response.headers.get("link") ?? "")?.[1];
  const url = target !== undefined && URL.canParse(target, here.href) ? new URL(target, here) : undefined;
  return url?.origin === here.origin ? url : undefined;
}

async function readTag(session: Session, subject: Digest): Promise<readonly Descriptor[]> {
  const stored = await downloadManifest(session, referrersTag(subject));
  return (stored === undefined ? undefined : parseIndex(stored.bytes)) ?? [];
}

const parseIndex = (bytes: Uint8Array): readonly Descriptor[] | undefined => {
  const index = parseJson(imageIndexSchema, Buffer.from(bytes).toString());
  return index.kind === "ok" ? index.value.manifests : undefined;
};
