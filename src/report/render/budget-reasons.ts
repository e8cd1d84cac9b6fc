import type { JudgedLimit } from "../model.ts";

/** Which number is missing and why, and what to do about it. */
const REASONS: Readonly<Record<NonNullable<JudgedLimit["reason"]>, readonly [missing: string, advice: string]>> = {
  "first-report": ["first report", ""],
  "not-compressed": [
    "the compressed size is missing, since the layers were not compressed to be counted",
    "report the image with --compressed",
  ],
  "no-baseline": ["there is no baseline, since none was asked for", "name one"],
  "baseline-unavailable": [
    "the baseline's size is missing, since the baseline could not be had",
    "make the base commit buildable, or let this workflow run on the base branch, so that its report is stored",
  ],
  "other-platform": [
    "the change is missing, since the baseline is for another platform",
    "name one for the platform of the image",
  ],
  "baseline-not-compressed": [
    "the baseline's compressed size is missing, since its layers were not compressed to be counted",
    "make its report again with --compressed",
  ],
  "baseline-empty": ["the baseline has no bytes, of which nothing is a percentage", "use max-increase"],
};

/** Why a limit is not judged, and what to do about it if that is no first report. */
export const reasonWords = ({
  reason = "no-baseline",
}: JudgedLimit): { readonly note: string; readonly advice?: string } => {
  const [missing, advice] = REASONS[reason];
  return { note: `not judged: ${missing}`, ...(advice === "" ? {} : { advice }) };
};
