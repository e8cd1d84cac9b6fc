import { messageOf } from "../core/errors.ts";
import type { StoreName, StorePath } from "../core/store-path.ts";
import type { Closure } from "../graph/index.ts";
import { heldPaths, type Image } from "../image/index.ts";
import { closureOf } from "../nix/index.ts";
import type { Deps } from "./deps.ts";
import { readDerivedNames } from "./derived-names.ts";
import type { NixFinder } from "./find-nix.ts";
import type { RealisedImage } from "./realise.ts";

/** What Nix tells of the store paths of images; nothing where there is no Nix, or none that knows them. */
export interface KnownByNix {
  readonly closure?: Closure;
  readonly names?: ReadonlyMap<StorePath, StoreName>;
}

/**
 * The graph between the store paths that the images hold, and what derivations call these. Nix is asked about the paths
 * and not about the image itself: references are not found in compressed bytes, so the closure of a gzip image is the
 * image alone.
 */
export const askNix = async (
  images: readonly Image[],
  { drvPath }: RealisedImage,
  { nix, deps }: { readonly nix: NixFinder; readonly deps: Deps },
): Promise<KnownByNix> => {
  const paths = [...new Set(images.flatMap((image) => [...heldPaths(image)]))];
  const found = paths.length === 0 ? undefined : await nix.want();
  const closure = found && (await closureOf(found, paths));
  if (found === undefined || closure === undefined) return {};
  // A name that is read off the path instead is nearly always the same, and worth no failure.
  const names = await readDerivedNames(closure, drvPath, found).catch((error: unknown) =>
    deps.log.debug(`names are read off store paths, since derivations could not be read: ${messageOf(error)}`),
  );
  return { closure, ...(names && { names }) };
};
