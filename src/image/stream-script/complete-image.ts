import { hexOf } from "../../core/digest.ts";
import { assembleImage } from "../assemble.ts";
import type { BareImage, BareLayer } from "../model.ts";
import { layerComment } from "./comment.ts";
import type { PublishedBlob, StreamScript, TrimmedRead, TrimPlan } from "./model.ts";
import { type ConfigLayer, spliceConfig } from "./splice-config.ts";

/** A layer of the full image. */
interface Slot extends ConfigLayer {
  readonly layer: BareLayer;
  /** By the program in this run. */
  readonly made: boolean;
}

/** The full image, of the one that the program has written without the layers in `plan.leftOut`. */
export const completeImage = (script: StreamScript, plan: TrimPlan, short: BareImage): TrimmedRead => {
  const baseCount = short.layers.length - (script.layers.length - plan.leftOut.size) - 1;
  if (script.fromImage === undefined ? baseCount !== 0 : baseCount < 0)
    return unproven(`it wrote ${short.layers.length} layers, which cannot be those that it was to make`);
  const slots = [...baseSlots(short, baseCount), ...ownSlots(script, plan, short.layers.slice(baseCount))];
  if (slots[baseCount + plan.witness.place]?.diffId !== plan.witness.diffId)
    return unproven("a layer that should be as it was published is another");
  const configBytes = completeConfig(short, slots);
  if (configBytes === undefined) return unproven("its image config is laid out in an unknown way");
  const { source, format, repoTags } = short;
  const layers = slots.map(({ layer }) => layer);
  const image = assembleImage({ source, format, repoTags, configBytes, layers });
  return { kind: "read", image: { ...image, layerKey: script.layerKey } };
};

const unproven = (reason: string): TrimmedRead => ({ kind: "unproven", reason });

/** In the history of a base layer stands what it is called in the base's archive. */
const baseSlots = ({ layers, config }: BareImage, count: number): readonly Slot[] =>
  layers.slice(0, count).map((layer, index) => madeSlot(layer, config.history?.[index]?.comment ?? ""));

/** The store layers and the customisation layer; `written` are those of them that the program has made. */
const ownSlots = (script: StreamScript, plan: TrimPlan, written: readonly BareLayer[]): readonly Slot[] => {
  const made = written.values();
  return [...script.layers, [script.customisationLayer]].flatMap((paths, place) => {
    const blob = plan.leftOut.get(place);
    if (blob !== undefined) return [leftOutSlot(blob, layerComment(paths))];
    const { value: layer } = made.next();
    return layer === undefined ? [] : [madeSlot(layer, layerComment(paths))];
  });
};

const madeSlot = (layer: BareLayer, comment: string): Slot => ({ layer, diffId: layer.diffId, comment, made: true });

/** The program calls a layer by its hash. */
const leftOutSlot = ({ diffId, mediaType, digest, size }: PublishedBlob, comment: string): Slot => {
  const layer = { member: `${hexOf(diffId)}/layer.tar`, diffId, blob: { mediaType, digest, size } };
  return { layer, diffId, comment, made: false };
};

const completeConfig = ({ configBytes, config }: BareImage, slots: readonly Slot[]): Buffer | undefined => {
  const text = Buffer.from(configBytes).toString("latin1");
  const printed = slots.filter(({ made }) => made);
  const completed = spliceConfig({ text, created: config.created ?? "", printed, wanted: slots });
  return completed === undefined ? undefined : Buffer.from(completed, "latin1");
};
