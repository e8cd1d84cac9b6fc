import { formatPlatform } from "../oci/index.ts";
import { isImage } from "../publish/index.ts";
import type { Merged } from "./merge.ts";

/** Names of the outputs as in merge/action.yml. */
export const MERGE_OUTPUT_NAMES = ["digest", "image", "reference", "tags", "platforms", "metadata"] as const;

type MergeOutputs = Readonly<Record<(typeof MERGE_OUTPUT_NAMES)[number], string>>;

/** What the sub-action tells of a merged image; `image` and `reference` are those of the first destination. */
export const mergeOutputs = ({ index, tags, images }: Merged): MergeOutputs => {
  const [image = ""] = images;
  const { digest, annotations, members } = index;
  const platforms = members.filter(isImage).map(({ descriptor }) => formatPlatform(descriptor.platform));
  const manifests = members.map(({ descriptor }) => descriptor);
  return {
    ...{ digest, image, reference: `${image}@${digest}`, tags: tags.join("\n"), platforms: platforms.join("\n") },
    metadata: JSON.stringify({ digest, images, tags, annotations, manifests }),
  };
};
