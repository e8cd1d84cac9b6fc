/** Query parameters that say where the flake is; the others pin a commit or its hash. */
const KEPT = ["dir", "host", "submodules", "lfs"];

const FORGE = /^(github|gitlab|sourcehut):([^/?#]+\/[^/?#]+)(?:\/[^?#]+)?(?:\?([^#]*))?$/;
const LOCAL_GIT = /^git\+file:\/\/(\/[^?#]*)(?:\?([^#]*))?$/;

/**
 * The reference of the flake at `url` at the commit `revision`, `undefined` when it cannot be had at another commit
 * (a folder without Git, a tarball, a remote repository that may not hand out any commit).
 *
 * `url` is `FlakeMetadata.url`, where Nix has found the repository's top; `revision` has all its digits.
 * `shallow=1` makes shallow clones acceptable and changes nothing in full ones; the clone must have the commit.
 */
export const withRevision = (url: string, revision: string): string | undefined => {
  const local = LOCAL_GIT.exec(url);
  if (local) return `git+file://${local[1]}?${query({ shallow: "1", rev: revision }, local[2])}`;
  const forge = FORGE.exec(url);
  const rest = forge && query({}, forge[3]);
  return forge ? `${forge[1]}:${forge[2]}/${revision}${rest ? `?${rest}` : ""}` : undefined;
};

const query = (own: Readonly<Record<string, string>>, given = ""): string => {
  const kept = [...new URLSearchParams(given)].filter(([name]) => KEPT.includes(name));
  return [...Object.entries(own), ...kept].map(([name, value]) => `${name}=${encodeValue(value)}`).join("&");
};

/** Nix writes the slashes of `dir` plainly. */
const encodeValue = (value: string): string => encodeURIComponent(value).replaceAll("%2F", "/");
