import { nameOf, storePathOf } from "../../../core/store-path.ts";
import { overlay } from "../nix-text.ts";
import type { Rule } from "../rule.ts";
import { worthwhile } from "../subject.ts";

export const identicalFiles: Rule = {
  id: "identical-files",
  severity: "info",
  title: "Files with the same content",
  detect: (subject) => {
    const { contentSize, copiedFromStore, largest } = subject.inspection.content.identical;
    const bytes = contentSize - copiedFromStore;
    if (bytes < worthwhile(subject.report)) return [];
    const groups = largest.filter((group) => !group.copiedFromStore);
    const items = groups.map((group) => ({
      name: group.paths[0] ?? "",
      bytes: group.contentSize,
      note: `${group.files} files`,
    }));
    return [{ subject: "files", bytes, items }];
  },
  describe: ({ items }, { name, word }) => {
    const [first] = items;
    return `the same content is in several files${first === undefined ? "" : `, most of it in ${word(first.note ?? "several files")} like ${name(first.name)}`}`;
  },
  fix: ({ items }) => ({
    advice: "Neither a NAR nor the layers of dockerTools know hard links: make the copies symlinks.",
    nix: overlay(ownerOf(items[0]?.name ?? "") ?? "app", [
      "nativeBuildInputs = (old.nativeBuildInputs or [ ]) ++ [",
      "  final.jdupes",
      "];",
      "postInstall = (old.postInstall or \"\") + ''",
      "  jdupes --link-soft --recurse $out",
      "'';",
    ]),
  }),
};

const ownerOf = (file: string): string | undefined => {
  const path = storePathOf(file);
  return path && nameOf(path);
};
