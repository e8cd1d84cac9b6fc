import { hashPartOf, type StorePath } from "../../core/store-path.ts";
import type { Closure, PathInfo } from "../../graph/closure.ts";
import { textOfName } from "../../tar/index.ts";
import type { Image } from "../model.ts";
import { HashFinder } from "../traces/hash-finder.ts";

/** The graph between the store paths of an image, as its own bytes tell it. */
export interface FoundReferences {
  /** Its roots are what the config and the files outside the store name. NAR sizes count what the image holds. */
  readonly closure: Closure;
  /**
   * A file of `referrer` that holds the hash of `path`, readable; a file outside the store or a field of the config when
   * `referrer` is `undefined`. `undefined` when no byte of the image shows it, as where files are compressed.
   */
  evidence(referrer: StorePath | undefined, path: StorePath): string | undefined;
}

/** Nix's own database names every path of the image, and garbage collector roots are made for it: no reason to be there. */
const BOOKKEEPING = /^\/nix\/var\//;

/** Reads the references off what the layers' files mention, as Nix does when it registers a path. */
export const findReferences = (
  image: Image,
  held: ReadonlySet<StorePath>,
  narSizes: ReadonlyMap<StorePath, number>,
): FoundReferences => {
  const byHash = new Map([...held].map((path) => [hashPartOf(path), path]));
  const found = new Map<StorePath | undefined, Map<StorePath, string>>();
  const add = (owner: StorePath | undefined, hash: string, where: string): void => {
    const path = byHash.get(hash);
    if (path === undefined || path === owner) return;
    const known = found.get(owner) ?? new Map<StorePath, string>();
    found.set(owner, known);
    if (!known.has(path)) known.set(path, where);
  };
  addFromConfig(image, (hash, field) => add(undefined, hash, field));
  for (const { traces } of image.layers) {
    for (const { owner, hash, file } of traces.mentions) {
      if (owner !== undefined || !BOOKKEEPING.test(file)) add(owner, hash, textOfName(file));
    }
  }
  const infoOf = (path: StorePath): PathInfo => ({
    path,
    narSize: narSizes.get(path) ?? 0,
    references: [...(found.get(path)?.keys() ?? [])],
  });
  return {
    closure: {
      paths: new Map([...held].map((path) => [path, infoOf(path)])),
      roots: [...(found.get(undefined)?.keys() ?? [])],
    },
    evidence: (referrer, path) => found.get(referrer)?.get(path),
  };
};

/** The store paths of which a layer has anything. */
export const heldPaths = ({ layers }: Image): ReadonlySet<StorePath> =>
  new Set(layers.flatMap(({ shares }) => [...shares.keys()]));

/** What a container is started with asks for paths too. Labels and history only talk of them. */
const addFromConfig = ({ config }: Image, add: (hash: string, field: string) => void): void => {
  const { Entrypoint, Cmd, Env, WorkingDir } = config.config ?? {};
  const fields = { Entrypoint, Cmd, Env, WorkingDir: [WorkingDir ?? ""] };
  for (const [field, texts] of Object.entries(fields)) {
    const finder = new HashFinder((hash) => add(hash, field));
    for (const text of texts ?? []) finder.search(Buffer.from(text));
  }
};
