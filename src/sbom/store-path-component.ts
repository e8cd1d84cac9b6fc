import { ComponentType, ExternalReferenceType } from "@cyclonedx/cyclonedx-library/Enums";
import { Component, ExternalReference, ExternalReferenceRepository } from "@cyclonedx/cyclonedx-library/Models";
import { defined } from "../core/defined.ts";
import type { PackageMeta } from "../core/package-meta.ts";
import type { ReportStorePath } from "../report/index.ts";
import { declaredLicences } from "./licences.ts";
import { propertiesOf } from "./properties.ts";
import { formatPurl } from "./purl.ts";
import { versionText } from "./version-text.ts";

/**
 * The component that stands for a store path. Its type is "application", which CycloneDX wants where the kind of software
 * cannot be told: a store path may be a library, a program, both, or data.
 */
export const storePathComponent = (
  entry: ReportStorePath,
  diffIds: readonly string[],
  meta: PackageMeta = { licences: [] },
): Component =>
  new Component(
    ComponentType.Application,
    entry.pname,
    defined({
      bomRef: entry.path,
      version: versionText(entry.version),
      purl: purlOf(entry),
      description: meta.description,
      licenses: declaredLicences(meta.licences),
      externalReferences: website(meta.homepage),
      properties: propertiesOf({
        "nix:store_path": entry.path,
        "nix:narinfo:nar_size": entry.narSize,
        "nix-image:output": entry.output,
        "nix-image:content_size": entry.contentSize,
        "nix-image:layer:diff_id": diffIds,
      }),
    }),
  );

/**
 * The type `nix` is not in the specification yet; this is the form that it is proposed in and that other tools write.
 * A path without a version is a script, a file or a folder, which no database of packages knows: it has none.
 */
const purlOf = ({ pname, version, output }: ReportStorePath): string | undefined =>
  version === undefined || pname === ""
    ? undefined
    : formatPurl({ type: "nix", name: pname, version, qualifiers: { output } });

/** Only addresses that a person can open. */
const website = (homepage: string | undefined): ExternalReferenceRepository =>
  new ExternalReferenceRepository(
    homepage !== undefined && /^https?:\/\/[^\s<>"{}|\\^`\p{C}]+$/u.test(homepage) && URL.canParse(homepage)
      ? [new ExternalReference(homepage, ExternalReferenceType.Website)]
      : [],
  );
