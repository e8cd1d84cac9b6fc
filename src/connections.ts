import path from "node:path";
import { defined } from "./core/defined.ts";
import type { Log } from "./core/log.ts";
import {
  type ApiPace,
  type BaselineStore,
  type GitHubContext,
  hasArtifacts,
  openApi,
  openArtifacts,
  openBaselineStore,
  readLabels,
  readMergeBase,
  type UploadReport,
  upsertComment,
} from "./github/index.ts";
import { type ActionInputs, formatImageArg } from "./inputs/index.ts";
import { formatPlatform } from "./oci/index.ts";
import type { ActionRun } from "./pipeline/action-run.ts";

export interface Runner {
  readonly inputs: ActionInputs;
  readonly context: GitHubContext;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder for the files of a job; the same in every run, since the cache makes paths part of what it keeps. */
  readonly temp: string;
  readonly log: Log;
  readonly pace: ApiPace;
}

type Connections = Pick<ActionRun, "store" | "upload" | "api" | "labels" | "mergeBase">;

/** What the runner and the token let us reach. Clients are loaded when they are first asked: some are large. */
export const openConnections = (runner: Runner): Connections => ({
  ...defined({ store: openStore(runner), upload: openUpload(runner) }),
  ...openGitHub(runner),
});

const openStore = ({ inputs, env, temp, log }: Runner): BaselineStore | undefined => {
  if ((env["ACTIONS_RESULTS_URL"] ?? env["ACTIONS_CACHE_URL"] ?? "") === "") return undefined;
  const cache = {
    restoreCache: async (...args: [string[], string, string[]?]) =>
      (await import("@actions/cache")).restoreCache(...args),
  };
  const { platform, compression } = inputs;
  const scope = {
    images: inputs.images.map(formatImageArg),
    buildArgs: inputs.buildArgs,
    platform: typeof platform === "object" ? formatPlatform(platform) : (platform ?? ""),
    compression: `${compression.kind}:${compression.level}`,
    runner: `${env["RUNNER_OS"] ?? ""}-${env["RUNNER_ARCH"] ?? ""}`,
  };
  return openBaselineStore({ cache, dir: path.join(temp, "nix-image-baseline"), scope, log });
};

/** The runtime's own service takes artifacts, and only actions know where it is. */
const openUpload = ({ inputs, context, env, log }: Runner): UploadReport | undefined => {
  const { ACTIONS_RESULTS_URL: url = "", ACTIONS_RUNTIME_TOKEN: token = "" } = env;
  if (!inputs.uploadReport || url === "" || token === "") return undefined;
  if (hasArtifacts(context.serverUrl)) {
    return openArtifacts({ client: async () => new (await import("@actions/artifact")).DefaultArtifactClient(), log });
  }
  log.info("GitHub Enterprise Server takes no artifacts from this action; the report is in the job summary.");
  return undefined;
};

const openGitHub = ({ inputs, context, log, pace }: Runner): Pick<Connections, "api" | "labels" | "mergeBase"> => {
  const { githubToken: token } = inputs;
  if (token === undefined) return {};
  const { owner, repo, apiUrl } = context;
  const open = () => openApi({ token, apiUrl });
  return {
    api: async (issue, comment) =>
      upsertComment({ api: await open(), target: { owner, repo, issue }, comment, pace, log }),
    labels: async (of) => readLabels(await open(), { owner, repo }, of),
    mergeBase: async (base, head) => readMergeBase(await open(), { owner, repo }, { base, head }),
  };
};
