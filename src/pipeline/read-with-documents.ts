import { defined } from "../core/defined.ts";
import { analysePlan } from "./analyse.ts";
import { type Attachment, attachedReport, attachedSbom } from "./attachments.ts";
import type { NixFinder } from "./find-nix.ts";
import type { ImagePlan } from "./plan.ts";
import { packersFor } from "./prepare-publishing.ts";
import type { ImageToPublish } from "./publication.ts";
import type { ReadForPublishing } from "./read-for-publishing.ts";
import { renderSboms } from "./sbom.ts";

/** A document that can be attached to an image. */
export type DocumentKind = "report" | "sbom";

export interface DocumentReading extends ReadForPublishing {
  readonly nix: NixFinder;
  readonly documents: readonly DocumentKind[];
}

/** Builds an image and reads it to be published with documents, for which it has to be looked into. */
export const readWithDocuments = async (
  plan: ImagePlan,
  { publisher, preparation, buildArgs, platform, nix, documents }: DocumentReading,
): Promise<readonly ImageToPublish[]> => {
  const { deps, settings } = publisher;
  const analyses = await analysePlan(plan, {
    ...{ deps, nix, buildArgs, registry: { insecure: settings.insecure } },
    openPacker: packersFor(preparation, publisher),
    ...defined({ platform }),
  });
  const sboms = documents.includes("sbom") ? await renderSboms(analyses, { deps, buildArgs }) : [];
  return analyses.map(({ image, report }, index) => {
    publisher.remember(image);
    const sbom = sboms[index];
    const attachments: readonly Attachment[] = [
      ...(documents.includes("report") ? [attachedReport(report)] : []),
      ...(sbom === undefined ? [] : [attachedSbom(sbom)]),
    ];
    return { plan, image, attachments };
  });
};
