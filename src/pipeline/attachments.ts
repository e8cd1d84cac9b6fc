import { KnownError } from "../core/errors.ts";
import type { Log } from "../core/log.ts";
import {
  type AttachedDocument,
  attachArtifact,
  type PackedImage,
  REPORT_ARTIFACT,
  SBOM_ARTIFACT,
} from "../publish/index.ts";
import type { Repository } from "../registry/index.ts";
import { type Report, renderReportFile } from "../report/index.ts";

/** A document that belongs to an image, for a registry to keep beside it. */
export interface Attachment {
  readonly artifactType: string;
  readonly document: AttachedDocument;
}

export const attachedReport = (report: Report): Attachment => {
  const bytes = Buffer.from(renderReportFile([report]));
  return { artifactType: REPORT_ARTIFACT, document: { mediaType: REPORT_ARTIFACT, bytes, title: "report.json" } };
};

/** `text` is CycloneDX as JSON. */
export const attachedSbom = (text: string): Attachment => {
  const document = { mediaType: SBOM_ARTIFACT, bytes: Buffer.from(text), title: "sbom.cdx.json" };
  return { artifactType: SBOM_ARTIFACT, document };
};

/**
 * Attaches documents to an image that has been pushed. What goes wrong is a warning: the image is there, under its tags,
 * and a job that failed now would only be run again.
 */
export const attachAll = async (
  attachments: readonly Attachment[],
  packed: PackedImage,
  { repository, log }: { readonly repository: Repository; readonly log: Log },
): Promise<void> => {
  for (const attachment of attachments) {
    try {
      const digest = await attachArtifact({ repository, subject: packed.manifest.descriptor, ...attachment });
      log.info(`${attachment.document.title} is attached as ${digest}`);
    } catch (error) {
      if (!(error instanceof KnownError)) throw error;
      log.warning(`${attachment.document.title} is not attached: ${error.message}`);
    }
  }
};
