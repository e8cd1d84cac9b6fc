import { defined } from "../core/defined.ts";
import type { Log } from "../core/log.ts";
import { environmentForPrograms } from "../core/program.ts";
import {
  type FoundReferences,
  type Image,
  type Inspection,
  inspectImage,
  type OpenPacker,
  readImages,
} from "../image/index.ts";
import type { Platform } from "../oci/descriptor.ts";
import { buildReport, type Report, type Silence } from "../report/index.ts";
import { askNix, type KnownByNix } from "./ask-nix.ts";
import { choosePlatform } from "./choose-platform.ts";
import type { Deps } from "./deps.ts";
import type { NixFinder } from "./find-nix.ts";
import type { ImagePlan } from "./plan.ts";
import { provenanceOf } from "./provenance.ts";
import type { PublishingFacts } from "./publishing-facts.ts";
import { type RealisedImage, realiseImage } from "./realise.ts";
import type { RegistryAccess } from "./remote-image.ts";

/** The report on an image of a plan. */
export interface Reported {
  readonly plan: ImagePlan;
  readonly report: Report;
}

/** The same, of an image that was read for it. */
export interface Analysis extends Reported {
  readonly image: Image;
  /** Which file shows which reference. */
  readonly references: FoundReferences;
}

export interface AnalyseOptions {
  readonly deps: Deps;
  readonly nix: NixFinder;
  readonly buildArgs: readonly string[];
  /** Given when compressed sizes or blobs are wanted. */
  readonly openPacker?: OpenPacker;
  /** Which images of an index are meant. */
  readonly platform?: Platform | "all";
  readonly registry?: RegistryAccess;
  /** Findings that nobody wants to hear of. */
  readonly silences?: readonly Silence[];
  /** Where the image is going to be published, for findings. */
  readonly publishing?: PublishingFacts;
}

/** Builds, reads and breaks down every image that a plan comes to; an archive may hold several. */
export const analysePlan = async (plan: ImagePlan, options: AnalyseOptions): Promise<readonly Analysis[]> => {
  return analyseRealised(await realiseImage(plan, options), options);
};

/** Reads and breaks down what is there already. */
export const analyseRealised = async (
  realised: RealisedImage,
  options: AnalyseOptions,
): Promise<readonly Analysis[]> => {
  const { deps } = options;
  const { plan } = realised;
  options.nix.want().catch(() => {}); // looked for while the image is read; who needs it is told of a failure
  const images = await deps.log.group(`read ${plan.text}`, () =>
    readImages(realised.source, {
      log: deps.log,
      env: environmentForPrograms(deps.env),
      ...(options.openPacker === undefined ? {} : { openPacker: options.openPacker }),
      ...(deps.workers === undefined ? {} : { workers: deps.workers }),
      ...defined({ platform: choosePlatform(plan, options.platform, deps) }),
    }),
  );
  for (const image of images) tellCut(image, deps.log);
  const asked = askNix(images, realised, options);
  const inspections = images.map(inspectImage); // while Nix answers
  const [known, toolVersion] = await Promise.all([asked, deps.version()]);
  return images.map((image, i) =>
    analyseImage(realised, image, { inspection: inspections[i] as Inspection, known, toolVersion, options }),
  );
};

/** A layer that holds more than is looked at makes findings and references incomplete, which nobody could see otherwise. */
const tellCut = ({ source, layers }: Image, log: Log): void => {
  const cut = layers.flatMap(({ traces }, index) => (traces.cut ? [index + 1] : []));
  if (cut.length === 0) return;
  log.warning(
    `${source}: layer ${cut.join(", ")} holds more programs, names of store paths or package lists than are looked at; sizes are exact, findings and references may be incomplete`,
  );
};

interface ImageFacts {
  readonly inspection: Inspection;
  readonly known: KnownByNix;
  readonly toolVersion: string;
  readonly options: AnalyseOptions;
}

const analyseImage = (
  { plan, outPath, drvPath }: RealisedImage,
  image: Image,
  { inspection, known, toolVersion, options }: ImageFacts,
): Analysis => {
  const report = buildReport({
    image,
    inspection,
    toolVersion,
    ...known,
    ...defined({ silences: options.silences, publishing: options.publishing?.(image, plan) }),
    provenance: provenanceOf(plan, { ...defined({ outPath, drvPath }) }),
  });
  return { plan, image, report, references: inspection.references };
};
