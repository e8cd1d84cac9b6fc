import type { SeenProgram } from "../../../image/index.ts";
import { entrypointOf } from "../entrypoint.ts";
import type { Draft, Rule } from "../rule.ts";
import { type Subject, sumOf, worthwhile } from "../subject.ts";

/** `e_machine` of ELF by GOARCH, https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html */
const MACHINES: ReadonlyMap<string, readonly number[]> = new Map(
  Object.entries({
    amd64: [62, 3], // runs 32 bit programs as well
    "386": [3],
    arm64: [183, 40],
    arm: [40],
    ppc64le: [21],
    ppc64: [21, 20],
    s390x: [22],
    riscv64: [243],
    loong64: [258],
    mips64le: [8],
    mipsle: [8],
  }),
);

const NAMES: Readonly<Record<number, string>> = {
  3: "386",
  8: "mips",
  20: "ppc",
  21: "ppc64",
  22: "s390x",
  40: "arm",
  62: "amd64",
  183: "arm64",
  243: "riscv64",
  258: "loong64",
};

/** What a program is for, `undefined` when the image's platform runs it or nobody knows. */
const foreignTo = (architecture: string, { fact }: Pick<SeenProgram, "fact">): string | undefined => {
  if (fact.kind === "mach-o") return "macOS";
  const known = MACHINES.get(architecture);
  if (fact.kind !== "elf" || known === undefined || known.includes(fact.machine)) return undefined;
  return NAMES[fact.machine];
};

const startsForeign = (subject: Subject): Draft | undefined => {
  const start = entrypointOf(subject);
  const program = start?.seen.kind === "file" ? start.seen.program : undefined;
  const platform = program && foreignTo(subject.image.platform.architecture, { fact: program });
  return start === undefined || platform === undefined
    ? undefined
    : { severity: "error", subject: start.command, value: platform, file: start.seen.path };
};

const holdsForeign = (subject: Subject): Draft | undefined => {
  const { architecture } = subject.image.platform;
  const items = [...subject.inspection.programs()]
    .flatMap((program) => {
      const platform = foreignTo(architecture, program);
      return platform === undefined ? [] : [{ name: program.path, bytes: program.size, note: platform }];
    })
    .sort((a, b) => b.bytes - a.bytes);
  const bytes = sumOf(items);
  return bytes < worthwhile(subject.report) ? undefined : { subject: "programs", bytes, items };
};

export const foreignPlatform: Rule = {
  id: "foreign-platform",
  severity: "info",
  title: "Programs for another platform",
  detect: (subject) => [startsForeign(subject), holdsForeign(subject)].filter((draft) => draft !== undefined),
  describe: ({ severity, value = "", file = "", items, count = items.length }, { name, word }) => {
    if (severity === "error") return `the image starts ${name(file)}, which is a program for ${name(value)}`;
    const [first] = items;
    const example = first === undefined ? "" : `, such as ${name(first.name)} for ${word(first.note ?? "another")}`;
    return `${count} programs are for other platforms${example}`;
  },
  fix: () => ({
    advice: "Build the image for the platform that it is labelled with, on a machine or a remote builder of that kind.",
    nix: [
      "{",
      "  outputs = { self, nixpkgs }: {",
      "    packages.x86_64-linux.image =",
      "      let pkgs = nixpkgs.legacyPackages.x86_64-linux;",
      "      in pkgs.dockerTools.streamLayeredImage {",
      '        name = "app";',
      "        contents = [ pkgs.hello ];",
      "      };",
      "  };",
      "}",
    ].join("\n"),
  }),
};
