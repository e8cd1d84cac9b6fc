import type { ActionRun } from "./action-run.ts";
import type { Analysis } from "./analyse.ts";
import { type Attachment, attachedReport, attachedSbom } from "./attachments.ts";
import { handOver } from "./hand-over.ts";
import { NOTHING_PREPARED } from "./prepare-publishing.ts";
import type { ImageToPublish } from "./publication.ts";
import type { Published } from "./publish.ts";
import { publishSurely } from "./publish-surely.ts";
import type { Publisher } from "./publisher.ts";
import { readForPublishing } from "./read-for-publishing.ts";
import type { WrittenSbom } from "./write-reports.ts";

export interface RunToPublish {
  readonly run: ActionRun;
  readonly publisher: Publisher;
  readonly analyses: readonly Analysis[];
  /** In the order of the analyses, or none. */
  readonly sboms: readonly WrittenSbom[];
  readonly onProgress: (published: readonly Published[]) => void;
}

/** Publishes the images of a run with what belongs to them, and leaves what later steps need. */
export const publishRun = async ({ run, publisher, analyses, sboms, onProgress }: RunToPublish): Promise<void> => {
  const images = analyses.map(({ plan, image, report }, index) => {
    const sbom = sboms[index];
    const attachments: readonly Attachment[] = [
      ...(run.inputs.attachReport ? [attachedReport(report)] : []),
      ...(sbom === undefined ? [] : [attachedSbom(sbom.text)]),
    ];
    return { plan, image, attachments };
  });
  const published = await publishSurely(images, {
    ...{ publisher, onProgress },
    readWhole: (anew) => readWhole(images, anew, run),
  });
  await handOver(published, publisher.settings, run);
};

/** A source gives its images in the same order each time. */
const readWhole = async (
  images: readonly ImageToPublish[],
  publisher: Publisher,
  { inputs }: ActionRun,
): Promise<readonly ImageToPublish[]> => {
  const reading = { publisher, preparation: NOTHING_PREPARED, ...inputs };
  const whole: ImageToPublish[] = [];
  for (const [plan, alike] of Map.groupBy(images, (image) => image.plan)) {
    const read = await readForPublishing(plan, reading);
    whole.push(...alike.flatMap((known, index) => (read[index] === undefined ? [] : { ...known, image: read[index] })));
  }
  return whole;
};
