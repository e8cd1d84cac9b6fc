import * as v from "valibot";
import { Meter } from "../core/hash.ts";
import { parseJson } from "../core/json.ts";
import { type Descriptor, descriptorSchema } from "../oci/descriptor.ts";
import type { Repository } from "../registry/index.ts";
import { isOurs } from "./artifact.ts";
import { PublishError } from "./errors.ts";

export interface ReadOptions {
  readonly repository: Repository;
  readonly subject: Pick<Descriptor, "digest">;
  readonly artifactType: string;
  /** Largest document that is read, in bytes. */
  readonly limit: number;
}

const schema = v.object({
  artifactType: v.optional(v.string()),
  config: v.object({ mediaType: v.string() }),
  layers: v.pipe(v.array(descriptorSchema), v.minLength(1)),
  subject: descriptorSchema,
  annotations: v.optional(v.record(v.string(), v.string())),
});

/** Whoever may push can attach any number of them. */
const MOST = 5;

/**
 * The document that this program has attached to `subject`, the newest if there are several; `undefined` when there is
 * none that is small enough. All of its bytes are those that its manifest, and that the list's digests, stand for.
 */
export async function readAttached(options: ReadOptions): Promise<Uint8Array | undefined> {
  const { repository, subject, artifactType, limit } = options;
  const listed = await repository.listReferrers(subject.digest, artifactType);
  for (const { digest } of listed.toSorted(newestFirst).slice(0, MOST)) {
    const stored = await repository.getManifest(digest);
    const manifest = stored === undefined ? undefined : parseJson(schema, Buffer.from(stored.bytes).toString());
    if (manifest?.kind !== "ok" || !belongs(manifest.value, options)) continue;
    const [layer] = manifest.value.layers;
    if (layer !== undefined && layer.size <= limit) return readWhole(repository, layer);
  }
  return undefined;
}

/** What the list says may be wrong: the manifest itself has to say that it belongs there. */
const belongs = (manifest: v.InferOutput<typeof schema>, { subject, artifactType }: ReadOptions): boolean =>
  (manifest.artifactType ?? manifest.config.mediaType) === artifactType &&
  manifest.subject.digest === subject.digest &&
  isOurs(manifest.annotations);

const CREATED = "org.opencontainers.image.created";
const createdOf = ({ annotations }: Descriptor): number => Date.parse(annotations?.[CREATED] ?? "") || 0;
const newestFirst = (a: Descriptor, b: Descriptor): number => createdOf(b) - createdOf(a);

async function readWhole(repository: Repository, descriptor: Descriptor): Promise<Uint8Array> {
  const meter = new Meter();
  const chunks: Buffer[] = [];
  for await (const chunk of repository.download(descriptor)) {
    meter.update(chunk);
    chunks.push(chunk);
  }
  const got = meter.digest();
  if (got === descriptor.digest) return Buffer.concat(chunks);
  const place = `${repository.registry}/${repository.repository}`;
  throw new PublishError("DOCUMENT_CHANGED", `${place}: a document hashes to ${got} (wanted ${descriptor.digest})`);
}
