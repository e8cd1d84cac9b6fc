import type * as v from "valibot";
import { type Digest, isDigest } from "../core/digest.ts";
import { sha256 } from "../core/hash.ts";
import { parseJson } from "../core/json.ts";
import type { Platform } from "../oci/descriptor.ts";
import { type ImageConfig, imageConfigSchema } from "../oci/image-config.ts";
import { ImageError } from "./errors.ts";
import type { BareLayer, Image, ImageOf } from "./model.ts";

export interface ImageParts<L extends BareLayer> {
  readonly source: string;
  readonly format: Image["format"];
  readonly repoTags: readonly string[];
  readonly configBytes: Buffer;
  /** In the order of the manifest. */
  readonly layers: readonly L[];
}

/** The image that the parts make, after every layer has been held against the config's diffIds. */
export const assembleImage = <L extends BareLayer>(parts: ImageParts<L>): ImageOf<L> => {
  const config = parseConfig(parts.source, parts.configBytes);
  checkDiffIds(parts, config);
  return {
    ...parts,
    config,
    configDigest: sha256(parts.configBytes),
    platform: platformOf(config),
  };
};

export const parseConfig = (source: string, bytes: Buffer): ImageConfig =>
  parseDocument(imageConfigSchema, bytes, `${source}: image config`);

/** A JSON document of an image; ImageError BAD_CONFIG says where it breaks its schema. */
export const parseDocument = <S extends v.GenericSchema>(schema: S, bytes: Buffer, where: string): v.InferOutput<S> => {
  const result = parseJson(schema, bytes.toString("utf8"));
  if (result.kind === "ok") return result.value;
  throw new ImageError("BAD_CONFIG", `${where}: ${result.problem}; build the image again`);
};

const checkDiffIds = (parts: ImageParts<BareLayer>, config: ImageConfig): void => {
  const wanted = config.rootfs.diff_ids;
  if (wanted.length !== parts.layers.length) {
    throw new ImageError(
      "BAD_CONFIG",
      `${parts.source}: the manifest lists ${parts.layers.length} layers, the config ${wanted.length}; build the image again`,
    );
  }
  parts.layers.forEach((layer, index) => {
    checkDigest(`${parts.source}: layer ${index + 1} (${layer.member})`, layer.diffId, wanted[index]);
  });
};

/** Throws DIGEST_MISMATCH when what was read does not hash to what was promised. */
export const checkDigest = (where: string, found: Digest, wanted: string | undefined): void => {
  if (found === wanted) return;
  const promised = isDigest(wanted) ? wanted : "nothing";
  throw new ImageError(
    "DIGEST_MISMATCH",
    `${where} hashes to ${found}, the image promises ${promised}; build or download it again`,
  );
};

export const platformOf = (config: ImageConfig): Platform => ({
  os: config.os,
  architecture: config.architecture,
  ...(config.variant == null || config.variant === "" ? {} : { variant: config.variant }),
});
