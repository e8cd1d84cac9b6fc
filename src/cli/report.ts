import { limitsOf } from "../core/budgets.ts";
import { defined } from "../core/defined.ts";
import { InputError } from "../core/errors.ts";
import { compression, Problems, parseBudgets, parseImageArg, platform, type ReportArgs } from "../inputs/index.ts";
import { type AnalyseOptions, analysePlan } from "../pipeline/analyse.ts";
import { compareWith, namedBaseline } from "../pipeline/baseline.ts";
import { tellBreaches } from "../pipeline/breaches.ts";
import { findNix } from "../pipeline/find-nix.ts";
import { judgeReport } from "../pipeline/judge-all.ts";
import { type ImagePlan, planImage } from "../pipeline/plan.ts";
import { openPackers } from "../publish/index.ts";
import { type Judging, type Report, renderReportFile } from "../report/index.ts";
import type { CliDeps } from "./deps.ts";
import { renderMarkdown, renderText } from "./formats.ts";
import { writeOutput } from "./output.ts";

/** `nix-image report` */
export const reportCommand = async (args: ReportArgs, cli: CliDeps): Promise<void> => {
  if (args.json === "-" && args.markdown === "-") {
    throw new InputError("USAGE", "--json and --markdown cannot both be standard output; give one of them a file");
  }
  const { options, budgets } = parseOptions(args, cli);
  const plan = await planImage(parseImageArg(args.image, args.file), { ...options, revLength: 9 });
  const reports = (await compare(args, plan, options)).map((report) => judgeReport(report, budgets));
  await write(reports, args, cli);
  const breach = tellBreaches(reports, cli.deps.log);
  if (breach !== undefined) throw breach;
};

const write = async (reports: readonly Report[], args: ReportArgs, cli: CliDeps): Promise<void> => {
  if (args.json !== undefined) await writeOutput(args.json, renderReportFile(reports), cli);
  if (args.markdown !== undefined) await writeOutput(args.markdown, renderMarkdown(reports), cli);
  if (args.json === "-" || args.markdown === "-") return;
  cli.stdout(renderText(reports, cli.colour));
};

const parseOptions = (args: ReportArgs, { deps }: CliDeps) => {
  const problems = new Problems();
  const setting = compression("--compression", args.compression, problems);
  const asked = platform("--platform", args.platform, problems);
  const budgets = budgetsOf(args, problems);
  problems.throwAny();
  const compressed = args.compressed || limitsOf(budgets).some((limit) => limit.compressed);
  const packing = compressed ? { openPacker: openPackers({ compression: setting }) } : {};
  const registry = { insecure: args.insecure };
  const asking = { ...packing, ...defined({ platform: asked }) };
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

const compare = async (args: ReportArgs, plan: ImagePlan, options: AnalyseOptions): Promise<readonly Report[]> => {
  const reports = (await analysePlan(plan, options)).map(({ report }) => report);
  if (args.baseline === undefined) return reports;
  const baseline = await namedBaseline(args.baseline, plan, options);
  return reports.map((report) => ({ ...report, comparison: compareWith(baseline, report) }));
};
