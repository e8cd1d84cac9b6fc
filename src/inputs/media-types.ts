import type { MediaTypes } from "../oci/media-type.ts";
import type { Problems } from "./problems.ts";

export interface MediaTypeChoice {
  readonly value: MediaTypes;
  /** As it was given. */
  readonly compression: string;
  /** An OCI layout is among what is written. */
  readonly writesLayout: boolean;
}

/** Says what of a run does not go with Docker's media types. */
export const checkMediaTypes = ({ value, compression, writesLayout }: MediaTypeChoice, problems: Problems): void => {
  if (value !== "docker") return;
  if (compression.trim().startsWith("zstd")) {
    problems.add(
      "media-types: docker has no zstd, and images that claim it cannot be pulled by podman; take compression gzip, or media-types oci",
    );
  }
  if (writesLayout) {
    problems.add("media-types: docker does not go into an OCI layout; publish it to a registry, or take oci");
  }
};
