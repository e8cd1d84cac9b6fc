import { messageOf } from "../core/errors.ts";
import type { Log } from "../core/log.ts";
import { within } from "../core/within.ts";

/** The part of @actions/artifact that is used. */
export interface ArtifactClient {
  uploadArtifact(name: string, files: string[], rootDirectory: string): Promise<{ id?: number }>;
}

export interface ReportArtifact {
  /** Parts of its name, untrusted text. */
  readonly name: readonly string[];
  /** Absolute paths, all of them in `folder`. */
  readonly files: readonly string[];
  readonly folder: string;
}

/** The id of the artifact; `undefined` when there is none, which has been said. */
export type UploadReport = (artifact: ReportArtifact) => Promise<number | undefined>;

const ARTIFACT_PREFIX = "nix-image-report";

/** Steps of a job, and legs of a matrix, whose artifacts would have the same name. */
const MOST_OF_ONE_NAME = 20;
const LONGEST_NAME = 120;

/** The client tries a dead service for half a minute, and a slow store for five. */
const UPLOAD_TIMEOUT_MS = 120_000;

/**
 * Uploads reports as artifacts of the run. What does not work is said and fails nothing: the report is in the job summary.
 */
export const openArtifacts = ({ client, log }: ArtifactOptions): UploadReport => {
  const upload = async ({ name, files, folder }: ReportArtifact): Promise<number | undefined> => {
    for (let count = 1; count <= MOST_OF_ONE_NAME; count++) {
      try {
        const numbered = count === 1 ? artifactName(name) : `${artifactName(name)}-${count}`;
        return (await (await client()).uploadArtifact(numbered, [...files], folder)).id;
      } catch (error) {
        if (!isTaken(error)) throw error;
      }
    }
    throw new Error(`${MOST_OF_ONE_NAME} artifacts have the name ${artifactName(name)} already`);
  };
  return async (artifact) => {
    try {
      return await log.group("Upload the report", () => within(UPLOAD_TIMEOUT_MS, () => upload(artifact)));
    } catch (error) {
      log.warning(
        `The report could not be uploaded as an artifact: ${messageOf(error).split("\n")[0]}. It is in the job summary; ` +
          "upload-report: false uploads none.",
      );
      return undefined;
    }
  };
};

export interface ArtifactOptions {
  /** Loads it: it is large. */
  readonly client: () => Promise<ArtifactClient>;
  readonly log: Log;
}

/** Artifacts are there on github.com and its clouds, and not on GitHub Enterprise Server. */
export const hasArtifacts = (serverUrl: string): boolean =>
  /^https?:\/\/(github\.com|[^/]+\.ghe\.com|[^/]+\.localhost)(:\d+)?\/?$/i.test(serverUrl);

/** Letters, digits and `._-`: no file system and no shell takes offence at the name. */
const artifactName = (parts: readonly string[]): string =>
  [ARTIFACT_PREFIX, ...parts]
    .map((part) => part.replace(/[^A-Za-z0-9._-]+/g, "-"))
    .join("-")
    .slice(0, LONGEST_NAME);

/** The service answers 409 when the run has an artifact of that name; its client tells so in the message alone. */
const isTaken = (error: unknown): boolean => /\(409\)/.test(messageOf(error));
