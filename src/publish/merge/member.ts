import type { Descriptor, Platform } from "../../oci/descriptor.ts";
import type { Repository } from "../../registry/index.ts";

/** With what Windows images are told apart by, https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md */
export interface MemberPlatform extends Platform {
  readonly "os.version"?: string;
  readonly "os.features"?: readonly string[];
}

/** A manifest that a multi-platform image is going to list. */
export interface Member {
  /** Where it lies now. */
  readonly from: Repository;
  /** As the index lists it. */
  readonly descriptor: Descriptor & { readonly platform: MemberPlatform };
  readonly bytes: Uint8Array;
  /** Config and layers, each once. */
  readonly blobs: readonly Descriptor[];
  /** Annotations of the manifest, and labels of the config beneath them. */
  readonly told: Readonly<Record<string, string>>;
}

/** What is about an image, as BuildKit's attestations, is listed for no platform. */
export const UNKNOWN: MemberPlatform = { os: "unknown", architecture: "unknown" };

/** True for what a runtime may choose, false for what is about another member. */
export const isImage = ({ descriptor }: Pick<Member, "descriptor">): boolean =>
  descriptor.platform.os !== UNKNOWN.os || descriptor.platform.architecture !== UNKNOWN.architecture;
