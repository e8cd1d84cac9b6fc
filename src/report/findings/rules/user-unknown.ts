import { imageWith } from "../nix-text.ts";
import type { Draft, Rule } from "../rule.ts";
import { userOf } from "../user.ts";

const PASSWD = "/etc/passwd";

const names = (passwd: string): ReadonlySet<string> =>
  new Set(passwd.split("\n").flatMap((line) => (line.includes(":") ? [line.slice(0, line.indexOf(":"))] : [])));

export const userUnknown: Rule = {
  id: "user-unknown",
  severity: "error",
  title: "Unknown user",
  detect: (subject): readonly Draft[] => {
    const { name, isNumber } = userOf(subject);
    const passwd = subject.inspection.read(PASSWD);
    const isThere = subject.inspection.see(PASSWD).kind !== "missing";
    if (name !== "" && !isNumber && (!isThere || (passwd !== undefined && !names(passwd).has(name))))
      return [{ subject: name, value: isThere ? "not listed" : "no file" }];
    return isThere ? [] : [{ subject: PASSWD, severity: "info" }];
  },
  describe: ({ subject, value, severity }, { name }) => {
    if (severity === "info") return "there is no /etc/passwd: programs that ask for the user's name or home fail";
    const why = value === "no file" ? "there is no /etc/passwd" : "/etc/passwd does not list it";
    return `the image runs as ${name(subject)}, and ${why}: the container does not start`;
  },
  fix: () => ({
    advice: "Add the files of users and groups, or give the user as a number.",
    nix: imageWith(["contents = [ pkgs.dockerTools.fakeNss ];", 'config.User = "nobody";']),
  }),
};
