import { variable } from "../entrypoint.ts";
import { imageWith, splice } from "../nix-text.ts";
import type { Rule } from "../rule.ts";
import type { Subject } from "../subject.ts";

/** `Europe/Berlin`; rules such as `CET-1CEST` say all that is needed, and UTC needs nothing. */
const ZONE = /^:?[A-Z][A-Za-z_]+\/[A-Za-z_/+-]+$/;
const FOLDERS = ["/usr/share/zoneinfo", "/etc/zoneinfo", "/usr/lib/zoneinfo"];

const hasZones = (subject: Subject): boolean => {
  const folders = [variable(subject, "TZDIR"), variable(subject, "ZONEINFO"), ...FOLDERS];
  return folders.some(
    (folder) => folder?.startsWith("/") === true && subject.inspection.see(folder).kind !== "missing",
  );
};

export const noTzdata: Rule = {
  id: "no-tzdata",
  severity: "info",
  title: "Time zone without its data",
  detect: (subject) => {
    const value = variable(subject, "TZ") ?? "";
    return !ZONE.test(value) || /^:?Etc\/(UTC|UCT|GMT|Universal|Zulu)$/.test(value) || hasZones(subject)
      ? []
      : [{ subject: "time zone", value }];
  },
  describe: ({ value = "" }, { name }) =>
    `the environment sets the time zone ${name(value)}, and there is no data on zones: programs use UTC`,
  fix: () => ({
    advice: "Add the data and say where it is.",
    nix: imageWith([
      "config.Env = [",
      '  "TZ=Europe/Berlin"',
      `  "TZDIR=${splice("pkgs.tzdata")}/share/zoneinfo"`,
      "];",
    ]),
  }),
};
