import * as v from "valibot";
import { type ArchiveMembers, type ArchiveSource, readArchiveMembers } from "./archive-members.ts";
import { assembleImage, parseDocument } from "./assemble.ts";
import { ImageError } from "./errors.ts";
import { openLayout, readLayoutImages } from "./layout.ts";
import type { Image } from "./model.ts";
import type { OpenPacker } from "./packer.ts";

/** `manifest.json` of docker-archives; builders in Go write `null` for no tags. */
const dockerManifestSchema = v.array(
  v.object({ Config: v.string(), RepoTags: v.nullish(v.array(v.string())), Layers: v.array(v.string()) }),
);

/** Every image in a docker-archive or a tar of an OCI layout. `source.bytes` is read to its end. */
export const readArchive = async (source: ArchiveSource, openPacker?: OpenPacker): Promise<readonly Image[]> => {
  const members = await readArchiveMembers(source, openPacker);
  const manifest = members.documents.get("manifest.json");
  if (manifest !== undefined) return readDockerImages(source.name, members, manifest);
  if (members.documents.has("index.json")) return readLayoutImages(openLayout(source.name, members));
  throw new ImageError(
    "NOT_AN_IMAGE",
    `${source.name}: an archive without manifest.json or index.json (wanted: a docker-archive or an OCI layout); name a complete image`,
  );
};

const readDockerImages = (source: string, members: ArchiveMembers, manifest: Buffer): readonly Image[] =>
  parseDocument(dockerManifestSchema, manifest, `${source}: manifest.json`).map((entry) =>
    assembleImage({
      source,
      format: "docker-archive",
      repoTags: entry.RepoTags ?? [],
      configBytes: find(source, members.documents, members.links, entry.Config),
      layers: entry.Layers.map((name) => find(source, members.layers, members.links, name).layer),
    }),
  );

/** Follows the links that older tools leave; a chain longer than two is nobody's. */
const find = <T>(source: string, map: ReadonlyMap<string, T>, links: ReadonlyMap<string, string>, name: string): T => {
  const member = name.replace(/^\.?\//, "");
  const linked = links.get(member) ?? member;
  const found = map.get(member) ?? map.get(linked) ?? map.get(links.get(linked) ?? linked);
  if (found !== undefined) return found;
  throw new ImageError(
    "TRUNCATED",
    `${source}: manifest.json names ${JSON.stringify(name)}, which the archive does not hold; build or download the image again`,
  );
};
