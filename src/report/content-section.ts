import { defined } from "../core/defined.ts";
import type { ContentFacts } from "../image/index.ts";
import { clip } from "./text.ts";

/** How many owners of hidden bytes are named. */
const OWNERS = 20;

/** The report's section on what a container sees of the layers, and what could be left out of them. */
export const buildContent = ({ visible, hidden, identical, efficiency }: ContentFacts) => {
  const { layers, owners, ...sums } = hidden;
  return {
    visible,
    reclaimable: hidden.contentSize + identical.contentSize,
    hidden: {
      ...sums,
      layers: [...layers],
      owners: owners.slice(0, OWNERS).map(({ path, contentSize }) => defined({ path, contentSize })),
    },
    identical: {
      ...identical,
      largest: identical.largest.map((group) => ({ ...group, paths: group.paths.map(clip) })),
    },
    efficiency,
  };
};
