/** https://cyclonedx.org/docs/1.6/json/#components_items_version */
const LONGEST_VERSION = 1024;

/** A version as CycloneDX takes one, cut where it is longer. */
export const versionText = (version: string | undefined): string | undefined => version?.slice(0, LONGEST_VERSION);
