import { imageWith } from "../nix-text.ts";
import type { Rule } from "../rule.ts";

/** What people write a revision as: at least the seven characters that Git shows. */
const SHORTEST = 7;

export const revInImage: Rule = {
  id: "rev-in-image",
  severity: "info",
  title: "Revision inside the image",
  detect: ({ report: { image } }) => {
    const { revision, config, repoTags, outPath } = image;
    if (revision === undefined || outPath === undefined || revision.length < SHORTEST) return [];
    const short = revision.slice(0, SHORTEST);
    const places = [
      ...repoTags.map((tag) => ({ name: "tag", note: tag })),
      ...(config.env ?? []).map((line) => ({ name: "environment", note: line })),
      ...Object.entries(config.labels ?? {}).map(([key, value]) => ({ name: "label", note: `${key}=${value}` })),
    ];
    const items = places
      .filter(({ note }) => note.includes(short))
      .map(({ name, note }) => ({ name, note: clipped(note) }));
    return items.length === 0 ? [] : [{ subject: "revision", value: short, items }];
  },
  describe: ({ value = "", items }, { name, word }) =>
    `${name(value)} is in the ${[...new Set(items.map((item) => word(item.name)))].join(" and the ")}, so every commit makes another image and no build is shared`,
  fix: () => ({
    advice: "Leave the tag to this action, and the revision to the annotations that it writes on publishing.",
    nix: imageWith(["tag = null;"]),
  }),
};

const clipped = (text: string): string => (text.length <= 200 ? text : `${text.slice(0, 199)}…`);
