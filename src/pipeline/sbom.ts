import path from "node:path";
import { defined } from "../core/defined.ts";
import type { PackageMeta } from "../core/package-meta.ts";
import type { StorePath } from "../core/store-path.ts";
import { nixSystem, queryLicences } from "../nix/index.ts";
import type { Analysis } from "./analyse.ts";
import type { Deps } from "./deps.ts";

export interface SbomSettings {
  readonly deps: Deps;
  readonly buildArgs: readonly string[];
}

/** The CycloneDX document of each image, in their order, with the licences that the images' flakes tell. */
export const renderSboms = async (
  analyses: readonly Analysis[],
  settings: SbomSettings,
): Promise<readonly string[]> => {
  const { buildSbom } = await import("../sbom/index.ts"); // CycloneDX's library is large, and few ask for this
  const toolVersion = await settings.deps.version();
  const meta = await licencesOf(analyses, settings);
  return analyses.map(({ plan, report }) =>
    buildSbom(report, defined({ toolVersion, meta, manifestDigest: digestIn(plan) })),
  );
};

/** Where an image was taken from by its digest. */
const digestIn = ({ target }: Analysis["plan"]) => (target.kind === "registry" ? target.reference.digest : undefined);

/** Images of the same flake are asked about together, since each evaluation of nixpkgs takes seconds. */
const licencesOf = async (
  analyses: readonly Analysis[],
  { deps, buildArgs }: SbomSettings,
): Promise<ReadonlyMap<StorePath, PackageMeta>> => {
  const known = new Map<StorePath, PackageMeta>();
  for (const [flakeRef, images] of Map.groupBy(analyses, ({ plan }) => lockedRefOf(plan))) {
    const target = images[0]?.plan.target;
    if (flakeRef === undefined || target?.kind !== "flake") continue;
    const paths = unique(images.flatMap(({ report }) => report.storePaths.map((entry) => entry.path)));
    const systems = unique([...images.map(({ image }) => image.platform), deps.machine].map(nixSystem));
    const options = { flakeRef, systems, paths, cwd: deps.cwd, args: buildArgs, log: deps.log };
    const found = await deps.log.group(`licences in ${target.installable}`, () => queryLicences(target.nix, options));
    for (const [storePath, meta] of found) known.set(storePath, meta);
  }
  return known;
};

const lockedRefOf = ({ target }: Analysis["plan"]): string | undefined =>
  target.kind === "flake" ? target.metadata.lockedRef : undefined;

const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

/**
 * The file for each document: `sbom.cdx.json`, and for those after the first `sbom-2.cdx.json` and so on. A name of an
 * image is not used: it may hold anything.
 */
export const sbomFiles = (file: string, count: number): readonly string[] => {
  const [, stem = "", extensions = ""] = /^(.[^.]*)(.*)$/s.exec(path.basename(file)) ?? [];
  return Array.from({ length: count }, (_, index) =>
    index === 0 ? file : path.join(path.dirname(file), `${stem}-${index + 1}${extensions}`),
  );
};
