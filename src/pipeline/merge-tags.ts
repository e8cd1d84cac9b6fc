import { InputError } from "../core/errors.ts";
import { openGit } from "../git/index.ts";
import { renderTags, splitReferences, type TagReference } from "../publish/index.ts";
import type { Deps } from "./deps.ts";
import { headDate } from "./head-date.ts";
import { checkReferences, tagsAt } from "./image-tags.ts";
import type { RegistryDestination } from "./merge-places.ts";
import type { MergeSettings } from "./merge-settings.ts";

export interface MergeTagOptions {
  readonly destinations: readonly RegistryDestination[];
  readonly settings: MergeSettings;
  /** RFC 3339, of the images; for a job that has checked nothing out. */
  readonly created: string | undefined;
}

/** The tags of an index for each destination, at least one for each. The commit is the checkout's, else the run's. */
export const mergeTags = async (
  { destinations, settings, created }: MergeTagOptions,
  deps: Deps,
): Promise<readonly (readonly string[])[]> => {
  const { references, lines } = splitReferences(settings.tags);
  checkReferences(destinations, { references, toDestinations: true });
  const tags = await render(lines, { settings, created, deps });
  const placed = destinations.map((destination) => tagsAt(destination, tags, { references }));
  if (placed.every((all) => all.length > 0)) return placed;
  throw new InputError("NO_TAG", `tags: none of ${settings.tags.join(", ")} has a value here; write one out`);
};

interface Rendering extends Pick<MergeTagOptions, "settings" | "created"> {
  readonly deps: Deps;
}

const render = async (lines: readonly string[], { settings, created, deps }: Rendering): Promise<readonly string[]> => {
  const { revLength, sha, tagContext, flavor } = settings;
  const git = await openGit({ run: deps.run, dir: deps.cwd });
  const revision = (await git?.headRevision()) ?? sha;
  const date = (await headDate(deps)) ?? (isDate(created) ? created : undefined);
  const context = { ...tagContext, revision, rev: revision?.slice(0, revLength), date };
  const { tags, dropped, notes } = renderTags(lines, context, flavor);
  for (const note of notes) deps.log.warning(note);
  if (dropped.length > 0) deps.log.info(`Tags without a value here: ${dropped.join(", ")}`);
  return tags;
};

const isDate = (text: string | undefined): boolean => text !== undefined && !Number.isNaN(Date.parse(text));

/** What references in `tags` say of places, for an empty `destination`. */
export const referencesOf = ({ tags }: Pick<MergeSettings, "tags">): readonly TagReference[] =>
  splitReferences(tags).references;
