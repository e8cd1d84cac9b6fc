import * as v from "valibot";
import type { Digest } from "../core/digest.ts";
import { parseJson } from "../core/json.ts";
import { imageConfigSchema } from "../oci/image-config.ts";
import { type ArchiveMembers, memberName } from "./members.ts";

/** `manifest.json` of docker-archives; builders in Go write `null` for no tags. */
export const dockerManifestSchema = v.array(
  v.object({ Config: v.string(), RepoTags: v.nullish(v.array(v.string())), Layers: v.array(v.string()) }),
);

/**
 * What each layer of a docker-archive should hash to, by member, as far as manifest and configs say so: a hint only, before
 * anything is read. What is wrong with them, the reader of the image will say.
 */
export const promisedDiffIds = ({ documents }: ArchiveMembers): ReadonlyMap<string, Digest> => {
  const promised = new Map<string, Digest>();
  const manifest = parse(dockerManifestSchema, documents.get("manifest.json")) ?? [];
  for (const { Config, Layers } of manifest) {
    const config = parse(imageConfigSchema, documents.get(memberName(Config)));
    for (const [index, layer] of Layers.entries()) {
      const diffId = config?.rootfs.diff_ids[index];
      if (diffId !== undefined) promised.set(memberName(layer), diffId);
    }
  }
  return promised;
};

const parse = <S extends v.GenericSchema>(schema: S, bytes: Buffer | undefined): v.InferOutput<S> | undefined => {
  const result = parseJson(schema, bytes?.toString("utf8") ?? "");
  return result.kind === "ok" ? result.value : undefined;
};
