import path from "node:path";
import type { StorePath } from "../core/store-path.ts";
import { type ImageSource, identifySource } from "../image/index.ts";
import { buildFile, buildInstallable } from "../nix/index.ts";
import type { Deps } from "./deps.ts";
import type { ImagePlan } from "./plan.ts";

export interface RealisedImage {
  readonly plan: ImagePlan;
  readonly source: ImageSource;
  readonly outPath?: StorePath;
  readonly drvPath?: StorePath;
}

let links = 0;

/** Builds what has to be built, and tells what kind of image is there now. */
export const realiseImage = async (
  plan: ImagePlan,
  deps: Deps,
  buildArgs: readonly string[],
): Promise<RealisedImage> => {
  const { target } = plan;
  if (target.kind === "ready") {
    const source = await identifySource(target.path);
    return {
      plan,
      source: source.kind === "oci-layout" && target.tag !== undefined ? { ...source, tag: target.tag } : source,
    };
  }
  // The link keeps a stream script's closure from being collected while the script runs.
  const outLink = path.join(deps.tempDir, `result-${links++}`);
  const options = { cwd: deps.cwd, args: buildArgs, outLink, log: deps.log };
  const built =
    target.kind === "flake"
      ? await buildInstallable(target.nix, { ...options, installable: target.installable })
      : await buildFile(target.nix, { ...options, file: target.file, attribute: target.attribute });
  return { plan, source: await identifySource(built.outPath), ...built };
};
