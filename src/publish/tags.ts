import { InputError } from "../core/errors.ts";
import { isTag } from "../oci/image-ref.ts";
import { versionOfTag } from "./version.ts";

/** What a run knows about what it builds; absent is what this event does not have. */
export interface TagContext {
  /** Short revision of the source, `dev` when its tree is dirty. */
  readonly rev?: string | undefined;
  /** Short revision of the pull request's own head, which the checked-out merge commit is not. */
  readonly headRev?: string | undefined;
  readonly branch?: string | undefined;
  /** Number of the pull request. */
  readonly pr?: number | undefined;
  /** Name of the git tag that was pushed; a semantic version gives `{version}`, `{major}`, `{minor}`. */
  readonly gitTag?: string | undefined;
  /** Commit date, ISO 8601. */
  readonly date?: string | undefined;
  /** The tag that the image carries itself. */
  readonly imageTag?: string | undefined;
  readonly onDefaultBranch?: boolean | undefined;
}

export interface RenderedTags {
  /** In the order of the templates, each once. */
  readonly tags: readonly string[];
  /** Templates whose placeholders have no value for this event. */
  readonly dropped: readonly string[];
}

const LONGEST_TAG = 128;

/** The tags to publish under. Lines that can never become a tag are reported together as one `InputError`. */
export function renderTags(templates: readonly string[], context: TagContext): RenderedTags {
  const values = placeholderValues(context);
  const problems = templates.flatMap((template) => problemOf(template, values) ?? []);
  if (problems.length > 0) throw new InputError("BAD_TAG", problems.join("\n"));
  const rendered = templates.map((template) => ({ template, tag: renderTag(template, values) }));
  return {
    tags: [...new Set(rendered.flatMap(({ tag }) => tag ?? []))],
    dropped: rendered.filter(({ tag }) => tag === undefined).map(({ template }) => template),
  };
}

type Values = ReadonlyMap<string, string | undefined>;

function placeholderValues(context: TagContext): Values {
  const version = context.gitTag === undefined ? undefined : versionOfTag(context.gitTag);
  const isLatest = version?.major !== undefined || context.onDefaultBranch === true;
  return new Map([
    ["rev", context.rev],
    ["head-rev", context.headRev],
    ["branch", context.branch],
    ["pr", context.pr?.toString()],
    ["version", version?.version],
    ["major", version?.major],
    ["minor", version?.minor],
    ["date", context.date === undefined ? undefined : dayOf(context.date)],
    ["image-tag", context.imageTag],
    ["latest", isLatest ? "latest" : undefined],
  ]);
}

/** `20250131` in UTC. */
const dayOf = (date: string): string => new Date(date).toISOString().slice(0, 10).replaceAll("-", "");

const PLACEHOLDER = /\{([^{}]*)\}/g;

function problemOf(template: string, values: Values): string | undefined {
  const known = [...values.keys()].map((name) => `{${name}}`).join(" ");
  const unknown = [...template.matchAll(PLACEHOLDER)].find(([, name = ""]) => !values.has(name));
  if (unknown !== undefined) return `tags: "${template}": ${unknown[0]} is not known (known: ${known})`;
  const literal = template.replace(PLACEHOLDER, "");
  // Taken as text these would become a tag that nobody meant.
  if (!/^type=|[{}/:@]/.test(literal)) return undefined;
  return `tags: "${template}": not a tag (wanted letters, digits, . _ - and placeholders: ${known}); give the tag alone`;
}

/** `undefined` when a placeholder has no value, or when nothing is left that a tag may have. */
function renderTag(template: string, values: Values): string | undefined {
  const parts = [...template.matchAll(PLACEHOLDER)].map(([, name = ""]) => values.get(name));
  if (parts.some((part) => part === undefined || part === "")) return undefined;
  const text = template.replace(PLACEHOLDER, (_, name: string) => values.get(name) ?? "");
  const tag = text
    .trim()
    .replace(/[^a-zA-Z0-9._-]+/g, "-")
    .replace(/^[.-]+/, "")
    .slice(0, LONGEST_TAG);
  return isTag(tag) ? tag : undefined;
}
