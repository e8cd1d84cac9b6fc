import type { PlatformChoice } from "../image/index.ts";
import type { Platform } from "../oci/descriptor.ts";
import type { Deps } from "./deps.ts";
import type { ImagePlan } from "./plan.ts";

/** A registry is asked for what this machine runs, unless somebody says otherwise: its images are large and far away. */
export const choosePlatform = (
  { target }: ImagePlan,
  platform: Platform | "all" | undefined,
  { machine }: Deps,
): PlatformChoice | undefined => {
  if (platform === "all") return undefined;
  if (platform !== undefined) return { platform, lenient: false };
  return target.kind === "registry" ? { platform: machine, lenient: true } : undefined;
};
