import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { parse } from "yaml";
import {
  COMMENT_INPUT_NAMES,
  INPUT_NAMES,
  type InputName,
  MERGE_INPUT_NAMES,
  parseActionInputs,
  parseCommentInputs,
  parseMergeInputs,
} from "../src/inputs/index.ts";
import { MERGE_OUTPUT_NAMES } from "../src/pipeline/merge-outputs.ts";
import { OUTPUT_NAMES } from "../src/pipeline/outputs.ts";
import { validateAction, validateWorkflow } from "./e2e/support/validate.ts";
import { isMet } from "./e2e/support/workflow-expressions.ts";

const ROOT = join(import.meta.dirname, "..");
const ACTION = "nix-image-action/nix-image-action";

const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");
const text = read("action.yml");
const commentText = read("comment/action.yml");
const mergeText = read("merge/action.yml");
const action = parse(text) as Action;

interface Action {
  readonly inputs: Readonly<Record<string, Input>>;
  readonly outputs: Readonly<Record<string, { readonly description?: string }>>;
  readonly runs: Readonly<Record<string, string>>;
}

interface Input {
  readonly description?: string;
  readonly required?: boolean;
  readonly default?: unknown;
}

const OWN = globSync(".github/workflows/*.yml", { cwd: ROOT });
const ALL_EXAMPLES = globSync("examples/*/.github/workflows/*.yml", { cwd: ROOT });
const FROM_FORKS = "examples/nixpkgs/.github/workflows/comment-from-forks.yml";
/** Those that build an image. */
const EXAMPLES = ALL_EXAMPLES.filter((file) => file !== FROM_FORKS);

/** As the validator wants it: it does not look into the action behind `uses: ./`. */
const readWorkflow = (file: string): string => read(file).replace(/uses: \.\/(?=\s|$)/g, `uses: ${ACTION}@v1`);

const complaints = (workflow: string): Promise<readonly string[]> =>
  validateWorkflow(workflow, { [ACTION]: text, [`${ACTION}/comment`]: commentText, [`${ACTION}/merge`]: mergeText });

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
      push: "no",
      destinations: [],
      tags: ["{rev}"],
      flavor: [],
      revLength: 9,
      annotations: { manifest: {}, index: {} },
      labels: {},
      compression: { kind: "gzip", level: 4 },
      reuseFrom: [],
      mountFrom: [],
      mediaTypes: "oci",
      allowDirty: false,
      registryInsecure: [],
      registryCa: [],
      dockerConfigAuth: false,
      load: false,
      attachReport: false,
      sbom: false,
      ignoreFindings: [],
      comment: "changes",
      htmlReport: true,
      uploadReport: true,
      baseline: { kind: "auto" },
      budgets: { limits: {}, forbidPackages: [], mode: "fail", overrideLabel: "size-increase-ok" },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub, which the runner evaluates
      githubToken: "${{ github.token }}",
    });
  });

  test("it runs files that are there, the post stage whatever became of the job", () => {
    const { using, main = "", post = "", ...rest } = action.runs;
    assert.deepEqual({ using, ...rest }, { using: "node24", "post-if": "always()" });
    for (const file of [main, post]) assert.ok(existsSync(join(ROOT, file)), `${file} is missing; run script/build`);
  });
});

describe("comment/action.yml", () => {
  const { inputs, outputs, runs } = parse(commentText) as Action;

  test("GitHub's own validator has nothing to say against it", async () => {
    assert.deepEqual(await validateAction(commentText), []);
  });

  test("its inputs are those that are parsed, in that order, and described", () => {
    assert.deepEqual(Object.keys(inputs), [...COMMENT_INPUT_NAMES]);
    assert.deepEqual(Object.keys(outputs), ["comment-url"]);
    const nothing = Object.values({ ...inputs, ...outputs }).filter(({ description }) => !description?.trim());
    assert.deepEqual(nothing, []);
  });

  test("its defaults parse", () => {
    assert.deepEqual(
      parseCommentInputs((name) => `${inputs[name]?.default}`),
      // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub, which the runner evaluates
      { report: "nix-image-report", comment: "changes", githubToken: "${{ github.token }}" },
    );
    assert.throws(
      () => parseCommentInputs(() => ""),
      /^InputError: report is empty.*\ngithub-token is empty.*\ncomment is/,
    );
  });

  test("it runs a file of the release that lies outside of its own folder", () => {
    assert.deepEqual(runs, { using: "node24", main: "../dist/comment.js" });
    assert.ok(existsSync(join(ROOT, "comment", runs.main ?? "")), "dist/comment.js is missing; run script/build");
  });
});

