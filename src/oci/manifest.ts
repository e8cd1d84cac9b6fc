import * as v from "valibot";
import { type Descriptor, descriptorSchema } from "./descriptor.ts";

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md; Docker's schema 2 has the same fields. */
export interface Manifest {
  readonly schemaVersion: 2;
  readonly mediaType?: string;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
  readonly annotations?: Readonly<Record<string, string>>;
}

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md */
export interface ImageIndex {
  readonly schemaVersion: 2;
  readonly mediaType?: string;
  readonly manifests: readonly Descriptor[];
  readonly annotations?: Readonly<Record<string, string>>;
}

export const manifestSchema = v.object({
  schemaVersion: v.literal(2),
  mediaType: v.exactOptional(v.string()),
  config: descriptorSchema,
  layers: v.array(descriptorSchema),
  annotations: v.exactOptional(v.record(v.string(), v.string())),
});

export const imageIndexSchema = v.object({
  schemaVersion: v.literal(2),
  mediaType: v.exactOptional(v.string()),
  manifests: v.array(descriptorSchema),
  annotations: v.exactOptional(v.record(v.string(), v.string())),
});
