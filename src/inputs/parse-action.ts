import { messageOf } from "../core/errors.ts";
import { deepFreeze } from "../core/freeze.ts";
import type { MediaTypes } from "../oci/media-type.ts";
import { BUDGET_INPUTS, parseBudgets } from "./budgets.ts";
import { type ImageArg, parseImageArg } from "./image-arg.ts";
import { checkMediaTypes } from "./media-types.ts";
import type { ActionInputs, BaselineChoice, PushMode } from "./model.ts";
import { annotations, labels } from "./pairs.ts";
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
  "flavor",
  "rev-length",
  "annotations",
  "labels",
  "compression",
  "reuse-from",
  "mount-from",
  "media-types",
  "allow-dirty",
  "registry-username",
  "registry-password",
  "registry-insecure",
  "registry-ca",
  "docker-config-auth",
  "oci-layout",
  "attach-report",
  "load",
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
  if (inputs.tags.length === 0 && inputs.push !== "by-digest")
    problems.add("tags is empty; expected at least one tag, such as {rev}");
  problems.throwAny();
  return deepFreeze(inputs);
};

const readInputs = (get: (name: InputName) => string, problems: Problems): ActionInputs => ({
  images: imageArgs(lines(get("image")), optional(get("file")), problems),
  buildArgs: args("build-args", get("build-args"), problems),
  ...definedPlatform(platform("platform", get("platform"), problems)),
  push: pushMode(get("push"), problems),
  destinations: lines(get("destination")),
  tags: lines(get("tags")),
  flavor: lines(get("flavor")),
  revLength: integer("rev-length", get("rev-length"), [4, 40], problems),
  annotations: annotations("annotations", lines(get("annotations")), problems),
  labels: labels("labels", lines(get("labels")), problems),
  compression: compression("compression", get("compression"), problems),
  reuseFrom: lines(get("reuse-from")),
  mountFrom: lines(get("mount-from")),
  mediaTypes: mediaTypes(get, problems),
  allowDirty: boolean("allow-dirty", get("allow-dirty"), problems),
  ...defined("registryUsername", optional(get("registry-username"))),
  ...defined("registryPassword", optional(get("registry-password"))),
  registryInsecure: lines(get("registry-insecure")),
  registryCa: lines(get("registry-ca")),
  dockerConfigAuth: boolean("docker-config-auth", get("docker-config-auth"), problems),
  ignoreFindings: lines(get("ignore-findings")),
  ...defined("ociLayout", optional(get("oci-layout"))),
  attachReport: boolean("attach-report", get("attach-report"), problems),
  load: boolean("load", get("load"), problems),
  sbom: boolean("sbom", get("sbom"), problems),
  comment: oneOf("comment", get("comment"), ["changes", "always", "never"], problems),
  htmlReport: boolean("html-report", get("html-report"), problems),
  uploadReport: boolean("upload-report", get("upload-report"), problems),
  baseline: parseBaseline(get("baseline")),
  budgets: budgets(get, problems),
  ...defined("githubToken", optional(get("github-token"))),
});

const mediaTypes = (get: (name: InputName) => string, problems: Problems): MediaTypes => {
  const value = oneOf("media-types", get("media-types"), ["oci", "docker"], problems);
  const layouts = lines(get("destination")).some((line) => line.startsWith("oci:"));
  checkMediaTypes(
    { value, compression: get("compression"), writesLayout: layouts || optional(get("oci-layout")) !== undefined },
    problems,
  );
  return value;
};

const pushMode = (text: string, problems: Problems): PushMode => {
  if (text.trim() === "by-digest") return "by-digest";
  return boolean("push", text, problems, "true, false or by-digest") ? "tags" : "no";
};

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
