import { ComponentType } from "@cyclonedx/cyclonedx-library/Enums";
import { Component } from "@cyclonedx/cyclonedx-library/Models";
import type { Distribution } from "../report/index.ts";
import { declaredLicences } from "./licences.ts";
import { formatPurl } from "./purl.ts";
import { versionText } from "./version-text.ts";

type DistributionPackage = Distribution["packages"][number];

/** Types of package URLs, and the vendor where os-release names none. */
const PURL = { dpkg: { type: "deb", vendor: "debian" }, apk: { type: "apk", vendor: "alpine" } } as const;

/** The component for each package, in their order; the same package twice is one component. */
export const distributionComponents = (distribution: Distribution): readonly Component[] => {
  const purls = new Map(distribution.packages.map((it) => [purlOf(it, distribution), it]));
  return [...purls].map(([purl, it]) => distributionComponent(it, purl));
};

const distributionComponent = ({ name, version, licence }: DistributionPackage, purl: string): Component =>
  new Component(ComponentType.Application, name, {
    bomRef: purl,
    version: versionText(version),
    purl,
    licenses: declaredLicences(licence === undefined ? [] : [licence]),
  });

/** `upstream` is the source package, by which distributions publish what is vulnerable; scanners read it there. */
const purlOf = (it: DistributionPackage, { id, version }: Distribution): string => {
  const { type, vendor } = PURL[it.manager];
  const distro = id !== undefined && version !== undefined ? `${id}-${version}` : id;
  return formatPurl({
    type,
    namespace: (id ?? vendor).toLowerCase(),
    name: it.name.toLowerCase(),
    version: it.version,
    qualifiers: { arch: it.architecture, distro, upstream: it.source === it.name ? undefined : it.source },
  });
};
