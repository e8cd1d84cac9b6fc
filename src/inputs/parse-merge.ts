import { defined } from "../core/defined.ts";
import { deepFreeze } from "../core/freeze.ts";
import { annotations } from "./pairs.ts";
import { Problems } from "./problems.ts";
import { integer, lines, optional } from "./values.ts";

/** Names of the inputs as in merge/action.yml. */
export const MERGE_INPUT_NAMES = [
  "digests",
  "destination",
  "tags",
  "flavor",
  "rev-length",
  "annotations",
  "registry-username",
  "registry-password",
  "registry-insecure",
  "registry-ca",
  "github-token",
] as const;

export type MergeInputName = (typeof MERGE_INPUT_NAMES)[number];

/** Every input of the sub-action that joins images of several platforms. */
export interface MergeInputs {
  /** Digests, references with a digest, files and folders of them. */
  readonly digests: readonly string[];
  /** Templates; empty means where the references point. */
  readonly destinations: readonly string[];
  /** Templates, rules of docker/metadata-action, and whole references. */
  readonly tags: readonly string[];
  /** What the rules have in common. */
  readonly flavor: readonly string[];
  readonly revLength: number;
  /** Of the index. An empty value takes one away that the images have. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly registryUsername?: string;
  readonly registryPassword?: string;
  /** Hosts that are spoken to in plain HTTP. */
  readonly registryInsecure: readonly string[];
  /** Files with certificates of authorities, PEM. */
  readonly registryCa: readonly string[];
  readonly githubToken?: string;
}

/** Parses all inputs; InputError BAD_INPUT lists every problem that was found. */
export const parseMergeInputs = (get: (name: MergeInputName) => string): MergeInputs => {
  const problems = new Problems();
  const inputs = {
    digests: lines(get("digests")),
    destinations: lines(get("destination")),
    tags: lines(get("tags")),
    flavor: lines(get("flavor")),
    revLength: integer("rev-length", get("rev-length"), [4, 40], problems),
    annotations: annotations("annotations", lines(get("annotations")), problems).index,
    registryInsecure: lines(get("registry-insecure")),
    registryCa: lines(get("registry-ca")),
    ...defined({
      registryUsername: optional(get("registry-username")),
      registryPassword: optional(get("registry-password")),
      githubToken: optional(get("github-token")),
    }),
  };
  if (inputs.digests.length === 0)
    problems.add("digests is empty; expected the digests that were pushed, or the folder that they were downloaded to");
  if (inputs.tags.length === 0) problems.add("tags is empty; expected at least one tag, such as {rev}");
  problems.throwAny();
  return deepFreeze(inputs);
};
