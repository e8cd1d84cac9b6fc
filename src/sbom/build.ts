import { ComponentType } from "@cyclonedx/cyclonedx-library/Enums";
import { Bom, Component, ComponentRepository, Metadata, Tools } from "@cyclonedx/cyclonedx-library/Models";
import { JSON as JsonFormat } from "@cyclonedx/cyclonedx-library/Serialize";
import { Spec1dot6 } from "@cyclonedx/cyclonedx-library/Spec";
import { defined } from "../core/defined.ts";
import type { Digest } from "../core/digest.ts";
import { jsonText } from "../core/json-text.ts";
import type { PackageMeta } from "../core/package-meta.ts";
import type { StorePath } from "../core/store-path.ts";
import type { Report } from "../report/index.ts";
import { distributionComponents } from "./distribution-component.ts";
import { imageComponent } from "./image-component.ts";
import { serialNumberFor } from "./serial-number.ts";
import { storePathComponent } from "./store-path-component.ts";

export interface SbomOptions {
  /** Version of this program. */
  readonly toolVersion: string;
  /** What is known of the packages that store paths come from. */
  readonly meta?: ReadonlyMap<StorePath, PackageMeta>;
  /** Where the image lies in a registry already. */
  readonly manifestDigest?: Digest;
}

const HOMEPAGE = "https://github.com/nix-image-action/nix-image-action";

/**
 * The software bill of materials of an image, CycloneDX 1.6 as JSON: a component for each store path and each package of a
 * distribution, with the references as the graph of dependencies. It says what the report says, nothing of the clock and
 * nothing random: the same image has the same document, and its serial number follows from the image ID.
 */
export const buildSbom = (report: Report, options: SbomOptions): string => {
  const image = imageComponent(report, options.manifestDigest);
  const paths = storePathComponents(report, options.meta ?? new Map());
  const packages = report.distribution === undefined ? [] : distributionComponents(report.distribution);
  connect(report, image, paths);
  for (const { bomRef } of packages) image.dependencies.add(bomRef);
  const bom = new Bom({
    serialNumber: serialNumberFor(`${HOMEPAGE}#sbom/${report.image.configDigest}`),
    metadata: new Metadata(
      defined({ component: image, timestamp: dateOf(report.image.created), tools: ourselves(options.toolVersion) }),
    ),
    components: new ComponentRepository([...paths.values(), ...packages]),
  });
  return jsonText(withoutUnknownEdges(normalise(bom), report, packages));
};

const storePathComponents = (
  { storePaths, layers }: Report,
  meta: ReadonlyMap<StorePath, PackageMeta>,
): ReadonlyMap<StorePath, Component> => {
  const diffIdsOf = (indexes: readonly number[]) => indexes.flatMap((index) => layers[index]?.diffId ?? []);
  return new Map(
    storePaths.map((entry) => [entry.path, storePathComponent(entry, diffIdsOf(entry.layers), meta.get(entry.path))]),
  );
};

/** References become dependencies; the image depends on its roots, and on the paths of which nobody knows who needs them. */
const connect = ({ storePaths }: Report, image: Component, components: ReadonlyMap<StorePath, Component>): void => {
  for (const { path, references = [], whyChain = [] } of storePaths) {
    const component = components.get(path);
    if (component === undefined) continue;
    if (whyChain.length <= 1) image.dependencies.add(component.bomRef);
    for (const reference of references) {
      const target = components.get(reference);
      if (target !== undefined) component.dependencies.add(target.bomRef);
    }
  }
};

/** Years beyond 9999 have no place in the timestamps of RFC 3339. */
const dateOf = (created: string | undefined): Date | undefined => {
  const date = new Date(created ?? "");
  return date.getUTCFullYear() >= 0 && date.getUTCFullYear() <= 9999 ? date : undefined;
};

const ourselves = (version: string): Tools =>
  new Tools({
    components: new ComponentRepository([new Component(ComponentType.Application, "nix-image", { version })]),
  });

const normalise = (bom: Bom) => new JsonFormat.Normalize.Factory(Spec1dot6).makeForBom().normalize(bom, {});

type NormalBom = ReturnType<typeof normalise>;

/**
 * A component in the graph with no edges is one that depends on nothing, one that is not in the graph has dependencies
 * that are not known (https://cyclonedx.org/docs/1.6/json/#dependencies). The library puts all of them in.
 */
const withoutUnknownEdges = (bom: NormalBom, { storePaths }: Report, packages: readonly Component[]): NormalBom => {
  const unknown = new Set([
    ...storePaths.filter(({ references }) => references === undefined).map(({ path }) => String(path)),
    ...packages.map(({ bomRef }) => String(bomRef)),
  ]);
  return { ...bom, dependencies: bom.dependencies?.filter(({ ref }) => !unknown.has(ref)) ?? [] };
};
