import { ComponentType, HashAlgorithm } from "@cyclonedx/cyclonedx-library/Enums";
import { Component, HashDictionary } from "@cyclonedx/cyclonedx-library/Models";
import { defined } from "../core/defined.ts";
import { type Digest, hexOf } from "../core/digest.ts";
import { isRepository, isTag, splitTag, startsWithRegistry } from "../oci/image-ref.ts";
import type { Report } from "../report/index.ts";
import { propertiesOf } from "./properties.ts";
import { formatPurl } from "./purl.ts";
import { versionText } from "./version-text.ts";

type ImageSection = Report["image"];

/** The component that the document is about. Its hash is that of the config, which is the image ID. */
export const imageComponent = ({ image, layers }: Report, manifestDigest?: Digest): Component =>
  new Component(
    ComponentType.Container,
    image.name,
    defined({
      bomRef: image.configDigest,
      version: versionText(image.revision?.slice(0, 9) ?? splitTag(image.repoTags[0] ?? "").tag),
      purl: purlOf(image, manifestDigest),
      hashes: new HashDictionary([[HashAlgorithm["SHA-256"], hexOf(image.configDigest)]]),
      properties: propertiesOf({
        "nix:store_path": image.outPath,
        "nix:narinfo:deriver": image.drvPath,
        "nix-image:platform": image.platform,
        "nix-image:image_id": image.configDigest,
        "nix-image:revision": image.revision,
        "nix-image:repo_tag": image.repoTags,
        "nix-image:layer:diff_id": layers.map(({ diffId }) => diffId),
      }),
    }),
  );

/** Of the first tag; none for an image that has no name of its own, since a name given by its reader identifies nothing. */
const purlOf = ({ repoTags, platform }: ImageSection, manifestDigest?: Digest): string | undefined => {
  const { name, tag } = splitTag(repoTags[0] ?? "");
  const hasRegistry = startsWithRegistry(name);
  const repository = hasRegistry ? name.slice(name.indexOf("/") + 1) : name;
  if (!isRepository(repository)) return undefined;
  return formatPurl({
    type: "oci",
    name: repository.slice(repository.lastIndexOf("/") + 1),
    version: manifestDigest,
    qualifiers: {
      arch: platform.split("/")[1],
      repository_url: hasRegistry ? name : undefined,
      tag: tag !== undefined && isTag(tag) ? tag : undefined,
    },
  });
};
