import { clip, padEnd, padStart, TERMINAL_WIDTH } from "../../core/columns.ts";
import { formatChange } from "../../core/units.ts";
import { visible } from "../../core/visible.ts";
import type { DistributionChange, Report } from "../model.ts";
import { distributionChanges, distributionWords } from "./distribution.ts";
import { type Paint, paintChange } from "./paint.ts";

const ROWS = 10;

const SIGN: Readonly<Record<DistributionChange["kind"], string>> = { added: "+", removed: "-", changed: "~" };

const versions = (list: readonly string[]): string => (list.length === 0 ? "–" : list.map(visible).join(", "));

const row = ({ kind, name, baseline, current, change }: DistributionChange, paint: Paint): string => {
  const between = clip(`${versions(baseline)} → ${versions(current)}`, 35);
  const size = change === undefined ? "" : padStart(formatChange(change), 11);
  const text = `  ${SIGN[kind]} ${padEnd(clip(name, 25), 26)}${padEnd(between, 36)}`;
  return clip(text, TERMINAL_WIDTH) + paintChange(paint, change ?? 0, size);
};

/** Packages of dpkg or apk that changed, most bytes first. */
export const terminalDistribution = (report: Report, paint: Paint): readonly string[] => {
  const changes = distributionChanges(report);
  if (changes.length === 0) return [];
  const left = changes.length - ROWS;
  return [
    paint.bold(`Packages of the distribution: ${distributionWords(changes)} (sizes as listed)`),
    ...changes.slice(0, ROWS).map((change) => row(change, paint)),
    ...(left > 0 ? [`  … ${left} more`] : []),
  ];
};
