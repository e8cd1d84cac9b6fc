import path from "node:path";
import { defined } from "../core/defined.ts";
import { InputError } from "../core/errors.ts";
import { plural } from "../core/units.ts";
import { openGit } from "../git/index.ts";
import { formatPlatform, type ImageRef } from "../oci/index.ts";
import {
  buildIndex,
  copyMembers,
  type Destination,
  isImage,
  type Member,
  type MergedIndex,
  parseDestinations,
  putIndex,
  putTags,
  readMembers,
  renderTags,
  type TagContext,
} from "../publish/index.ts";
import { chooseCredentials, openRepository, type Repository, readDockerCredentials } from "../registry/index.ts";
import { checkCredentials } from "./check-credentials.ts";
import type { Deps } from "./deps.ts";
import { headDate } from "./head-date.ts";
import { type DigestRef, readDigests } from "./merge-digests.ts";
import type { PublishPlaces } from "./publish-settings.ts";

/** What is to be merged, and where to. */
export interface MergeSettings
  extends Pick<PublishPlaces, "destinations" | "owner" | "repo" | "credentials" | "insecure" | "workflow" | "tags"> {
  /** Lines: digests, references, files and folders. */
  readonly digests: readonly string[];
  readonly revLength: number;
  /** The commit of the run, for a job that has checked nothing out. */
  readonly sha?: string;
  readonly tagContext: Omit<TagContext, "rev" | "imageTag" | "date">;
  /** Over what the images say alike. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** A multi-platform image, published. */
export interface Merged {
  readonly index: MergedIndex;
  readonly tags: readonly string[];
  /** `registry/repository` of each destination. */
  readonly images: readonly string[];
}

interface Place {
  readonly to: Repository;
  readonly tags: readonly string[];
}

/**
 * Joins images that lie in registries into one of several platforms. What can be refused is refused before anything is
 * written; the index follows its images, and tags come last, when all destinations have it.
 */
export const mergeImages = async (settings: MergeSettings, deps: Deps): Promise<Merged> => {
  const refs = await readDigests(settings.digests, deps.cwd);
  const destinations = destinationsFor(refs, settings);
  const repositories = await openDestinations(destinations, settings, deps);
  const members = await readAll(refs, repositories, { settings, deps });
  const index = buildIndex(members, settings.annotations);
  const tags = await tagsOf(index, settings, deps);
  const places = repositories.map((to, i) => ({ to, tags: withOwnTag(destinations[i], tags) }));
  checkTagged(places, settings);
  await publish(index, places, deps);
  return { index, tags: [...new Set(places.flatMap((place) => place.tags))], images: repositories.map(nameOf) };
};

const nameOf = ({ registry, repository }: Pick<ImageRef, "registry" | "repository">): string =>
  `${registry}/${repository}`;

type RegistryDestination = Extract<Destination, { kind: "registry" }>;

/** Where the index goes. Nobody named a place: to the one repository that all references name. */
const destinationsFor = (refs: readonly DigestRef[], settings: MergeSettings): readonly RegistryDestination[] => {
  const names = [...new Set(refs.flatMap(({ place }) => (place === undefined ? [] : nameOf(place))))];
  const shared = [...new Set(names.map((name) => name.split("/").at(-1)))];
  const { owner, repo } = settings;
  const context = { owner, repo, imageName: shared.length === 1 ? shared[0] : undefined };
  const lines = settings.destinations.length > 0 ? settings.destinations : names;
  if (lines.length !== 1 && settings.destinations.length === 0) throw unclear(names);
  const destinations = parseDestinations(lines, context);
  checkCredentials(destinations, settings);
  return destinations.map((destination) => {
    if (destination.kind === "registry") return destination;
    throw new InputError(
      "BAD_DESTINATION",
      `destination: oci:${destination.folder}: a layout (wanted: registry/repository, as what is merged lies in registries); copy it there afterwards, as with skopeo copy --all`,
    );
  });
};

const unclear = (names: readonly string[]): InputError => {
  const found = names.length === 0 ? "the digests name no repository" : `the digests are of ${names.join(" and ")}`;
  return new InputError("BAD_DESTINATION", `destination: empty, and ${found} (wanted: one place); name it`);
};

/** All of them agree to be pushed to, before anything is read. */
const openDestinations = async (
  destinations: readonly RegistryDestination[],
  settings: MergeSettings,
  deps: Deps,
): Promise<readonly Repository[]> => {
  const repositories: Repository[] = [];
  for (const { ref } of destinations) {
    const to = await open(ref, "push", { settings, deps });
    await to.preflight();
    repositories.push(to);
  }
  return repositories;
};

interface Context {
  readonly settings: MergeSettings;
  readonly deps: Deps;
}

type RepositoryRef = Pick<ImageRef, "registry" | "repository">;

const open = async (
  { registry, repository }: RepositoryRef,
  access: "pull" | "push",
  { settings, deps }: Context,
): Promise<Repository> => {
  const { env, fetch, log } = deps;
  const stored = () => readDockerCredentials({ registry, env });
  return openRepository({
    ...{ registry, repository, access, fetch, log, workflow: settings.workflow },
    credentials: await chooseCredentials({ registry, stored, ...settings.credentials }),
    insecure: settings.insecure.includes(registry),
  });
};

const readAll = async (
  refs: readonly DigestRef[],
  destinations: readonly Repository[],
  context: Context,
): Promise<readonly Member[]> => {
  const members: Member[] = [];
  for (const ref of refs) {
    const sources = ref.place === undefined ? destinations : [await openSource(ref.place, destinations, context)];
    members.push(...(await readFirst(ref, sources)));
  }
  return members;
};

/** What was given for the destinations' registry goes to no other that a reference names. */
const openSource = (
  place: RepositoryRef,
  destinations: readonly Repository[],
  { settings, deps }: Context,
): Promise<Repository> | Repository => {
  const same = destinations.find((to) => nameOf(to) === nameOf(place));
  if (same !== undefined) return same;
  const { given, ...others } = settings.credentials;
  const near = destinations.some(({ registry }) => registry === place.registry);
  const credentials = { ...others, ...defined({ given: near ? given : undefined }) };
  return open(place, "pull", { settings: { ...settings, credentials }, deps });
};

const readFirst = async ({ digest }: DigestRef, sources: readonly Repository[]): Promise<readonly Member[]> => {
  for (const source of sources) {
    const members = await readMembers(source, digest);
    if (members !== undefined) return members;
  }
  const where = sources.map(nameOf).join(" nor in ");
  throw new InputError(
    "NO_IMAGE",
    `digests: ${digest} is not in ${where} (wanted: an image that was pushed there); push it first, or write registry/repository@${digest}`,
  );
};

const CREATED = "org.opencontainers.image.created";

/** The commit is the checkout's, else that of the run; its date else what the images say. */
const tagsOf = async (index: MergedIndex, settings: MergeSettings, deps: Deps): Promise<readonly string[]> => {
  const { revLength, sha, tagContext } = settings;
  const head = await (await openGit({ run: deps.run, dir: deps.cwd }))?.headRevision();
  const date = (await headDate(deps)) ?? index.annotations[CREATED];
  const context = { ...tagContext, rev: (head ?? sha)?.slice(0, revLength), date: isDate(date) ? date : undefined };
  const { tags, dropped } = renderTags(settings.tags, context);
  if (dropped.length > 0) deps.log.info(`Tags without a value here: ${dropped.join(", ")}`);
  return tags;
};

const isDate = (text: string | undefined): boolean => text !== undefined && !Number.isNaN(Date.parse(text));

const withOwnTag = (destination: RegistryDestination | undefined, tags: readonly string[]): readonly string[] => {
  const own = destination?.ref.tag;
  return own === undefined ? tags : [...new Set([own, ...tags])];
};

const checkTagged = (places: readonly Place[], { tags }: MergeSettings): void => {
  if (places.every((place) => place.tags.length > 0)) return;
  throw new InputError("NO_TAG", `tags: none of ${tags.join(", ")} has a value here; write one out`);
};

const publish = async (index: MergedIndex, places: readonly Place[], { log, tempDir }: Deps): Promise<void> => {
  const platforms = index.members.filter(isImage).map(({ descriptor }) => formatPlatform(descriptor.platform));
  for (const { to } of places) {
    await log.group(`merge ${plural(platforms.length, "image")} into ${nameOf(to)}`, async () => {
      await copyMembers(index.members, { to, tempDir: path.join(tempDir, "copies"), log });
      await putIndex(index, { to, log });
    });
  }
  for (const { to, tags } of places) {
    await putTags(index, tags, { to, log });
    log.info(`${nameOf(to)}: ${tags.join(", ")} is ${index.digest}, for ${platforms.join(", ")}`);
  }
};
