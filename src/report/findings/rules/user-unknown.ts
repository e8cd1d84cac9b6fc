import { imageWith } from "../nix-text.ts";
import type { Draft, Rule } from "../rule.ts";
import type { Subject } from "../subject.ts";
import { userOf } from "../user.ts";

const PASSWD = "/etc/passwd";
const GROUP = "/etc/group";

const names = (file: string): ReadonlySet<string> =>
  new Set(file.split("\n").flatMap((line) => (line.includes(":") ? [line.slice(0, line.indexOf(":"))] : [])));

const NO_FILE = "no file";

/** Why the name is not found in the file; `undefined` when it is, or when the file is there and could not be read. */
const whyUnknown = ({ inspection }: Subject, name: string, file: string): string | undefined => {
  if (inspection.see(file).kind === "missing") return NO_FILE;
  const text = inspection.read(file);
  return text === undefined || names(text).has(name) ? undefined : "not listed";
};

export const userUnknown: Rule = {
  id: "user-unknown",
  severity: "error",
  title: "Unknown user",
  detect: (subject): readonly Draft[] => {
    const { name, isNumber, group } = userOf(subject);
    const user = name === "" || isNumber ? undefined : whyUnknown(subject, name, PASSWD);
    if (user !== undefined) return [{ subject: name, value: user }];
    const unknown = group === undefined ? undefined : whyUnknown(subject, group, GROUP);
    if (group !== undefined && unknown !== undefined) return [{ subject: group, file: GROUP, value: unknown }];
    return subject.inspection.see(PASSWD).kind === "missing" ? [{ subject: PASSWD, severity: "info" }] : [];
  },
  describe: ({ subject, value, severity, file }, { name }) => {
    if (severity === "info") return "there is no /etc/passwd: programs that ask for the user's name or home fail";
    const [who, where] = file === undefined ? ["as", PASSWD] : ["in the group", GROUP];
    const why = value === NO_FILE ? `there is no ${where}` : `${where} does not list it`;
    return `the image runs ${who} ${name(subject)}, and ${why}: the container does not start`;
  },
  fix: () => ({
    advice: "Add the files of users and groups, or give the user as a number.",
    nix: imageWith(["contents = [ pkgs.dockerTools.fakeNss ];", 'config.User = "nobody";']),
  }),
};
