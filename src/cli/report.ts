import { defined } from "../core/defined.ts";
import { InputError } from "../core/errors.ts";
import { compression, Problems, parseImageArg, platform, type ReportArgs } from "../inputs/index.ts";
import { type AnalyseOptions, type Analysis, analysePlan } from "../pipeline/analyse.ts";
import { compareWith, namedBaseline } from "../pipeline/baseline.ts";
import { findNix } from "../pipeline/find-nix.ts";
import { type ImagePlan, planImage } from "../pipeline/plan.ts";
import { openPackers } from "../publish/index.ts";
import { type Report, renderReportFile } from "../report/index.ts";
import type { CliDeps } from "./deps.ts";
import { renderMarkdown, renderText } from "./formats.ts";
import { writeOutput } from "./output.ts";
import { writeSboms } from "./sbom.ts";

/** `nix-image report` */
export const reportCommand = async (args: ReportArgs, cli: CliDeps): Promise<void> => {
  const toStdout = OUTPUTS.filter((name) => args[name] === "-");
  checkOutputs(toStdout);
  const options = optionsOf(args, cli);
  const plan = await planImage(parseImageArg(args.image, args.file), { ...options, revLength: 9 });
  const analyses = await analysePlan(plan, options);
  const reports = await compare(analyses, { args, plan, options });
  if (args.json !== undefined) await writeOutput(args.json, renderReportFile(reports), cli);
  if (args.markdown !== undefined) await writeOutput(args.markdown, renderMarkdown(reports), cli);
  if (args.sbom !== undefined) await writeSboms(analyses, { target: args.sbom, buildArgs: args.buildArgs, cli });
  if (toStdout.length === 0) cli.stdout(renderText(reports, cli.colour));
};

/** Options that name a file to write. */
const OUTPUTS = ["json", "markdown", "sbom"] as const;

const checkOutputs = (toStdout: readonly string[]): void => {
  if (toStdout.length < 2) return;
  const names = toStdout.map((name) => `--${name}`).join(" and ");
  const found = toStdout.length === 2 ? "cannot both be standard output" : "cannot all be standard output";
  const advice = toStdout.length === 2 ? "give one of them a file" : "give all but one a file";
  throw new InputError("USAGE", `${names} ${found}; ${advice}`);
};

const optionsOf = (args: ReportArgs, { deps }: CliDeps): AnalyseOptions => {
  const problems = new Problems();
  const setting = compression("--compression", args.compression, problems);
  const asked = platform("--platform", args.platform, problems);
  problems.throwAny();
  const packing = args.compressed ? { openPacker: openPackers({ compression: setting }) } : {};
  const registry = { insecure: args.insecure };
  return { deps, nix: findNix(deps), buildArgs: args.buildArgs, registry, ...packing, ...defined({ platform: asked }) };
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
  return reports.map((report) => ({ ...report, comparison: compareWith(baseline, report) }));
};
