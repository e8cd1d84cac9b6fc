import { variable } from "../entrypoint.ts";
import { imageWith } from "../nix-text.ts";
import type { Rule } from "../rule.ts";
import type { Subject } from "../subject.ts";

const BUILT_IN = /^(C|POSIX|C\.utf-?8)$/i;

/** nixpkgs' glibc reads `LOCALE_ARCHIVE_2_27` and the like first: an archive of the format that this version knows. */
const ARCHIVE = /^LOCALE_ARCHIVE(?:_[0-9_]+)?=(\/.*)$/;

const archivesNamed = ({ image }: Subject): readonly string[] =>
  (image.config.config?.Env ?? []).flatMap((line) => ARCHIVE.exec(line)?.[1] ?? []);

/** Where glibc looks; Debian has a folder for each locale instead of an archive. */
const hasLocales = (subject: Subject): boolean => {
  const { see, list } = subject.inspection;
  const archives = [...archivesNamed(subject), "/usr/lib/locale/locale-archive"];
  const folders = ["/usr/lib/locale", variable(subject, "LOCPATH")];
  return (
    archives.some((path) => see(path).kind === "file") ||
    folders.some((folder) => folder?.startsWith("/") === true && list(folder).some((name) => !/^C(\.|$)/.test(name)))
  );
};

/** musl takes any name, and has no archive. */
const isMusl = ({ report, inspection }: Subject): boolean =>
  report.storePaths.some(({ pname }) => pname === "musl") ||
  inspection.list("/lib").some((name) => name.startsWith("ld-musl-"));

export const localeUnavailable: Rule = {
  id: "locale-unavailable",
  severity: "info",
  title: "Locale without its data",
  detect: (subject) => {
    const value = variable(subject, "LC_ALL") || variable(subject, "LANG") || "C";
    return BUILT_IN.test(value) || hasLocales(subject) || isMusl(subject) ? [] : [{ subject: "locale", value }];
  },
  describe: ({ value = "" }, { name }) =>
    `the environment asks for the locale ${name(value)}, whose data is not in the image: setlocale fails`,
  fix: () => ({
    advice: "C.UTF-8 is built into glibc and treats text as UTF-8.",
    nix: imageWith(['config.Env = [ "LANG=C.UTF-8" ];']),
  }),
};
