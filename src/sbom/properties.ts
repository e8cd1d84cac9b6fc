import { Property, PropertyRepository } from "@cyclonedx/cyclonedx-library/Models";

type Value = string | number | undefined | readonly (string | number)[];

/**
 * Properties in the order given; of a list each element is one of the same name. Names of Nix's own taxonomy start with
 * `nix:` (https://nixos.org/manual/nixpkgs/stable/#chap-interop-cyclonedx), all others with `nix-image:`.
 */
export const propertiesOf = (values: Readonly<Record<string, Value>>): PropertyRepository =>
  new PropertyRepository(
    Object.entries(values).flatMap(([name, value]) =>
      [value].flat().flatMap((single) => (single === undefined ? [] : [new Property(name, String(single))])),
    ),
  );
