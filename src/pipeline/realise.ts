import path from "node:path";
import type { StorePath } from "../core/store-path.ts";
import { type ImageSource, identifySource } from "../image/index.ts";
import { buildFile, buildInstallable } from "../nix/index.ts";
import type { Deps } from "./deps.ts";
import type { ImagePlan } from "./plan.ts";
import { openRemoteImage, type RegistryAccess } from "./remote-image.ts";

export interface RealisedImage {
  readonly plan: ImagePlan;
  readonly source: ImageSource;
  readonly outPath?: StorePath;
  readonly drvPath?: StorePath;
}

export interface RealiseOptions {
  readonly deps: Deps;
  readonly buildArgs: readonly string[];
  readonly registry?: RegistryAccess;
}

const NO_REGISTRY: RegistryAccess = { insecure: [] };

let links = 0;

/** Builds what has to be built, and tells what kind of image is there now. */
export const realiseImage = async (plan: ImagePlan, options: RealiseOptions): Promise<RealisedImage> => {
  const { deps } = options;
  const { target } = plan;
  if (target.kind === "registry") {
    const image = await openRemoteImage(target.reference, deps, options.registry ?? NO_REGISTRY);
    return { plan, source: { kind: "remote", image } };
  }
  if (target.kind === "daemon") return { plan, source: target };
  if (target.kind === "ready") {
    const source = await identifySource(target.path);
    return {
      plan,
      source:
        (source.kind === "archive" || source.kind === "oci-layout") && target.tag !== undefined
          ? { ...source, tag: target.tag }
          : source,
    };
  }
  // The link keeps a stream script's closure from being collected while the script runs.
  const outLink = path.join(deps.tempDir, `result-${links++}`);
  const build = { cwd: deps.cwd, args: options.buildArgs, outLink, log: deps.log };
  const built =
    target.kind === "flake"
      ? await buildInstallable(target.nix, { ...build, installable: target.installable })
      : await buildFile(target.nix, { ...build, file: target.file, attribute: target.attribute });
  return { plan, source: await identifySource(built.outPath), ...built };
};
