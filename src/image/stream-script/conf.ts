import * as v from "valibot";
import { parseJson } from "../../core/json.ts";
import { parseStorePath, type StorePath } from "../../core/store-path.ts";
import { isInStore } from "./in-store.ts";

const storePathSchema = v.custom<StorePath>(
  (value) => typeof value === "string" && parseStorePath(value) !== undefined,
  "expected a store path",
);

const inStoreSchema = v.custom<string>(
  (value) => typeof value === "string" && isInStore(value),
  "expected a file in the store",
);

/** Written as text by `jq --arg`. */
const idSchema = v.pipe(v.string(), v.regex(/^\d{1,10}$/));

/** As `date -Iseconds` prints it: a time without its zone would be the machine's. */
const timeSchema = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)$/));

/**
 * `conf.json` as nixpkgs (pkgs/build-support/docker/default.nix) writes it; each key that is optional here is not in older
 * releases. Before `from_image` there were programs that left a file the owner that it has on the machine, so it must be there.
 * With other keys the program may do what is not known here.
 */
const confSchema = v.strictObject({
  architecture: v.string(),
  config: v.record(v.string(), v.unknown()),
  os: v.literal("linux"),
  store_dir: v.optional(v.literal("/nix/store")),
  from_image: v.nullable(inStoreSchema),
  store_layers: v.array(v.array(storePathSchema)),
  customisation_layer: storePathSchema,
  repo_tag: v.string(),
  created: v.union([timeSchema, v.literal("now")]),
  mtime: v.optional(timeSchema),
  uid: v.optional(idSchema),
  gid: v.optional(idSchema),
  uname: v.optional(v.string()),
  gname: v.optional(v.string()),
});

export type Conf = v.InferOutput<typeof confSchema>;

type StoreLayers = readonly (readonly StorePath[])[];

/** The parsed `conf.json`, `undefined` when anything in it is not as nixpkgs writes it. */
export const parseConf = (text: string): Conf | undefined => {
  const parsed = parseJson(confSchema, text);
  if (parsed.kind === "bad") return undefined;
  const { value: conf } = parsed;
  return modificationTime(conf) === "now" || splitAtLayers(text, conf.store_layers) === undefined ? undefined : conf;
};

/** Of every file in a store layer. 24.05 has no key of its own for it yet. */
export const modificationTime = (conf: Conf): string => conf.mtime ?? conf.created;

/**
 * The same text with fewer store layers. All else is left as it stands: who parses and prints JSON may change numbers and the
 * order of keys, and with them the image. `undefined` when the text is not laid out as jq does it.
 */
export const replaceStoreLayers = (text: string, layers: StoreLayers, kept: StoreLayers): string | undefined =>
  splitAtLayers(text, layers)?.join(printLayers(kept));

const splitAtLayers = (text: string, layers: StoreLayers): readonly string[] | undefined => {
  const parts = text.split(printLayers(layers));
  return parts.length === 2 ? parts : undefined;
};

/** The member of the outermost object, from the line break before it; no string in JSON holds a line break. */
const printLayers = (layers: StoreLayers): string => JSON.stringify({ store_layers: layers }, null, 2).slice(1, -2);
