import { defined } from "../core/defined.ts";
import { InputError } from "../core/errors.ts";
import { jsonText } from "../core/json-text.ts";
import { visible } from "../core/visible.ts";
import { integer, Problems, parseImageArg, platform, type QueryArgs } from "../inputs/index.ts";
import { type Analysis, analysePlan } from "../pipeline/analyse.ts";
import { findNix } from "../pipeline/find-nix.ts";
import { planImage } from "../pipeline/plan.ts";
import type { Report, ReportStorePath } from "../report/index.ts";
import { findStorePaths, openReferences, type References, suggestNames } from "../report/query/index.ts";
import type { CliDeps } from "./deps.ts";

/** The images that a command asks something of, read and broken down. */
export const analyseQuery = async (args: QueryArgs, { deps }: CliDeps): Promise<readonly Analysis[]> => {
  const problems = new Problems();
  const asked = platform("--platform", args.platform, problems);
  problems.throwAny();
  const options = {
    deps,
    nix: findNix(deps),
    buildArgs: args.buildArgs,
    registry: { insecure: args.insecure },
    ...defined({ platform: asked }),
  };
  const plan = await planImage(parseImageArg(args.image, args.file), { ...options, revLength: 9 });
  return analysePlan(plan, options);
};

/** Rows that a person may ask for: more would not be read, and cost memory. */
const MOST_ROWS = 100_000;
const DEEPEST = 1000;

const checked = (name: string, text: string, most: number): number => {
  const problems = new Problems();
  const value = integer(name, text, [1, most], problems);
  problems.throwAny();
  return value;
};

export const limitOf = ({ limit }: { readonly limit: string }): number => checked("--limit", limit, MOST_ROWS);

export const depthOf = (depth: string): number => checked("--depth", depth, DEEPEST);

/** An image and what a command answers about it, as data and as text. */
export interface Answer {
  readonly report: Report;
  readonly data: () => object;
  readonly text: () => string;
}

/** Version of the JSON that the commands print; see docs/json.md. */
const QUERY_VERSION = 1;

/** Prints the answers: text an image after the other, or JSON, one document and a list where there are several images. */
export const printAnswers = (
  command: string,
  answers: readonly Answer[],
  { args, cli }: { readonly args: Pick<QueryArgs, "json">; readonly cli: CliDeps },
): void => {
  if (!args.json) {
    cli.print(answers.map(({ text }) => text()).join("\n"));
    return;
  }
  const documents = answers.map(({ report, data }) => {
    const { name, source, platform, configDigest } = report.image;
    return { schemaVersion: QUERY_VERSION, command, image: { name, source, platform, configDigest }, ...data() };
  });
  cli.stdout(jsonText(documents.length === 1 ? documents[0] : documents));
};

interface Hit extends Pick<Analysis, "report" | "references"> {
  readonly found: readonly ReportStorePath[];
}

/** The images that have store paths called so, with these. InputError NO_STORE_PATH names the nearest when none has. */
export const findWanted = (analyses: readonly Analysis[], wanted: string): readonly Hit[] => {
  const hits = analyses
    .map(({ report, references }) => ({ report, references, found: findStorePaths(report, wanted) }))
    .filter(({ found }) => found.length > 0);
  if (hits.length > 0) return hits;
  const reports = analyses.map(({ report }) => report);
  throw new InputError(
    "NO_STORE_PATH",
    `${sourceOf(analyses)}: no store path is called ${JSON.stringify(wanted)} (${hintFor(reports, wanted)}); name a store path, its base name, or the package with or without its version`,
  );
};

/** Images with fewer store paths are told in full. */
const FEW = 8;

const hintFor = (reports: readonly Report[], wanted: string): string => {
  const listed = reports
    .flatMap(({ distribution }) => distribution?.packages ?? [])
    .find(({ name }) => name === wanted);
  if (listed !== undefined)
    return `${listed.manager} lists ${visible(`${listed.name} ${listed.version}`)}, whose references nobody knows`;
  const names = [...new Set(reports.flatMap(({ storePaths }) => storePaths.map(({ name }) => visible(name))))];
  const near = [...new Set(reports.flatMap((report) => suggestNames(report, wanted)))];
  if (near.length > 0) return `did you mean ${near.join(", ")}?`;
  if (names.length === 0) return "the image holds none";
  return names.length <= FEW ? `it holds ${names.join(", ")}` : `among its ${names.length} names`;
};

/** The references of a report; InputError NO_REFERENCES says how to come by them when nobody knows any. */
export const needReferences = (report: Report): References => {
  const references = openReferences(report);
  if (references !== undefined) return references;
  const { source } = report.image;
  throw new InputError(
    "NO_REFERENCES",
    report.storePaths.length === 0
      ? `${source}: holds no store paths (wanted: an image made by Nix); nix-image ls shows its files`
      : `${source}: nobody here knows the references between its store paths; run this where Nix has them, such as the machine that built the image, or name what builds it, as in .#image`,
  );
};

const sourceOf = (analyses: readonly Analysis[]): string => analyses[0]?.report.image.source ?? "";
