import { posix } from "node:path";

/** The environment variables that say where a Nix may be. */
export interface NixEnvironment {
  readonly PATH?: string | undefined;
  readonly HOME?: string | undefined;
  readonly USER?: string | undefined;
  readonly XDG_STATE_HOME?: string | undefined;
}

/**
 * Absolute paths where a `nix` may be, most wanted first, without repeats; none of them needs to exist.
 * PATH comes first, then where installers put profiles: a workflow step's shell is no login shell, so PATH often lacks them.
 */
export const nixCandidates = ({ PATH = "", HOME, USER, XDG_STATE_HOME }: NixEnvironment): readonly string[] => {
  const directories = [
    ...PATH.split(":"),
    HOME && `${HOME}/.nix-profile/bin`,
    XDG_STATE_HOME ? `${XDG_STATE_HOME}/nix/profile/bin` : HOME && `${HOME}/.local/state/nix/profile/bin`,
    "/nix/var/nix/profiles/default/bin",
    "/run/current-system/sw/bin",
    USER && `/etc/profiles/per-user/${USER}/bin`,
    "/usr/local/bin",
    "/usr/bin",
  ];
  // A relative PATH entry would let the checked-out repository choose which program runs.
  const absolute = directories.filter((directory) => directory !== undefined && posix.isAbsolute(directory));
  return [...new Set(absolute.map((directory) => posix.join(directory ?? "", "nix")))];
};
