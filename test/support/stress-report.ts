import type { Report } from "../../src/report/index.ts";
import { seeded } from "./random.ts";
import { aReport, aStorePath, compared } from "./sample-reports.ts";

/** Packages that everything refers to, as a real closure has its C library. */
const COMMON = 40;
const LAYERS = 100;

const SYLLABLES = "lib gst python perl qt kde ocaml rust go node ffm curl ssl xml json png utils tools core data".split(
  " ",
);

/**
 * A report on `count` store paths with five references each, of sizes as in a real closure: many small, few huge.
 * Every reference leads to a later path, so that the first ones are near the image.
 */
export const stressReport = (count: number, next = false): Report => {
  const random = seeded(7);
  const names = Array.from({ length: count }, (_, index) => {
    const isNew = next && index % 10 === 0;
    return `${random.pick(SYLLABLES)}-${random.pick(SYLLABLES)}${index}-${1 + (index % 9)}.${isNew ? 9 : index % 7}.${index % 13}`;
  });
  const storePaths = names.map((name, index) => {
    const left = count - index - 1;
    const near = () => index + 1 + random.below(Math.min(left, 60));
    const common = () => Math.max(index + 1, count - 1 - random.below(COMMON));
    const targets = left === 0 ? [] : [near(), near(), near(), common(), common()];
    const grown = next && index % 10 === 0 ? index * 11 : 0;
    const size = Math.round(4000 + 40_000 / (0.0005 + random.below(10_000) / 10_000)) + grown;
    return aStorePath(
      name,
      size,
      [...new Set(targets)].map((target) => names[target] ?? ""),
    );
  });
  return aReport({ name: "stress", storePaths, maxLayers: LAYERS });
};

/** The same, of which every tenth package has another version than before. */
export const stressChange = (count: number): Report => compared(stressReport(count), stressReport(count, true));
