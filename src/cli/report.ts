import { limitsOf } from "../core/budgets.ts";
import { defined } from "../core/defined.ts";
import { InputError } from "../core/errors.ts";
import { compression, Problems, parseBudgets, parseImageArg, platform, type ReportArgs } from "../inputs/index.ts";
import { type AnalyseOptions, type Analysis, analysePlan } from "../pipeline/analyse.ts";
import { tellBreaches } from "../pipeline/breaches.ts";
import { compareAndExplain } from "../pipeline/explain-changes.ts";
import { findNix } from "../pipeline/find-nix.ts";
import { judgeReport } from "../pipeline/judge-all.ts";
import { namedBaseline } from "../pipeline/named-baseline.ts";
import { type ImagePlan, planImage } from "../pipeline/plan.ts";
import { readSilences } from "../pipeline/silences.ts";
import { openPackers } from "../publish/index.ts";
import { type Judging, type Report, renderReportFile } from "../report/index.ts";
import type { CliDeps } from "./deps.ts";
import { renderMarkdown, renderPage, renderText } from "./formats.ts";
import { writeOutput } from "./output.ts";
import { writeSboms } from "./sbom.ts";

/** `nix-image report` */
export const reportCommand = async (args: ReportArgs, cli: CliDeps): Promise<void> => {
  const toStdout = OUTPUTS.filter((name) => args[name] === "-");
  checkOutputs(toStdout);
  const { options, budgets } = parseOptions(args, cli);
  const plan = await planImage(parseImageArg(args.image, args.file), { ...options, revLength: 9 });
  const analyses = await analysePlan(plan, options);
  const reports = (await compare(analyses, { args, plan, options })).map((report) => judgeReport(report, budgets));
  if (args.json !== undefined) await writeOutput(args.json, renderReportFile(reports), cli);
  if (args.markdown !== undefined) await writeOutput(args.markdown, renderMarkdown(reports), cli);
  if (args.html !== undefined) await writeOutput(args.html, await renderPage(reports, cli), cli);
  if (args.sbom !== undefined) await writeSboms(analyses, { target: args.sbom, buildArgs: args.buildArgs, cli });
  if (toStdout.length === 0) cli.print(renderText(reports, cli.colour));
  const breach = tellBreaches(reports, cli.deps.log);
  if (breach !== undefined) throw breach;
};

/** Options that name a file to write. */
const OUTPUTS = ["json", "html", "markdown", "sbom"] as const;

const checkOutputs = (toStdout: readonly string[]): void => {
  if (toStdout.length < 2) return;
  const names = toStdout.map((name) => `--${name}`).join(" and ");
  const found = toStdout.length === 2 ? "cannot both be standard output" : "cannot all be standard output";
  const advice = toStdout.length === 2 ? "give one of them a file" : "give all but one a file";
  throw new InputError("USAGE", `${names} ${found}; ${advice}`);
};

const parseOptions = (args: ReportArgs, { deps }: CliDeps) => {
  const problems = new Problems();
  const setting = compression("--compression", args.compression, problems);
  const asked = platform("--platform", args.platform, problems);
  const budgets = budgetsOf(args, problems);
  problems.throwAny();
  const compressed = args.compressed || limitsOf(budgets).some((limit) => limit.compressed);
  const packing = compressed ? { openPacker: openPackers({ compression: setting, workers: deps.workers }) } : {};
  const registry = { insecure: args.insecure };
  const silences = readSilences("--ignore-finding", args.ignoreFindings);
  const asking = { ...packing, silences, ...defined({ platform: asked }) };
  const options: AnalyseOptions = { deps, nix: findNix(deps), buildArgs: args.buildArgs, registry, ...asking };
  return { options, budgets };
};

const budgetsOf = ({ budgets, baseline }: ReportArgs, problems: Problems): Judging => {
  const source = {
    get: (name: keyof typeof budgets) => budgets[name],
    nameOf: (name: keyof typeof budgets) => (name === "forbid-packages" ? "--forbid-package" : `--${name}`),
  };
  return parseBudgets(baseline === undefined ? { ...source, notCompared: "give --baseline" } : source, problems);
};

interface Comparing {
  readonly args: ReportArgs;
  readonly plan: ImagePlan;
  readonly options: AnalyseOptions;
}

const compare = async (
  analyses: readonly Analysis[],
  { args, plan, options }: Comparing,
): Promise<readonly Report[]> => {
  const reports = analyses.map(({ report }) => report);
  if (args.baseline === undefined) return reports;
  const baseline = await namedBaseline(args.baseline, plan, options);
  const compared: Report[] = [];
  for (const report of reports) compared.push(await compareAndExplain(report, baseline, { ...options, plan }));
  return compared;
};
