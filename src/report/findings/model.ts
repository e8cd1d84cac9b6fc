import * as v from "valibot";
import { sizeSchema } from "../../oci/descriptor.ts";
import { storePathSchema, text, texts } from "../schemas.ts";

/** `error`: the image does not work; `warning`: it wastes or risks something; `info`: good to know. */
const severitySchema = v.picklist(["error", "warning", "info"]);

/** One thing, path or file that a finding is about. */
const evidenceSchema = v.object({
  path: v.exactOptional(storePathSchema),
  name: text,
  bytes: v.exactOptional(sizeSchema),
  note: v.exactOptional(text),
});

export const findingSchema = v.object({
  /** Name of the rule, as in docs/findings. */
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/)),
  severity: severitySchema,
  /** What it is about: with `id` the same in every report, so that known findings are told from new ones. */
  subject: text,
  /** Bytes that the fix is worth. */
  bytes: v.exactOptional(sizeSchema),
  /** Name of the path that refers to the subject. */
  by: v.exactOptional(text),
  /** What was found where the rule is about one value. */
  value: v.exactOptional(text),
  /** Heaviest first. */
  items: v.array(evidenceSchema),
  /** How many there are where `items` are not all. */
  count: v.exactOptional(sizeSchema),
  /** Names from the image's root to the subject. */
  chain: v.exactOptional(texts),
  /** File that holds the reference. */
  file: v.exactOptional(text),
  /** True when somebody asked not to be told. */
  silenced: v.exactOptional(v.boolean()),
});

type Mutable = v.InferOutput<typeof findingSchema>;

export type Evidence = { readonly [K in keyof Mutable["items"][number]]: Mutable["items"][number][K] };

export type Finding = Readonly<Omit<Mutable, "items" | "chain">> & {
  readonly items: readonly Evidence[];
  readonly chain?: readonly string[];
};

export type Severity = Finding["severity"];
