import { access, stat } from "node:fs/promises";
import path from "node:path";
import { openGit } from "../git/index.ts";
import type { Engine } from "../image/index.ts";
import { formatImageArg, type ImageArg } from "../inputs/index.ts";
import { type FlakeMetadata, type Nix, parseInstallable, readFlakeMetadata, shortRev } from "../nix/index.ts";
import type { ImageRef } from "../oci/image-ref.ts";
import type { Deps } from "./deps.ts";
import type { NixFinder } from "./find-nix.ts";

/** What is known of an image before anything is built. */
export interface ImagePlan {
  /** As the user named it. */
  readonly text: string;
  readonly target: Target;
  /** Commit that the image stands for; absent when the tree is dirty or there is none. */
  readonly revision?: string;
  /** True when tracked files differ from the commit. */
  readonly dirty: boolean;
  /** First characters of the revision, or `dev`. */
  readonly rev: string;
}

export type Target =
  | {
      readonly kind: "flake";
      readonly nix: Nix;
      readonly installable: string;
      /** Part of the installable behind the flake reference, `#` included. */
      readonly fragment: string;
      readonly metadata: FlakeMetadata;
    }
  | { readonly kind: "file"; readonly nix: Nix; readonly file: string; readonly attribute: string }
  | { readonly kind: "ready"; readonly path: string; readonly tag?: string }
  | { readonly kind: "registry"; readonly reference: ImageRef }
  | { readonly kind: "daemon"; readonly engine: Engine; readonly reference: string };

export interface PlanOptions {
  readonly deps: Deps;
  readonly nix: NixFinder;
  readonly buildArgs: readonly string[];
  readonly revLength: number;
}

/** Finds out what an image argument stands for: which Nix builds it, and from which commit. */
export const planImage = async (arg: ImageArg, options: PlanOptions): Promise<ImagePlan> => {
  switch (arg.kind) {
    case "installable":
      return planFlake(arg.text, options);
    case "attribute": {
      const file = path.resolve(options.deps.cwd, arg.file);
      const target: Target = { kind: "file", nix: await options.nix.need(), file, attribute: arg.attribute };
      return planLocal(arg.attribute, target, await folderOf(file), options);
    }
    case "registry":
    case "daemon": // Nobody knows what it was made from: it stands for the commit of the folder that the run is in.
      return planLocal(formatImageArg(arg), arg, options.deps.cwd, options);
    case "path": {
      const file = path.resolve(options.deps.cwd, arg.path);
      if (await isFlakeFolder(file)) return planFlake(arg.path, options);
      const target: Target = { kind: "ready", path: file, ...(arg.tag === undefined ? {} : { tag: arg.tag }) };
      return planLocal(arg.path, target, path.dirname(file), options);
    }
  }
};

const planFlake = async (text: string, options: PlanOptions): Promise<ImagePlan> => {
  const nix = await options.nix.need();
  const { flakeRef } = parseInstallable(text);
  const metadata = await readFlakeMetadata(nix, flakeRef, { cwd: options.deps.cwd, args: options.buildArgs });
  if (metadata.lockOutdated) {
    options.deps.log.warning(
      `${text}: flake.lock is missing or does not fit flake.nix; it was not written, since that would make the tree dirty and the tag "dev". Run \`nix flake lock\` and commit flake.lock.`,
    );
  }
  const hash = text.indexOf("#");
  return {
    text,
    target: { kind: "flake", nix, installable: text, fragment: hash < 0 ? "" : text.slice(hash), metadata },
    ...(metadata.revision === undefined ? {} : { revision: metadata.revision }),
    dirty: metadata.dirty,
    rev: shortRev(metadata, options.revLength),
  };
};

/** A ready image or a plain Nix file stands for the commit of the folder it lies in. */
const planLocal = async (
  text: string,
  target: Target,
  dir: string,
  { deps, revLength }: PlanOptions,
): Promise<ImagePlan> => {
  const exists = await access(dir).then(
    () => true,
    () => false,
  );
  const git = exists ? await openGit({ run: deps.run, dir }) : undefined;
  const dirty = git === undefined ? false : await git.isDirty();
  const head = dirty ? undefined : await git?.headRevision();
  const revision = head === undefined ? {} : { revision: head };
  return { text, target, dirty, rev: shortRev(revision, revLength), ...revision };
};

const folderOf = async (file: string): Promise<string> =>
  (await stat(file).catch(() => undefined))?.isDirectory() === true ? file : path.dirname(file);

const isFlakeFolder = (file: string): Promise<boolean> =>
  access(path.join(file, "flake.nix")).then(
    () => true,
    () => false,
  );
