import type { Rule } from "../rule.ts";
import { worthwhile } from "../subject.ts";

export const copiedToRoot: Rule = {
  id: "copied-to-root",
  severity: "warning",
  title: "Store content copied to the root",
  detect: (subject) => {
    const { copiedFromStore, largest } = subject.inspection.content.identical;
    if (copiedFromStore < worthwhile(subject.report)) return [];
    const items = largest
      .filter((group) => group.copiedFromStore)
      .map((group) => ({
        name: group.paths[0] ?? "",
        bytes: group.contentSize,
        ...(group.paths[1] === undefined ? {} : { note: group.paths[1] }),
      }));
    return [{ subject: "root", bytes: copiedFromStore, items }];
  },
  describe: ({ items }, { name }) => {
    const [first] = items;
    const example = first?.note === undefined ? "" : `, as ${name(first.name)} is ${name(first.note)}`;
    return `files outside the Nix store have the same content as files in it${example}`;
  },
  fix: () => ({
    advice: "Link instead of copying: in a buildEnv, or by streamLayeredImage, whose contents are links.",
    nix: [
      "{ pkgs }:",
      "pkgs.dockerTools.buildImage {",
      '  name = "app";',
      "  copyToRoot = pkgs.buildEnv {",
      '    name = "image-root";',
      "    paths = [ pkgs.bash ];",
      '    pathsToLink = [ "/bin" ];',
      "  };",
      "}",
    ].join("\n"),
  }),
};
