import type { ActionRun } from "./action-run.ts";
import type { Analysis } from "./analyse.ts";
import { type Attachment, attachedReport, attachedSbom } from "./attachments.ts";
import { handOver } from "./hand-over.ts";
import { type Published, publishImages } from "./publish.ts";
import type { Publisher } from "./publisher.ts";
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
  const published = await publishImages(images, { publisher, onProgress });
  await handOver(published, publisher.settings, run);
};
