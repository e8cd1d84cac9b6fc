import path from "node:path";
import { InputError } from "../core/errors.ts";
import type { Log } from "../core/log.ts";
import type { Image } from "../image/index.ts";
import { type ImageRef, splitTag } from "../oci/image-ref.ts";
import {
  type Destination,
  type PackedImage,
  type PushResult,
  packManifest,
  parseDestinations,
  pushImage,
  renderTags,
  type TagContext,
  writeOciLayout,
} from "../publish/index.ts";
import {
  chooseCredentials,
  openRepository,
  type Repository,
  readDockerCredentials,
  type WorkflowFacts,
} from "../registry/index.ts";
import type { Deps } from "./deps.ts";
import type { ImagePlan } from "./plan.ts";

/** Where and how images are published. */
export interface PublishSettings {
  /** False when only the layout is written. */
  readonly toRegistries: boolean;
  /** Templates; empty means the image's default destination. `oci:DIR[:TAG]` is one too. */
  readonly destinations: readonly string[];
  /** Folder of an OCI layout that is written besides. */
  readonly layout?: string;
  /** Templates. */
  readonly tags: readonly string[];
  readonly tagContext: Omit<TagContext, "rev" | "imageTag">;
  readonly owner?: string;
  readonly repo?: string;
  /** On the manifest, unless the image has a label of that name. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly allowDirty: boolean;
  readonly credentials: {
    readonly given?: { readonly username?: string; readonly password?: string };
    readonly github?: { readonly actor: string; readonly token: string };
  };
  readonly insecure: readonly string[];
  readonly workflow?: WorkflowFacts;
}

export interface Published {
  readonly packed: PackedImage;
  readonly tags: readonly string[];
  /** One for each registry. */
  readonly pushes: readonly PushResult[];
  readonly layouts: readonly string[];
}

/**
 * Refuses to publish what no commit stands for: its tag `dev` would be overwritten by anybody's next dirty build.
 * Asked before anything is built. Layouts on this machine may have it.
 */
export const checkPublishable = (plan: ImagePlan, allowDirty: boolean): void => {
  if (plan.revision !== undefined || allowDirty) return;
  const found = plan.dirty ? "the tree has uncommitted changes to tracked files" : "no git commit stands for it";
  throw new InputError(
    "DIRTY",
    `${plan.text}: ${found}, so its revision is "dev" (wanted: a commit); commit first (git status --porcelain shows what changed), or set allow-dirty`,
  );
};

/** Publishes one image to every destination under every tag. */
export const publishImage = async (
  { plan, image }: { readonly plan: ImagePlan; readonly image: Image },
  settings: PublishSettings,
  deps: Deps,
): Promise<Published> => {
  const repoTag = image.repoTags[0];
  const destinations = destinationsOf(plan, repoTag, settings);
  if (destinations.some(({ kind }) => kind === "registry")) checkPublishable(plan, settings.allowDirty);
  const tags = tagsFor(plan, repoTag, settings, deps.log);
  const packed = packManifest(image, { annotations: annotationsFor(image, plan, settings) });
  const targets = await openTargets(destinations, settings, deps);
  const pushes: PushResult[] = [];
  const layouts: string[] = [];
  for (const { destination, repository } of targets) {
    const all = withOwnTag(destination, tags);
    if (destination.kind === "oci-layout") layouts.push(await writeLayout(packed, destination.folder, all, deps));
    else if (repository !== undefined) pushes.push(await push(packed, repository, all, deps.log));
  }
  return { packed, tags, pushes, layouts };
};

interface OpenTarget {
  readonly destination: Destination;
  /** Of a registry, which has agreed to be pushed to. */
  readonly repository?: Repository;
}

/** Asks every registry for the right to push before any of them gets something, so that a refusal leaves none half done. */
const openTargets = async (
  destinations: readonly Destination[],
  settings: PublishSettings,
  deps: Deps,
): Promise<readonly OpenTarget[]> => {
  const targets: OpenTarget[] = [];
  for (const destination of destinations) {
    if (destination.kind === "oci-layout") targets.push({ destination });
    else targets.push({ destination, repository: await openForPush(destination.ref, settings, deps) });
  }
  return targets;
};

const openForPush = async (
  { registry, repository }: ImageRef,
  settings: PublishSettings,
  deps: Deps,
): Promise<Repository> => {
  const stored = () => readDockerCredentials({ registry, env: deps.env });
  const client = openRepository({
    registry,
    repository,
    credentials: await chooseCredentials({ registry, stored, ...settings.credentials }),
    insecure: settings.insecure.includes(registry),
    workflow: settings.workflow,
    fetch: deps.fetch,
    log: deps.log,
  });
  await client.preflight();
  return client;
};

const destinationsOf = (
  plan: ImagePlan,
  repoTag: string | undefined,
  { toRegistries, destinations, layout, owner, repo }: PublishSettings,
): readonly Destination[] => {
  const imageName = repoTag ?? plan.text.split(/[#./]/).at(-1);
  const named = toRegistries ? parseDestinations(destinations, { owner, repo, imageName }) : [];
  return layout === undefined ? named : [...named, { kind: "oci-layout", folder: layout }];
};

const tagsFor = (
  plan: ImagePlan,
  repoTag: string | undefined,
  settings: PublishSettings,
  log: Log,
): readonly string[] => {
  const imageTag = repoTag === undefined ? undefined : splitTag(repoTag).tag;
  const { tags, dropped } = renderTags(settings.tags, { ...settings.tagContext, rev: plan.rev, imageTag });
  if (dropped.length > 0) log.info(`Tags without a value here: ${dropped.join(", ")}`);
  if (tags.length > 0) return tags;
  throw new InputError("NO_TAG", `tags: none of ${settings.tags.join(", ")} has a value for this event; add {rev}`);
};

const withOwnTag = (destination: Destination, tags: readonly string[]): readonly string[] => {
  const own = destination.kind === "registry" ? destination.ref.tag : destination.tag;
  return own === undefined ? tags : [...new Set([own, ...tags])];
};

/** On the manifest and not in the config, whose bytes stay those that Nix made. */
const annotationsFor = (
  image: Image,
  { revision }: ImagePlan,
  { annotations }: PublishSettings,
): Readonly<Record<string, string>> => {
  const labels = image.config.config?.Labels ?? {};
  const all = { ...annotations, ...(revision === undefined ? {} : { "org.opencontainers.image.revision": revision }) };
  return Object.fromEntries(Object.entries(all).filter(([key]) => !Object.hasOwn(labels, key)));
};

const push = (packed: PackedImage, repository: Repository, tags: readonly string[], log: Log): Promise<PushResult> =>
  log.group(`push ${repository.registry}/${repository.repository}`, () => pushImage({ packed, repository, tags, log }));

const writeLayout = async (
  packed: PackedImage,
  folder: string,
  tags: readonly string[],
  { cwd, log }: Deps,
): Promise<string> => {
  const dir = path.resolve(cwd, folder);
  await writeOciLayout({ folder: dir, packed, tags });
  log.info(`OCI layout ${folder}: ${tags.join(", ")} is ${packed.digest}`);
  return dir;
};
