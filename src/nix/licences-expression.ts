import { nixString } from "./look-up.ts";

/** What an evaluation looks for, and where. */
export interface LicenceSearch {
  /** A flake reference that pins what it names, as pure evaluation wants it. */
  readonly flakeRef: string;
  /** Nix's names of systems, `x86_64-linux`. */
  readonly systems: readonly string[];
  /** Hash parts of the store paths, 32 characters each, with blanks between. */
  readonly hashes: string;
  /** Attribute names that the packages may have. */
  readonly pnames: readonly string[];
  /** Attribute paths below a set of packages that are looked at as well. */
  readonly attributePaths: readonly (readonly string[])[];
  readonly where: LicencePlace;
}

/** Where packages are looked for: in the flake's own outputs, in one of its inputs, or in all of these. */
export type LicencePlace = { readonly kind: "everywhere" | "own" } | { readonly kind: "input"; readonly name: string };

/**
 * A Nix expression that comes to a list of `{ paths, meta }`: the store paths, of those that are looked for, that a package
 * of the flake or of its inputs has as outputs, with what the package says of itself.
 *
 * Candidates are all of the flake's own `packages`, and of every set of packages the attributes whose names are those of
 * wanted packages, but for trailing digits (`openssl_3` for `openssl`). What a found one was built with is looked at too:
 * that finds what was overridden. Names only say where to look; what counts is that an output path is equal.
 */
export const licencesExpression = (search: LicenceSearch): string =>
  `let search = builtins.fromJSON ${nixString(JSON.stringify(search))}; in ${BODY}`;

/** Works with Nix 2.8. `tryEval` catches `throw` and `assert` alone, so nothing is selected that may be missing. */
const BODY = `
let
  inherit (builtins) attrNames concatMap filter foldl' groupBy head isAttrs isList isString listToAttrs match split stringLength
    substring unsafeDiscardStringContext;

  attempt = value: let tried = builtins.tryEval value; in if tried.success then tried.value else null;
  attemptDeep = value: attempt (builtins.deepSeq value value);
  listOf = value: if isList value then value else [ ];
  setOf = value: if isAttrs value then value else { };
  isPackage = value: isAttrs value && attempt (value.type or null) == "derivation";
  plain = value: if isString value then unsafeDiscardStringContext value else null;

  flake = builtins.getFlake search.flakeRef;
  inputs = setOf (flake.inputs or null);
  inherit (search) where;
  owns = if where.kind == "input" then [ ] else [ flake ];
  inputNames = if where.kind == "everywhere" then attrNames inputs else if where.kind == "input" then [ where.name ] else [ ];
  flakes = owns ++ map (name: inputs.\${name} or null) inputNames;
  setsOf = kind: from: filter isAttrs (map (system: attempt (from.\${kind}.\${system} or null)) search.systems);
  sets = concatMap (from: setsOf "packages" from ++ setsOf "legacyPackages" from) flakes;

  stem = name: let parts = match "(.*[^0-9._-])[0-9._-]*" name; in if parts == null then name else head parts;
  stems = attrNames (listToAttrs (map (pname: { name = stem pname; value = null; }) search.pnames));
  named = set:
    let names = groupBy stem (attrNames set);
    in map (name: attempt set.\${name}) (concatMap (wanted: names.\${wanted} or [ ]) stems);
  follow = foldl' (value: name: attempt ((setOf value).\${name} or null));
  placed = set: map (follow set) search.attributePaths;

  own = filter isPackage (concatMap (set: map (name: attempt set.\${name}) (attrNames set)) (concatMap (setsOf "packages") owns));
  candidates = filter isPackage (concatMap (set: named set ++ placed set) sets);

  wanted = listToAttrs (map (hash: { name = hash; value = null; }) (filter isString (split " " search.hashes)));
  outputPaths = package:
    let names = attempt (package.outputs or [ "out" ]);
    in filter isString (map (name: attempt (plain ((setOf (package.\${name} or package)).outPath or null))) (filter isString (listOf names)));
  found = package: filter (path: stringLength path > 44 && wanted ? \${substring 11 32 path}) (outputPaths package);

  parts = package: map (name: attempt (package.\${name} or null)) [ "cc" "unwrapped" ];
  builtWith = package:
    concatMap (name: listOf (attempt (package.\${name} or null))) [ "buildInputs" "propagatedBuildInputs" ];
  items = root: packages: concatMap
    (package:
      let paths = outputPaths package;
      in if paths == [ ] then [ ] else [ { key = head paths; inherit package root; } ])
    (filter isPackage packages);
  visited = builtins.genericClosure {
    startSet = items true own ++ items false candidates;
    operator = { package, root, ... }:
      items false (parts package ++ (if root || found package != [ ] then builtWith package else [ ]));
  };

  licence = value:
    if isString value then plain value
    else if isList value then map licence value
    else if ! isAttrs value then null
    else if isList (value.licenses or null) then { operator = plain (value.operator or null); licences = map licence value.licenses; }
    else builtins.mapAttrs (_: plain) { spdxId = value.spdxId or null; fullName = value.fullName or null; shortName = value.shortName or null; };
  describe = meta: {
    licence = attemptDeep (licence (meta.license or null));
    description = attempt (plain (meta.description or null));
    homepage = attempt (plain (let homepage = meta.homepage or null; in if isList homepage && homepage != [ ] then head homepage else homepage));
  };
in concatMap
  ({ package, ... }:
    let paths = found package;
    in if paths == [ ] then [ ] else [ { inherit paths; meta = describe (setOf (attempt (package.meta or null))); } ])
  visited
`;
