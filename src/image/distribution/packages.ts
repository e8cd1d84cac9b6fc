/** A package of a distribution, as its own database lists it. */
export interface DistributionPackage {
  readonly manager: "dpkg" | "apk";
  readonly name: string;
  readonly version: string;
  readonly architecture?: string;
  /** Bytes on disk as the database claims them; dpkg counts in units of 1024. */
  readonly installedSize?: number;
  readonly source?: string;
  readonly licence?: string;
}

/** More than any distribution's image installs. */
export const PACKAGES_LIMIT = 50_000;
