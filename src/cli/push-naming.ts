import { annotations, checkMediaTypes, labels, oneOf, type Problems, type PushArgs } from "../inputs/index.ts";
import { type NamingSettings, namingSettings } from "../pipeline/naming-settings.ts";

/** What the options of `nix-image push` say of an image's names. */
export const parseNaming = (args: PushArgs, problems: Problems): NamingSettings => {
  const mediaTypes = oneOf("--media-types", args.mediaTypes, ["oci", "docker"], problems);
  const writesLayout = args.destinations.some((destination) => destination.startsWith("oci:"));
  checkMediaTypes({ value: mediaTypes, compression: args.compression, writesLayout }, problems);
  return namingSettings({
    destinations: args.destinations,
    tags: args.tags,
    flavor: [],
    annotations: annotations("--annotation", args.annotations, problems),
    labels: labels("--label", args.labels, problems),
    mediaTypes,
  });
};
