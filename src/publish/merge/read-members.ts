import { buffer } from "node:stream/consumers";
import * as v from "valibot";
import { defined } from "../../core/defined.ts";
import type { Digest } from "../../core/digest.ts";
import { sha256 } from "../../core/hash.ts";
import { parseJson } from "../../core/json.ts";
import type { Descriptor } from "../../oci/descriptor.ts";
import { type ImageIndex, imageIndexSchema, type Manifest, manifestSchema } from "../../oci/manifest.ts";
import { isConfigType, isManifestType, MEDIA_TYPE } from "../../oci/media-type.ts";
import type { Repository, StoredManifest } from "../../registry/index.ts";
import { PublishError } from "../errors.ts";
import { type Member, type MemberPlatform, UNKNOWN } from "./member.ts";

/** Indexes inside of indexes; nobody nests them deeper, and one that names itself has no end. */
const DEEPEST = 4;
const MOST_MEMBERS = 200;

/** The images that a digest stands for, those of an index one by one; `undefined` when the repository does not have it. */
export const readMembers = async (from: Repository, digest: Digest): Promise<readonly Member[] | undefined> => {
  const stored = await from.getManifest(digest);
  return stored === undefined ? undefined : expand(from, { stored, entry: undefined, depth: 0 });
};

interface Found {
  readonly stored: StoredManifest;
  /** How an index lists it. */
  readonly entry: Descriptor | undefined;
  readonly depth: number;
}

const expand = async (from: Repository, { stored, entry, depth }: Found): Promise<readonly Member[]> => {
  const document = parseManifest(from, stored);
  if (document.kind === "manifest") return [await readMember(from, { stored, entry, manifest: document.manifest })];
  if (depth >= DEEPEST) throw bad(from, stored.digest, `an index in more than ${DEEPEST} others`);
  const members: Member[] = [];
  for (const child of document.index.manifests) {
    const found = await from.getManifest(child.digest);
    if (found === undefined) throw bad(from, stored.digest, `lists ${child.digest}, which is not there`);
    members.push(...(await expand(from, { stored: found, entry: child, depth: depth + 1 })));
    if (members.length > MOST_MEMBERS) throw bad(from, stored.digest, `more than ${MOST_MEMBERS} manifests`);
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
  if (parsed.kind === "bad") throw bad(from, digest, `neither an image's manifest nor an index (${parsed.problem})`);
  return "manifests" in parsed.value
    ? { kind: "index", index: parsed.value }
    : { kind: "manifest", manifest: parsed.value };
};

interface FoundManifest extends Pick<Found, "stored" | "entry"> {
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

/** Builders in Go write `null` and "" for what is not there. */
const text = v.nullish(v.string());
const configSchema = v.object({
  os: v.pipe(v.string(), v.nonEmpty()),
  architecture: v.pipe(v.string(), v.nonEmpty()),
  variant: text,
  "os.version": text,
  "os.features": v.nullish(v.array(v.string())),
  config: v.nullish(v.object({ Labels: v.nullish(v.record(v.string(), v.string())) })),
});

const CONFIG_LIMIT = 8 * 1024 * 1024;

interface ConfigFacts {
  readonly platform: MemberPlatform;
  readonly labels: Readonly<Record<string, string>>;
}

const readConfig = async (from: Repository, image: Digest, descriptor: Descriptor): Promise<ConfigFacts> => {
  const { mediaType, size, digest } = descriptor;
  if (!isConfigType(mediaType)) throw bad(from, image, `no image, its config is ${mediaType}`);
  if (size > CONFIG_LIMIT) throw bad(from, image, `a config of ${size} bytes (at most ${CONFIG_LIMIT})`);
  const bytes = await buffer(from.download(descriptor));
  if (sha256(bytes) !== digest) throw bad(from, image, `its config hashes to ${sha256(bytes)} (wanted ${digest})`);
  const parsed = parseJson(configSchema, bytes.toString("utf8"));
  if (parsed.kind === "bad") throw bad(from, image, `its config tells no platform (${parsed.problem})`);
  const { os, architecture, variant, config, ...rest } = parsed.value;
  const features = rest["os.features"] ?? [];
  return {
    platform: {
      ...{ os, architecture },
      ...defined({ variant: variant || undefined, "os.version": rest["os.version"] || undefined }),
      ...(features.length === 0 ? {} : { "os.features": features }),
    },
    labels: config?.Labels ?? {},
  };
};

const bad = ({ registry, repository }: Repository, digest: Digest, found: string): PublishError =>
  new PublishError(
    "BAD_MEMBER",
    `${registry}/${repository}@${digest}: ${found} (wanted an image); name another digest`,
  );
