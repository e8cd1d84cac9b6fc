import { access } from "node:fs/promises";
import path from "node:path";
import { openGit } from "../git/index.ts";
import { type ImageArg, parseImageArg } from "../inputs/index.ts";
import { type AnalyseOptions, analysePlan } from "./analyse.ts";
import type { Baseline } from "./baseline.ts";
import { buildBaseline } from "./built-baseline.ts";
import type { Deps } from "./deps.ts";
import { type ImagePlan, planImage } from "./plan.ts";

/** The baseline that the user named: a git revision of the flake, or an image as the current one may be named. */
export const namedBaseline = async (text: string, plan: ImagePlan, options: AnalyseOptions): Promise<Baseline> => {
  const revision = await resolveRevision(text, plan, options);
  if (revision !== undefined) return buildBaseline(plan, revision, options);
  const arg = await baselineArg(text, plan, options);
  const other = await planImage(arg, { ...options, revLength: plan.rev.length });
  const reports = (await analysePlan(other, options)).map(({ report }) => report);
  const at = other.revision === undefined ? {} : { revision: other.revision };
  return { kind: "found", reports, info: { ...at, source: "image", exact: true } };
};

/** The commit that the text names; of anything but a flake only where no file has that name. */
const resolveRevision = async (
  text: string,
  { target }: ImagePlan,
  { deps }: AnalyseOptions,
): Promise<string | undefined> => {
  if (text.includes("#") || (target.kind !== "flake" && (await isThere(text, deps)))) return undefined;
  const dir = target.kind === "flake" ? target.metadata.localDirectory : deps.cwd;
  return dir === undefined ? undefined : (await openGit({ run: deps.run, dir }))?.resolve(text);
};

/** Beside an attribute of a Nix file a bare name is another attribute of it, unless a ready image is there. */
const baselineArg = async (text: string, { target }: ImagePlan, { deps }: AnalyseOptions): Promise<ImageArg> => {
  const arg = parseImageArg(text);
  const isBareName = arg.kind === "path" && arg.path === text;
  return target.kind === "file" && isBareName && !(await isThere(text, deps)) ? parseImageArg(text, target.file) : arg;
};

const isThere = (file: string, { cwd }: Deps): Promise<boolean> =>
  access(path.resolve(cwd, file)).then(
    () => true,
    () => false,
  );
