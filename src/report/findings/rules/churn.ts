import { nameOf } from "../../../core/store-path.ts";
import { lackingLayers } from "../../layer-diff.ts";
import { imageWith } from "../nix-text.ts";
import type { ChangeRule } from "../rule.ts";

const TIMES = 3;
const LARGE = 20_000_000;

export const churn: ChangeRule = {
  id: "churn",
  severity: "warning",
  title: "A small change is a large pull",
  detect: (baseline, current) => {
    const paths = new Set(baseline.storePaths.map(({ path }) => path));
    const newLayers = lackingLayers(current.layers, baseline.layers);
    const pulled = newLayers.reduce((sum, layer) => sum + layer.contentSize, 0);
    const isNew = current.storePaths.filter(({ path }) => !paths.has(path));
    const rootChange = newLayers.reduce((sum, { root }) => sum + root.contentSize, 0);
    const changed = isNew.reduce((sum, { contentSize }) => sum + contentSize, rootChange);
    if (pulled <= TIMES * changed || pulled <= LARGE) return [];
    const items = newLayers
      .flatMap(({ storePaths }) => storePaths)
      .filter(({ path }) => paths.has(path))
      .map(({ path, contentSize }) => ({ path, name: nameOf(path), bytes: contentSize, note: "unchanged" }));
    return [{ subject: "layers", bytes: pulled - changed, items }];
  },
  describe: ({ bytes, items, count = items.length }, { size, name }) => {
    const [first] = items;
    const most = first === undefined ? "" : `, most of it ${name(first.name)}`;
    return `new layers hold ${size(bytes)} that did not change (${count === 1 ? "one store path" : `${count} store paths`}${most}), and everybody pulls it again`;
  },
  fix: () => ({
    advice: "Allow more layers, so that what changes often has one of its own.",
    nix: imageWith(["contents = [ pkgs.hello ];", "maxLayers = 120;"], "buildLayeredImage"),
  }),
};
