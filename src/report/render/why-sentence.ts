import { causeOf } from "../cause.ts";
import type { Compared } from "../model.ts";
import { causeSentence, type Style } from "./cause-sentence.ts";
import { rebuildWords } from "./rebuild-words.ts";

/** The cause of a change in words; of rebuilds also what brought most of them about, where that is known. */
export const whySentence = (compared: Compared, style: Style): string => {
  const cause = causeOf(compared);
  const { rebuildCauses = [] } = compared;
  const because = cause.kind === "rebuilt" ? rebuildWords(rebuildCauses, 1, style) : "";
  return `${causeSentence(cause, style)}${because === "" ? "" : `, by ${because}`}`;
};
