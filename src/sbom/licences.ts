import { Factories } from "@cyclonedx/cyclonedx-library/Contrib/License";
import { LicenseAcknowledgement } from "@cyclonedx/cyclonedx-library/Enums";
import { LicenseRepository } from "@cyclonedx/cyclonedx-library/Models";
import { checkSpdxExpression } from "./spdx-expression.ts";

/**
 * Licences as a package declares them: an SPDX id where the text is one, else a name. An expression is kept as one
 * where it stands alone, since CycloneDX takes one expression or several licences.
 */
export const declaredLicences = (texts: readonly string[]): LicenseRepository => {
  const factory = new Factories.LicenseFactory(checkSpdxExpression);
  const make = (text: string) => (texts.length === 1 ? factory.makeFromString(text) : factory.makeDisjunctive(text));
  const licences = [...new Set(texts)].filter((text) => text.trim() !== "").map(make);
  for (const licence of licences) licence.acknowledgement = LicenseAcknowledgement.Declared;
  return new LicenseRepository(licences);
};
