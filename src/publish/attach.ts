import type { Digest } from "../core/digest.ts";
import { MEDIA_TYPE } from "../oci/media-type.ts";
import { type Pace, type Repository, realPace, referrersTag } from "../registry/index.ts";
import { type Artifact, type ArtifactOptions, packArtifact } from "./artifact.ts";
import { PublishError } from "./errors.ts";
import { withReferrer } from "./referrers-index.ts";

/** What a report of this program is attached as. */
export const REPORT_ARTIFACT = "application/vnd.nix-image.report.v1+json";
/** What a bill of materials is attached as. */
export const SBOM_ARTIFACT = "application/vnd.cyclonedx+json";

export interface AttachOptions extends ArtifactOptions {
  readonly repository: Repository;
  readonly pace?: Pace;
}

/**
 * Digest of the manifest that attaches a document to a published one, for others to find by the referrers API or, where
 * the registry has none, by the tag `sha256-…`. Attaching the same again changes nothing.
 */
export async function attachArtifact(options: AttachOptions): Promise<Digest> {
  const { repository, pace = realPace } = options;
  const artifact = packArtifact(options);
  const { digest, mediaType } = artifact.descriptor;
  for (const { descriptor, source } of artifact.blobs) await repository.putBlob(descriptor, source);
  const { subject } = await repository.putReferrer({ reference: digest, bytes: artifact.bytes, mediaType });
  if (subject && (await isListed(options, digest))) return digest;
  await listUnderTag({ repository, subject: options.subject.digest, artifact, pace });
  return digest;
}

/** Some registries know what a subject is, and list nothing. */
const isListed = async ({ repository, subject, artifactType }: AttachOptions, digest: Digest): Promise<boolean> =>
  (await repository.listReferrers(subject.digest, artifactType)).some((listed) => listed.digest === digest);

interface Listing {
  readonly repository: Repository;
  readonly subject: Digest;
  readonly artifact: Artifact;
  readonly pace: Pace;
}

const ROUNDS = 10;
/** As long as another job may take between reading the list and writing it. */
const SETTLING_MS = 500;

/** Registries write a tag without looking at what it was, so that two jobs may overwrite each other: it is looked at again. */
async function listUnderTag({ repository, subject, artifact, pace }: Listing): Promise<void> {
  const reference = referrersTag(subject);
  for (let round = 0; round < ROUNDS; round += 1) {
    const stored = await repository.getManifest(reference);
    const bytes = withReferrer(stored?.bytes, artifact.descriptor);
    if (bytes === undefined) return;
    await repository.putManifest({ reference, bytes, mediaType: MEDIA_TYPE.index });
    await pace.sleep(SETTLING_MS * (0.5 + pace.random()));
  }
  const name = `${repository.registry}/${repository.repository}:${reference}`;
  throw new PublishError("TAG_CONTENDED", `${name}: others keep changing it; run this job again`);
}
