import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { renderReportFile } from "../../src/report/index.ts";
import { makeDockerArchive, makeSampleLayer } from "../support/archives.ts";
import { SAMPLES } from "../support/sample-reports.ts";
import { runCli } from "./support/run-cli.ts";

type Validate = ((value: unknown) => boolean) & { errors?: unknown };
type Ajv = new (options: { strict: boolean }) => { compile(schema: unknown): Validate };

/** A validator of JSON schemas that knows nothing of ours. */
const findAjv = (): Ajv | undefined => {
  try {
    return createRequire(import.meta.url)("ajv").default;
  } catch {
    return undefined;
  }
};

const Ajv = findAjv();
const skip = Ajv === undefined ? "ajv is not installed: no independent validator to hold the schema against" : false;

let dir: string;
let validate: Validate;
before(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "cli-schema-"));
  await writeFile(path.join(dir, "app.tar"), await makeDockerArchive({ layers: [await makeSampleLayer()] }));
  const file = path.resolve(import.meta.dirname, "../../schema/report.v1.json");
  if (Ajv !== undefined) validate = new Ajv({ strict: false }).compile(JSON.parse(await readFile(file, "utf8")));
});
after(() => rm(dir, { recursive: true }));

test("what the command line prints satisfies the published schema", { skip }, async () => {
  for (const options of [[], ["--compressed"], ["--baseline", "app.tar"]]) {
    const { stdout, stderr } = await runCli(["report", "app.tar", "--json", "-", ...options], { cwd: dir });
    assert.ok(validate(JSON.parse(stdout)), `${JSON.stringify(validate.errors)}\n${stderr}`);
  }
});

test("every sample report satisfies the published schema", { skip }, () => {
  for (const [name, sample] of Object.entries(SAMPLES)) {
    const report: unknown = JSON.parse(renderReportFile([sample()]));
    assert.ok(validate(report), `${name}: ${JSON.stringify(validate.errors)}`);
    assert.ok(validate([report, report]), name);
  }
});

test("the published schema refuses what is no report", { skip }, () => {
  const report = JSON.parse(renderReportFile([SAMPLES["grown"]?.() ?? assert.fail("no sample")]));
  const bent: readonly object[] = [
    {},
    { ...report, schemaVersion: 2 },
    { ...report, totals: { ...report.totals, layers: -1 } },
    { ...report, layers: [{ ...report.layers[0], diffId: "sha256:abc" }] },
    { ...report, storePaths: [{ ...report.storePaths[0], path: "/etc/passwd" }] },
    { ...report, comparison: { kind: "guessed" } },
  ];
  assert.deepEqual(
    bent.map((value) => validate(value)),
    bent.map(() => false),
  );
});
