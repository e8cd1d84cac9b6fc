import { openGit } from "../git/index.ts";
import type { Deps } from "./deps.ts";
import { tagsOfCommit } from "./image-tags.ts";
import type { ImagePlan } from "./plan.ts";
import type { PublishSettings } from "./publish-settings.ts";

export interface TagOptions {
  readonly plan: ImagePlan;
  /** What the image is going to be published under. */
  readonly tags: readonly string[];
  readonly baseRevision: string | undefined;
  readonly settings: PublishSettings;
  readonly deps: Deps;
}

/**
 * Tags under which an image with the same layers is likely to be: those that this one gets, the baseline's, and those that
 * move along with the branch.
 */
export const likelyTags = ({ plan, tags, baseRevision, settings }: Omit<TagOptions, "deps">): readonly string[] => {
  const rev = baseRevision?.slice(0, plan.rev === "dev" ? undefined : plan.rev.length);
  const ofBase = rev === undefined ? [] : tagsOfCommit(settings, { rev, revision: baseRevision });
  const { defaultBranch } = settings;
  return [...new Set([...ofBase, ...tags, "latest", ...(defaultBranch === undefined ? [] : [defaultBranch])])];
};

/** Commits that are looked for among the tags. */
const ANCESTORS = 100;

/**
 * Other tags of a repository, the likeliest first: those of the commits before this one, the nearest first, then the last
 * in the registry's order, in which versions and dates grow.
 */
export const tagsBesides = async (
  listed: readonly string[],
  likely: readonly string[],
  { plan, deps }: Pick<TagOptions, "plan" | "deps">,
): Promise<readonly string[]> => {
  const rest = new Set(listed.filter((tag) => !likely.includes(tag) && !/^sha256-/.test(tag)));
  if (rest.size === 0) return [];
  const git = await openGit({ run: deps.run, dir: deps.cwd });
  const ancestors = (await git?.ancestors(ANCESTORS)) ?? [];
  const ofCommits = ancestors.map((id) => id.slice(0, plan.rev.length)).filter((tag) => rest.has(tag));
  return [...new Set([...ofCommits, ...[...rest].toReversed()])];
};
