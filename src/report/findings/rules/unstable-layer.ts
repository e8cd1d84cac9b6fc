import { nameOf } from "../../../core/store-path.ts";
import type { Report, ReportLayer } from "../../model.ts";
import { imageWith } from "../nix-text.ts";
import type { ChangeRule } from "../rule.ts";
import { sumOf, worthwhile } from "../subject.ts";

/** Which store paths, and nothing else; a layer with files of its own may differ for a reason. */
const identityOf = (layer: ReportLayer): string | undefined =>
  layer.storePaths.length === 0 || layer.root.files > 0
    ? undefined
    : layer.storePaths
        .map(({ path }) => path)
        .sort()
        .join();

const byIdentity = ({ layers }: Report): ReadonlyMap<string | undefined, ReportLayer> =>
  new Map(layers.map((layer) => [identityOf(layer), layer]));

/** True when nothing but times or headers can differ. */
const sameEntries = (a: ReportLayer, b: ReportLayer): boolean =>
  a.entriesDigest !== undefined && a.entriesDigest === b.entriesDigest;

export const unstableLayer: ChangeRule = {
  id: "unstable-layer",
  severity: "warning",
  title: "Same store paths, another layer",
  detect: (baseline, current) => {
    const before = byIdentity(baseline);
    const unstable = current.layers.flatMap((layer) => {
      const identity = identityOf(layer);
      const old = identity === undefined ? undefined : before.get(identity);
      return old === undefined || old.diffId === layer.diffId ? [] : [{ layer, timesOnly: sameEntries(old, layer) }];
    });
    if (unstable.length === 0) return [];
    const items = unstable.map(({ layer, timesOnly }) => ({
      name: layer.storePaths.map(({ path }) => nameOf(path))[0] ?? "",
      bytes: layer.contentSize,
      note: timesOnly ? "times" : "content",
    }));
    const bytes = sumOf(items);
    const value = items.some(({ note }) => note === "content") ? "content" : "times";
    return [{ subject: "layers", bytes, items, value, ...(bytes < worthwhile(current) ? { severity: "info" } : {}) }];
  },
  describe: ({ items, count = items.length, value }, { name }) => {
    const what = value === "times" ? "file times" : "content";
    return `${count === 1 ? "a layer has" : `${count} layers have`} the same store paths as before and other ${what}, the one of ${name(items[0]?.name ?? "")} first: they are pulled again for nothing`;
  },
  fix: ({ value }) =>
    value === "times"
      ? {
          advice: "Leave the time of files as it is by default.",
          nix: imageWith(['mtime = "1970-01-01T00:00:01Z";']),
        }
      : {
          advice: "The path was built twice with another result: find out what differs, and take it from one cache.",
          nix: '{\n  nixConfig.extra-substituters = [ "https://cache.nixos.org" ];\n}',
        },
};
