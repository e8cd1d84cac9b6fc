import { sha256 } from "../core/hash.ts";
import { parseJson } from "../core/json.ts";
import type { BareImage } from "../image/model.ts";
import { imageConfigSchema } from "../oci/image-config.ts";
import { PublishError } from "./errors.ts";
import { findMember, type Span, skipBlank } from "./json-span.ts";

export type Labels = Readonly<Record<string, string>>;

/**
 * The image with these labels, which replace those of the same name. Its config becomes another one, and so its ID; the
 * bytes around the labels stay as they are, so that no number and no order of keys changes.
 */
export function withLabels(image: BareImage, labels: Labels): BareImage {
  if (Object.keys(labels).length === 0) return image;
  const json = Buffer.from(image.configBytes).toString("utf8");
  const configBytes = Buffer.from(spliceLabels(json, labels, image.config.config?.Labels ?? {}));
  const parsed = parseJson(imageConfigSchema, configBytes.toString("utf8"));
  if (parsed.kind === "bad") {
    throw new PublishError("CONFIG_MISMATCH", `${image.source}: labels do not fit its config: ${parsed.problem}`);
  }
  return { ...image, configBytes, configDigest: sha256(configBytes), config: parsed.value };
}

function spliceLabels(json: string, labels: Labels, present: Labels): string {
  const merged = new Map([...Object.entries(present), ...Object.entries(labels)]);
  const pairs = [...merged].map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  const text = `{${pairs.join(",")}}`;
  const root = skipBlank(json, 0);
  const config = findMember(json, root, "config");
  if (config === undefined) return addMember(json, root, `"config":{"Labels":${text}}`);
  if (json[config.start] !== "{") return replace(json, config, `{"Labels":${text}}`);
  const place = findMember(json, config.start, "Labels");
  return place === undefined ? addMember(json, config.start, `"Labels":${text}`) : replace(json, place, text);
}

/** Puts a member first into the object that begins at `start`. */
const addMember = (json: string, start: number, member: string): string => {
  const comma = json[skipBlank(json, start + 1)] === "}" ? "" : ",";
  return `${json.slice(0, start + 1)}${member}${comma}${json.slice(start + 1)}`;
};

const replace = (json: string, { start, end }: Span, text: string): string =>
  json.slice(0, start) + text + json.slice(end);
