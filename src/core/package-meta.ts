/** What the maker of a package says of it. All of it is untrusted text. */
export interface PackageMeta {
  /** SPDX ids or expressions where there are such, else names; several hold for different parts of the package. */
  readonly licences: readonly string[];
  readonly description?: string;
  readonly homepage?: string;
}
