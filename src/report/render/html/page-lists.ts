import { type StorePath, storePathOf } from "../../../core/store-path.ts";
import { shorten, visible } from "../../../core/visible.ts";
import type { DistributionChange, Report } from "../../model.ts";
import { showConfig } from "../../shown-config.ts";
import { withoutStore } from "../../text.ts";
import { budgetRows, noteWords } from "../budget-rows.ts";
import { elide } from "../chain.ts";
import { configChanges, shownValues } from "../config.ts";
import { distributionChanges } from "../distribution.ts";
import { forbiddenRows } from "../forbidden-rows.ts";
import { caseWords, largestCases, reclaimableKinds, reclaimableOf } from "../reclaimable.ts";
import type {
  PageBudget,
  PageDistribution,
  PageDistributionPackage,
  PageFile,
  PageSetting,
  PageSettingChange,
  PageWaste,
} from "./page-data.ts";

const LONGEST = 2000;

const word = (untrusted: string): string => shorten(visible(untrusted), LONGEST);

/** The largest files of the image. */
export const pageFiles = (report: Report, numbers: ReadonlyMap<StorePath, number>): readonly PageFile[] =>
  report.largestFiles.map(({ path, size, layer }) => {
    const store = storePathOf(path);
    const owner = store === undefined ? undefined : numbers.get(store);
    return { path: word(withoutStore(path)), size, layer, ...(owner === undefined ? {} : { owner }) };
  });

/** What a container is started with; what looks like a secret is masked, since a page is passed on. */
export const pageConfig = ({ image }: Report): readonly PageSetting[] => {
  const { entrypoint, cmd, env, user, workingDir, exposedPorts, labels = {} } = showConfig(image.config);
  const line = (field: string, values: readonly string[] = []): readonly PageSetting[] =>
    values.length === 0 ? [] : [{ field, value: word(values.join(" ")) }];
  return [
    ...line("Entrypoint", entrypoint),
    ...line("Cmd", cmd),
    ...line("User", user === undefined ? [] : [user]),
    ...line("WorkingDir", workingDir === undefined ? [] : [workingDir]),
    ...line("ExposedPorts", exposedPorts),
    ...(env ?? []).map((value) => ({ field: "Env", value: word(value) })),
    ...Object.entries(labels).map(([key, value]) => ({ field: `Label ${word(key)}`, value: word(value) })),
  ];
};

const SHOWN_DIFFERENCE = 400;

export const pageConfigChanges = ({ comparison }: Report): readonly PageSettingChange[] =>
  comparison?.kind !== "compared"
    ? []
    : configChanges(comparison).map((change) => {
        const [baseline = "–", current = "–"] = shownValues(change, SHOWN_DIFFERENCE);
        return { field: word(change.field), baseline: word(baseline), current: word(current) };
      });

/** What became of the budgets, and of forbidden packages each that is there. */
export const pageBudgets = (report: Report): readonly PageBudget[] => [
  ...budgetRows(report).map((row) => ({
    ...{ name: row.name, mark: row.mark, limit: row.limit, found: row.found ?? "–", note: noteWords(row) },
  })),
  ...forbiddenRows(report).map(({ name, pattern, why }) => ({
    ...{ name: "forbidden", mark: "broken" as const, limit: word(pattern), found: word(name) },
    note: why === undefined || why.length === 0 ? "" : `by way of ${word(elide(why).join(" → "))}`,
  })),
];

/** Cases that are named. */
const CASES = 50;

const cleanNames = { path: word, store: word };

/** What could be left out, where it is worth a word. */
export const pageWaste = (report: Report): PageWaste | undefined => {
  const content = reclaimableOf(report);
  if (content === undefined) return undefined;
  return {
    size: content.reclaimable,
    kinds: reclaimableKinds(content).map(({ size, what }) => ({ size, words: what })),
    cases: largestCases(content, CASES).map((found) => ({ size: found.size, words: caseWords(found, cleanNames) })),
  };
};

const changeWords = ({ kind, baseline, current }: DistributionChange): string => {
  if (kind === "added") return "new";
  return kind === "removed" ? "gone" : `${baseline.join(", ")} → ${current.join(", ")}`;
};

/** Packages of dpkg or apk, most bytes first; those that are gone too. */
export const pageDistribution = (report: Report): PageDistribution | undefined => {
  const changes = new Map(distributionChanges(report).map((change) => [change.name, change]));
  const { distribution } = report;
  if (distribution === undefined && changes.size === 0) return undefined;
  const there = (distribution?.packages ?? []).map(
    ({ name, version, manager, installedSize, licence = "" }): PageDistributionPackage => {
      const change = changes.get(name);
      return {
        ...{ name: word(name), version: word(version), manager, licence: word(licence) },
        ...(installedSize === undefined ? {} : { installedSize }),
        change: change === undefined ? "" : word(changeWords(change)),
      };
    },
  );
  const gone = [...changes.values()]
    .filter(({ kind }) => kind === "removed")
    .map(({ name, baseline, manager }): PageDistributionPackage => {
      return { name: word(name), version: word(baseline.join(", ")), manager, licence: "", change: "gone" };
    });
  const packages = [...there, ...gone].sort((a, b) => (b.installedSize ?? 0) - (a.installedSize ?? 0));
  return { name: word(distribution?.name ?? "the distribution"), packages };
};
