import * as v from "valibot";
import { parseStorePath, type StorePath } from "../core/store-path.ts";
import { type LookUp, lookUp, nixString } from "./look-up.ts";
import type { Nix } from "./run.ts";

export interface PositionOptions extends Omit<LookUp, "about"> {
  /** Reference of the flake that pins it. */
  readonly flakeRef: string;
  /** Nix's name of the system whose packages are meant. */
  readonly system: string;
  /** Of the image, as in an installable: `image`, `packages.x86_64-linux.image`, empty for the default. */
  readonly attribute: string;
  /** Attributes of the flake's packages whose positions are wanted as well. */
  readonly names: readonly string[];
}

/** Where something is written in a flake's source. */
export interface Position {
  /** From the top folder of the source. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

export interface Positions {
  /** Of the attribute that is the image. */
  readonly image?: Position;
  /** By output path; only packages of the flake's own. */
  readonly packages: ReadonlyMap<StorePath, Position>;
}

/** Where a flake writes its image and its own packages; what Nix knows no position of, as the result of a `map`, is left out. */
export const queryPositions = async (nix: Nix, options: PositionOptions): Promise<Positions> => {
  const { flakeRef, system, names } = options;
  const search = { flakeRef, system, names, attribute: attributeNames(options.attribute) };
  const expression = `let search = builtins.fromJSON ${nixString(JSON.stringify(search))}; in ${BODY}`;
  const found = await lookUp(nix, { ...options, about: `positions in ${flakeRef}` }, expression, PositionsSchema);
  if (found === undefined) return { packages: new Map() };
  const image = positionBelow(found.root, found.image);
  const packages = found.packages.flatMap(({ path, position }) => {
    const [storePath, place] = [parseStorePath(path), positionBelow(found.root, position)];
    return storePath === undefined || place === undefined ? [] : [[storePath, place] as const];
  });
  return { ...(image && { image }), packages: new Map(packages) };
};

/** The names in an attribute path: `packages."x.y"` is two. */
const attributeNames = (attribute: string): readonly string[] => {
  const names = [...attribute.matchAll(/"([^"]*)"|[^."]+/g)].map(([name, quoted]) => quoted ?? name);
  return names.length === 0 ? ["default"] : names;
};

const positionSchema = v.object({ file: v.string(), line: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) });

const PositionsSchema = v.object({
  root: v.string(),
  image: v.nullable(positionSchema),
  packages: v.array(v.object({ path: v.string(), position: positionSchema })),
});

/** A file of nixpkgs, or of another input, is none that a pull request could annotate. */
const positionBelow = (root: string, position: Position | null): Position | undefined =>
  position?.file.startsWith(`${root}/`) === true
    ? { file: position.file.slice(root.length + 1), line: position.line }
    : undefined;

/** Works with Nix 2.8. An installable's attribute is looked for in `packages`, in `legacyPackages`, and in the flake itself. */
const BODY = `
let
  inherit (builtins) concatMap elemAt filter foldl' genList isAttrs isString length unsafeDiscardStringContext unsafeGetAttrPos;

  attempt = value: let tried = builtins.tryEval value; in if tried.success then tried.value else null;
  setOf = value: if isAttrs value then value else { };
  follow = foldl' (value: name: attempt ((setOf value).\${name} or null));
  place = position: if position == null then null else { inherit (position) file line; };
  positionIn = set: names:
    let
      count = length names - 1;
      last = elemAt names count;
      parent = setOf (follow set (genList (elemAt names) count));
    in if parent ? \${last} then place (unsafeGetAttrPos last parent) else null;

  flake = builtins.getFlake search.flakeRef;
  packages = setOf (attempt (flake.packages.\${search.system} or null));
  known = filter (position: position != null)
    (map (set: positionIn set search.attribute) [ packages (attempt (flake.legacyPackages.\${search.system} or null)) flake ]);

  locate = name:
    let
      position = positionIn packages [ name ];
      path = attempt ((setOf (follow packages [ name ])).outPath or null);
    in if position == null || ! isString path then [ ] else [ { path = unsafeDiscardStringContext path; inherit position; } ];
in {
  root = unsafeDiscardStringContext (toString (flake.sourceInfo or flake));
  image = if known == [ ] then null else elemAt known 0;
  packages = concatMap locate search.names;
}
`;
