import { defined } from "../core/defined.ts";
import { InputError } from "../core/errors.ts";
import { compression, Problems, parseImageArg, platform, type ReportArgs } from "../inputs/index.ts";
import { type AnalyseOptions, analysePlan } from "../pipeline/analyse.ts";
import { namedBaseline } from "../pipeline/baseline.ts";
import { compareAndExplain } from "../pipeline/explain-changes.ts";
import { findNix } from "../pipeline/find-nix.ts";
import { type ImagePlan, planImage } from "../pipeline/plan.ts";
import { openPackers } from "../publish/index.ts";
import { type Report, renderReportFile } from "../report/index.ts";
import type { CliDeps } from "./deps.ts";
import { renderMarkdown, renderText } from "./formats.ts";
import { writeOutput } from "./output.ts";

/** `nix-image report` */
export const reportCommand = async (args: ReportArgs, cli: CliDeps): Promise<void> => {
  if (args.json === "-" && args.markdown === "-") {
    throw new InputError("USAGE", "--json and --markdown cannot both be standard output; give one of them a file");
  }
  const options = optionsOf(args, cli);
  const plan = await planImage(parseImageArg(args.image, args.file), { ...options, revLength: 9 });
  const reports = await compare(args, plan, options);
  if (args.json !== undefined) await writeOutput(args.json, renderReportFile(reports), cli);
  if (args.markdown !== undefined) await writeOutput(args.markdown, renderMarkdown(reports), cli);
  if (args.json === "-" || args.markdown === "-") return;
  cli.stdout(renderText(reports, cli.colour));
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

const compare = async (args: ReportArgs, plan: ImagePlan, options: AnalyseOptions): Promise<readonly Report[]> => {
  const reports = (await analysePlan(plan, options)).map(({ report }) => report);
  if (args.baseline === undefined) return reports;
  const baseline = await namedBaseline(args.baseline, plan, options);
  const compared: Report[] = [];
  for (const report of reports) compared.push(await compareAndExplain(report, baseline, { ...options, plan }));
  return compared;
};
