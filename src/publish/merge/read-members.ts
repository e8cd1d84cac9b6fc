import * as v from "valibot";
import { defined } from "../../core/defined.ts";
import type { Digest } from "../../core/digest.ts";
import { parseJson } from "../../core/json.ts";
import type { Descriptor } from "../../oci/descriptor.ts";
import { type ImageIndex, imageIndexSchema, type Manifest, manifestSchema } from "../../oci/manifest.ts";
import { isManifestType, MEDIA_TYPE } from "../../oci/media-type.ts";
import type { Repository, StoredManifest } from "../../registry/index.ts";
import { type Member, UNKNOWN } from "./member.ts";
import { badMember, readConfig } from "./read-config.ts";

/** Indexes inside of indexes; nobody nests them deeper. */
const DEEPEST = 4;
/** Manifests behind one digest, the indexes among them counted: a small index may list others again and again. */
const MOST_MANIFESTS = 500;

/** The images that a digest stands for, those of an index one by one; `undefined` when the repository does not have it. */
export const readMembers = async (from: Repository, digest: Digest): Promise<readonly Member[] | undefined> => {
  const stored = await from.getManifest(digest);
  return stored === undefined ? undefined : expand({ from, root: digest, seen: new Set() }, { stored, depth: 0 });
};

interface Reading {
  readonly from: Repository;
  /** What was asked for. */
  readonly root: Digest;
  /** Manifests that were read, each of them once: what an index lists twice is there already. */
  readonly seen: Set<Digest>;
}

interface Found {
  readonly stored: StoredManifest;
  /** How an index lists it. */
  readonly entry?: Descriptor;
  readonly depth: number;
}

const expand = async (reading: Reading, { stored, entry, depth }: Found): Promise<readonly Member[]> => {
  const { from, root, seen } = reading;
  const document = parseManifest(from, stored);
  if (document.kind === "manifest") return [await readMember(from, { stored, entry, manifest: document.manifest })];
  if (depth >= DEEPEST) throw badMember(from, stored.digest, `an index in more than ${DEEPEST} others`);
  const members: Member[] = [];
  for (const child of document.index.manifests) {
    if (seen.has(child.digest)) continue;
    seen.add(child.digest);
    if (seen.size > MOST_MANIFESTS) throw badMember(from, root, `an index of more than ${MOST_MANIFESTS} manifests`);
    const found = await from.getManifest(child.digest);
    if (found === undefined) throw badMember(from, stored.digest, `lists ${child.digest}, which is not there`);
    members.push(...(await expand(reading, { stored: found, entry: child, depth: depth + 1 })));
  }
  return members;
};

type Document =
  | { readonly kind: "index"; readonly index: ImageIndex }
  | { readonly kind: "manifest"; readonly manifest: Manifest };

const parseManifest = (from: Repository, { bytes, digest }: StoredManifest): Document => {
  const text = Buffer.from(bytes).toString("utf8");
  const isIndex = parseJson(v.object({ manifests: v.unknown() }), text).kind === "ok";
  const parsed = isIndex ? parseJson(imageIndexSchema, text) : parseJson(manifestSchema, text);
  if (parsed.kind === "bad")
    throw badMember(from, digest, `neither an image's manifest nor an index (${parsed.problem})`);
  return "manifests" in parsed.value
    ? { kind: "index", index: parsed.value }
    : { kind: "manifest", manifest: parsed.value };
};

interface FoundManifest {
  readonly stored: StoredManifest;
  readonly entry: Descriptor | undefined;
  readonly manifest: Manifest;
}

const readMember = async (from: Repository, { stored, entry, manifest }: FoundManifest): Promise<Member> => {
  const config = isAttestation(entry) ? undefined : await readConfig(from, stored.digest, manifest.config);
  const { bytes, digest } = stored;
  const described = { mediaType: typeOf(stored, manifest), digest, size: bytes.byteLength };
  const { annotations, artifactType } = entry ?? {};
  return {
    from,
    bytes,
    descriptor: { ...described, platform: config?.platform ?? UNKNOWN, ...defined({ annotations, artifactType }) },
    blobs: distinct([manifest.config, ...manifest.layers.filter(isStored)]),
    told: { ...config?.labels, ...manifest.annotations },
  };
};

/** https://github.com/moby/buildkit/blob/v0.19.0/docs/attestations/attestation-storage.md */
const isAttestation = (entry: Descriptor | undefined): boolean =>
  entry?.annotations?.["vnd.docker.reference.type"] !== undefined ||
  (entry?.platform?.os === UNKNOWN.os && entry.platform.architecture === UNKNOWN.architecture);

/** Layers of Windows that no registry but their maker's hands out. */
const isStored = ({ mediaType }: Descriptor): boolean => !/\bforeign\b|nondistributable/.test(mediaType);

const distinct = (blobs: readonly Descriptor[]): readonly Descriptor[] => [
  ...new Map(blobs.map((blob) => [blob.digest, blob])).values(),
];

/** What the document says itself counts more than the header beside it, which some registries leave away. */
const typeOf = ({ mediaType }: StoredManifest, manifest: Manifest): string => {
  const told = manifest.mediaType ?? mediaType.split(";")[0]?.trim() ?? "";
  if (isManifestType(told)) return told;
  return manifest.config.mediaType === MEDIA_TYPE.dockerConfig ? MEDIA_TYPE.dockerManifest : MEDIA_TYPE.manifest;
};