describe("merge/action.yml", () => {
  const { inputs, outputs, runs } = parse(mergeText) as Action;

  test("GitHub's own validator has nothing to say against it", async () => {
    assert.deepEqual(await validateAction(mergeText), []);
  });

  test("its inputs and outputs are those that are parsed and set, in that order, and described", () => {
    assert.deepEqual(Object.keys(inputs), [...MERGE_INPUT_NAMES]);
    assert.deepEqual(Object.keys(outputs), [...MERGE_OUTPUT_NAMES]);
    const nothing = Object.values({ ...inputs, ...outputs }).filter(({ description }) => !description?.trim());
    assert.deepEqual(nothing, []);
  });

  test("its defaults parse", () => {
    assert.deepEqual(
      parseMergeInputs((name) => (name === "digests" ? "digests" : `${inputs[name]?.default}`)),
      {
        ...{ digests: ["digests"], destinations: [], tags: ["{rev}"], flavor: [], revLength: 9, annotations: {} },
        registryInsecure: [],
        registryCa: [],
        // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub, which the runner evaluates
        githubToken: "${{ github.token }}",
      },
    );
  });

  test("it runs a file of the release that lies outside of its own folder", () => {
    assert.deepEqual(runs, { using: "node24", main: "../dist/merge.js" });
    assert.ok(existsSync(join(ROOT, "merge", runs.main ?? "")), "dist/merge.js is missing; run script/build");
  });
});

describe("workflows", () => {
  test("the examples add a step, review and publish", () => {
    assert.ok(ALL_EXAMPLES.includes(FROM_FORKS));
    const names = EXAMPLES.map((file) => file.split("/").at(-1)).toSorted();
    assert.deepEqual(names, ["add-a-step.yml", "multi-platform.yml", "publish.yml", "review.yml"]);
    assert.ok(OWN.includes(".github/workflows/ci.yml"));
  });

  for (const file of [...OWN, ...ALL_EXAMPLES]) {
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

describe("the workflow that comments on pull requests from forks", () => {
  const workflow = parse(read(FROM_FORKS)) as Workflow & {
    readonly on: {
      readonly workflow_run: { readonly workflows: readonly string[]; readonly types: readonly string[] };
    };
  };
  const [job] = Object.values(workflow.jobs);
  assert.ok(job !== undefined);

  test("runs after each of those that review, on their name", () => {
    const { workflows, types } = workflow.on.workflow_run;
    assert.deepEqual(types, ["completed"]);
    for (const name of ["review.yml", "publish.yml"]) {
      const reviewing = EXAMPLES.find((file) => file.endsWith(name));
      const { name: title } = parse(read(reviewing ?? "")) as { readonly name: string };
      assert.ok(workflows.includes(title), title);
    }
  });

  test("may read artifacts and write comments, checks nothing out, and runs no script", () => {
    assert.deepEqual(workflow.permissions, { actions: "read", "pull-requests": "write" });
    const uses = job.steps.map((step) => step.uses?.replace(/@.*/, ""));
    assert.deepEqual(uses, ["actions/download-artifact", `${ACTION}/comment`]);
  });

  test("is skipped for every event but a pull request from a fork", async () => {
    const runsFor = (event: string, from: string): boolean =>
      isMet(
        String(job.if),
        {
          github: { repository: "octo/demo", event: { workflow_run: { event, head_repository: { full_name: from } } } },
        },
        false,
      );
    assert.equal(runsFor("pull_request", "mona/demo"), true);
    assert.equal(runsFor("pull_request", "octo/demo"), false);
    assert.equal(runsFor("push", "mona/demo"), false);
  });

  test("puts the artifacts where the action looks for them, by the names that they have", () => {
    const [download] = job.steps;
    assert.equal(download?.with?.["path"], (parse(commentText) as Action).inputs["report"]?.default);
    assert.equal(download?.with?.["pattern"], "nix-image-report-*");
  });

  test("a wrong input would be found in it", async () => {
    const wrong = `${readWorkflow(FROM_FORKS)}        with:\n          repotr: x\n`;
    assert.deepEqual(
      (await complaints(wrong)).map((it) => it.replace(/^\d+: /, "")),
      ["Invalid action input 'repotr'"],
    );
  });
});

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly if?: string; readonly steps: readonly Step[] }>>;
}

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
}
