import type { Rule } from "../rule.ts";
import { sumOf, worthwhile } from "../subject.ts";

export const storePathInTwoLayers: Rule = {
  id: "store-path-in-two-layers",
  severity: "warning",
  title: "Store path in several layers",
  detect: (subject) => {
    const { content, copiedForPermissions } = subject.inspection;
    const repeated = new Map(
      subject.report.storePaths.filter(({ layers }) => layers.length > 1).map((entry) => [entry.path, entry] as const),
    );
    const items = content.hidden.owners.flatMap(({ path, contentSize }) => {
      const entry = path && repeated.get(path);
      if (entry === undefined) return [];
      const bytes = contentSize - (copiedForPermissions.owners.get(entry.path) ?? 0);
      const layers = entry.layers.map((layer) => layer + 1).join(", ");
      return bytes <= 0 ? [] : [{ path: entry.path, name: entry.name, bytes, note: `layers ${layers}` }];
    });
    const bytes = sumOf(items);
    return bytes < worthwhile(subject.report) ? [] : [{ subject: "store paths", bytes, items }];
  },
  describe: ({ items, count = items.length }, { name, word }) => {
    const [first] = items;
    const example = first === undefined ? "" : `: ${name(first.name)} in ${word(first.note ?? "several layers")}`;
    return `${count === 1 ? "a store path is" : `${count} store paths are`} pulled more than once${example}`;
  },
  fix: () => ({
    advice:
      "Tell the later layer what the earlier ones hold; with nix2container by `layers`, with dockerTools by one image.",
    nix: [
      "{ nix2container, base, app }:",
      "nix2container.buildLayer {",
      "  deps = [ app ];",
      "  layers = [ base ];",
      "}",
    ].join("\n"),
  }),
};
