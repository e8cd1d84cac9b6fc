import { formatPlatform, type Platform } from "../oci/descriptor.ts";
import { matchesPlatform } from "../oci/platform.ts";
import { ImageError } from "./errors.ts";
import type { BareImage } from "./model.ts";

/** Which of several images are wanted. */
export interface PlatformChoice {
  readonly platform: Platform;
  /** True when nobody asked: then the only image that there is will do. */
  readonly lenient: boolean;
}

/** Tells what is wanted before it is read, and remembers what was not. */
export interface PlatformFilter {
  /** `undefined` is admitted: only the config can tell. */
  admits(platform: Platform | undefined): boolean;
}

const EVERYTHING: PlatformFilter = { admits: () => true };

/** The images that `read` finds under a choice; ImageError NOT_FOUND says what there is when none is wanted. */
export const readChosen = async (
  where: string,
  choice: PlatformChoice | undefined,
  read: (filter: PlatformFilter) => Promise<readonly BareImage[]>,
): Promise<readonly BareImage[]> => {
  if (choice === undefined) return read(EVERYTHING);
  const refused: Platform[] = [];
  const images = await read({
    admits: (platform) => {
      const admitted = platform === undefined || matchesPlatform(choice.platform, platform);
      if (!admitted) refused.push(platform);
      return admitted;
    },
  });
  if (images.length > 0 || refused.length === 0) return images;
  if (choice.lenient && refused.length === 1) return read(EVERYTHING);
  const there = [...new Set(refused.map(formatPlatform))].join(", ");
  const found = `no image for ${formatPlatform(choice.platform)} (there: ${there})`;
  throw new ImageError("NOT_FOUND", `${where}: ${found}; choose one of these as the platform, or all`);
};
