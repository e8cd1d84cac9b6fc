import { plural } from "../core/units.ts";
import {
  type BareImage,
  ImageError,
  type PublishedLayers,
  planTrim,
  readStreamScript,
  readTrimmed,
  type StreamScript,
  type TrimmedRead,
  type TrimOptions,
  type TrimPlan,
} from "../image/index.ts";
import { LAYER_KEY } from "./annotations.ts";
import type { Preparation } from "./prepare-publishing.ts";

/**
 * The image of a stream script that has made only the layers which the registries do not have; `undefined` where all have to
 * be made: nobody has published it, or the script is not one that can be told to leave some out.
 */
export const tryTrimmed = async (
  file: string,
  preparation: Preparation,
  options: TrimOptions,
): Promise<BareImage | undefined> => {
  const script = await readStreamScript(file);
  const plan = script === undefined ? undefined : bestPlan(script, preparation);
  if (script === undefined || plan === undefined) return undefined;
  options.log.info(`${plural(plan.leftOut.size, "layer")} of ${script.layers.length + 1} need not be made.`);
  const result = await readTrimmed(script, plan, options).catch(toUnproven);
  if (result.kind === "read") return result.image;
  options.log.info(`The script has to make all layers after all: ${result.reason}.`);
  return undefined;
};

/** The full stream tells what is wrong with a script that fails, or shows that only the shorter one was. */
const toUnproven = (error: unknown): TrimmedRead => {
  if (!(error instanceof ImageError)) throw error;
  return { kind: "unproven", reason: error.message.replaceAll("\n", " ") };
};

const bestPlan = (script: StreamScript, preparation: Preparation): TrimPlan | undefined =>
  publishedLayers(preparation)
    .flatMap((published) => planTrim(script, published) ?? [])
    .toSorted((a, b) => b.leftOut.size - a.leftOut.size)[0];

/** Only what every registry has confirmed. */
const publishedLayers = ({ published, known }: Preparation): readonly PublishedLayers[] =>
  published.flatMap(({ annotations, config, blobs }) => {
    const layerKey = annotations[LAYER_KEY];
    if (layerKey === undefined) return [];
    const confirmed = blobs.flatMap(({ diffId }) => {
      const blob = known.get(diffId);
      return blob === undefined ? [] : [{ diffId, ...blob }];
    });
    return [{ layerKey, config, blobs: confirmed }];
  });
