import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { type BuildOptions, build } from "esbuild";
import type { ReportClient } from "../../src/report/render/index.ts";

const CLIENT = "src/report/render/html/client";

const SHARED = {
  bundle: true,
  platform: "browser",
  target: ["chrome123", "firefox120", "safari17.5"], // the first with light-dark() and DecompressionStream
  minify: true,
  tsconfigRaw: {}, // so that the bundle is the same where the project's settings do not lie beside it
  write: false,
  metafile: true,
} as const satisfies BuildOptions;

const bundle = async (entry: string, options: BuildOptions) => {
  const { outputFiles, metafile } = await build({ ...SHARED, ...options, entryPoints: [`${CLIENT}/${entry}`] });
  return { text: (outputFiles?.[0]?.text ?? "").trim(), files: Object.keys(metafile?.inputs ?? {}) };
};

const hashOf = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;

/** Text for an element of the page, which ends at the first of these. */
const part = (text: string) => {
  if (/<\/(script|style)|<!--/i.test(text))
    throw new Error("a bundle of the report would end the element that holds it");
  return { text, hash: hashOf(text) };
};

/** What a browser runs of the HTML report, with the hashes that its policy names, and the files that it is made from. */
export const buildReportClient = async (): Promise<{
  readonly client: ReportClient;
  readonly files: readonly string[];
}> => {
  const [script, style, graphviz] = await Promise.all([
    bundle("main.tsx", { format: "iife", jsx: "automatic", jsxImportSource: "preact", legalComments: "none" }),
    bundle("style.css", { legalComments: "none" }),
    bundle("graphviz.ts", { format: "iife", globalName: "reportGraphviz", legalComments: "inline", logLevel: "error" }),
  ]);
  const packed = gzipSync(graphviz.text, { level: 9 });
  return {
    client: {
      script: part(script.text),
      style: part(style.text),
      graphviz: { text: packed.toString("base64"), hash: hashOf(graphviz.text) },
    },
    files: [...script.files, ...style.files, ...graphviz.files],
  };
};
