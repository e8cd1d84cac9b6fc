import { nameOf, storePathOf } from "../../../core/store-path.ts";
import { entrypointOf } from "../entrypoint.ts";
import { imageWith } from "../nix-text.ts";
import type { Rule } from "../rule.ts";
import { worthwhile } from "../subject.ts";

const TIMES = 10;

export const catchAllLayer: Rule = {
  id: "catch-all-layer",
  severity: "warning",
  title: "The program shares a layer with its dependencies",
  detect: (subject) => {
    const start = entrypointOf(subject);
    const app = start?.seen.kind === "file" ? storePathOf(start.seen.path) : undefined;
    const entry = subject.report.storePaths.find(({ path }) => path === app);
    const index = entry?.layers.at(-1);
    const layer = index === undefined ? undefined : subject.report.layers[index];
    const layersWithPaths = subject.report.layers.filter(({ storePaths }) => storePaths.length > 0);
    if (entry === undefined || layer === undefined || index === undefined || layersWithPaths.length < 2) return [];
    const others = layer.storePaths.filter(({ path }) => path !== app);
    const bytes = layer.contentSize - entry.contentSize;
    const crowded = others.length > 0 && layer.contentSize > TIMES * entry.contentSize;
    if (!crowded || bytes < worthwhile(subject.report)) return [];
    const items = others.map(({ path, contentSize }) => ({ path, name: nameOf(path), bytes: contentSize }));
    return [{ subject: entry.pname, value: `layer ${index + 1}`, bytes, items }];
  },
  describe: ({ subject, value = "", count, items, bytes }, { name, word, size }) =>
    `${name(subject)} lies in ${word(value)} with ${count ?? items.length} other store paths: each change of it pulls ${size(bytes)} that did not change`,
  fix: () => ({
    advice: "Allow more layers, or say which paths get one of their own.",
    nix: imageWith(["contents = [ pkgs.hello ];", "maxLayers = 120;"], "buildLayeredImage"),
  }),
};
