import type { Report } from "../report/index.ts";
import type { Reported } from "./analyse.ts";
import type { Published } from "./publish.ts";

/** Names of the outputs as in action.yml. Scalar outputs speak of the first image, `verdict` and `metadata` of all. */
export const OUTPUT_NAMES = [
  "digest",
  "image",
  "reference",
  "image-id",
  "tags",
  "rev",
  "compressed-size",
  "unpacked-size",
  "size-change",
  "update-pull-size",
  "changed",
  "verdict",
  "nix-version",
  "report",
  "html-report",
  "sbom",
  "comment-url",
  "artifact-url",
  "oci-layout",
  "metadata",
] as const;

export type OutputName = (typeof OUTPUT_NAMES)[number];

export type Outputs = Partial<Record<OutputName, string>>;

/** What is known once the images have been read and compared. */
export const reportOutputs = (images: readonly Reported[]): Outputs => {
  const [first] = images;
  return first === undefined ? {} : { ...imageOutputs(first), ...verdictOutput(images) };
};

/** The worst verdict: one image is enough to fail the step. */
const verdictOutput = (images: readonly Reported[]): Outputs => {
  const verdicts = images.flatMap(({ report }) => report.budgets?.verdict ?? []);
  const worst = (["fail", "warn", "pass"] as const).find((verdict) => verdicts.includes(verdict));
  return worst === undefined ? {} : { verdict: worst };
};

const imageOutputs = ({ plan, report: { comparison, totals, image, budgets } }: Reported): Outputs => ({
  "image-id": image.configDigest,
  rev: plan.rev,
  ...text("compressed-size", totals.compressedSize),
  ...text("unpacked-size", totals.contentSize),
  ...(comparison?.kind === "compared"
    ? {
        ...text("size-change", sizeChange(comparison.totals)),
        ...text("update-pull-size", comparison.layers.updatePullSize),
        changed: String(!comparison.identical),
      }
    : {}),
  ...(budgets === undefined ? {} : { verdict: budgets.verdict }),
});

type Totals = Extract<NonNullable<Report["comparison"]>, { kind: "compared" }>["totals"];

/** Compressed bytes where both sides know them, else unpacked ones. */
const sizeChange = ({ compressedSize, contentSize }: Totals): number => {
  const [before, now] = [compressedSize.baseline, compressedSize.current];
  if (before !== undefined && now !== undefined) return now - before;
  return (contentSize.current ?? 0) - (contentSize.baseline ?? 0);
};

const text = (name: OutputName, value: number | undefined): Outputs =>
  value === undefined ? {} : { [name]: String(value) };

/** What publishing adds, nothing while the image is in no place; `image` and `reference` are those of the first registry. */
export const publishOutputs = ([first]: readonly Published[]): Outputs => {
  if (first === undefined) return {};
  const { packed, tags, pushes, layouts } = first;
  if (pushes.length === 0 && layouts.length === 0) return {};
  return {
    digest: packed.digest,
    // Labels that are given for publishing make it another one than the report's.
    "image-id": packed.config.descriptor.digest,
    tags: tags.join("\n"),
    ...(pushes[0] === undefined ? {} : { image: pushes[0].image, reference: pushes[0].reference }),
    ...(layouts[0] === undefined ? {} : { "oci-layout": layouts[0] }),
  };
};

/** Where the bill of materials of the first image is, if one was written. */
export const sbomOutputs = ([first]: readonly string[]): Outputs => (first === undefined ? {} : { sbom: first });

/** What was made of the images, each list in their order or empty. */
export interface Made {
  readonly published: readonly Published[];
  /** Files. */
  readonly sboms: readonly string[];
}

/** JSON for all images, in their order: the outputs of each under the same names, with name and platform. */
export const describeAll = (images: readonly Reported[], { published, sboms }: Made): string =>
  JSON.stringify(
    images.map((image, index) => {
      const { name, platform } = image.report.image;
      return {
        ...{ name, platform },
        ...imageOutputs(image),
        ...sbomOutputs(sboms.slice(index)),
        ...publishOutputs(published.slice(index)),
      };
    }),
  );
