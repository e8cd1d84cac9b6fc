/**
 * Version in what `nix --version` prints, e.g. `2.34.8`, `undefined` when there is none.
 * The last number counts: forks write `nix (Lix, like Nix) 2.93.0` and `nix (Determinate Nix 3.11.2) 2.31.1`.
 */
export const parseNixVersion = (text: string): string | undefined =>
  /^nix \(.*\) (\d+\.\d+(?:\.\d+)?\S*)$/m.exec(text.trim())?.[1];

/** Whether `version` is `major.minor` or later. */
export const isAtLeast = (version: string, major: number, minor: number): boolean => {
  const [ours = 0, ourMinor = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  return ours > major || (ours === major && ourMinor >= minor);
};
