import type { Digest } from "../../core/digest.ts";

/** A layer as the image config tells of it. */
export interface ConfigLayer {
  readonly diffId: Digest;
  /** Of its history. */
  readonly comment: string;
}

export interface ConfigSplice {
  /** The config that the program has printed, one character a byte. */
  readonly text: string;
  /** Of the image and each layer. */
  readonly created: string;
  /** The layers that it has. */
  readonly printed: readonly ConfigLayer[];
  /** The layers that it shall have. */
  readonly wanted: readonly ConfigLayer[];
}

/**
 * The config with other layers, byte for byte as Python's `json.dumps(config, indent=4)` would print it: `rootfs` and `history`
 * are its last two keys, and all before them is left as it stands. `undefined` when the config does not end with exactly what
 * is expected of the layers that were printed, which proves the layout.
 */
export const spliceConfig = ({ text, created, printed, wanted }: ConfigSplice): string | undefined => {
  const end = printEnd(created, printed);
  return text.endsWith(end) ? text.slice(0, -end.length) + printEnd(created, wanted) : undefined;
};

const printEnd = (created: string, layers: readonly ConfigLayer[]): string => {
  const rootfs = { diff_ids: layers.map(({ diffId }) => diffId), type: "layers" };
  const history = layers.map(({ comment }) => ({ created, comment }));
  return toAscii(`,${JSON.stringify({ rootfs, history }, null, 4).slice(1)}`);
};

/** Python writes all other characters as escapes; what JSON.stringify escapes, it writes in the same way. */
const toAscii = (json: string): string =>
  json.replace(/[^ -~\n]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
