import { parseJson } from "../core/json.ts";
import type { RemoteImage } from "../image/index.ts";
import { manifestSchema } from "../oci/manifest.ts";
import { REPORT_ARTIFACT, readAttached } from "../publish/index.ts";
import type { Repository } from "../registry/index.ts";
import { isOfToday, type Report } from "../report/index.ts";
import type { AnalyseOptions } from "./analyse.ts";
import type { ImagePlan } from "./plan.ts";
import { readStored } from "./stored-reports.ts";

/** The report of an image with a million files has some tens of megabytes. */
const LIMIT = 128 * 1024 * 1024;

export interface AttachedSearch extends Pick<AnalyseOptions, "deps"> {
  readonly repository: Repository;
  /** The image that was published for `revision`. */
  readonly image: RemoteImage;
  /** Of the current image. */
  readonly plan: ImagePlan;
  readonly revision: string;
}

/**
 * What an earlier run has attached to its image: reports by this very version of the program, of that image and that
 * commit. None where there is nothing of the kind, and the image itself has to be read.
 */
export const readAttachedReports = async (search: AttachedSearch): Promise<readonly Report[]> => {
  const { repository, image, plan, revision, deps } = search;
  const found = await readAttached({ repository, subject: image.root, artifactType: REPORT_ARTIFACT, limit: LIMIT });
  if (found === undefined) return [];
  const stored = { revision, text: Buffer.from(found).toString("utf8") };
  const reports = readStored(stored, { ofCheckout: new Set([plan.text]), log: deps.log })?.reports ?? [];
  const version = await deps.version();
  return reports.every((report) => isOfToday(report, version) && isOf(report, image)) ? reports : [];
};

/** Of one platform's manifest it is known which config it has; an index stands for itself. */
const isOf = (report: Report, { rootBytes }: RemoteImage): boolean => {
  const manifest = parseJson(manifestSchema, Buffer.from(rootBytes).toString("utf8"));
  return manifest.kind === "bad" || manifest.value.config.digest === report.image.configDigest;
};
