import { mkdir, rm, writeFile } from "node:fs/promises";
import { toJsonSchema } from "@valibot/to-json-schema";
import { build } from "esbuild";
import { reportFileSchema } from "../src/report/index.ts";
import { renderLicences } from "./lib/licences.ts";
import { buildReportClient } from "./lib/report-client.ts";

/** CommonJS packages inside an ES module bundle still call `require` for Node's own modules. */
const REQUIRE =
  'import { createRequire as __createRequire } from "node:module";\nconst require = __createRequire(import.meta.url);';

const bundle = async (): Promise<void> => {
  await rm("dist", { recursive: true, force: true });
  const { metafile } = await build({
    entryPoints: [
      "src/main.ts",
      "src/post.ts",
      "src/cli.ts",
      "src/scan-worker.ts",
      "src/compress-worker.ts",
      "src/comment.ts",
      "src/merge.ts",
    ],
    outdir: "dist",
    bundle: true,
    splitting: true, // what is imported on demand is loaded on demand: start-up stays in milliseconds
    platform: "node",
    target: "node24",
    format: "esm",
    external: ["xmlbuilder2"], // CycloneDX's library asks whether it is there, for XML, which is not written here
    alias: { "unzip-stream": "./script/lib/no-unzip.ts" },
    keepNames: true, // @actions/cache tells its errors apart by class name
    legalComments: "none",
    chunkNames: "chunks/[name]-[hash]",
    metafile: true,
    banner: { js: REQUIRE },
  });
  const { client, files } = await buildReportClient();
  await writeFile("dist/report-client.json", `${JSON.stringify(client)}\n`);
  await writeFile("dist/licenses.txt", await renderLicences([...Object.keys(metafile.inputs), ...files]));
  await writeFile("dist/package.json", `${JSON.stringify({ type: "module" }, undefined, 2)}\n`);
};

const writeSchema = async (): Promise<void> => {
  const schema = toJsonSchema(reportFileSchema, { errorMode: "ignore", overrideSchema: describeCustom });
  await mkdir("schema", { recursive: true });
  const head = {
    $id: "https://github.com/nix-image-action/nix-image-action/schema/report.v1.json",
    title: "nix-image report",
  };
  await writeFile("schema/report.v1.json", `${JSON.stringify({ ...head, ...schema }, undefined, 2)}\n`);
};

/** Digests and store paths are checked by functions, which JSON schema cannot express: say their patterns. */
const describeCustom = ({ valibotSchema }: { valibotSchema: { type: string; message?: unknown } }) => {
  if (valibotSchema.type !== "custom") return undefined;
  const isDigest = String(valibotSchema.message).includes("sha256");
  return isDigest
    ? { type: "string" as const, pattern: "^sha256:[0-9a-f]{64}$" }
    : { type: "string" as const, pattern: "^/nix/store/[0-9abcdfghijklmnpqrsvwxyz]{32}-[0-9A-Za-z+._?=-]{1,211}$" };
};

await bundle();
await writeSchema();
