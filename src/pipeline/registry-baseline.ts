import * as v from "valibot";
import { defined } from "../core/defined.ts";
import { KnownError } from "../core/errors.ts";
import { parseJson } from "../core/json.ts";
import type { Log } from "../core/log.ts";
import { formatBytes } from "../core/units.ts";
import type { RemoteImage } from "../image/index.ts";
import { formatImageRef, type ImageRef } from "../oci/image-ref.ts";
import { parsePlatform } from "../oci/platform.ts";
import { parseDestinations } from "../publish/index.ts";
import type { Repository } from "../registry/index.ts";
import type { Report } from "../report/index.ts";
import type { ActionRun } from "./action-run.ts";
import { type AnalyseOptions, analyseRealised } from "./analyse.ts";
import { readAttachedReports } from "./attached-reports.ts";
import type { Baseline } from "./baseline.ts";
import { checkCredentials } from "./check-credentials.ts";
import { tagsOfCommit } from "./image-tags.ts";
import { publishPlaces } from "./open-publisher.ts";
import type { ImagePlan } from "./plan.ts";
import { destinationContext } from "./publication.ts";
import type { PublishPlaces } from "./publish-settings.ts";
import { openForReading, type RegistryAccess, readRemoteImage } from "./remote-image.ts";

export interface PublishedSearch {
  readonly plan: ImagePlan;
  /** Of the current images of that plan. */
  readonly reports: readonly Report[];
  /** The base commit. */
  readonly revision: string;
  readonly run: ActionRun;
  readonly options: AnalyseOptions;
}

/**
 * The image that was published for the base commit, read from where this run would publish, under the tag that follows
 * from the commit. `undefined` when it is not there or not to be had, which is no failure: there are other baselines.
 */
export const readPublished = async (search: PublishedSearch): Promise<Baseline | undefined> => {
  const { revision, reports, run, options } = search;
  const { log } = options.deps;
  const settings = publishPlaces(run);
  const places = await tolerate(log, async () => placesOf(search, settings));
  for (const reference of places) {
    const published = await tolerate(log, () => read(reference, search, accessOf(settings)));
    if (published.length === 0) continue;
    const info = { revision, source: "registry", exact: true } as const;
    return { kind: "found", reports: published.map((report) => callAlike(report, reports)), info };
  }
  return undefined;
};

const tolerate = async <T>(log: Log, ask: () => Promise<readonly T[]>): Promise<readonly T[]> => {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    log.info(`No published image to compare with: ${error.message.split("\n")[0]}`);
    return [];
  }
};

/** Where the base commit's image would be: in every registry, under every tag that `{rev}` alone decides. */
const placesOf = ({ plan, reports, revision, run }: PublishedSearch, settings: PublishPlaces): readonly ImageRef[] => {
  const tags = tagsOfCommit(settings, { rev: revision.slice(0, run.inputs.revLength), revision });
  const context = destinationContext(plan, reports[0]?.image.repoTags ?? [], settings);
  const destinations = parseDestinations(settings.destinations, context);
  checkCredentials(destinations, settings);
  const registries = destinations.flatMap((place) => (place.kind === "registry" ? [place.ref] : []));
  return registries.flatMap(({ registry, repository }) => tags.map((tag) => ({ registry, repository, tag })));
};

const accessOf = ({ credentials, insecure }: PublishPlaces): RegistryAccess => ({
  ...credentials,
  insecure,
  impatient: true,
});

/** Reports of the images at `reference` for the platforms of the current ones; none when they are not of the base commit. */
const read = async (
  reference: ImageRef,
  search: PublishedSearch,
  access: RegistryAccess,
): Promise<readonly Report[]> => {
  const { revision, options } = search;
  const { log } = options.deps;
  const name = formatImageRef(reference);
  return log.group(`baseline: read ${name}`, async () => {
    const repository = await openForReading(reference, options.deps, access);
    const image = await readRemoteImage(repository, reference);
    const told = annotatedRevision(image);
    if (told !== undefined && told !== revision) {
      log.info(`${name} is passed over: it says that it is of ${told}.`);
      return [];
    }
    const attached = await readAttachedTo({ repository, image }, search);
    return attached.length > 0 ? attached : readImage({ reference, image }, search);
  });
};

/** What was attached to the image, if it tells of every platform: nothing has to be downloaded then. */
const readAttachedTo = async (
  { repository, image }: { readonly repository: Repository; readonly image: RemoteImage },
  { plan, reports, revision, options }: PublishedSearch,
): Promise<readonly Report[]> => {
  const { deps } = options;
  const attached = await tolerate(deps.log, () => readAttachedReports({ repository, image, plan, revision, deps }));
  const platforms = platformsOf(reports);
  const wanted = attached.filter((report) => platforms.has(report.image.platform));
  if (wanted.length !== platforms.size) return [];
  deps.log.info(`Took the report that is attached to the published image of ${revision.slice(0, 9)}.`);
  return wanted;
};

const readImage = async (
  { reference, image }: { readonly reference: ImageRef; readonly image: RemoteImage },
  { reports, revision, options }: PublishedSearch,
): Promise<readonly Report[]> => {
  const target = { kind: "registry", reference } as const;
  const text = formatImageRef(reference);
  const plan: ImagePlan = { text, target, revision, dirty: false, rev: reference.tag ?? "" };
  const source = { kind: "remote", image } as const;
  const analyses = await analyseRealised({ plan, source }, { ...options, ...platformOf(reports) });
  const platforms = platformsOf(reports);
  const published = analyses.flatMap(({ report }) => (platforms.has(report.image.platform) ? [report] : []));
  const size = published.reduce((sum, { totals }) => sum + (totals.compressedSize ?? 0), 0);
  if (published.length > 0)
    options.deps.log.info(`Read the published image of ${revision.slice(0, 9)}: ${formatBytes(size)}.`);
  return published;
};

const platformsOf = (reports: readonly Report[]): ReadonlySet<string> =>
  new Set(reports.map(({ image }) => image.platform));

const REVISION = "org.opencontainers.image.revision";

const Annotated = v.object({ annotations: v.optional(v.record(v.string(), v.unknown())) });

/** The commit that the manifest says it is of. Without a word of its own the tag tells. */
const annotatedRevision = ({ rootBytes }: RemoteImage): string | undefined => {
  const parsed = parseJson(Annotated, Buffer.from(rootBytes).toString("utf8"));
  const told = parsed.kind === "ok" ? parsed.value.annotations?.[REVISION] : undefined;
  return typeof told === "string" && told !== "" ? told : undefined;
};

const platformOf = (reports: readonly Report[]): Pick<AnalyseOptions, "platform"> => {
  const [platform, ...others] = new Set(reports.map(({ image }) => image.platform));
  return defined({ platform: others.length > 0 ? ("all" as const) : parsePlatform(platform ?? "") });
};

/** It is that image, whatever its repository is called. */
const callAlike = (published: Report, reports: readonly Report[]): Report => {
  const current = reports.find(({ image }) => image.platform === published.image.platform);
  return current === undefined ? published : { ...published, image: { ...published.image, name: current.image.name } };
};
