export interface Version {
  /** Without the tag's leading `v`. */
  readonly version: string;
  /** Absent for a pre-release, which must not move what users of a release follow. */
  readonly major?: string;
  readonly minor?: string;
}

/** https://semver.org, 2.0.0 */
const SEMVER =
  /^v?((0|[1-9]\d*)\.(0|[1-9]\d*)\.(?:0|[1-9]\d*)(-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?)$/;

/** The semantic version that a git tag names, `undefined` for any other tag. */
export function versionOfTag(gitTag: string): Version | undefined {
  const [, version, major, minor, prerelease] = SEMVER.exec(gitTag) ?? [];
  if (version === undefined || major === undefined || minor === undefined) return undefined;
  return prerelease === undefined ? { version, major, minor } : { version };
}
