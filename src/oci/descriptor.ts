import * as v from "valibot";
import { type Digest, isDigest } from "../core/digest.ts";

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  /** Bytes as stored. */
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly platform?: Platform;
  /** Of a manifest that is no image: what it is. */
  readonly artifactType?: string;
}

export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

/** `linux/amd64`, `linux/arm/v7`. */
export const formatPlatform = (platform: Platform): string =>
  [platform.os, platform.architecture, platform.variant].filter((part) => part !== undefined && part !== "").join("/");

export const digestSchema = v.custom<Digest>(isDigest, "expected sha256: and 64 hexadecimal characters");

export const sizeSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const platformSchema = v.object({
  os: v.string(),
  architecture: v.string(),
  variant: v.exactOptional(v.string()),
});

/** Unknown fields are dropped; `data` and `urls` are not used by image builders. */
export const descriptorSchema = v.object({
  mediaType: v.string(),
  digest: digestSchema,
  size: sizeSchema,
  annotations: v.exactOptional(v.record(v.string(), v.string())),
  platform: v.exactOptional(platformSchema),
  artifactType: v.exactOptional(v.string()),
});
