import { imageWith } from "../nix-text.ts";
import type { Rule } from "../rule.ts";

export const danglingStoreLink: Rule = {
  id: "dangling-store-link",
  severity: "error",
  title: "Links to store paths that are not in the image",
  detect: ({ inspection: { danglingLinks } }) => {
    if (danglingLinks.count === 0) return [];
    const items = danglingLinks.links.map(({ path, target }) => ({ name: path, note: target }));
    return [{ subject: "links", items, count: danglingLinks.count }];
  },
  describe: ({ items, count = items.length }, { name }) => {
    const [first] = items;
    const example = first === undefined ? "" : `, such as ${name(first.name)} to ${name(first.note ?? "")}`;
    return `${count === 1 ? "a symlink leads" : `${count} symlinks lead`} to store paths that are not in the image${example}`;
  },
  fix: () => ({
    advice: "Add the paths to the contents; with includeStorePaths = false they have to be mounted.",
    nix: imageWith(["contents = [ pkgs.hello ];", "includeStorePaths = true;"]),
  }),
};
