import { imageWith } from "../nix-text.ts";
import type { Rule } from "../rule.ts";
import type { Subject } from "../subject.ts";

/** Haskell's network library looks protocols up by name, https://hackage.haskell.org/package/network-bsd */
const LOOKS_UP = /\/libHSnetwork(-bsd)?-[0-9]/;

const userOfNames = ({ inspection }: Subject): string | undefined => {
  for (const { path } of inspection.programs()) if (LOOKS_UP.test(path)) return path;
  return undefined;
};

export const noIanaEtc: Rule = {
  id: "no-iana-etc",
  severity: "info",
  title: "No names of protocols and services",
  detect: (subject) => {
    const user = subject.inspection.see("/etc/protocols").kind === "missing" ? userOfNames(subject) : undefined;
    return user === undefined ? [] : [{ subject: "/etc/protocols", value: user }];
  },
  describe: ({ value = "" }, { name }) =>
    `there is no /etc/protocols, and ${name(value)} looks protocols up by name (getprotobyname)`,
  fix: () => ({
    advice: "Add the two small files.",
    nix: imageWith(["contents = [ pkgs.iana-etc ];"]),
  }),
};
