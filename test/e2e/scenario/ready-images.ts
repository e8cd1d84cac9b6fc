import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { makeDockerArchive, makeSampleLayer } from "../../support/archives.ts";
import { pullRequestOpened, type WorkflowEvent } from "../support/events.ts";
import type { StepRun } from "../support/job.ts";
import { runAction } from "../support/runner.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const ACTION = resolve(import.meta.dirname, "../../..");

export interface ReadyImage {
  readonly name: string;
  readonly architecture?: "amd64" | "arm64";
}

export interface ReadyJob {
  readonly images: readonly ReadyImage[];
  readonly token: string;
  readonly env: Readonly<Record<string, string>>;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly event?: WorkflowEvent;
  /** Context keys: `job`, `workflow`, `run_id`. */
  readonly github?: Readonly<Record<string, string>>;
}

/** A job that reads small images that are there already, and always comments: over in a second, and without any Nix. */
export async function runOnReadyImages(job: ReadyJob): Promise<StepRun & { readonly workspace: string }> {
  const workspace = temporaryFolder("workspace");
  for (const image of job.images) writeFileSync(join(workspace, fileOf(image)), await archiveOf(image));
  const step = await runAction({
    actionDir: ACTION,
    inputs: { image: job.images.map(fileOf).join("\n"), comment: "always", baseline: "none", ...job.inputs },
    event: job.event ?? pullRequestOpened(),
    workspace,
    token: job.token,
    env: job.env,
    github: job.github ?? {},
  });
  return { ...step, workspace };
}

const fileOf = ({ name, architecture = "amd64" }: ReadyImage): string =>
  `${name.replaceAll("/", "-")}-${architecture}.tar`;

const archiveOf = async ({ name, architecture = "amd64" }: ReadyImage): Promise<Buffer> =>
  makeDockerArchive({ layers: [await makeSampleLayer()], repoTags: [`${name}:1`], config: { architecture } });
