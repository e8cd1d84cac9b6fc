import * as v from "valibot";

const part = v.object({
  text: v.string(),
  /** As a content security policy names it. */
  hash: v.pipe(v.string(), v.regex(/^sha256-[A-Za-z0-9+/]{43}=$/)),
});

/** What a browser runs of the page, as the build leaves it. */
export const reportClientSchema = v.object({
  script: part,
  style: part,
  /** Graphviz; `text` is compressed by gzip and in base 64, `hash` is that of the script itself. */
  graphviz: v.object({ ...part.entries, text: v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]+=*$/)) }),
});

export type ReportClient = Readonly<v.InferOutput<typeof reportClientSchema>>;
