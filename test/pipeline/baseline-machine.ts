import { access, mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { type BaselineStore, openApi, parseContext, readMergeBase } from "../../src/github/index.ts";
import { runAction } from "../../src/pipeline/run-action.ts";
import { parseReportFile, type Report } from "../../src/report/index.ts";
import { runProgram } from "../../src/run-program.ts";
import type { WorkflowEvent } from "../e2e/support/events.ts";
import { runWith, type TestNix } from "../support/nix.ts";
import type { CheckoutRequest, CommitName, FilesOf, Project } from "./baseline-project.ts";
import { aRun } from "./run-context.ts";

const EXAMPLE = resolve(import.meta.dirname, "../../examples/self-contained");

/** `image` is made of `part`, `notes` of `text`, which every commit changes; neither has the commit in it. */
const FLAKE = `{
  outputs = { self }: let
    system = builtins.currentSystem;
    programs = import ./programs.nix { inherit system; };
    builder = import ./image-builder { inherit system programs; };
    image = name: file: builder.buildLayeredImage {
      inherit name;
      tag = "latest";
      contents = [ (programs.build {
        name = "content-of-\${name}";
        text = builtins.readFile file;
        script = "mkdir -p $out/share; echo \\"$text\\" > $out/share/\${name}";
      }) ];
      config = { };
    };
  in { packages.\${system} = {
    image = image "image" ./part;
    notes = image "notes" ./text;
  }; };
}
`;

/** Files of a project whose image Nix builds. */
export const flakeFiles = async (): Promise<FilesOf> => {
  const names = ["programs.nix", "image-builder/default.nix", ...BUILDER.map((name) => `image-builder/${name}.bash`)];
  const shared = await Promise.all(
    names.map(async (name) => [name, await readFile(join(EXAMPLE, name), "utf8")] as const),
  );
  return (_, part) => ({ ...Object.fromEntries(shared), "flake.nix": FLAKE, part });
};

const BUILDER = ["conf", "customisation-layer", "store-layers", "stream", "tar"];

/** Reports by commit, in memory. */
export const memoryStore = (): BaselineStore & { readonly kept: Map<string, string> } => {
  const kept = new Map<string, string>();
  return {
    kept,
    restore: async (wanted) => {
      const revision = wanted ?? [...kept.keys()].at(-1);
      const text = revision === undefined ? undefined : kept.get(revision);
      return revision === undefined || text === undefined ? undefined : { revision, text };
    },
    trend: async () => "",
    stage: async (revision, { report }) => {
      kept.set(revision, report);
      return { key: revision, stagedFolder: "", folder: "" };
    },
  };
};

export interface Job {
  readonly checkout: CheckoutRequest;
  readonly event: WorkflowEvent;
  /** GITHUB_SHA and GITHUB_REF, where the checkout is of another. */
  readonly sha?: CommitName;
  readonly eventRef?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly store?: BaselineStore;
  /** The checkout is a folder below the workspace, as with `path` of actions/checkout. */
  readonly below?: true;
  /** Done to the workspace before the run. */
  readonly prepare?: (workspace: string) => Promise<void>;
}

export interface JobRun {
  readonly reports: readonly Report[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly log: string;
  /** Every call of Nix that builds, by its last argument. */
  readonly builds: readonly string[];
}

/** Runs the Action's pipeline in a fresh checkout, with this Nix. */
export const runJob = async (project: Project, nix: TestNix, job: Job): Promise<JobRun> => {
  const workspace = await project.checkout(job.checkout);
  await job.prepare?.(workspace);
  const cwd = job.below === true ? dirname(workspace) : workspace;
  const image = job.below === true ? { image: `./${basename(workspace)}#image` } : {};
  const tempDir = await realpath(await mkdtemp(join(tmpdir(), "baseline-job-")));
  const builds: string[] = [];
  const { PATH = "", NIX_CONFIG = "" } = nix.env;
  const { run, log, outputs } = aRun({
    ...{ cwd, tempDir, env: nix.env, context: contextOf(project, job) },
    ...{ store: job.store ?? memoryStore() },
    inputs: { "build-args": "--impure", comment: "never", ...image, ...job.inputs },
    mergeBase: async (base, head) =>
      readMergeBase(await openApi({ token: "t", apiUrl: project.apiUrl }), PLACE, { base, head }),
    runProgram: (program, args, options = {}) => {
      if (args.includes("build")) builds.push(args.at(-1) ?? "");
      return runProgram(program, args, { ...options, env: { PATH, NIX_CONFIG, ...options.env } });
    },
  });
  try {
    await runAction(run);
    const parsed = parseReportFile(await readFile(outputs["report"] ?? "", "utf8"));
    if (parsed.kind === "bad") throw new Error(parsed.problem);
    return { reports: parsed.value, outputs, log: log.text(), builds };
  } finally {
    await rm(tempDir, { recursive: true, force: true });
  }
};

const PLACE = { owner: "octo", repo: "demo" };

const contextOf = ({ commits, apiUrl }: Project, { checkout, event, sha, eventRef }: Job) =>
  parseContext(
    {
      ...{ GITHUB_EVENT_NAME: event.name, GITHUB_REF: eventRef ?? checkout.ref, GITHUB_REPOSITORY: "octo/demo" },
      ...{ GITHUB_SHA: commits[sha ?? checkout.commit], GITHUB_API_URL: apiUrl },
    },
    JSON.stringify(event.payload),
  );

/** Takes a path out of the store, so that only a build brings it back. */
export const forget = async (nix: TestNix, storePath: string): Promise<void> => {
  await runWith(nix, ["nix-store", "--delete", storePath]);
};

export const isInStore = (storePath: string): Promise<boolean> =>
  access(storePath).then(
    () => true,
    () => false,
  );
