import type { Place } from "../core/log.ts";
import { parseStoreName, type StorePath } from "../core/store-path.ts";
import { nixSystem, type Positions, parseInstallable, queryPositions } from "../nix/index.ts";
import type { AnalyseOptions } from "./analyse.ts";
import type { ImagePlan } from "./plan.ts";

/** Where in the repository an image and the packages in it are written. */
export interface Places {
  readonly image: Place;
  /** The place of the last package of a chain that the repository writes itself, else that of the image. */
  readonly along: (chain: readonly StorePath[]) => Place;
}

const NOWHERE: Positions = { packages: new Map() };

/** The places that Nix tells of, for the packages of `chains`. Only a flake of this repository has any. */
export const findPlaces = async (
  plan: ImagePlan,
  chains: readonly (readonly StorePath[])[],
  options: AnalyseOptions,
): Promise<Places> => {
  const positions = await positionsOf(plan, chains.flat(), options);
  const image: Place = positions.image ?? {};
  const along = (chain: readonly StorePath[]): Place =>
    chain.flatMap((path) => positions.packages.get(path) ?? []).at(-1) ?? image;
  return { image, along };
};

const positionsOf = async (
  { target }: ImagePlan,
  paths: readonly StorePath[],
  { deps, buildArgs }: AnalyseOptions,
): Promise<Positions> => {
  if (target.kind !== "flake") return NOWHERE;
  const { localDirectory, lockedRef: flakeRef } = target.metadata;
  if (localDirectory === undefined || flakeRef === undefined) return NOWHERE;
  const { attribute } = parseInstallable(target.installable);
  const names = [...new Set(paths.map((path) => parseStoreName(path).pname))];
  const search = { flakeRef, attribute, names, system: nixSystem(deps.machine) };
  return queryPositions(target.nix, { ...search, cwd: deps.cwd, args: buildArgs, log: deps.log });
};
