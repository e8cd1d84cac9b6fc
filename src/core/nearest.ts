import { compareText } from "./compare-text.ts";

/** Longer ones are compared by their start: a name from an image or a command line may be as long as its maker likes. */
const COMPARED = 100;

/**
 * The candidates that somebody who wrote `text` may have meant, likeliest first: those that contain it or are
 * contained in it, and those that few typing errors away. Time is candidates · length².
 */
export const nearest = (text: string, candidates: Iterable<string>, limit: number): readonly string[] => {
  const wanted = text.slice(0, COMPARED).toLowerCase();
  const most = Math.max(1, Math.floor(wanted.length / 3));
  return [...new Set(candidates)]
    .map((candidate) => ({ candidate, distance: distanceOf(wanted, candidate.slice(0, COMPARED).toLowerCase()) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance || compareText(a.candidate, b.candidate))
    .slice(0, limit)
    .map(({ candidate }) => candidate);
};

/** Shorter texts are part of too much to mean anything. */
const SHORTEST_PART = 3;

const distanceOf = (wanted: string, name: string): number => {
  if (wanted.length >= SHORTEST_PART && name.includes(wanted)) return 0.5;
  if (name.length >= SHORTEST_PART && wanted.includes(name)) return 1 - name.length / (wanted.length + 1);
  return editDistance(wanted, name);
};

/** Characters to insert, delete, replace or swap with their neighbour until one text is the other. */
const editDistance = (a: string, b: string): number => {
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const next = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const swapped = row > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      next.push(
        Math.min(
          (last[column] as number) + 1,
          (next[column - 1] as number) + 1,
          (last[column - 1] as number) + (same ? 0 : 1),
          swapped && column > 1 ? (before[column - 2] as number) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    before = last;
    last = next;
  }
  return last[b.length] as number;
};
