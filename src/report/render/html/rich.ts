import { shorten, visible } from "../../../core/visible.ts";
import type { Style } from "../cause-sentence.ts";

/** A piece of a sentence: our own words, what comes from an image, or what is to be stressed. */
export interface RichPart {
  readonly kind: "text" | "name" | "strong";
  readonly text: string;
}

export type Rich = readonly RichPart[];

/** They mark where a piece starts and ends while a sentence is put together; `visible` leaves none in what comes from an image. */
const MARK = { name: "\u0001", strong: "\u0002", end: "\u0003" } as const;

const LONGEST_NAME = 120;

const clean = (untrusted: string): string => shorten(visible(untrusted), LONGEST_NAME);

/** Words for the renderers of sentences, to be taken apart again by `richOf`. */
export const MARKED: Style = {
  name: (untrusted) => `${MARK.name}${clean(untrusted)}${MARK.end}`,
  word: clean,
  strong: (text) => `${MARK.strong}${text}${MARK.end}`,
};

const PIECE = /([\u0001\u0002])([^\u0001-\u0003]*)\u0003|([^\u0001-\u0003]+)/g;

/** The pieces of a sentence that was made with `MARKED`. */
export const richOf = (sentence: string): Rich =>
  [...sentence.matchAll(PIECE)].map(([, mark, marked = "", plain]) =>
    plain === undefined
      ? { kind: mark === MARK.name ? "name" : "strong", text: marked }
      : { kind: "text", text: plain },
  );
