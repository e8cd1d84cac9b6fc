import { padStart } from "../../../core/columns.ts";
import type { WeighedPath } from "../../query/index.ts";
import type { Paint } from "../paint.ts";
import { sizeColumn } from "./page.ts";

/** Columns that `weightColumns` takes. */
export const WEIGHTS = 32;

/** Names of the columns that `weightColumns` fills. */
export const weightHead = (paint: Paint): string =>
  paint.dim(["own", "closure", "frees"].map((title) => padStart(title, 10)).join(""));

/** What a store path weighs alone, with all that it reaches, and what removing it frees. */
export const weightColumns = ({ ownSize, closureSize, retainedSize }: WeighedPath): string =>
  `${sizeColumn(ownSize)}${sizeColumn(closureSize)}${sizeColumn(retainedSize)}  `;
