import * as v from "valibot";
import { parseJson } from "../core/json.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { MEDIA_TYPE } from "../oci/media-type.ts";
import { isOurs } from "./artifact.ts";
import { canonicalJson } from "./canonical-json.ts";

/** Entries of others keep whatever they hold. */
const entrySchema = v.looseObject({
  digest: v.string(),
  artifactType: v.optional(v.string()),
  annotations: v.optional(v.record(v.string(), v.unknown())),
});

const schema = v.looseObject({ schemaVersion: v.literal(2), manifests: v.array(entrySchema) });

type Entry = v.InferOutput<typeof entrySchema>;

/**
 * The list of referrers, with `added` at its end: what others have put there stays, what this program had attached of
 * the same artifact type goes. `undefined` when `added` is listed already and nothing is to be replaced. A list that
 * cannot be read is begun anew.
 */
export function withReferrer(stored: Uint8Array | undefined, added: Descriptor): Uint8Array | undefined {
  const parsed = stored === undefined ? undefined : parseJson(schema, Buffer.from(stored).toString());
  const index = parsed?.kind === "ok" ? parsed.value : { schemaVersion: 2, manifests: [] };
  const kept = index.manifests.filter((entry) => entry.digest !== added.digest && !isReplacedBy(entry, added));
  const listed = index.manifests.some(({ digest }) => digest === added.digest);
  if (listed && kept.length === index.manifests.length - 1) return undefined;
  return canonicalJson({ ...index, mediaType: MEDIA_TYPE.index, manifests: [...kept, added] });
}

const isReplacedBy = ({ artifactType, annotations }: Entry, added: Descriptor): boolean =>
  artifactType === added.artifactType && isOurs(annotations);
