import path from "node:path";
import { defined } from "../core/defined.ts";
import { environmentForPrograms } from "../core/program.ts";
import { findEngine, loadArchive, openLoadable } from "../image/index.ts";
import { type LoadArgs, oneOf, Problems, parseImageArg, platform } from "../inputs/index.ts";
import { analyseRealised } from "../pipeline/analyse.ts";
import { findNix } from "../pipeline/find-nix.ts";
import { loadImages } from "../pipeline/load.ts";
import { planImage } from "../pipeline/plan.ts";
import { type RealisedImage, realiseImage } from "../pipeline/realise.ts";
import { openPackers } from "../publish/index.ts";
import type { CliDeps } from "./deps.ts";

/** `nix-image load`; prints what the engine calls the images, one a line. */
export const loadCommand = async (args: LoadArgs, { deps, stdout }: CliDeps): Promise<void> => {
  const { choice, asked } = parseOptions(args);
  const engine = await findEngine(deps.run, choice);
  const nix = findNix(deps);
  const building = { deps, nix, buildArgs: args.buildArgs, registry: { insecure: args.insecure } };
  const plan = await planImage(parseImageArg(args.image, args.file), { ...building, revLength: 9 });
  const realised = await realiseImage(plan, building);
  const env = environmentForPrograms(deps.env);
  const ready = asked === undefined ? await openLoadable(realised.source, { log: deps.log, env }) : undefined;
  const names =
    ready === undefined
      ? await loadImages(await readKept(realised, { ...building, ...defined({ platform: asked }) }), engine, deps)
      : await loadArchive({ engine, name: plan.text, bytes: ready, env, log: deps.log });
  for (const name of names) stdout(`${name}\n`);
};

const parseOptions = (args: LoadArgs) => {
  const problems = new Problems();
  const choice = oneOf("--engine", args.engine, ["auto", "docker", "podman"], problems);
  const asked = platform("--platform", args.platform, problems);
  problems.throwAny();
  return { choice, asked };
};

/** Reads what no engine takes as it is; its layers lie uncompressed, since nobody is going to send them anywhere. */
const readKept = (realised: RealisedImage, options: Omit<Parameters<typeof analyseRealised>[1], "openPacker">) => {
  const spoolDir = path.join(options.deps.tempDir, "blobs");
  const openPacker = openPackers({ compression: { kind: "none", level: 0 }, spoolDir });
  return analyseRealised(realised, { ...options, openPacker });
};
