import { ComponentType } from "@cyclonedx/cyclonedx-library/Enums";
import { Component } from "@cyclonedx/cyclonedx-library/Models";
import { declaredLicences } from "./licences.ts";
import { propertiesOf } from "./properties.ts";
import { formatPurl } from "./purl.ts";
import { versionText } from "./version-text.ts";

/** A package that a distribution's package manager has installed. */
export interface DistributionPackage {
  readonly manager: "dpkg" | "apk";
  readonly name: string;
  readonly version: string;
  readonly architecture?: string;
  readonly licence?: string;
  /** Name of the source package. */
  readonly source?: string;
}

/** The distribution that an image is based on, as its os-release has it: `debian`, `12`. */
export interface Distribution {
  readonly id?: string;
  readonly version?: string;
  readonly packages: readonly DistributionPackage[];
}

/** Types of package URLs, and the vendor where os-release names none. */
const PURL = { dpkg: { type: "deb", vendor: "debian" }, apk: { type: "apk", vendor: "alpine" } } as const;

/** The component for each package, in their order; the same package twice is one component. */
export const distributionComponents = (distribution: Distribution): readonly Component[] => {
  const purls = new Map(distribution.packages.map((it) => [purlOf(it, distribution), it]));
  return [...purls].map(([purl, it]) => distributionComponent(it, purl));
};

const distributionComponent = ({ name, version, source, licence }: DistributionPackage, purl: string): Component =>
  new Component(ComponentType.Application, name, {
    bomRef: purl,
    version: versionText(version),
    purl,
    licenses: declaredLicences(licence === undefined ? [] : [licence]),
    properties: propertiesOf({ "nix-image:source_package": source }),
  });

const purlOf = (it: DistributionPackage, { id, version }: Distribution): string => {
  const { type, vendor } = PURL[it.manager];
  const distro = id !== undefined && version !== undefined ? `${id}-${version}` : id;
  return formatPurl({
    type,
    namespace: (id ?? vendor).toLowerCase(),
    name: it.name.toLowerCase(),
    version: it.version,
    qualifiers: { arch: it.architecture, distro },
  });
};
