import type {
  BaselineStore,
  CommentOutcome,
  GitHubContext,
  LabelOwner,
  LabelsAnswer,
  MergeBaseAnswer,
  StickyComment,
  UploadReport,
} from "../github/index.ts";
import type { ActionInputs } from "../inputs/index.ts";
import type { ReportClient } from "../report/render/index.ts";
import type { Deps } from "./deps.ts";
import type { OutputName } from "./outputs.ts";

/** Writes the sticky comment of a pull request. */
export type CommentApi = (issue: number, comment: StickyComment) => Promise<CommentOutcome>;

/** Reads the labels that a pull request has now. */
export type LabelApi = (of: LabelOwner) => Promise<LabelsAnswer>;

/** Asks GitHub for the merge base of a branch or commit, and a commit. */
export type MergeBaseApi = (base: string, head: string) => Promise<MergeBaseAnswer>;

/** The runner's side of a run. */
export interface ActionRun {
  readonly deps: Deps;
  readonly inputs: ActionInputs;
  readonly context: GitHubContext;
  /** Absent where the Actions cache cannot be reached. */
  readonly store?: BaselineStore;
  /** Absent without a token. */
  readonly api?: CommentApi;
  /** Absent without a token. */
  readonly labels?: LabelApi;
  /** Absent without a token. */
  readonly mergeBase?: MergeBaseApi;
  /** Absent where there are no artifacts, or none is wanted. */
  readonly upload?: UploadReport;
  /** What a browser runs of the HTML report. */
  readonly reportClient: () => Promise<ReportClient>;
  /** Where the reports go; they stay there after the run. */
  readonly outputDir: string;
  readonly writeSummary: (markdown: string) => Promise<void>;
  readonly setOutput: (name: OutputName, value: string) => void;
  /** For the stage that runs when the job ends; absent where there is none. No secret goes in: the runner may print it. */
  readonly saveState?: (name: string, value: string) => void;
}
