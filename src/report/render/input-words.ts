import type { Compared, InputChange } from "../model.ts";
import { shortRevision } from "./baseline-words.ts";
import type { Style } from "./cause-sentence.ts";

/** Inputs that are named; the direct ones come first. */
const SHOWN = 4;

type State = InputChange["current"];

const day = (date: string): string => (/^\d{4}-\d\d-\d\dT/.test(date) ? date.slice(0, 10) : date);

/** "1a2b3c4 (2025-01-02)" */
const stateWords = ({ revision, date }: NonNullable<State>, { word }: Style): string => {
  if (revision === undefined) return date === undefined ? "" : word(day(date));
  return `${word(shortRevision(revision))}${date === undefined ? "" : ` (${word(day(date))})`}`;
};

const changeWords = ({ kind, name, baseline = {}, current = {} }: InputChange, style: Style): string => {
  const [before, after] = [stateWords(baseline, style), stateWords(current, style)];
  switch (kind) {
    case "added":
      return `${[style.name(name), after].filter((part) => part !== "").join(" ")} is new`;
    case "removed":
      return `${style.name(name)} is gone`;
    case "moved":
      return before === after
        ? `${style.name(name)} changed`
        : `${style.name(name)} ${before || "–"} → ${after || "–"}`;
  }
};

/** The flake inputs that moved: "`nixpkgs` 1a2b3c4 (2025-01-02) → 5d6e7f8 (2025-02-03)"; `undefined` when none did. */
export const inputWords = (inputs: Compared["inputs"], style: Style): string | undefined => {
  if (inputs === undefined || inputs.length === 0) return undefined;
  const more = inputs.length - SHOWN;
  const shown = inputs.slice(0, SHOWN).map((input) => changeWords(input, style));
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(", ");
};
