import { defined } from "../core/defined.ts";
import { annotations, integer, type MergeArgs, Problems } from "../inputs/index.ts";
import { mergeImages } from "../pipeline/merge.ts";
import type { CliDeps } from "./deps.ts";
import { givenCredentials } from "./given-credentials.ts";

/** `nix-image merge`; prints the reference of the index. */
export const mergeCommand = async (args: MergeArgs, cli: CliDeps): Promise<void> => {
  const problems = new Problems();
  const revLength = integer("--rev-length", args.revLength, [4, 40], problems);
  const given = annotations("--annotation", args.annotations, problems).index;
  problems.throwAny();
  const { digests, destination, tags, insecure } = args;
  const settings = {
    ...{ digests, destinations: [destination], tags, flavor: [], revLength, annotations: given, insecure },
    tagContext: { event: defined({ now: cli.deps.now?.() }) },
    credentials: { given: await givenCredentials(args, cli) },
  };
  const { index, images } = await mergeImages(settings, cli.deps);
  for (const image of images) cli.stdout(`${image}@${index.digest}\n`);
};
