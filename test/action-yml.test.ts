import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { parse } from "yaml";
import { INPUT_NAMES, type InputName, parseActionInputs } from "../src/inputs/index.ts";
import { OUTPUT_NAMES } from "../src/pipeline/outputs.ts";
import { validateAction, validateWorkflow } from "./e2e/support/validate.ts";

const ROOT = join(import.meta.dirname, "..");
const ACTION = "nix-image-action/nix-image-action";

const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");
const text = read("action.yml");
const action = parse(text) as {
  readonly inputs: Readonly<Record<string, Input>>;
  readonly outputs: Readonly<Record<string, { readonly description?: string }>>;
  readonly runs: Readonly<Record<string, string>>;
};

interface Input {
  readonly description?: string;
  readonly required?: boolean;
  readonly default?: unknown;
}

const OWN = globSync(".github/workflows/*.yml", { cwd: ROOT });
const EXAMPLES = globSync("examples/*/.github/workflows/*.yml", { cwd: ROOT });

/** As the validator wants it: it does not look into the action behind `uses: ./`. */
const readWorkflow = (file: string): string => read(file).replace(/uses: \.\/(?=\s|$)/g, `uses: ${ACTION}@v1`);

const complaints = (workflow: string): Promise<readonly string[]> => validateWorkflow(workflow, { [ACTION]: text });

describe("action.yml", () => {
  test("GitHub's own validator has nothing to say against it, and would have", async () => {
    assert.deepEqual(await validateAction(text), []);
    assert.deepEqual(await validateAction(text.replace("icon: package", "icon: parcel")), [
      "6: Unexpected value 'parcel'",
    ]);
  });

  test("its inputs are those that are parsed, in that order", () => {
    assert.deepEqual(Object.keys(action.inputs), [...INPUT_NAMES]);
  });

  test("its outputs are those that are set, in that order", () => {
    assert.deepEqual(Object.keys(action.outputs), [...OUTPUT_NAMES]);
  });

  test("every input and output is described, and every input is required or has a default that is text", () => {
    const nothing = Object.entries({ ...action.inputs, ...action.outputs }).filter(([, it]) => !it.description?.trim());
    const open = Object.entries(action.inputs).filter(
      ([, input]) => (input.required === true) === (typeof input.default === "string"),
    );
    assert.deepEqual({ nothing, open }, { nothing: [], open: [] });
  });

  test("its defaults parse, and mean what README says of a step that names an image alone", () => {
    const value = (name: InputName): string => (name === "image" ? ".#dockerImage" : `${action.inputs[name]?.default}`);
    assert.deepEqual(parseActionInputs(value), {
      images: [{ kind: "installable", text: ".#dockerImage" }],
      buildArgs: [],
      push: false,
      destinations: [],
      tags: ["{rev}"],
      revLength: 9,
      compression: { kind: "gzip", level: 4 },
      allowDirty: false,
      registryInsecure: [],
      sbom: false,
      ignoreFindings: [],
      comment: "changes",
      uploadReport: true,
      baseline: { kind: "auto" },
      budgets: { limits: {}, forbidPackages: [], mode: "fail", overrideLabel: "size-increase-ok" },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub, which the runner evaluates
      githubToken: "${{ github.token }}",
    });
  });

  test("it runs files that are there, the post stage after success alone", () => {
    const { using, main = "", post = "", ...rest } = action.runs;
    assert.deepEqual({ using, ...rest }, { using: "node24", "post-if": "success()" });
    for (const file of [main, post]) assert.ok(existsSync(join(ROOT, file)), `${file} is missing; run script/build`);
  });
});

describe("workflows", () => {
  test("the examples add a step, review and publish", () => {
    const names = EXAMPLES.map((file) => file.split("/").at(-1)).toSorted();
    assert.deepEqual(names, ["add-a-step.yml", "publish.yml", "review.yml"]);
    assert.ok(OWN.includes(".github/workflows/ci.yml"));
  });

  for (const file of [...OWN, ...EXAMPLES]) {
    test(`GitHub's own validator has nothing to say against ${file}`, async () => {
      assert.deepEqual(await complaints(readWorkflow(file)), []);
    });
  }

  for (const file of EXAMPLES) {
    test(`a wrong and a missing input would be found in ${file}`, async () => {
      const workflow = readWorkflow(file);
      const line = workflow.split("\n").findIndex((it) => it.trim().startsWith("image: ")) + 1;
      const found = await complaints(workflow.replace(/^( +)image: \./m, "$1imgae: ."));
      assert.ok(found.includes(`${line}: Invalid action input 'imgae'`), found.join("\n"));
      assert.ok(
        found.some((it) => it.includes("Missing required input `image`")),
        found.join("\n"),
      );
    });

    test(`${file} asks for the permissions that it uses and no others`, () => {
      const { permissions, jobs } = parse(read(file)) as Workflow;
      const steps = Object.values(jobs).flatMap((job) => job.steps);
      const step = steps.find(({ uses }) => uses?.startsWith(`${ACTION}@`))?.with ?? {};
      assert.deepEqual(permissions, {
        contents: "read",
        ...(step["push"] === undefined ? {} : { packages: "write" }),
        ...(step["comment"] === "never" ? {} : { "pull-requests": "write" }),
      });
    });
  }
});

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
}
