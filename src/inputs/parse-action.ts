import { messageOf } from "../core/errors.ts";
import { deepFreeze } from "../core/freeze.ts";
import { BUDGET_INPUTS, parseBudgets } from "./budgets.ts";
import { type ImageArg, parseImageArg } from "./image-arg.ts";
import type { ActionInputs, BaselineChoice } from "./model.ts";
import { Problems } from "./problems.ts";
import { args, boolean, compression, integer, lines, oneOf, optional, platform } from "./values.ts";

/** Names of the inputs as in action.yml. */
export const INPUT_NAMES = [
  "image",
  "file",
  "build-args",
  "platform",
  "push",
  "destination",
  "tags",
  "rev-length",
  "compression",
  "allow-dirty",
  "registry-username",
  "registry-password",
  "registry-insecure",
  "registry-ca",
  "oci-layout",
  "sbom",
  "comment",
  "html-report",
  "upload-report",
  "baseline",
  ...BUDGET_INPUTS,
  "budget-override-label",
  "ignore-findings",
  "github-token",
] as const;

export type InputName = (typeof INPUT_NAMES)[number];

/** Parses all inputs; InputError BAD_INPUT lists every problem that was found. */
export const parseActionInputs = (get: (name: InputName) => string): ActionInputs => {
  const problems = new Problems();
  const inputs = readInputs(get, problems);
  if (optional(get("image")) === undefined) {
    problems.add("image is empty; expected a flake installable such as .#dockerImage, or the path of a ready image");
  }
  if (inputs.tags.length === 0) problems.add("tags is empty; expected at least one tag, such as {rev}");
  problems.throwAny();
  return deepFreeze(inputs);
};

const readInputs = (get: (name: InputName) => string, problems: Problems): ActionInputs => ({
  images: imageArgs(lines(get("image")), optional(get("file")), problems),
  buildArgs: args("build-args", get("build-args"), problems),
  ...definedPlatform(platform("platform", get("platform"), problems)),
  push: boolean("push", get("push"), problems),
  destinations: lines(get("destination")),
  tags: lines(get("tags")),
  revLength: integer("rev-length", get("rev-length"), [4, 40], problems),
  compression: compression("compression", get("compression"), problems),
  allowDirty: boolean("allow-dirty", get("allow-dirty"), problems),
  ...defined("registryUsername", optional(get("registry-username"))),
  ...defined("registryPassword", optional(get("registry-password"))),
  registryInsecure: lines(get("registry-insecure")),
  registryCa: lines(get("registry-ca")),
  ignoreFindings: lines(get("ignore-findings")),
  ...defined("ociLayout", optional(get("oci-layout"))),
  sbom: boolean("sbom", get("sbom"), problems),
  comment: oneOf("comment", get("comment"), ["changes", "always", "never"], problems),
  htmlReport: boolean("html-report", get("html-report"), problems),
  uploadReport: boolean("upload-report", get("upload-report"), problems),
  baseline: parseBaseline(get("baseline")),
  budgets: budgets(get, problems),
  ...defined("githubToken", optional(get("github-token"))),
});

const budgets = (get: (name: InputName) => string, problems: Problems): ActionInputs["budgets"] => {
  const compares = parseBaseline(get("baseline")).kind !== "none";
  const source = { get, nameOf: (name: string) => name, ...(compares ? {} : { notCompared: "set baseline" }) };
  const overrideLabel = optional(get("budget-override-label"));
  return { ...parseBudgets(source, problems), ...(overrideLabel === undefined ? {} : { overrideLabel }) };
};

const imageArgs = (texts: readonly string[], file: string | undefined, problems: Problems): readonly ImageArg[] =>
  texts.flatMap((text) => {
    try {
      return [parseImageArg(text, file)];
    } catch (error) {
      problems.add(messageOf(error));
      return [];
    }
  });

export const parseBaseline = (text: string): BaselineChoice => {
  const value = text.trim();
  if (value === "" || value === "auto") return { kind: "auto" };
  return value === "none" ? { kind: "none" } : { kind: "named", text: value };
};

const definedPlatform = (value: ActionInputs["platform"]): Pick<ActionInputs, "platform"> =>
  value === undefined ? {} : { platform: value };

const defined = <K extends keyof ActionInputs>(key: K, value: string | undefined): { [P in K]?: string } =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: string };
