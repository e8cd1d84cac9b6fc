import { formatPlatform, type Platform } from "../oci/descriptor.ts";
import { matchesPlatform } from "../oci/platform.ts";
import { ImageError } from "./errors.ts";

/** Which of an index's images are wanted. */
export interface PlatformChoice {
  readonly platform: Platform;
  /** True when nobody asked: then the only image that there is will do. */
  readonly lenient: boolean;
}

/**
 * Those of `candidates` that the choice means, all without a choice. What has no platform is kept, since only its config
 * can tell. ImageError NOT_FOUND says what there is when none fits.
 */
export const choosePlatform = <T>(
  where: string,
  candidates: readonly T[],
  platformOf: (candidate: T) => Platform | undefined,
  choice: PlatformChoice | undefined,
): readonly T[] => {
  if (choice === undefined || candidates.length === 0) return candidates;
  const fitting = candidates.filter((candidate) => {
    const platform = platformOf(candidate);
    return platform === undefined || matchesPlatform(choice.platform, platform);
  });
  if (fitting.length > 0) return fitting;
  if (choice.lenient && candidates.length === 1) return candidates;
  const there = [...new Set(candidates.map((candidate) => formatPlatform(platformOf(candidate) ?? choice.platform)))];
  const found = `no image for ${formatPlatform(choice.platform)} (there: ${there.join(", ")})`;
  throw new ImageError("NOT_FOUND", `${where}: ${found}; choose one of these as the platform, or all`);
};
