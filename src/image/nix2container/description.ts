import * as v from "valibot";
import { digestSchema } from "../../oci/descriptor.ts";
import { parseDocument } from "../assemble.ts";
import { ImageError } from "../errors.ts";

/**
 * What nix2container writes instead of an archive: the layers, and the store paths that each is to be made from.
 * Objects that say how a layer is made are strict: a key that nobody here knows would make other bytes.
 * https://github.com/nlewo/nix2container/blob/master/types/types.go
 */
const permsSchema = v.strictObject({
  regex: v.string(),
  mode: v.exactOptional(v.string()),
  uid: v.exactOptional(v.number()),
  gid: v.exactOptional(v.number()),
  uname: v.exactOptional(v.string()),
  gname: v.exactOptional(v.string()),
});

const optionsSchema = v.strictObject({
  rewrite: v.exactOptional(v.strictObject({ regex: v.string(), repl: v.string() })),
  perms: v.exactOptional(v.array(permsSchema)),
});

const pathSchema = v.strictObject({ path: v.string(), options: v.nullish(optionsSchema) });

const layerSchema = v.object({
  digest: digestSchema,
  diff_ids: digestSchema,
  paths: v.nullish(v.array(pathSchema)),
  "layer-path": v.nullish(v.string()),
  History: v.nullish(v.record(v.string(), v.unknown())),
});

const imageSchema = v.object({
  version: v.literal(1),
  "image-config": v.nullish(v.record(v.string(), v.unknown())),
  layers: v.array(layerSchema),
  arch: v.exactOptional(v.string(), "amd64"),
  created: v.nullish(v.string()),
});

export type Description = v.InferOutput<typeof imageSchema>;
export type DescribedLayer = Description["layers"][number];
export type DescribedPath = v.InferOutput<typeof pathSchema>;
export type Perms = v.InferOutput<typeof permsSchema>;

/** The image that a JSON file describes. */
export const parseDescription = (file: string, bytes: Buffer): Description => {
  const description = parseDocument(imageSchema, bytes, `${file}: JSON of nix2container`);
  for (const [index, layer] of description.layers.entries()) {
    if (layer["layer-path"] != null || (layer.paths ?? []).length > 0) continue;
    const found = `layer ${index + 1} has neither paths nor a layer-path`;
    throw new ImageError("BAD_CONFIG", `${file}: ${found}; build the image again`);
  }
  return description;
};

/** True for the first bytes of such a file: other JSON is no image. */
export const looksLikeDescription = (head: Buffer): boolean => /^\s*\{/.test(head.toString("latin1", 0, 64));
