import type { Description } from "./description.ts";

/** Keys in the order in which Go's types of the image specification have them; others are left out, as there. */
const CONFIG = [
  ..."User ExposedPorts Env Entrypoint Cmd Volumes WorkingDir Labels StopSignal ArgsEscaped".split(" "),
] as const;
const HISTORY = ["created", "created_by", "author", "comment", "empty_layer"] as const;

/** The image config that nix2container's copy makes of a description, byte for byte. */
export const renderConfig = ({ created, arch, layers, ...description }: Description): Buffer => {
  const config = {
    ...(created == null ? {} : { created }),
    architecture: arch,
    os: "linux",
    config: pick(description["image-config"] ?? {}, CONFIG),
    rootfs: { type: "layers", diff_ids: layers.map((layer) => layer.diff_ids) },
    history: layers.map((layer) => pick(layer.History ?? {}, HISTORY)),
  };
  return Buffer.from(escapeHtml(JSON.stringify(config)));
};

/** Go leaves empty values out, and sorts the keys of maps. */
const pick = (values: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(keys.filter((key) => !isEmpty(values[key])).map((key) => [key, sorted(values[key])]));

const isEmpty = (value: unknown): boolean => {
  if (value === undefined || value === null || value === "" || value === false) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
};

const sorted = (value: unknown): unknown =>
  typeof value !== "object" || value === null || Array.isArray(value)
    ? value
    : Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));

/** encoding/json writes these as escapes. */
const escapeHtml = (json: string): string =>
  json.replace(/[<>&\u2028\u2029]/g, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`);
