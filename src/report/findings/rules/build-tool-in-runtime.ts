import type { StorePath } from "../../../core/store-path.ts";
import type { ReportStorePath } from "../../model.ts";
import { attributeIn, overlay, packageIn, replacing, splice } from "../nix-text.ts";
import type { Rule } from "../rule.ts";
import { reasonFor, retainedBy, worthwhile } from "../subject.ts";

/** Compilers, linkers and what they need at build time; a JDK is a JRE for many images and left out. */
const TOOLS = new Set(
  "gcc gcc-wrapper clang clang-wrapper llvm go rustc rustc-wrapper cargo ghc cmake ninja meson bazel binutils binutils-wrapper linux-headers stdenv-linux".split(
    " ",
  ),
);

/** What nixpkgs calls tools whose store path has another name: its `gcc` is the wrapper, and the compiler in it `gcc.cc`. */
const ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ["gcc", "gcc.cc"],
  ["gcc-wrapper", "gcc"],
  ["clang", "clang.cc"],
  ["clang-wrapper", "clang"],
  ["rustc", "rustc-unwrapped"],
  ["rustc-wrapper", "rustc"],
  ["binutils", "binutils-unwrapped"],
  ["binutils-wrapper", "binutils"],
  ["linux-headers", "linuxHeaders"],
  ["stdenv-linux", "stdenv"],
]);

const toolIn = (name: string): string => `final.${ATTRIBUTES.get(packageIn(name)) ?? attributeIn(name)}`;

/** Libraries of a compiler belong into an image. */
const RUNTIME_OUTPUTS = new Set(["lib", "libgcc", "lib32", "lib64"]);

const isTool = ({ pname, output = "" }: ReportStorePath): boolean => TOOLS.has(pname) && !RUNTIME_OUTPUTS.has(output);

/** An image that asks for a compiler itself, as one for development does, wants it. */
const isUnasked = ({ whyChain }: ReportStorePath): boolean => whyChain !== undefined && whyChain.length > 1;

export const buildToolInRuntime: Rule = {
  id: "build-tool-in-runtime",
  severity: "warning",
  title: "Build tool in the runtime closure",
  detect: (subject) => {
    const tools = subject.report.storePaths.filter((entry) => isTool(entry) && isUnasked(entry));
    const paths = new Set<StorePath>(tools.map(({ path }) => path));
    return tools
      .filter(({ dominator }) => dominator === undefined || !paths.has(dominator)) // a compiler's own linker goes with it
      .map((entry) => ({ subject: entry.name, bytes: retainedBy(entry), ...reasonFor(entry) }))
      .filter(({ bytes }) => bytes >= worthwhile(subject.report));
  },
  describe: ({ subject, by = "", file }, { name }) =>
    `${name(subject)} is needed to build, not to run; ${name(by)} refers to it${file === undefined ? "" : ` in ${name(file)}`}`,
  fix: ({ subject, by = "app" }) =>
    packageIn(subject) === "ghc"
      ? {
          advice: "Link statically, so that nothing of the compiler is referred to.",
          nix: replacing(by, (old) => [`prev.haskell.lib.justStaticExecutables ${old};`]),
        }
      : {
          advice: "Take the reference out after the build, and have Nix refuse it from then on.",
          nix: overlay(by, [
            "nativeBuildInputs = (old.nativeBuildInputs or [ ]) ++ [",
            "  final.removeReferencesTo",
            "];",
            "postFixup = (old.postFixup or \"\") + ''",
            "  find $out -type f -exec remove-references-to \\",
            `    -t ${splice(toolIn(subject))} '{}' +`,
            "'';",
            `disallowedReferences = [ ${toolIn(subject)} ];`,
          ]),
        },
};
