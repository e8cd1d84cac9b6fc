import type { TagContext } from "../publish/index.ts";
import type { PublishPlaces } from "./publish-settings.ts";

/** What is to be merged, where to, and under which names. */
export interface MergeSettings
  extends Pick<
    PublishPlaces,
    "destinations" | "tags" | "flavor" | "owner" | "repo" | "credentials" | "insecure" | "workflow"
  > {
  /** Lines: digests, references, files and folders. */
  readonly digests: readonly string[];
  readonly revLength: number;
  /** The commit of the run, for a job that has checked nothing out. */
  readonly sha?: string;
  readonly tagContext: Omit<TagContext, "rev" | "revision" | "imageTag" | "date">;
  /** Over what the images say alike; an empty value takes one away. */
  readonly annotations: Readonly<Record<string, string>>;
}
