import { defined } from "../core/defined.ts";
import { type Log, silentLog } from "../core/log.ts";
import type { BareImage } from "../image/index.ts";
import { splitTag } from "../oci/image-ref.ts";
import type { ImagePlan } from "./plan.ts";
import type { PublishPlaces } from "./publish-settings.ts";

const PREFIX = "org.opencontainers.image.";

export interface AnnotationFacts {
  readonly version?: string | undefined;
  /** RFC 3339. */
  readonly created?: string | undefined;
  readonly log?: Log;
}

/**
 * Annotations of an image's manifest: those that are known and that it does not have as labels, and over them those of the
 * user, of which an empty one takes another away. They are not put into the config, whose bytes stay those that Nix made.
 */
export const annotationsFor = (
  image: BareImage,
  plan: ImagePlan,
  settings: PublishPlaces,
  { log = silentLog, ...facts }: AnnotationFacts = {},
): Readonly<Record<string, string>> => {
  const labels = image.config.config?.Labels ?? {};
  const known = Object.entries(knownOf(image, plan, settings, facts)).filter(([key]) => !Object.hasOwn(labels, key));
  const given = Object.entries(settings.annotations?.manifest ?? {});
  const all = [...new Map([...known, ...given])].filter(([, value]) => value !== "");
  return Object.fromEntries(all.map(([key, value]) => [key, cut(key, value, log)]));
};

const knownOf = (
  { repoTags: [repoTag], layerKey }: BareImage,
  plan: ImagePlan,
  { repositoryUrl, about }: PublishPlaces,
  { version, created }: AnnotationFacts,
): Readonly<Record<string, string>> => {
  const own = isFromElsewhere(plan)
    ? {}
    : { source: repositoryUrl, description: about?.description, licenses: about?.license };
  const all = Object.entries({ ...own, title: titleOf(repoTag), revision: plan.revision, version, created });
  const standard = Object.fromEntries(all.map(([key, value]) => [PREFIX + key, value]));
  return defined({ ...standard, [LAYER_KEY]: layerKey }) as Readonly<Record<string, string>>;
};

/** `api` of `registry.example.com/team/api:1.2`; a layout has tags alone, which are no titles. */
const titleOf = (repoTag: string | undefined): string | undefined => {
  const { name, tag } = splitTag(repoTag ?? "");
  return tag === undefined ? undefined : name.split("/").at(-1);
};

/** Characters that ghcr.io takes: https://docs.github.com/packages/working-with-a-github-packages-registry/working-with-the-container-registry */
const LONGEST: Readonly<Record<string, number>> = { [`${PREFIX}description`]: 512, [`${PREFIX}licenses`]: 256 };

const cut = (key: string, value: string, log: Log): string => {
  const longest = LONGEST[key] ?? value.length;
  const characters = [...value];
  if (characters.length <= longest) return value;
  log.warning(
    `The annotation ${key} has ${characters.length} characters, of which ghcr.io shows ${longest}; it was cut`,
  );
  return characters.slice(0, longest).join("");
};

/** By it a later run knows which layers of its stream script it need not make. */
export const LAYER_KEY = "io.github.nix-image-action.layer-key";

/** True for a flake that Nix fetched: the repository of the run is not where its source lies. */
const isFromElsewhere = ({ target }: ImagePlan): boolean =>
  target.kind === "flake" && target.metadata.localDirectory === undefined;
