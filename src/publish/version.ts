export interface Version {
  /** Without the tag's leading `v`, and without what is behind `+`. */
  readonly full: string;
  /** Without the leading `v`. */
  readonly version: string;
  /** Absent for a pre-release, which must not move what users of a release follow. */
  readonly release?: { readonly major: string; readonly minor: string; readonly patch: string };
}

/** https://semver.org, 2.0.0 */
const SEMVER =
  /^v?(((0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?)(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?)$/;

/** The semantic version that a git tag names, `undefined` for any other tag. */
export function versionOfTag(gitTag: string): Version | undefined {
  const [, version, full, major, minor, patch, prerelease] = SEMVER.exec(gitTag) ?? [];
  if (version === undefined || full === undefined) return undefined;
  if (major === undefined || minor === undefined || patch === undefined) return undefined;
  return prerelease === undefined ? { full, version, release: { major, minor, patch } } : { full, version };
}
